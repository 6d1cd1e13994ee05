"""Those who table amendments, declare them admissible and vote them, as a plenary does."""

from typing import Any

from tests.factories import Monde
from tracker.models import Amendement, AvisSurAmendement, Scrutin, Texte
from tracker.prose.lecture import lire

CONTENU = "# Le contexte\n\nLe conseil émet un avis. Il demande un bilan.\n\nUn constat.\n\n# La suite\n\nUne fin.\n"


def deposer(m: Monde, texte: Texte, geste: str, rang: int, mots: str = "", **faits: Any) -> Amendement:
    """Tabled on the block of that rank, -1 for the very start."""
    assert texte.version is not None
    bloc = texte.version.blocs[rang].id if rang >= 0 else ""
    return m.amendement(texte, geste=geste, bloc=bloc, blocs=lire(mots), **faits)


def recevoir(m: Monde, *amendements: Amendement) -> None:
    """Declared admissible."""
    for one in amendements:
        m.agir(one, "declarer_recevable")
    m.session.commit()


def trancher(m: Monde, amendement: Amendement, pour: int = 7, contre: int = 1) -> Scrutin:
    """Voted by the plenary whose sitting is open, on a count typed once it was over."""
    point = amendement.texte.point
    assert point is not None
    scrutin = m.compter(amendement.texte, point.seance.instance, pour, contre, point=point)
    scrutin.texte = scrutin.version = None
    scrutin.amendement = amendement
    m.session.flush()
    m.session.refresh(amendement, ["scrutins"])
    m.session.refresh(amendement.texte, ["scrutins"])
    m.agir(amendement, "adopter" if pour > contre else "rejeter")
    m.session.commit()
    return scrutin


def accepter(m: Monde, amendement: Amendement, sens: str = "favorable", mots: str = "") -> None:
    """Accepted by the rapporteur, who decides where the règlement says so."""
    avis = AvisSurAmendement(
        origine="rapporteur", sens=sens, blocs=lire(mots) if mots else None, motif="Il a raison.", auteur=m.rapporteur
    )
    amendement.avis.append(avis)
    m.session.commit()
    m.agir(amendement, "accepter")
    m.session.commit()
