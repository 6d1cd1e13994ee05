"""The merge of what was decided into the text: adopted amendments applied, collisions named and decided by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session, object_session

from ..procedure.amendement import A_INTEGRER, RETENUS
from ..procedure.grammar import Frame, Refusal
from ..prose.blocs import Blocs, ecrire
from ..prose.cumul import Collision, Cumul, Decision, cumuler
from ..prose.modification import Modification
from .amendement import Amendement, Integration
from .discussion import en_discussion, modification, par_place
from .personne import Personne
from .texte import Texte, Version
from .versions import enregistrer

if TYPE_CHECKING:
    from .acte import Acte

#: As long as the reason of a version may be.
MOTIF_MAXIMAL = 300


@dataclass(frozen=True)
class Projet:
    """A merge as it would be made: the amendments in their order, and the text that they give."""

    avant: Blocs
    amendements: tuple[Amendement, ...]
    #: What each really asks: its wording with its adopted sub-amendments, or the one that the rapporteur accepted.
    modifications: tuple[Modification, ...]
    cumul: Cumul
    #: All collisions, decided or not.
    collisions: tuple[Collision, ...]

    def de(self, collision: Collision) -> list[Amendement]:
        """The amendments of a collision."""
        return [self.amendements[rank] for rank in collision.rangs]


def preparer(
    avant: Blocs, amendements: Sequence[Amendement], decisions: Mapping[int, Decision] | None = None
) -> Projet:
    """The text with all these amendments; decisions are by the id of the first amendment of a collision.

    Their order is that of the discussion, whatever the order in which they come: it decides alone.
    """
    ordered = [one for one in en_discussion(amendements) if one.parent_id is None]
    worded = [demandee(one) for one in ordered]
    wrong = {rank: why for rank, (_, why) in enumerate(worded) if why}
    asked = [one for one, _ in worded]
    ranks = {one.id: rank for rank, one in enumerate(ordered)}
    decided = {ranks[key]: one for key, one in (decisions or {}).items() if key in ranks}
    first = cumuler(avant, asked, None, wrong)
    # A decision on what is no collision any more decides nothing.
    due = {one.rangs[0]: decided[one.rangs[0]] for one in first.collisions if one.rangs[0] in decided}
    merged = cumuler(avant, asked, due, wrong) if due else first
    return Projet(avant, tuple(ordered), tuple(asked), merged, first.collisions)


def demandee(amendement: Amendement) -> tuple[Modification, str]:
    """What an amendment really asks, and why its sub-amendments do not go together, if they do not."""
    asked = modification(amendement)
    avis = amendement.avis_de("rapporteur")
    if amendement.accepte_par_le_rapporteur and avis is not None and avis.blocs:
        asked = Modification(asked.geste, asked.bloc, avis.blocs, asked.apres)
    kept = [one for one in par_place(amendement.blocs, amendement.sous_amendements) if one.etat in RETENUS]
    if not kept:
        return asked, ""
    found = cumuler(asked.blocs, [modification(one) for one in kept])
    if not found.collisions and found.blocs:
        return Modification(asked.geste, asked.bloc, found.blocs, asked.apres), ""
    numbers = ", ".join(str(one.numero) for one in kept)
    why = found.collisions[0].raisons[0] if found.collisions else "Ils ne laissent aucun mot."
    return asked, f"Ses sous-amendements adoptés (n° {numbers}) ne s’accordent pas. {why}"


def a_integrer(texte: Texte) -> list[Amendement]:
    """What waits to be written into a text."""
    return [one for one in texte.amendements if one.etat in A_INTEGRER]


def projet(texte: Texte, decisions: Mapping[int, Decision] | None = None) -> Projet:
    """The merge that waits, on the present text."""
    assert texte.version is not None
    return preparer(texte.version.blocs, a_integrer(texte), decisions)


def apposer(
    session: Session, texte: Texte, par: Personne | None, decisions: Mapping[int, Decision] | None = None
) -> Integration:
    """Write the merged version, and what was decided by hand, for the act that will make it current.

    Raises Refusal while a collision is not decided. The caller holds the lock of the text.
    """
    found = projet(texte, decisions)
    if found.cumul.collisions:
        raise Refusal(_non_tranchee(found, one) for one in found.cumul.collisions)
    assert texte.version is not None
    version = enregistrer(
        session,
        texte,
        found.cumul.blocs,
        auteur=par,
        motif=motif(found),
        origine="amendements",
        courante=False,
    )
    merge = Integration(
        avant=texte.version,
        # Amendments that change no word leave the text as it is.
        version=version or texte.version,
        par=par,
        tranchees=[_tranchee(found, one, decisions or {}) for one in found.collisions],
    )
    texte.integrations.append(merge)
    session.flush()
    return merge


def _non_tranchee(found: Projet, collision: Collision) -> str:
    return f"{nommes(found.de(collision))} : écrivez les mots définitifs. {' '.join(collision.raisons)}"


def nommes(amendements: Sequence[Amendement]) -> str:
    """« Amendements n° 3 et 7 »."""
    numbers = [str(one.numero) for one in amendements]
    listed = " et ".join(filter(None, [", ".join(numbers[:-1]), numbers[-1]]))
    return f"Amendement{'s' if len(numbers) > 1 else ''} n° {listed}"


def _tranchee(found: Projet, collision: Collision, decisions: Mapping[int, Decision]) -> dict[str, object]:
    amended = found.de(collision)
    said = decisions[amended[0].id]
    return {
        "amendements": [one.numero for one in amended],
        "raisons": list(collision.raisons),
        "mots": ecrire(said.blocs),
        "apres": said.apres,
    }


def motif(found: Projet) -> str:
    """The reason of the version: the numbers, and those that were decided by hand."""
    said = f"{nommes(found.amendements)} intégré{'s' if len(found.amendements) > 1 else ''}."
    by_hand = "".join(f" Tranché à la main : {nommes(found.de(one)).lower()}." for one in found.collisions)
    whole = said + by_hand
    return whole if len(whole) <= MOTIF_MAXIMAL else whole[: MOTIF_MAXIMAL - 1] + "…"


def integrer(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """What was merged becomes the text; on an agenda that awaits its vote, the item follows it. Raises Refusal."""
    session = object_session(texte)
    assert session is not None
    merge = texte.integration
    if merge is None or merge.le is not None:
        merge = apposer(session, texte, acte.personne)
    merge.le = acte.le
    suivre(texte, merge.version)


def suivre(texte: Texte, version: Version) -> None:
    """The text passes to that version, and so does its item while it awaits the vote."""
    point = texte.point
    if texte.etat == "inscrit" and point is not None and point.version is texte.version:
        point.version = version
    texte.version = version


def controler(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """A second person has read the merge against the votes."""
    merge = texte.integration
    assert merge is not None and acte.personne is not None
    merge.controle_par, merge.controle_le = acte.personne, acte.le


def annuler(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """The text is again what it was before the merge, which stays among its versions."""
    merge = texte.integration
    assert merge is not None
    suivre(texte, merge.avant)
    merge.annulee_le = acte.le
