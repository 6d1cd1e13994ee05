"""The tables drawn: as text that a clerk can read, and as Mermaid state diagrams."""

from ..roles import LIBELLES, Role
from .grammar import MEME, NEANT, Transition, Workflow


def tableau(workflow: Workflow) -> str:
    """The table as text: states, then one transition a paragraph."""
    lines = [f"# {workflow.name}", "", "États", ""]
    lines += [f"- {state.name} : {state.label}" for state in workflow.states.values()]
    lines += ["", "Transitions", ""]
    for row in workflow.transitions:
        lines += _paragraph(row)
    return "\n".join(lines) + "\n"


def _paragraph(row: Transition) -> list[str]:
    target = "(le même)" if row.to == MEME else row.to
    lines = [f"- {row.name} : {row.label}", f"    de {', '.join(row.source)} à {target}"]
    lines.append(f"    par {', '.join(LIBELLES[role] for role in row.by)}")
    if row.needs:
        lines.append(f"    exige {', '.join(condition.__name__ for condition in row.needs)}")
    if row.warns:
        lines.append(f"    avertit {', '.join(condition.__name__ for condition in row.warns)}")
    if row.reason:
        lines.append("    motif obligatoire")
    for entail in row.entails:
        lines.append(f"    entraîne {entail.transition} sur {entail.relation}")
    return lines


def mermaid(workflow: Workflow) -> str:
    """The table as a Mermaid diagram; what leaves a record where it is stays out of the picture."""
    lines = ["```mermaid", "stateDiagram-v2", f"    %% {workflow.name}"]
    lines += [f'    state "{state.label}" as {state.name}' for state in workflow.states.values()]
    for row in workflow.transitions:
        if row.to == MEME:
            continue
        mark = " (automatique)" if row.by == (Role.AUTOMATIQUE,) else ""
        for source in row.source:
            start = "[*]" if source == NEANT else source
            lines.append(f"    {start} --> {row.to} : {row.label}{mark}")
    return "\n".join([*lines, "```"]) + "\n"
