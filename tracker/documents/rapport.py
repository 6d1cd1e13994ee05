"""The yearly report: a year's figures in sentences, one picture and its table, the texts adopted, what followed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.models.annee import Annee, Rendu, Tenu
from tracker.procedure.assemblee import GENRES
from tracker.procedure.saisine import NATURES, SAISINE
from tracker.prose.dates import MOIS, courte, sans_jour

from .formules.des_seances import RAPPORT
from .formules.modele import composer
from .seances.elements import Bloc, Cellule, fiche, liste, paragraphe, precise, table, titre
from .seances.piece import Piece
from .seances.tenue import Emetteur


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport:
    """All that the report prints."""

    emetteur: Emetteur
    annee: Annee
    le: date


def piece(donnees: Rapport) -> Piece:
    """The report, ready to be set."""
    year = donnees.annee
    name = f"Rapport d’activité {year.annee}"
    fixed = {"chiffres": _chiffres(year), "textes": _textes(year), "delais": _delais(year), "suites": _suites(year)}
    whole = year.au.month == 12 and year.au.day == 31
    return Piece(
        emetteur=donnees.emetteur,
        titre=name,
        etiquette="Année entière" if whole else f"Arrêté au {sans_jour(year.au)}",
        le=donnees.le,
        pied=f"{name}, imprimé le {sans_jour(donnees.le)}",
        blocs=list(composer(RAPPORT, donnees.emetteur, fixed)),
    )


def _chiffres(year: Annee) -> Iterator[Bloc]:
    yield titre(1, "L’année en chiffres")
    yield {
        "type": "chiffres",
        "parts": [],
        "paires": [
            ["Saisines reçues", str(year.recues)],
            ["Textes adoptés", str(len(year.textes))],
            ["Textes rejetés", str(year.rejetes)],
            ["Séances plénières", str(year.seances.get("pleniere", 0))],
            ["Préconisations", str(year.preconisations)],
        ],
    }
    yield titre(2, "Mois par mois")
    yield {"type": "mois", "recues": list(year.recues_par_mois), "rendus": list(year.rendus_par_mois)}
    yield table(
        ["Mois", "Saisines reçues", "Textes adoptés"],
        [
            [name.capitalize(), str(came), str(voted)]
            for name, came, voted in zip(MOIS, year.recues_par_mois, year.rendus_par_mois, strict=True)
        ],
        [2, 1, 1],
        sens=["gauche", "droite", "droite"],
    )
    yield titre(2, "Ce qui a été reçu")
    yield from _comptes("Nature", {_nature(key): count for key, count in year.recues_par_nature.items()})
    if year.sorties:
        yield paragraphe("De ces saisines, sont closes sans avis :")
        yield liste(f"{SAISINE.states[key].label} : {count}" for key, count in sorted(year.sorties.items()))
    yield titre(2, "Ce qui s’est réuni")
    yield from _comptes("Instance", {GENRES[key]: year.seances[key] for key in GENRES if key in year.seances})


def _nature(key: str | None) -> str:
    return NATURES[key] if key else "Origine inconnue"


def _comptes(head: str, counted: dict[str, int]) -> Iterator[Bloc]:
    if not counted:
        yield paragraphe("Rien n’est inscrit au registre pour cette année.")
        return
    rows = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    yield table([head, "Nombre"], [[name, str(count)] for name, count in rows], [3, 1], sens=["gauche", "droite"])


def _textes(year: Annee) -> Iterator[Bloc]:
    yield titre(1, "Textes adoptés et votes")
    if not year.textes:
        yield paragraphe("Aucun texte n’a été adopté.")
        return
    known = [one.voix for one in year.textes if None not in one.voix]
    alone = sum(not against and not abstained for _, against, abstained in known)
    yield from fiche(
        [
            ("Par nature", ", ".join(f"{name} : {count}" for name, count in _par_nature(year.textes))),
            ("Par le bureau", str(sum(one.par_le_bureau for one in year.textes))),
            ("Sans voix contraire", f"{alone} sur {len(known)}" if known else ""),
            ("Avec des positions", str(sum(one.positions > 0 for one in year.textes))),
        ]
    )
    yield table(
        ["Adopté le", "Texte", "Commission", "Pour, contre, abstention"],
        [[courte(one.le), _texte(one), one.commission, _voix(one)] for one in year.textes],
        ["24mm", 5, 3, 2],
    )


def _par_nature(texts: tuple[Rendu, ...]) -> list[tuple[str, int]]:
    return Counter(one.nature for one in texts).most_common()


def _texte(one: Rendu) -> Cellule:
    body = "par le bureau, par délégation" if one.par_le_bureau else ""
    said = f"positions minoritaires : {one.positions}" if one.positions else ""
    return precise(one.titre, f"{one.nature} {one.numero}".strip(), body, said)


def _voix(one: Rendu) -> str:
    if all(count is None for count in one.voix):
        return "non connu"
    return " · ".join("—" if count is None else str(count) for count in one.voix)


def _delais(year: Annee) -> Iterator[Bloc]:
    yield titre(1, "Délais")
    if not year.douze_jours.sur:
        yield paragraphe("Aucune saisine n’a reçu d’avis dans l’année : il n’y a pas de délai à compter.")
        return
    yield table(
        ["Ce qui est compté, parmi les saisines qui ont reçu leur avis", "Tenu", "Sur"],
        [
            _tenu("Avis voté le jour de la session du conseil régional au plus tard", year.avant_la_region),
            _tenu("Avis voté dans le délai que la loi fixe", year.dans_le_delai_legal),
            _tenu("Saisine reçue douze jours au moins avant le vote (CGCT, art. R. 4134-9)", year.douze_jours),
        ],
        [6, 1, 1],
        sens=["gauche", "droite", "droite"],
    )
    if year.jours_au_milieu is not None:
        yield paragraphe(
            f"Une saisine sur deux a reçu son avis {year.jours_au_milieu} jours au plus après être arrivée."
            if year.jours_au_milieu > 1
            else "Une saisine sur deux a reçu son avis le lendemain au plus tard."
        )


def _tenu(words: str, held: Tenu) -> list[str | Cellule]:
    return [words, str(held.tenus) if held.sur else "sans objet", str(held.sur)]


def _suites(year: Annee) -> Iterator[Bloc]:
    yield titre(1, "Suites")
    if not year.preconisations and not year.suivis:
        yield paragraphe("Aucune préconisation n’est relevée dans les textes signés de l’année.")
        return
    yield paragraphe(f"Préconisations relevées dans les textes adoptés : {year.preconisations}.")
    if year.suivis:
        yield paragraphe("Des saisines qui ont reçu ces textes :")
        yield liste(f"{SAISINE.states[key].outside} : {count}" for key, count in sorted(year.suivis.items()))
