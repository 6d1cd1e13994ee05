"""The table of the amendement: who does what from where, each condition with its sentence, the dates of the window."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.procedure.amendement import AMENDEMENT, OUVERTS, depot_ferme, limite_de_depot
from tracker.procedure.grammar import NEANT, Forbidden, Frame, NeedsReason, Refusal
from tracker.procedure.reglement import Reglement
from tracker.procedure.scrutin import Issue
from tracker.roles import Role

PLENIERE = date(2026, 12, 10)
CLOS = date(2026, 12, 7)
REGLES = Reglement()

#: Transition → the states from which it starts, the state it gives, and who fires it.
GRILLE = {
    "deposer": ({NEANT}, "depose", {Role.CONSEILLER, Role.PRESIDENT_DE_COMMISSION, Role.PRESIDENT, Role.SECRETARIAT}),
    "modifier": ({"depose"}, "depose", {Role.AUTEUR, Role.SECRETARIAT}),
    "declarer_recevable": ({"depose"}, "recevable", {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}),
    "declarer_irrecevable": ({"depose"}, "irrecevable", {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}),
    "revenir_sur_la_recevabilite": (
        {"recevable", "irrecevable"},
        "depose",
        {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU},
    ),
    "accepter": ({"recevable"}, "accepte", {Role.RAPPORTEUR}),
    "ecarter": ({"recevable"}, "ecarte", {Role.RAPPORTEUR}),
    "adopter": ({"recevable"}, "adopte", {Role.SECRETARIAT, Role.PRESIDENT}),
    "rejeter": ({"recevable"}, "rejete", {Role.SECRETARIAT, Role.PRESIDENT}),
    "reprendre_le_vote": ({"adopte", "rejete"}, "recevable", {Role.SECRETARIAT, Role.PRESIDENT}),
    "revenir_sur_la_decision": ({"accepte", "ecarte"}, "recevable", {Role.RAPPORTEUR}),
    "retirer": ({"depose", "recevable"}, "retire", {Role.AUTEUR, Role.SECRETARIAT}),
    "faire_tomber": ({"depose", "recevable"}, "tombe", {Role.SECRETARIAT, Role.PRESIDENT}),
    "relever": ({"tombe"}, "recevable", {Role.SECRETARIAT, Role.PRESIDENT}),
    "tomber": ({"depose", "recevable", "accepte", "adopte"}, "tombe", {Role.AUTOMATIQUE}),
    "integrer": ({"accepte", "adopte"}, "integre", {Role.AUTOMATIQUE}),
    "redevenir_adopte": ({"integre"}, "adopte", {Role.AUTOMATIQUE}),
    "redevenir_accepte": ({"integre"}, "accepte", {Role.AUTOMATIQUE}),
}
#: What is decided, or taken back from others, says why.
MOTIVES = {
    "declarer_recevable",
    "declarer_irrecevable",
    "revenir_sur_la_recevabilite",
    "ecarter",
    "reprendre_le_vote",
    "revenir_sur_la_decision",
    "faire_tomber",
    "relever",
}


def texte(**faits: Any) -> SimpleNamespace:
    """A text that a plenary to come is about to vote."""
    seance = SimpleNamespace(jour=PLENIERE, etat="convoquee")
    version = SimpleNamespace(blocs=(SimpleNamespace(id="aaaa"), SimpleNamespace(id="bbbb")))
    point = SimpleNamespace(seance=seance, version=version)
    return SimpleNamespace(**{"etat": "inscrit", "etape": "Inscrit", "point": point, "scrutin_ouvert": False} | faits)


def amendement(etat: str = NEANT, **faits: Any) -> SimpleNamespace:
    """One that nothing holds back."""
    of = faits.pop("texte", None) or texte()
    known: dict[str, Any] = {
        "etat": etat,
        "numero": 1,
        "texte": of,
        "version": of.point.version if of.point else None,
        "geste": "remplacer",
        "bloc": "aaaa",
        "apres": "",
        "blocs": ("des mots",),
        "expose": "Parce que.",
        "qualite": "membre",
        "parent": None,
        "cosignatures": [],
        "scrutins": [],
        "scrutin": SimpleNamespace(issue=Issue.ADOPTE, point=of.point),
        "sous_amendements": [],
        "avis_de": lambda origine: SimpleNamespace(sens="favorable"),
    }
    return SimpleNamespace(**known | faits)


def tirer(record: Any, name: str, jour: date = CLOS, regles: Reglement = REGLES, motif: str = "Parce que.") -> Any:
    """Fire as somebody who holds every role of the row."""
    row = AMENDEMENT.row(name, record.etat)
    assert row is not None
    return AMENDEMENT.fire(record, name, roles=set(row.by), frame=Frame(jour, regles), reason=motif)


def refuse(record: Any, name: str, phrase: str, **frame: Any) -> None:
    """It is refused with that sentence, and nothing moves."""
    before = record.etat
    with pytest.raises(Refusal) as refusal:
        tirer(record, name, **frame)
    assert any(phrase in reason for reason in refusal.value.reasons), refusal.value.reasons
    assert record.etat == before


def test_the_grid_is_the_table() -> None:
    for name in AMENDEMENT.names():
        found = [row for row in AMENDEMENT.transitions if row.name == name]
        sources = {source for row in found for source in row.source}
        goals = {row.to if row.to in AMENDEMENT.states else next(iter(row.source)) for row in found}
        assert (sources, goals, set(found[0].by)) == (GRILLE[name][0], {GRILLE[name][1]}, GRILLE[name][2]), name
    assert set(AMENDEMENT.names()) == set(GRILLE)
    assert {row.name for row in AMENDEMENT.transitions if row.reason} == MOTIVES


@pytest.mark.parametrize("name", sorted(GRILLE))
def test_nobody_else_fires_a_row(name: str) -> None:
    sources, _, by = GRILLE[name]
    for source in sources:
        record = amendement(source)
        with pytest.raises(Forbidden):
            AMENDEMENT.fire(record, name, roles=set(Role) - by, frame=Frame(CLOS, REGLES), reason="Parce que.")
        assert record.etat == source


@pytest.mark.parametrize("name", sorted(MOTIVES))
def test_what_is_decided_says_why(name: str) -> None:
    source = next(iter(GRILLE[name][0]))
    record = amendement(source)
    regles = Reglement(modele_d_amendement="rapporteur")
    record.texte.point.seance.etat = "ouverte"
    with pytest.raises(NeedsReason):
        tirer(record, name, regles=regles, motif="")
    assert record.etat == source


def test_the_window_includes_its_last_day_and_closes_after_it() -> None:
    assert limite_de_depot(PLENIERE, REGLES) == CLOS
    assert depot_ferme(texte(), Frame(CLOS, REGLES)) is None
    assert "jusqu’au 07/12/2026" in str(depot_ferme(texte(), Frame(CLOS + timedelta(days=1), REGLES)))
    assert depot_ferme(texte(), Frame(PLENIERE, Reglement(jours_des_amendements=0))) is None


@pytest.mark.parametrize(
    ("faits", "en_seance", "phrase"),
    [
        ({}, False, "la séance est ouverte"),
        ({}, True, ""),
        ({"scrutin_ouvert": True}, True, "L’assemblée vote sur le texte entier"),
        ({"etat": "adopte"}, True, "inscrit à l’ordre du jour"),
        ({"point": None}, True, "inscrit à l’ordre du jour"),
    ],
)
def test_an_open_sitting_receives_amendments_where_the_rules_say_so_until_the_whole_is_voted(
    faits: dict[str, Any], en_seance: bool, phrase: str
) -> None:
    record = texte(**faits)
    if record.point:
        record.point.seance.etat = "ouverte"
    told = depot_ferme(record, Frame(PLENIERE, Reglement(amendements_en_seance=en_seance)))
    assert phrase.lower() in (told or "").lower() and bool(told) == bool(phrase)


@pytest.mark.parametrize(
    ("faits", "regles", "phrase"),
    [
        ({"qualite": "groupe"}, Reglement(auteurs_d_amendement=("membre",)), "réserve les amendements à : un membre"),
        ({"qualite": "membre"}, Reglement(auteurs_d_amendement=()), "réserve les amendements à : personne"),
        ({"version": object()}, REGLES, "une autre version que celle qui a été remise"),
        ({"bloc": "zzzz"}, REGLES, "n’est pas dans le texte remis"),
        ({"bloc": ""}, REGLES, "n’est pas dans le texte remis"),
        ({"geste": "deplacer", "apres": "zzzz"}, REGLES, "n’est pas dans le texte remis"),
        ({"blocs": ()}, REGLES, "Écrivez la rédaction proposée"),
        ({"expose": "  "}, REGLES, "Exposez les motifs"),
    ],
)
def test_each_fact_that_is_missing_is_told(faits: dict[str, Any], regles: Reglement, phrase: str) -> None:
    if faits.get("version"):
        faits["version"] = SimpleNamespace(blocs=texte().point.version.blocs)
    refuse(amendement(**faits), "deposer", phrase, regles=regles)


@pytest.mark.parametrize(
    "faits", [{"geste": "ajouter", "bloc": ""}, {"geste": "deplacer", "apres": ""}, {"geste": "supprimer", "blocs": ()}]
)
def test_the_very_start_is_a_place_and_what_removes_brings_no_word(faits: dict[str, Any]) -> None:
    record = amendement(**faits)
    tirer(record, "deposer")
    assert record.etat == "depose"


def test_a_sub_amendment_changes_the_words_of_an_amendment_that_is_not_decided() -> None:
    parent = amendement("recevable", blocs=(SimpleNamespace(id="cccc"),), parent_id=None)
    tirer(amendement(parent=parent, bloc="cccc"), "deposer")
    refuse(amendement(parent=parent, bloc="aaaa"), "deposer", "n’est pas dans le texte remis")
    refuse(amendement(parent=parent, bloc="cccc"), "deposer", "ne connaît pas les sous-amendements",
           regles=Reglement(sous_amendements=False))  # fmt: skip
    parent.parent_id = 7
    refuse(amendement(parent=parent, bloc="cccc"), "deposer", "ne se sous-amende pas")
    parent.parent_id, parent.etat = None, "rejete"
    refuse(amendement(parent=parent, bloc="cccc"), "deposer", "déjà tranché")


@pytest.mark.parametrize(("wanted", "signed", "told"), [(2, 1, "Il faut 2 cosignataires : 1 à ce jour"), (2, 2, "")])
def test_a_member_needs_the_signatures_that_the_rules_ask_for(wanted: int, signed: int, told: str) -> None:
    record, regles = amendement("depose", cosignatures=[object()] * signed), Reglement(cosignataires_exiges=wanted)
    if told:
        refuse(record, "declarer_recevable", told, regles=regles)
    else:
        tirer(record, "declarer_recevable", regles=regles)
    tirer(amendement("depose", qualite="groupe"), "declarer_recevable", regles=regles)


def test_what_the_assembly_votes_the_rapporteur_does_not_decide_and_the_other_way_round() -> None:
    refuse(amendement("recevable"), "accepter", "confie la décision à l’assemblée")
    regles = Reglement(modele_d_amendement="rapporteur")
    tirer(amendement("recevable"), "accepter", regles=regles)
    refuse(amendement("recevable", avis_de=lambda _: None), "accepter", "Donnez d’abord l’avis", regles=regles)
    against = amendement("recevable", avis_de=lambda _: SimpleNamespace(sens="defavorable"))
    refuse(against, "accepter", "est défavorable", regles=regles)
    tirer(against, "ecarter", regles=regles)


def test_a_sub_amendment_is_decided_before_what_it_changes() -> None:
    waiting = amendement("recevable", sous_amendements=[SimpleNamespace(numero=4, etat="recevable")])
    refuse(waiting, "adopter", "Le sous-amendement n° 4 se décide d’abord")
    waiting.sous_amendements[0].etat = "rejete"
    tirer(waiting, "adopter")


def test_only_its_own_vote_adopts_or_rejects() -> None:
    refuse(amendement("recevable", scrutin=None), "adopter", "Aucun scrutin n’est clos")
    refuse(amendement("recevable"), "rejeter", "Le scrutin a un autre résultat")


@pytest.mark.parametrize(
    "name", ["declarer_recevable", "declarer_irrecevable", "revenir_sur_la_recevabilite", "ecarter"]
)
def test_once_the_text_is_voted_its_amendments_stay(name: str) -> None:
    for source in GRILLE[name][0]:
        record = amendement(source, texte=texte(etat="adopte", etape="Adopté"))
        refuse(record, name, "ses amendements sont acquis", regles=Reglement(modele_d_amendement="rapporteur"))


def test_what_is_open_awaits_a_decision() -> None:
    assert {"depose", "recevable"} == OUVERTS
