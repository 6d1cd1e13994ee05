"""Days, working days, legal clocks: each date with the reason it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta

from .reglement import ARTICLE_ENVOI, ARTICLE_PIECES, JOURS_AVANT_PLENIERE, JOURS_OUVRABLES_SECONDE, Reglement

#: Days before a sitting by which members have answered.
JOURS_POUR_REPONDRE = 3


@dataclass(frozen=True)
class Echeance:
    """One date that counts for a record: what is due, why then, and whether it has been met."""

    code: str
    le: date
    libelle: str
    source: str
    calcul: str
    faite: bool = False
    #: False for an event to know about (a session), True for something the assembly must do by then.
    due: bool = True


@lru_cache(maxsize=64)
def jours_feries(year: int) -> frozenset[date]:
    """French public holidays of a year (Code du travail, art. L. 3133-1)."""
    # The top-level import of the library takes half a second: only this country is loaded, when first needed.
    from holidays.countries.france import France

    return frozenset(France(years=year))  # type: ignore[no-untyped-call]


def est_ouvrable(day: date) -> bool:
    """A « jour ouvrable »: any day but Sundays and public holidays."""
    return day.weekday() != 6 and day not in jours_feries(day.year)


def jour_ouvrable_apres(day: date, count: int) -> date:
    """The count-th working day after a day."""
    while count:
        day += timedelta(days=1)
        count -= est_ouvrable(day)
    return day


def seconde_seance(failed: date) -> date:
    """The day of the second convening: the second working day after the failed sitting (R. 4134-17)."""
    return jour_ouvrable_apres(failed, JOURS_OUVRABLES_SECONDE)


def limite_d_envoi(pleniere: date, reglement: Reglement) -> date:
    """The last day on which papers may leave for a plenary (R. 4134-9); one more in clear days."""
    return pleniere - timedelta(days=JOURS_AVANT_PLENIERE + (1 if reglement.jours_francs else 0))


def limite_de_convocation(genre: str, seance: date, reglement: Reglement) -> date:
    """The last day on which a body is convened in time: the plenary by law, the others by the règlement."""
    if genre == "pleniere":
        return limite_d_envoi(seance, reglement)
    return seance - timedelta(days=reglement.jours_de_convocation)


def limite_de_reponse(seance: date, convoquee: date) -> date:
    """The day by which members answer: three days before, or the day after the notice where that is too soon."""
    return max(seance - timedelta(days=JOURS_POUR_REPONDRE), min(convoquee + timedelta(days=1), seance))


def limite_legale(recue_le: date, mois: int | None) -> date | None:
    """The end of the time that the legal basis gives, in months from receipt; None where it gives none."""
    return recue_le + relativedelta(months=mois) if mois else None


#: States from which the opinion has been given, and from which it has been sent.
APRES_AVIS = frozenset({"avis_rendu", "transmise", "publiee", "en_suivi", "close"})
APRES_ENVOI = APRES_AVIS - {"avis_rendu"}


def echeances(saisine: Any, reglement: Reglement) -> list[Echeance]:
    """The dates of a saisine and of those merged into it, earliest first."""
    found = [*_de_la_pleniere(saisine, reglement)]
    for asked in (saisine, *saisine.fusionnees):
        found.extend(_de_la_demande(asked, rendu=saisine.etat in APRES_AVIS, envoye=saisine.etat in APRES_ENVOI))
    return sorted(found, key=lambda item: (item.le, item.code))


def _de_la_pleniere(saisine: Any, reglement: Reglement) -> Iterable[Echeance]:
    seance = saisine.pleniere
    if seance is None or saisine.etat == "confiee_au_bureau":
        return
    limite = limite_d_envoi(seance.jour, reglement)
    rendu = saisine.etat in APRES_AVIS
    inscrite = saisine.etat == "en_deliberation"
    # Convening a sitting sends the papers of its agenda, and of nothing else.
    envoyee = inscrite and seance.etat not in {"projetee", "annulee"}
    preparation = limite - timedelta(days=reglement.jours_de_preparation)
    yield Echeance(
        "preparation",
        preparation,
        "Texte prêt pour la mise sous pli",
        "Règlement de l’assemblée",
        f"{reglement.jours_de_preparation} jours avant le départ des rapports",
        faite=inscrite or rendu,
    )
    yield Echeance(
        "envoi",
        limite,
        "Envoi des rapports aux membres",
        f"CGCT, art. {ARTICLE_ENVOI}",
        f"{JOURS_AVANT_PLENIERE} jours {'francs ' if reglement.jours_francs else ''}au moins avant la plénière",
        faite=envoyee or rendu,
    )
    yield Echeance(
        "pleniere", seance.jour, "Séance plénière", "Calendrier de l’assemblée", "Date de la séance visée", faite=rendu
    )


def _de_la_demande(saisine: Any, *, rendu: bool, envoye: bool) -> Iterable[Echeance]:
    label = f" ({saisine.numero})" if saisine.etat == "fusionnee" else ""
    limite = limite_legale(saisine.recue_le, saisine.base.delai_mois) if saisine.recue_le and saisine.base else None
    if limite:
        yield Echeance(
            "legale",
            limite,
            f"Fin du délai légal{label}",
            saisine.base.article,
            f"{saisine.base.delai_mois} mois après la réception ; {EFFETS_DU_SILENCE[saisine.base.effet_silence]}",
            faite=rendu,
        )
    if saisine.etat == "incomplete" and saisine.pieces_attendues_le:
        yield Echeance(
            "pieces",
            saisine.pieces_attendues_le,
            "Pièces attendues de l’auteur de la saisine",
            f"CGCT, art. {ARTICLE_PIECES}",
            "Date fixée par la demande de pièces ; le dossier l’attend, les délais de la loi courent",
        )
    if saisine.limite_amendements_region_le:
        yield Echeance(
            "amendements_region",
            saisine.limite_amendements_region_le,
            f"Limite des amendements au conseil régional{label}",
            "Calendrier de la Région",
            "L’avis est utile avant cette date",
            faite=envoye,
        )
    if saisine.session_region_le:
        yield Echeance(
            "session_region",
            saisine.session_region_le,
            f"Session du conseil régional{label}",
            "Calendrier de la Région",
            "Le conseil régional examine le projet ce jour-là",
            faite=envoye,
        )


EFFETS_DU_SILENCE = {
    "aucun": "le silence n’a aucun effet",
    "favorable": "passé ce délai l’avis est réputé favorable",
    "rendu": "passé ce délai l’avis est réputé rendu",
}


def prochaine(items: Iterable[Echeance]) -> Echeance | None:
    """The earliest date still to be met."""
    return next((item for item in items if item.due and not item.faite), None)


def avant_la_pleniere(count: int) -> str:
    """« le jour même de la plénière », « un jour avant la plénière », « 4 jours avant la plénière »."""
    if count <= 0:
        return "le jour même de la plénière"
    return f"{'un jour' if count == 1 else f'{count} jours'} avant la plénière"


def distance(day: date, today: date) -> str:
    """How far a day is, in words: « aujourd’hui », « dans 4 jours », « en retard de 2 jours »."""
    days = (day - today).days
    if days == 0:
        return "aujourd’hui"
    if days == 1:
        return "demain"
    if days == -1:
        return "en retard d’un jour"
    count = f"{abs(days):,}".replace(",", "\u202f")
    return f"dans {count} jours" if days > 0 else f"en retard de {count} jours"
