"""The notice of convening: when and where, the agenda, the papers and their proof, how to answer, a form of proxy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from tracker.prose.dates import en_lettres, sans_jour

from ..formules.des_seances import CONVOCATION
from ..formules.modele import composer
from .elements import Bloc, Cellule, Rangee, encart, fiche, intitule, paragraphe, redaction, table, titre
from .piece import Piece, civilite, pdf, signature
from .tenue import Emetteur, Tenue, a_la_minute, accord, minuscule, seconde_convocation

#: The first signs of a fingerprint: enough to tell two versions apart at a glance.
EMPREINTE = 12
EN_LETTRES = ("aucun", "un", "deux", "trois", "quatre", "cinq")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointPrevu:
    """An item of the agenda as it was convened."""

    rang: int
    titre: str
    nature: str = ""
    rapporteurs: tuple[str, ...] = ()
    heure: time | None = None
    huis_clos: bool = False
    #: The day a late item was added.
    ajoute_le: date | None = None
    retire: bool = False


@dataclass(frozen=True, slots=True)
class DocumentJoint:
    """A paper that goes with the notice, in the version that was frozen."""

    titre: str
    version: str = ""
    empreinte: str = ""


@dataclass(frozen=True, slots=True)
class ReglesDePouvoir:
    """What a proxy may be; nothing is printed of it when nobody may hold one."""

    par_porteur: int = 1
    meme_college: bool = False
    par_point: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Convocation:
    """All that the notice prints for one member."""

    emetteur: Emetteur
    tenue: Tenue
    le: date
    civilite: str
    nom: str
    qualite: str = ""
    #: Added by hand, in Markdown.
    message: str = ""
    points: tuple[PointPrevu, ...] = ()
    documents: tuple[DocumentJoint, ...] = ()
    documents_envoyes_le: date | None = None
    #: The last day on which the law lets them leave; None for a body that it does not bind.
    limite_d_envoi: date | None = None
    a_distance: bool = False
    publique: bool = True
    adresse_reponse: str = ""
    repondre_avant: date | None = None
    pouvoirs: ReglesDePouvoir | None = None


def convocation(donnees: Convocation) -> bytes:
    """The notice as a PDF, the same bytes for the same data."""
    return pdf(piece(donnees))


def piece(donnees: Convocation) -> Piece:
    """The notice, ready to be set."""
    return Piece(
        emetteur=donnees.emetteur,
        titre=f"Convocation à la {minuscule(donnees.tenue.le)}",
        etiquette="Seconde convocation" if donnees.tenue.premiere_le else donnees.tenue.instance,
        le=donnees.le,
        destinataire=tuple(filter(None, (f"{donnees.civilite} {donnees.nom}".strip(), donnees.qualite))),
        pied=f"Convocation, {minuscule(donnees.tenue.le)}",
        blocs=list(composer(CONVOCATION, donnees.emetteur, _fixes(donnees))),
    )


def _fixes(donnees: Convocation) -> dict[str, Iterable[Bloc]]:
    return {
        "civilite": [civilite(donnees.civilite)],
        "reperes": [
            *fiche(_reperes(donnees)),
            *encart(seconde_convocation(donnees.tenue), "ocre"),
            *redaction(donnees.message, 1),
        ],
        "ordre_du_jour": [*_ordre_du_jour(donnees), *_documents(donnees)],
        "reponse": _reponse(donnees),
        "signature": [signature(donnees.emetteur)],
        "pouvoir": _pouvoir(donnees),
    }


def _reperes(donnees: Convocation) -> Iterator[tuple[str, str]]:
    tenue = donnees.tenue
    yield "Date", en_lettres(tenue.jour)
    yield "Heure", a_la_minute(tenue.heure) if tenue.heure else "à préciser"
    yield "Lieu", tenue.lieu or "à préciser"
    yield "À distance", "La participation à distance est ouverte." if donnees.a_distance else ""
    yield "Publicité", "" if donnees.publique else "La séance n’est pas publique."


def _ordre_du_jour(donnees: Convocation) -> Iterator[Bloc]:
    yield titre(1, "Ordre du jour")
    if not donnees.points:
        yield paragraphe("L’ordre du jour n’est pas encore arrêté.")
        return
    yield table(["N°", "Point", "Nature", "Rapporteur", "Heure"], _points(donnees.points), ["9mm", 5, 2, 3, "17mm"])


def _points(points: tuple[PointPrevu, ...]) -> Iterator[Rangee]:
    """In their order; where the public leaves, and where it comes back, a heading says it."""
    reserve = False
    for point in points:
        if point.huis_clos is not reserve:
            reserve = point.huis_clos
            yield "Partie réservée, à huis clos" if reserve else "Suite de l’ordre du jour"
        yield _point(point)


def _point(point: PointPrevu) -> list[str | Cellule]:
    mentions = (
        "à huis clos" if point.huis_clos else "",
        f"ajouté le {sans_jour(point.ajoute_le)}" if point.ajoute_le else "",
        "retiré de l’ordre du jour" if point.retire else "",
    )
    return [
        str(point.rang),
        intitule(point.titre, *mentions),
        point.nature,
        ", ".join(point.rapporteurs),
        a_la_minute(point.heure) if point.heure else "",
    ]


def _documents(donnees: Convocation) -> Iterator[Bloc]:
    if not donnees.documents:
        return
    yield titre(1, "Documents")
    yield paragraphe(_envoi(donnees))
    yield table(
        ["Document", "Version", f"SHA-256 ({EMPREINTE} signes)"],
        [
            [intitule(joint.titre), joint.version, [{"texte": joint.empreinte[:EMPREINTE], "code": True}]]
            for joint in donnees.documents
        ],
        [1, "24mm", "38mm"],
    )


def _envoi(donnees: Convocation) -> str:
    """When the papers left, held against the twelve days of the law."""
    parti, limite = donnees.documents_envoyes_le, donnees.limite_d_envoi
    if parti is None:
        return "Les documents se lisent sur la page de la séance."
    dit = f"Les documents vous ont été adressés le {en_lettres(parti)}"
    if limite is None:
        return f"{dit}."
    regle = "la loi veut un rapport sur chaque affaire douze jours au moins avant la séance (CGCT, art. R. 4134-9)"
    if parti <= limite:
        return f"{dit} : {regle}, soit le {sans_jour(limite)} au plus tard."
    return f"{dit}, après le {sans_jour(limite)} : {regle}."


def _reponse(donnees: Convocation) -> Iterator[Bloc]:
    yield titre(1, "Répondre")
    choix = ["présence", *(["participation à distance"] if donnees.a_distance else []), "excuse avec son motif"]
    if donnees.pouvoirs and donnees.pouvoirs.par_porteur:
        choix.append("pouvoir donné à un autre membre")
    avant = f" avant le {en_lettres(donnees.repondre_avant)}" if donnees.repondre_avant else ""
    yield paragraphe(f"Merci d’indiquer votre réponse{avant} : {', '.join(choix[:-1])} ou {choix[-1]}.")
    if donnees.adresse_reponse:
        lien = {"texte": donnees.adresse_reponse, "lien": donnees.adresse_reponse}
        yield {"type": "paragraphe", "runs": [{"texte": "Sur votre page : "}, lien]}
    if donnees.pouvoirs and donnees.pouvoirs.par_porteur:
        yield paragraphe("À défaut, le formulaire de pouvoir ci-après peut être remis au secrétariat, signé.")


def _pouvoir(donnees: Convocation) -> Iterator[Bloc]:
    """A page to fill in, sign and hand over."""
    regles = donnees.pouvoirs
    if regles is None or not regles.par_porteur:
        return
    qui = f"{donnees.civilite} {donnees.nom}".strip()
    yield {"type": "page"}
    yield titre(1, "Formulaire de pouvoir")
    yield paragraphe(
        f"Je {accord(donnees.civilite, 'soussigné')}, {qui}, {accord(donnees.civilite, 'empêché')} d’assister à la "
        f"{minuscule(donnees.tenue.le)}, donne pouvoir de voter en mon nom à :"
    )
    yield {"type": "champs", "noms": ["Nom et prénom", "Collège et organisme"]}
    choix: list[tuple[str, bool]] = [("pour toute la séance", False)]
    if regles.par_point:
        choix.append(("pour les seuls points de l’ordre du jour n°", True))
    yield {"type": "cases", "choix": choix}
    yield titre(2, "Ce qu’il faut savoir")
    yield {"type": "liste", "ordonnee": False, "depart": 1, "serree": False, "items": [
        [paragraphe(phrase)] for phrase in _regles(regles)
    ]}  # fmt: skip
    yield {"type": "champs", "noms": ["Fait à", "Le", "Signature"]}


def _regles(regles: ReglesDePouvoir) -> Iterator[str]:
    combien = EN_LETTRES[regles.par_porteur] if regles.par_porteur < len(EN_LETTRES) else str(regles.par_porteur)
    plusieurs = "s" if regles.par_porteur > 1 else ""
    yield f"Un membre présent porte {combien} pouvoir{plusieurs} au plus."
    if regles.meme_college:
        yield "Il appartient au même collège que le membre qui le lui donne."
    yield "Un pouvoir ne se transmet pas à un tiers, et se remet avant l’ouverture du vote."
    yield "Il donne une voix, et ne compte pas dans le quorum (CGCT, art. R. 4134-17)."
    yield "Il cesse dès que le membre qui l’a donné arrive en séance."
