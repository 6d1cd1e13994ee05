"""The check of an amendment, fact by fact, each in a sentence: what whoever decides needs to know, and signs."""

from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..door import jour
from ..models import Amendement, Mandat, en_cours
from ..models.collisions import Rencontre
from ..procedure.amendement import (
    auteur_admis,
    cosignataires_reunis,
    limite_de_depot,
    motif_expose,
    place_trouvee,
    sous_amendement_permis,
    sur_la_version_remise,
)
from ..prose.dates import en_lettres, jour_de
from .debat import Places
from .mots import pluriel

AU_NOM_DE = {
    "membre": "par un membre en son nom, {}",
    "groupe": "au nom d’un groupe, {}",
    "college": "au nom d’un collège, {}",
    "commission": "au nom d’une commission, {}",
    "bureau": "au nom du bureau",
}


@dataclass(frozen=True)
class Fait:
    """One fact of the check; None where it decides nothing and is good to know."""

    tenu: bool | None
    phrase: str


def verifier(session: Session, amendement: Amendement, rencontres: list[Rencontre]) -> list[Fait]:
    """The facts of an amendment: its author, its day, its place, its words, its signatures."""
    return [
        _auteur(amendement),
        _delai(amendement),
        _place(amendement),
        *_parent(amendement),
        _expose(amendement),
        *_signatures(amendement),
        *_siege(session, amendement, jour().date),
        *(_identique(one) for one in rencontres if one.identique),
    ]


def raison(faits: list[Fait], tenus: bool) -> str:
    """The reason that the facts give by themselves, for one decision or for the other."""
    return " ".join(fait.phrase for fait in faits if fait.tenu is tenus)


def _auteur(amendement: Amendement) -> Fait:
    named = AU_NOM_DE[amendement.qualite].format(amendement.auteur)
    if wrong := auteur_admis(amendement, jour().frame):
        return Fait(False, f"Déposé {named}. {wrong}")
    return Fait(True, f"Déposé {named} : le règlement intérieur l’admet.")


def _delai(amendement: Amendement) -> Fait:
    tabled = jour_de(amendement.depose_le, current_app.config["FUSEAU"])
    rules, point = jour().reglement, amendement.texte.point
    if amendement.en_seance:
        if rules.amendements_en_seance:
            return Fait(True, "Déposé en séance, où le règlement intérieur reçoit les amendements.")
        return Fait(False, "Déposé en séance : le règlement intérieur n’y reçoit pas d’amendement.")
    if point is None:
        return Fait(None, f"Déposé le {en_lettres(tabled)}. Le texte n’attend plus de plénière.")
    last = limite_de_depot(point.seance.jour, rules)
    if tabled <= last:
        return Fait(True, f"Déposé le {en_lettres(tabled)}, dans le délai, ouvert jusqu’au {en_lettres(last)}.")
    return Fait(False, f"Déposé le {en_lettres(tabled)}, hors du délai, clos depuis le {en_lettres(last)}.")


def _place(amendement: Amendement) -> Fait:
    frame = jour().frame
    if wrong := sur_la_version_remise(amendement, frame) or place_trouvee(amendement, frame):
        return Fait(False, wrong)
    where = Places().lieu(amendement)
    return Fait(True, f"Il vise un passage du texte remis aux membres : {where[:1].lower()}{where[1:]}.")


def _parent(amendement: Amendement) -> list[Fait]:
    if amendement.parent is None:
        return []
    wrong = sous_amendement_permis(amendement, jour().frame)
    told = f"Il modifie l’amendement n° {amendement.parent.numero}, qui n’est pas décidé."
    return [Fait(wrong is None, wrong or told)]


def _expose(amendement: Amendement) -> Fait:
    wrong = motif_expose(amendement, jour().frame)
    return Fait(wrong is None, wrong or "Ses motifs sont exposés.")


def _signatures(amendement: Amendement) -> list[Fait]:
    wanted, signed = jour().reglement.cosignataires_exiges, len(amendement.cosignatures)
    if wrong := cosignataires_reunis(amendement, jour().frame):
        return [Fait(False, wrong)]
    if wanted and amendement.qualite == "membre":
        return [Fait(True, f"Il porte {pluriel(signed, 'cosignature')} ; le règlement intérieur en exige {wanted}.")]
    return [Fait(None, f"Il porte {pluriel(signed, 'cosignature')} ; aucune n’est exigée.")] if signed else []


def _siege(session: Session, amendement: Amendement, day: date) -> list[Fait]:
    """The author still sits; said where they do not, as nobody is left to defend it."""
    seat = select(Mandat.id).where(Mandat.personne_id == amendement.depose_par_id, en_cours(Mandat, day))
    if session.scalars(seat).first() is not None:
        return []
    return [Fait(None, f"Le mandat de {amendement.depose_par} a pris fin depuis le dépôt.")]


def _identique(met: Rencontre) -> Fait:
    return Fait(None, f"Il dit la même chose que l’amendement n° {met.autre.numero} : chacun a sa décision.")
