"""The grammar of the procedure: what a row of a table may say, and the only way to change a state."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from transitions import Machine

from ..roles import LIBELLES, Role
from .reglement import Reglement

#: Where a record stands before its first act; never stored.
NEANT = "neant"
#: Target of a row that leaves the record where it is.
MEME = "="


@dataclass(frozen=True)
class Frame:
    """What a condition may know beside the record: the legal day and the rules in force."""

    aujourdhui: date
    reglement: Reglement


#: A condition receives a record and a frame; it returns None, or the French sentence that says what is missing.
Condition = Callable[[Any, Frame], str | None]


@dataclass(frozen=True)
class State:
    """A state, its label for staff and councillors, and for the referrer and the public."""

    name: str
    label: str
    outside: str
    tone: str
    #: An open state can still move towards an opinion.
    open: bool = True


@dataclass(frozen=True)
class Entail:
    """A transition that each record of `relation` takes in the same transaction, when `only_if` holds for it."""

    relation: str
    transition: str
    only_if: Callable[[Any], bool] = lambda record: True


@dataclass(frozen=True)
class Transition:
    """One row of a table."""

    name: str
    label: str
    done: str
    source: tuple[str, ...]
    to: str
    by: tuple[Role, ...]
    needs: tuple[Condition, ...] = ()
    warns: tuple[Condition, ...] = ()
    reason: bool = False
    entails: tuple[Entail, ...] = ()
    #: Beside the normal path: a page shows it apart.
    aside: bool = False

    @property
    def manual(self) -> bool:
        """Whether a person can fire it; the others only follow from another act."""
        return self.by != (Role.AUTOMATIQUE,)

    def actors(self) -> str:
        """Who may do it, in words: « le président du conseil ou un membre du bureau »."""
        names = [LIBELLES[role] for role in self.by if role is not Role.AUTOMATIQUE]
        return " ou ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "personne directement"


class Refusal(Exception):
    """A transition that cannot be made, with every reason at once."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


class Overtaken(Refusal):
    """The record has left the state from which the transition starts: somebody else was faster."""


class Forbidden(Refusal):
    """The person has none of the roles of the row."""


class NeedsReason(Refusal):
    """Only a written reason is missing: the form asks for it at its field."""


@dataclass(frozen=True)
class Option:
    """A row seen from a record by a person: what blocks it, what it warns of, in sentences."""

    transition: Transition
    blocked: tuple[str, ...]
    warnings: tuple[str, ...]
    allowed: bool
    #: The conditions behind `blocked`: a page knows where each fact is written.
    missing: tuple[Condition, ...] = ()

    @property
    def possible(self) -> bool:
        return self.allowed and not self.blocked

    @property
    def reason_due(self) -> bool:
        return self.transition.reason or bool(self.warnings)


@dataclass(frozen=True)
class Passage:
    """A transition that was made: what an act has to keep of it."""

    transition: Transition
    source: str
    to: str
    role: Role
    reason: str
    warnings: tuple[str, ...]


class Workflow:
    """One table, checked when it is built, and the one machine that runs it."""

    def __init__(self, name: str, states: Iterable[State], transitions: Iterable[Transition]) -> None:
        self.name = name
        self.states = {state.name: state for state in states}
        self.transitions = tuple(transitions)
        self._rows = self._index()
        self.machine = self._machine()

    def _index(self) -> dict[tuple[str, str], Transition]:
        rows: dict[tuple[str, str], Transition] = {}
        for transition in self.transitions:
            for source in transition.source:
                if (transition.name, source) in rows:
                    raise ValueError(f"{self.name}: two rows named {transition.name} from {source}")
                if source not in self.states and source != NEANT:
                    raise ValueError(f"{self.name}: unknown state {source}")
                rows[transition.name, source] = transition
        return rows

    def _machine(self) -> Machine:
        # One unbound machine per table: it keeps nothing of the records that pass through it.
        return Machine(
            model=None,
            states=[NEANT, *self.states],
            transitions=[{"trigger": row.name, "source": list(row.source), "dest": row.to} for row in self.transitions],
            initial=None,
            auto_transitions=False,
            send_event=True,
            queued=False,
            model_attribute="etat",
        )

    def names(self) -> list[str]:
        return list(dict.fromkeys(row.name for row in self.transitions))

    def row(self, name: str, state: str | None) -> Transition | None:
        """The row of that name that starts from that state, if the table has one."""
        return self._rows.get((name, state or NEANT))

    def rows_from(self, state: str | None) -> Iterator[Transition]:
        """The rows that start from a state, in the order of the table."""
        return (row for row in self.transitions if (state or NEANT) in row.source)

    def option(self, row: Transition, record: Any, roles: Collection[Role], frame: Frame) -> Option:
        """What a row looks like from a record, for somebody who holds these roles."""
        return Option(
            transition=row,
            blocked=sentences(row.needs, record, frame),
            warnings=sentences(row.warns, record, frame),
            allowed=role_used(row, roles) is not None,
            missing=tuple(condition for condition in row.needs if condition(record, frame) is not None),
        )

    def options(self, record: Any, roles: Collection[Role], frame: Frame) -> list[Option]:
        """Each row that starts where the record stands and that a person can fire."""
        return [self.option(row, record, roles, frame) for row in self.rows_from(record.etat) if row.manual]

    def fire(self, record: Any, name: str, *, roles: Collection[Role], frame: Frame, reason: str = "") -> Passage:
        """Move the record, or raise a Refusal that gives every reason at once; nothing moves then.

        A row that warns is passed by giving a reason, which the act keeps.
        """
        row = self.row(name, record.etat)
        if row is None:
            raise Overtaken([self.overtaken(name, record)])
        role = role_used(row, roles)
        blocked = sentences(row.needs, record, frame)
        warnings = sentences(row.warns, record, frame)
        unexplained = (row.reason or bool(warnings)) and not reason.strip()
        self._refuse(row, role, blocked, warnings, unexplained)
        assert role is not None
        source = record.etat or NEANT
        if record.etat is None:
            self.machine.set_state(NEANT, record)
        self.machine.events[name].trigger(record)
        return Passage(row, source, record.etat, role, reason.strip(), warnings)

    def _refuse(
        self,
        row: Transition,
        role: Role | None,
        blocked: tuple[str, ...],
        warnings: tuple[str, ...],
        unexplained: bool,
    ) -> None:
        reasons = list(blocked)
        if role is None:
            reasons.insert(0, f"Cet acte revient à : {row.actors()}.")
        if unexplained:
            reasons.extend(warnings)
            reasons.append("Indiquez le motif : il sera gardé avec l’acte.")
        if role is None:
            raise Forbidden(reasons)
        if blocked:
            raise Refusal(reasons)
        if unexplained:
            raise NeedsReason(reasons)

    def overtaken(self, name: str, record: Any) -> str:
        """Why a row no longer starts from where a record stands."""
        label = next((row.label for row in self.transitions if row.name == name), name)
        state = self.states[record.etat].label if record.etat in self.states else "inconnu"
        return f"« {label} » n’est plus possible : quelqu’un est passé avant vous. L’état est maintenant « {state} »."


def sentences(conditions: Iterable[Condition], record: Any, frame: Frame) -> tuple[str, ...]:
    """The sentences of the conditions that do not hold."""
    return tuple(sentence for condition in conditions if (sentence := condition(record, frame)) is not None)


def role_used(row: Transition, roles: Collection[Role]) -> Role | None:
    """The role under which somebody fires a row: the first of the row that they hold."""
    return next((role for role in row.by if role in roles), None)
