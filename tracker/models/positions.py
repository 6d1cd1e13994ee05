"""Positions on a text: whether they are still received, and in whose names a member may speak."""

from datetime import date

from ..procedure.empreinte import empreinte
from ..procedure.positions import Fenetre, fenetre
from .annuaire import GROUPE, Annuaire
from .personne import Personne
from .scrutin import Scrutin
from .texte import Position, Texte

#: States in which the positions can still change: the final document is not signed.
OUVERTES = frozenset({"inscrit", "en_bureau", "adopte", "rejete"})
#: States in which the vote is still to come, whatever was voted before.
A_VOTER = frozenset({"inscrit", "en_bureau"})
DELIBERENT = ("pleniere", "bureau")


def vote_de(texte: Texte) -> Scrutin | None:
    """The vote that the positions are about; None while it is to come."""
    return None if texte.etat in A_VOTER else texte.scrutin_d_adoption


def fenetre_de(texte: Texte, aujourdhui: date, jours: int) -> Fenetre:
    """Whether the members still deposit positions on a text, and why."""
    if texte.etat not in OUVERTES:
        return Fenetre(False, None, f"Le texte est « {texte.etape.lower()} » : ses positions ne changent plus.")
    vote = vote_de(texte)
    if vote is None:
        return fenetre(aujourdhui, None, jours, en_seance=_en_seance(texte))
    held = vote.tenu_le or texte.adopte_le
    sitting = vote.point is not None and vote.point.seance.etat == "ouverte"
    return fenetre(aujourdhui, held, jours, en_seance=sitting)


def _en_seance(texte: Texte) -> bool:
    return any(
        point.seance.etat == "ouverte" and not point.retire and point.seance.instance.genre in DELIBERENT
        for point in texte.points
    )


def au_nom_de_qui(personne: Personne, directory: Annuaire) -> dict[str, str]:
    """In whose names somebody may speak, with the line that says it: organisation, groups, oneself."""
    found = {}
    member = directory.membres.get(personne.id)
    if member is not None and member.organisme:
        found["organisme"] = member.organisme
    groups = [lien for lien in member.liens if lien.genre == GROUPE] if member is not None else []
    found |= {f"groupe-{lien.cle}": lien.nom for lien in groups}
    return found | {"soi": personne.nom_complet}


def organismes(directory: Annuaire) -> list[str]:
    """The organisations that sit in the assembly, in the order of their names."""
    return sorted({one.organisme for one in directory.conseillers if one.organisme}, key=str.casefold)


def ensemble(noms: list[str]) -> str:
    """« CGT, FSU et Solidaires »."""
    return f"{', '.join(noms[:-1])} et {noms[-1]}" if len(noms) > 1 else "".join(noms)


def marque(position: Position) -> str:
    """The revision of a position: another one means that somebody has changed it since."""
    return empreinte(position.genre, position.auteur, position.contenu)[:16]
