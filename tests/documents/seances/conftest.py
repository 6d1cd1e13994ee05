"""Each paper of a sitting in turn, whole or hostile, and a sitting as large as they come."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.documents.seances import exemples as ex
from tracker.documents.seances.attestation import attestation
from tracker.documents.seances.convocation import DocumentJoint, PointPrevu, convocation
from tracker.documents.seances.presence import feuille_de_presence
from tracker.documents.seances.proces_verbal import PointTraite, ProcesVerbal, proces_verbal_pdf
from tracker.documents.seances.releve import releve_pdf
from tracker.documents.seances.scrutin import proces_verbal_de_scrutin
from tracker.documents.seances.tenue import Membre, Passage, Suspension
from tracker.documents.seances.votes import Candidat, Decompte, Election, Explication, Tour, Voix, Vote

Piece = tuple[Callable[[Any], bytes], Any]

PIECES: dict[str, Piece] = {
    "convocation": (convocation, ex.CONVOCATION),
    "attestation": (attestation, ex.ATTESTATION),
    "presence": (feuille_de_presence, ex.FEUILLE),
    "proces_verbal": (proces_verbal_pdf, ex.PROCES_VERBAL),
    "releve": (releve_pdf, ex.RELEVE),
    "scrutin": (proces_verbal_de_scrutin, ex.SCRUTIN),
    "election": (proces_verbal_de_scrutin, replace(ex.SCRUTIN, scrutin=ex.ELECTION)),
}


@pytest.fixture(scope="session", params=sorted(PIECES))
def papier(request: pytest.FixtureRequest) -> Piece:
    """Each paper: what makes it, and what it says."""
    return PIECES[request.param]


def proces_verbal_hostile(mot: str) -> ProcesVerbal:
    """Minutes in which one text stands wherever somebody could have typed it."""
    emetteur = replace(ex.EMETTEUR, assemblee=mot, ville=mot, adresse=(mot,), signataire=mot, qualite_signataire=mot)
    tenue = replace(ex.TENUE, intitule=mot, instance=mot, lieu=mot, suspensions=(Suspension(ex.a(12), ex.a(13), mot),))
    membre = Membre(nom=mot, college=mot, organisme=mot, presence="present", passages=(Passage(ex.a(10), ex.a(11)),))
    vote = Vote(
        intitule=mot, mode=mot, decompte=Decompte(pour=1), issue=mot, phrases=(mot, mot), colleges=((mot, Decompte()),),
        voix=(Voix(membre=mot, choix="contre", college=mot, organisme=mot, porteur=mot),), scrutateurs=(mot,),
        explications=(Explication(mot, f"# {mot}\n\n{mot}"),), version=mot, empreinte=mot,
    )  # fmt: skip
    election = Election(
        intitule=mot, tours=(Tour(candidats=(Candidat(mot, None, elu=True),), majorite=mot, phrase=mot),), phrase=mot
    )
    point = PointTraite(
        rang=1, titre=mot, nature=mot, rapporteurs=(mot,), debats=f"# {mot}\n\n{mot}\n\n| {mot} |\n|--|\n| {mot} |",
        votes=(vote,), elections=(election,), decisions=(mot,),
    )  # fmt: skip
    return replace(
        ex.PROCES_VERBAL, emetteur=emetteur, tenue=tenue, president=mot, secretaire=mot, quorum=(mot,), points=(point,),
        membres=(membre, replace(membre, presence="excuse", motif=mot, pouvoir_a=mot, portee=mot)), suite=mot,
    )  # fmt: skip


def pieces_hostiles(mot: str) -> list[Piece]:
    """Every paper, with one text wherever somebody could have typed it."""
    tout = proces_verbal_hostile(mot)
    emetteur, tenue, membres, points = tout.emetteur, tout.tenue, tout.membres, tout.points
    notice = replace(
        ex.CONVOCATION, emetteur=emetteur, tenue=tenue, civilite=mot, nom=mot, qualite=mot, message=mot,
        adresse_reponse=mot, documents=(DocumentJoint(mot, mot, mot),),
        points=(PointPrevu(rang=1, titre=mot, nature=mot, rapporteurs=(mot,), huis_clos=True),),
    )  # fmt: skip
    return [
        (convocation, notice),
        (attestation, replace(ex.ATTESTATION, emetteur=emetteur, tenue=tenue, civilite=mot, nom=mot)),
        (feuille_de_presence, replace(ex.FEUILLE, emetteur=emetteur, tenue=tenue, membres=membres, quorum=mot)),
        (proces_verbal_pdf, tout),
        (releve_pdf, replace(ex.RELEVE, emetteur=emetteur, tenue=tenue, points=points)),
        (proces_verbal_de_scrutin, replace(ex.SCRUTIN, scrutin=points[0].votes[0], tenue=tenue, point=mot)),
        (proces_verbal_de_scrutin, replace(ex.SCRUTIN, scrutin=points[0].elections[0], emetteur=emetteur)),
    ]


@pytest.fixture(scope="session")
def grande() -> ProcesVerbal:
    """140 members and 40 items, each with a recorded vote in which all took part."""
    colleges = (ex.ENTREPRISES, ex.SYNDICATS, ex.ASSOCIATIONS, "Personnalités qualifiées")
    membres = tuple(
        replace(ex.MERCADIER, nom=f"Prénom{rang} Nomdefamille{rang}", college=colleges[rang * 4 // 140])
        for rang in range(140)
    )
    voix = tuple(Voix(membre=m.nom, choix="pour", college=m.college, organisme=m.organisme) for m in membres)
    vote = replace(ex.VOTE, voix=voix)
    points = tuple(
        PointTraite(rang=rang, titre=f"Point {rang}", debats="Un débat assez long. " * 60, votes=(vote,))
        for rang in range(1, 41)
    )
    return replace(ex.PROCES_VERBAL, membres=membres, points=points)
