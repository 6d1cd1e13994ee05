"""The ordinary path of a file, walked until the state that it has reached today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ..models import Saisine, Texte
from . import amendements
from .gestes import (
    Voix,
    affecter,
    compter,
    deposer,
    ecrire,
    inscrire,
    ouvrir,
    prendre_position,
    publier,
    recevoir,
    signer,
    transmettre,
    voter,
)
from .greffe import SOIR, travaille
from .scene import Histoire, Scene
from .textes import ebauche, esquisse, projet

PRESQUE_TOUS = Voix(13, 0, 2)
LARGEMENT = Voix(104, 0, 6)


@dataclass(frozen=True)
class Dossier:
    """A file that goes its ordinary way: what is asked, who answers, in which plenary, how far it is."""

    cle: str
    objet: str
    base: str
    commission: str
    recue: int
    jusqu_a: str
    titre: str = ""
    pleniere: str | None = None
    genre: str = "avis"
    nature: str = "obligatoire"
    de: str = "region"
    #: Word of the Markdown file; the word of the story itself unless told.
    projet: str = ""
    #: Who named the rapporteurs: words of people; members of the commission unless told.
    rapporteurs: tuple[str, ...] = ()
    en_commission: Voix = PRESQUE_TOUS
    vote: Voix = LARGEMENT
    positions: tuple[tuple[str, str], ...] = ()
    avis_de: tuple[str, ...] = ()
    motif_affectation: str = ""
    motif_inscription: str = ""
    faits: dict[str, Any] = field(default_factory=dict)


def histoires(dossiers: tuple[Dossier, ...]) -> list[Callable[[Scene], Histoire]]:
    """One story for each file."""
    return [histoire(dossier) for dossier in dossiers]


def histoire(dossier: Dossier) -> Callable[[Scene], Histoire]:
    return lambda d: cheminer(d, dossier)


def cheminer(d: Scene, dossier: Dossier) -> Histoire:
    """Each step on its day; a step bears the name of the state that the saisine, then its text, reaches by it."""
    yield dossier.recue
    saisine = recevoir(d, d.dire(dossier.objet), dossier.base, nature=dossier.nature, de=dossier.de, **dossier.faits)
    d.saisines[dossier.cle] = saisine
    for step, day in _etapes(d, dossier, saisine):
        if step == "vote":
            yield from jour_du_vote(saisine)
        else:
            yield max(day, d.jour)
        PAS[step](d, dossier, saisine)
        if step == dossier.jusqu_a:
            return


def _etapes(d: Scene, dossier: Dossier, saisine: Saisine) -> Iterator[tuple[str, date]]:
    """The steps until the agenda share the days there are; those after the vote follow it at a usual pace."""
    assert saisine.recue_le is not None
    before, after = list(PAS)[: list(PAS).index("vote")], list(PAS)[list(PAS).index("vote") :]
    last = d.aujourdhui - timedelta(days=1)
    seance = d.seances[dossier.pleniere] if dossier.pleniere else None
    if seance is not None:
        last = min(last, seance.jour - timedelta(days=15))
    if dossier.jusqu_a in before:
        before = before[: before.index(dossier.jusqu_a) + 1]
    span = max((last - saisine.recue_le).days, 0)
    for rank, step in enumerate(before, 1):
        yield step, travaille(saisine.recue_le + timedelta(days=span * rank // len(before)), -1)
    day = seance.jour if seance else d.jour
    for step in after:
        day = travaille(day + timedelta(days=RYTHME[step]), 1)
        yield step, day


def jour_du_vote(saisine: Saisine) -> Histoire:
    """The day of the plenary; that of the second sitting when the first had no quorum."""
    assert saisine.pleniere is not None
    yield saisine.pleniere.jour
    if saisine.pleniere.etat == "carence":
        yield saisine.pleniere.jour, SOIR
        yield saisine.pleniere.jour


def _texte(saisine: Saisine) -> Texte:
    return saisine.textes[0]


def _affecter(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    if saisine.etat == "a_l_examen":
        saisine.bureau_du = d.jour
        d.agir(saisine, "admettre", d.assemblee.qui("membre_du_bureau"))
    affecter(d, saisine, dossier.commission, dossier.pleniere, dossier.motif_affectation, dossier.avis_de)


def _ouvrir(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    named = [d.assemblee.qui(word) for word in dossier.rapporteurs]
    titre = d.dire(dossier.titre or dossier.objet)
    d.textes[dossier.cle] = ouvrir(d, [saisine], dossier.genre, titre, dossier.commission, named)


def _esquisser(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    ecrire(d, _texte(saisine), esquisse(dossier.projet or dossier.cle), "Première trame, avec les rapporteurs")


def _rediger(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    ecrire(d, _texte(saisine), ebauche(dossier.projet or dossier.cle), "Préconisations, après les auditions")


def _soumettre(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    texte = _texte(saisine)
    ecrire(d, texte, projet(dossier.projet or dossier.cle), "Version soumise à la commission")
    d.agir(texte, "soumettre", texte.rapporteurs[0])


def _compter(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    compter(d, _texte(saisine), d.assemblee.commissions[dossier.commission], dossier.en_commission)


def _arreter(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    d.agir(_texte(saisine), "arreter", d.assemblee.qui(f"presidente {dossier.commission}"))


def _envoyer(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    d.agir(_texte(saisine), "envoyer_au_bureau", d.assemblee.qui(f"presidente {dossier.commission}"))


def _valider(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    d.agir(_texte(saisine), "valider", d.assemblee.qui("membre_du_bureau"))


def _inscrire(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    assert saisine.pleniere is not None
    inscrire(d, _texte(saisine), saisine.pleniere, dossier.motif_inscription)
    amendements.deposer(d, dossier.cle, _texte(saisine))


def _voter(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    amendements.voter(d, dossier.cle, _texte(saisine))
    voter(d, _texte(saisine), dossier.vote)


def _positionner(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    prendre_position(d, _texte(saisine), *dossier.positions)


def _signer(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    amendements.integrer(d, _texte(saisine))
    signer(d, _texte(saisine))


def _transmettre(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    transmettre(d, _texte(saisine))


def _publier(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    publier(d, _texte(saisine))


def _suivre(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    d.agir(saisine, "suivre", d.assemblee.qui("chargee"))


def _repondre(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    deposer(d, saisine, "reponse")


def _clore(d: Scene, dossier: Dossier, saisine: Saisine) -> None:
    d.agir(saisine, "clore", d.assemblee.qui("secretaire"), "La Région a répondu ; les suites sont connues.")


#: The steps in order.
PAS: dict[str, Callable[[Scene, Dossier, Saisine], None]] = {
    "affectee": _affecter,
    "redaction": _ouvrir,
    "esquisse": _esquisser,
    "ebauche": _rediger,
    "en_commission": _soumettre,
    "vote_en_commission": _compter,
    "arrete": _arreter,
    "en_bureau": _envoyer,
    "pret": _valider,
    "inscrit": _inscrire,
    "vote": _voter,
    "positions": _positionner,
    "signe": _signer,
    "transmis": _transmettre,
    "publie": _publier,
    "en_suivi": _suivre,
    "reponse": _repondre,
    "close": _clore,
}
#: Days between a step and the one before, from the vote on.
RYTHME = {
    "vote": 0,
    "positions": 1,
    "signe": 2,
    "transmis": 1,
    "publie": 6,
    "en_suivi": 5,
    "reponse": 25,
    "close": 20,
}
