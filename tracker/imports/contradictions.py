"""Flag the figures of a register that contradict each other: they are taken in, and a person judges."""

from collections.abc import Iterator

from tracker.imports.colonnes import POSITIONS, LigneRegistre


def signaler(ligne: LigneRegistre) -> tuple[str, ...]:
    """Return one sentence for each contradiction; what is unknown contradicts nothing."""
    return (
        *_somme_des_voix(ligne),
        *_effectifs(ligne),
        *_quorum(ligne),
        *_unanimite(ligne),
        *_resultat(ligne),
        *_dates(ligne),
        *_positions_inconnues(ligne),
    )


def _somme_des_voix(ligne: LigneRegistre) -> Iterator[str]:
    voix = {"pour": ligne.pour, "contre": ligne.contre, "abstention(s)": ligne.abstention}
    connues = {nom: nombre for nom, nombre in voix.items() if nombre is not None}
    somme = sum(connues.values())
    if ligne.votants is None or not connues or ligne.votants == somme:
        return
    detail = " + ".join(f"{nombre} {nom}" for nom, nombre in connues.items())
    if len(connues) == len(voix):
        yield (
            f"Le nombre de votants ({ligne.votants}) n'est pas la somme des voix\u00a0: {detail} = {somme}"
            f"{_ecart_explique(ligne, abs(ligne.votants - somme))}."
        )
    elif somme > ligne.votants:
        yield f"Les voix connues ({detail} = {somme}) sont plus nombreuses que les votants ({ligne.votants})."


def _ecart_explique(ligne: LigneRegistre, ecart: int) -> str:
    if ecart != ligne.ne_prend_pas_part:
        return ""
    return f"\u00a0; l'écart ({ecart}) est le nombre de membres qui ne prennent pas part au vote"


def _effectifs(ligne: LigneRegistre) -> Iterator[str]:
    presents, votants, membres = ligne.presents, ligne.votants, ligne.en_exercice
    if presents is not None and membres is not None and presents > membres:
        yield f"Les présents ({presents}) sont plus nombreux que les membres en exercice ({membres})."
    if votants is not None and membres is not None and votants > membres:
        yield f"Les votants ({votants}) sont plus nombreux que les membres en exercice ({membres})."
    if votants is not None and presents is not None and votants > presents:
        yield f"Les votants ({votants}) sont plus nombreux que les présents ({presents}), sauf procurations."


def _quorum(ligne: LigneRegistre) -> Iterator[str]:
    presents, membres = ligne.presents, ligne.en_exercice
    if ligne.adopte_par != "plénière" or presents is None or membres is None:
        return
    if presents <= membres / 2:
        yield (
            f"Le quorum n'est pas atteint\u00a0: {presents} présents pour {membres} membres en exercice, "
            f"quand il en faut au moins {membres // 2 + 1}, sauf séance tenue sur seconde convocation."
        )


def _unanimite(ligne: LigneRegistre) -> Iterator[str]:
    if not ligne.unanimite:
        return
    if ligne.contre:
        yield f"L'unanimité est indiquée, mais {ligne.contre} voix contre sont comptées."
    opposees = [organisation for organisation, position in ligne.positions if position == "contre"]
    if opposees:
        yield f"L'unanimité est indiquée, mais figure une position contre\u00a0: {', '.join(opposees)}."


def _resultat(ligne: LigneRegistre) -> Iterator[str]:
    if ligne.pour is None or ligne.contre is None:
        return
    chiffres = f"{ligne.pour} pour et {ligne.contre} contre"
    if ligne.resultat == "adopté" and ligne.pour < ligne.contre:
        yield f"Le texte est indiqué adopté, avec {chiffres}."
    if ligne.resultat == "adopté" and ligne.pour == ligne.contre:
        yield (
            f"Le texte est indiqué adopté avec un partage des voix, {chiffres}\u00a0: "
            "la voix du président l'a-t-elle emporté\u00a0?"
        )
    if ligne.resultat == "rejeté" and ligne.pour > ligne.contre:
        yield f"Le texte est indiqué rejeté, avec {chiffres}."


def _dates(ligne: LigneRegistre) -> Iterator[str]:
    if ligne.adopte_le and ligne.recue_le and ligne.adopte_le < ligne.recue_le:
        yield (
            f"L'adoption ({ligne.adopte_le:%d/%m/%Y}) est antérieure à la réception de la saisine "
            f"({ligne.recue_le:%d/%m/%Y})."
        )
    if ligne.publie_le and ligne.adopte_le and ligne.publie_le < ligne.adopte_le:
        yield f"La publication ({ligne.publie_le:%d/%m/%Y}) est antérieure à l'adoption ({ligne.adopte_le:%d/%m/%Y})."


def _positions_inconnues(ligne: LigneRegistre) -> Iterator[str]:
    for organisation, position in ligne.positions:
        if position not in POSITIONS:
            yield (
                f"La position «\u00a0{position}\u00a0» ({organisation}) a été gardée telle quelle\u00a0: "
                f"elle n'est aucune de celles-ci\u00a0: {', '.join(POSITIONS)}."
            )
