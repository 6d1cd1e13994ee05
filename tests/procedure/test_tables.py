"""The tables themselves: reachable states, roles, refusals that give all their reasons and move nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.procedure.amendement import AMENDEMENT
from tracker.procedure.grammar import (
    MEME,
    NEANT,
    Entail,
    Forbidden,
    Frame,
    NeedsReason,
    Overtaken,
    Refusal,
    State,
    Transition,
    Workflow,
)
from tracker.procedure.reglement import Reglement
from tracker.procedure.saisine import SAISINE
from tracker.procedure.seance import SEANCE
from tracker.procedure.texte import TEXTE
from tracker.roles import Role

TABLES = (SAISINE, TEXTE, SEANCE, AMENDEMENT)
BY_NAME = {
    "saisines": SAISINE,
    "textes": TEXTE,
    "parties": TEXTE,
    "amendements": AMENDEMENT,
    "sous_amendements_en_jeu": AMENDEMENT,
}
FRAME = Frame(date(2026, 11, 23), Reglement())


def rows() -> Iterator[Any]:
    for table in TABLES:
        for row in table.transitions:
            yield pytest.param(table, row, id=f"{table.name}.{row.name}-{row.source[0]}")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_state_is_reachable(table: Workflow) -> None:
    seen, frontier = {NEANT}, [NEANT]
    while frontier:
        state = frontier.pop()
        for row in table.rows_from(state):
            if row.to != MEME and row.to not in seen:
                seen.add(row.to)
                frontier.append(row.to)
    assert seen - {NEANT} == set(table.states)


@pytest.mark.parametrize(("table", "row"), list(rows()))
def test_each_transition_has_a_role_a_label_and_a_past(table: Workflow, row: Transition) -> None:
    assert row.by
    assert row.label[0].isupper()
    assert row.done[0].isupper()
    assert row.to in table.states or row.to == MEME


@pytest.mark.parametrize(("table", "row"), list(rows()))
def test_each_entailed_transition_exists_and_belongs_to_the_calendar(table: Workflow, row: Transition) -> None:
    for entail in row.entails:
        assert isinstance(entail, Entail)
        targets = [other for other in BY_NAME[entail.relation].transitions if other.name == entail.transition]
        assert targets
        assert any(Role.AUTOMATIQUE in target.by for target in targets)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_open_state_leads_somewhere(table: Workflow) -> None:
    for state in table.states.values():
        if state.open:
            assert any(row.to != MEME for row in table.rows_from(state.name)), state.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nothing_is_left_of_the_records_in_the_machine(table: Workflow) -> None:
    assert table.machine.models == []


def test_an_obligatory_saisine_is_never_inadmissible() -> None:
    for row in SAISINE.transitions:
        if row.to == "irrecevable":
            facts = {"etat": row.source[0], "bureau_du": date(2026, 11, 1), "recue_le": None, "fusionnees": []}
            record = SimpleNamespace(nature="obligatoire", **facts)
            with pytest.raises(Refusal, match="obligatoire"):
                SAISINE.fire(record, row.name, roles={Role.PRESIDENT}, frame=FRAME, reason="hors sujet")
            assert record.etat == row.source[0]
            joined = SimpleNamespace(nature="obligatoire", numero="2026-007")
            taker = SimpleNamespace(nature="facultative", **{**facts, "fusionnees": [joined]})
            with pytest.raises(Refusal, match="2026-007, qui est obligatoire"):
                SAISINE.fire(taker, row.name, roles={Role.PRESIDENT}, frame=FRAME, reason="hors sujet")


# A small table of our own shows what fire does.


@dataclass
class Dossier:
    etat: str | None = "ouvert"
    signe: bool = False
    tard: bool = False


def signe(record: Dossier, frame: Frame) -> str | None:
    return None if record.signe else "Il manque la signature."


def date_posee(record: Dossier, frame: Frame) -> str | None:
    return "Il manque la date."


def a_temps(record: Dossier, frame: Frame) -> str | None:
    return "C’est tard." if record.tard else None


PETITE = Workflow(
    "petite",
    [State("ouvert", "Ouvert", "Ouvert", "attente"), State("clos", "Clos", "Clos", "fait", open=False)],
    [
        Transition("creer", "Créer", "Créé", (NEANT,), "ouvert", (Role.SECRETARIAT,)),
        Transition("clore", "Clore", "Clos", ("ouvert",), "clos", (Role.PRESIDENT,), needs=(signe,), warns=(a_temps,)),
        Transition("casser", "Casser", "Cassé", ("ouvert",), "clos", (Role.PRESIDENT,), needs=(signe, date_posee)),
        Transition("noter", "Noter", "Noté", ("ouvert",), MEME, (Role.PRESIDENT,), reason=True),
    ],
)


def test_a_refusal_gives_every_reason_at_once_and_moves_nothing() -> None:
    dossier = Dossier()
    with pytest.raises(Forbidden) as refusal:
        PETITE.fire(dossier, "casser", roles={Role.CONSEILLER}, frame=FRAME)
    assert refusal.value.reasons == (
        "Cet acte revient à : la présidence du conseil.",
        "Il manque la signature.",
        "Il manque la date.",
    )
    assert dossier.etat == "ouvert"


def test_a_warning_is_passed_with_a_reason_that_the_passage_keeps() -> None:
    dossier = Dossier(signe=True, tard=True)
    with pytest.raises(NeedsReason, match="motif"):
        PETITE.fire(dossier, "clore", roles={Role.PRESIDENT}, frame=FRAME, reason="  ")
    passage = PETITE.fire(dossier, "clore", roles={Role.PRESIDENT}, frame=FRAME, reason="Pli en retard")
    assert (passage.source, passage.to, passage.role) == ("ouvert", "clos", Role.PRESIDENT)
    assert passage.warnings == ("C’est tard.",)
    assert passage.reason == "Pli en retard"


def test_a_transition_from_another_state_says_that_somebody_was_faster() -> None:
    dossier = Dossier(etat="clos", signe=True)
    with pytest.raises(Overtaken, match="quelqu’un est passé avant vous"):
        PETITE.fire(dossier, "clore", roles={Role.PRESIDENT}, frame=FRAME)


def test_a_new_record_is_fired_into_its_first_state() -> None:
    dossier = Dossier(etat=None)
    assert PETITE.fire(dossier, "creer", roles={Role.SECRETARIAT}, frame=FRAME).source == NEANT
    assert dossier.etat == "ouvert"


def test_a_loop_leaves_the_state_and_keeps_its_reason() -> None:
    dossier = Dossier()
    passage = PETITE.fire(dossier, "noter", roles={Role.PRESIDENT}, frame=FRAME, reason="pour mémoire")
    assert (passage.to, dossier.etat) == ("ouvert", "ouvert")


def test_two_rows_of_one_name_and_source_are_refused() -> None:
    twice = [row for row in PETITE.transitions if row.name == "clore"] * 2
    with pytest.raises(ValueError, match="two rows named clore"):
        Workflow("double", PETITE.states.values(), twice)
