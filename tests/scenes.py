"""One scene of the room's screen in each state, drawn without a database, as a hall would see them."""

from datetime import UTC, date, datetime

import segno
from markupsafe import Markup

from tracker.display.ecran import (
    Accueil,
    Annulee,
    Cadre,
    Candidat,
    Carence,
    Code,
    Decision,
    Election,
    EnCours,
    HuisClos,
    Jauge,
    Levee,
    Parole,
    Resultat,
    Scene,
    Suspension,
    VoteOuvert,
)
from tracker.display.hemicycle_du_vote import (
    College,
    Siege,
    Signe,
    presence,
    vote_compte,
    vote_nominal,
    vote_ouvert,
)

COLLEGES = (
    College(1, "Entreprises"),
    College(2, "Syndicats de salariés"),
    College(3, "Associations"),
    College(4, "Personnalités qualifiées"),
)
TAILLES = (45, 45, 45, 5)
MOTIF = "PPpPCPAPPNPP.PPC.PPAPPPC..PPPPAPPPPPP.PNPPPP.PPPPC"
LETTRES = {
    "P": Signe.POUR,
    "C": Signe.CONTRE,
    "A": Signe.ABSTENTION,
    "N": Signe.NE_PREND_PAS_PART,
    ".": Signe.ABSENT,
}
DEPUIS = datetime(2026, 12, 10, 9, 42, tzinfo=UTC)


def sieges(tailles: tuple[int, ...] = TAILLES) -> list[Siege]:
    """Seats that answered in every way, some by proxy."""
    colleges = [college for college, size in zip(COLLEGES, tailles, strict=True) for _ in range(size)]
    letters = (MOTIF * 3)[: len(colleges)]
    return [Siege(one, LETTRES[letter.upper()], letter == "p") for one, letter in zip(colleges, letters, strict=True)]


def cadre(presents: int = 98, seuil: int | None = 70, bandeau: str = "") -> Cadre:
    return Cadre(
        "Séance plénière",
        date(2026, 12, 10),
        "9 h 30",
        "Hémicycle de l’hôtel de Région",
        Jauge(presents, 138, seuil, distance=4, pouvoirs=6),
        bandeau,
        code="K7M2QX" if presents > 90 else "",
    )


QUESTION = "Adoptez-vous ce texte ?"
TITRE = "Orientations budgétaires 2027"
LONG = (
    "Schéma régional d’aménagement, de développement durable et d’égalité des territoires : modification n° 1 et "
    "trajectoire de sobriété foncière"
)
ADRESSE = "https://ceser.example/seances/12/emarger?code=K7M2QX"
CODE = Code(
    "K7M2QX",
    ADRESSE,
    Markup(
        segno.make("https://ceser.example/seances/12/emarger?code=K7M2QX", error="m").svg_inline(
            omitsize=True, border=1
        )
    ),
)
MAJORITE = "{} suffrages exprimés ; majorité des suffrages exprimés ({})."
PHRASES = (
    "97 pour sur 108 suffrages exprimés, il en fallait 55 ; majorité des suffrages exprimés (CGCT, art. R. 4134-17).",
    "Quorum atteint : 98 présents pour 138 membres en exercice, il en faut 70 (plus de la moitié, art. R. 4134-17).",
    "6 pouvoirs portés : ils donnent une voix chacun et ne comptent pas dans le quorum.",
)
SECRET = "Scrutin secret : les voix sont comptées, personne ne sait qui a répondu quoi."
MAIN_LEVEE = "Vote à main levée : seul le nombre des voix est connu, les sièges ne sont à personne."


def scenes() -> dict[str, Scene]:
    """Each state by a short word."""
    second = "Seconde convocation, sans quorum (R. 4134-17)"
    signs = (Signe.PRESENT, Signe.PRESENT, Signe.PRESENT, Signe.DISTANCE, Signe.ABSENT)
    room = [Siege(one.college, signs[rank * 7 % 5]) for rank, one in enumerate(sieges())]
    shown = {
        "accueil": (Accueil(cadre(61).jauge, CODE), cadre(61)),
        "accueil_atteint": (Accueil(cadre().jauge, CODE), cadre()),
        "carence": (Carence(cadre(52).jauge, date(2026, 12, 12), "9 h 30"), cadre(52)),
        "point": (
            EnCours(
                3,
                TITRE,
                ("Simon Gautier",),
                "10 h 15",
                40,
                Parole("Martine Jullien", DEPUIS, "rapporteure", 5),
                ("Guy Taxil", "Serge Reboul", "Anaïs Silvestre", "Corinne Mercier", "Magali Rigaud"),
            ),
            cadre(),
        ),
        "point_seul": (EnCours(12, LONG, ("Simon Gautier", "Nadia Benkacem"), "11 h"), cadre(66)),
        "vote_nominal": (
            VoteOuvert(
                3,
                TITRE,
                QUESTION,
                "Scrutin public nominal",
                "Le vote de chacun sera publié, par collège et par organisation.",
                87,
                104,
                vote_ouvert(sieges()),
            ),
            cadre(),
        ),
        "vote_secret": (
            VoteOuvert(
                4,
                "Élection du président",
                "1er tour, 1 siège à pourvoir",
                "Scrutin secret, sur les appareils",
                "On voit qui a voté ; personne, ni maintenant ni plus tard, ne peut savoir quoi.",
                87,
                104,
                vote_ouvert(sieges()),
            ),
            cadre(),
        ),
        "vote_main_levee": (
            VoteOuvert(3, TITRE, QUESTION, "Main levée", "Deux scrutateurs comptent les mains.", 0, 0),
            cadre(),
        ),
        "adopte": (Resultat(3, TITRE, "Adopté", "adopte", PHRASES, vote_nominal(sieges())), cadre()),
        "adopte_long": (
            Resultat(12, LONG, "Adopté", "adopte", PHRASES, vote_nominal(sieges())),
            cadre(98, None, second),
        ),
        "rejete_secret": (
            Resultat(
                3,
                TITRE,
                "Rejeté",
                "rejete",
                (MAJORITE.format("31 pour sur 76", "CGCT, art. R. 4134-17"),),
                vote_compte(
                    138, {Signe.POUR: 31, Signe.CONTRE: 45, Signe.ABSTENTION: 18, Signe.NE_PREND_PAS_PART: 4}, SECRET
                ),
            ),
            cadre(),
        ),
        "main_levee": (
            Resultat(
                3,
                TITRE,
                "Adopté",
                "adopte",
                PHRASES,
                vote_compte(138, {Signe.POUR: 86, Signe.ABSTENTION: 12}, MAIN_LEVEE),
            ),
            cadre(),
        ),
        "partage": (
            Resultat(
                3,
                TITRE,
                "Partage égal des voix",
                "attente",
                ("49 pour, 49 contre : la voix du président l’emporte (CGCT, art. R. 4134-17). Elle est attendue.",),
                vote_compte(138, {Signe.POUR: 49, Signe.CONTRE: 49}, MAIN_LEVEE),
            ),
            cadre(),
        ),
        "commission": (
            Resultat(
                2,
                "Avis sur le plan régional vélo",
                "Adopté",
                "adopte",
                (MAJORITE.format("13 pour sur 16", "règlement intérieur"),),
                vote_nominal(sieges((7, 7, 7, 1))),
            ),
            Cadre("Réunion de la commission des transports", date(2026, 12, 3), jauge=Jauge(18, 22, None)),
        ),
        "election": (
            Election(
                5,
                "Élection du président",
                1,
                (
                    Candidat("Anaïs Silvestre", 64),
                    Candidat("Serge Reboul", 31),
                    Candidat("Liste « Pour le littoral »", 9),
                ),
                "Majorité absolue des membres : 70 voix ; un second tour a lieu.",
                2,
                1,
                70,
            ),
            cadre(),
        ),
        "elue": (
            Election(
                5,
                "Élection du président",
                2,
                (Candidat("Anaïs Silvestre", 72, True), Candidat("Serge Reboul", 33)),
                "Anaïs Silvestre est élue par 72 voix : majorité absolue des membres, 70 voix.",
                1,
                0,
                70,
            ),
            cadre(),
        ),
        "arrivees": (Accueil(cadre().jauge, image=presence(room)), cadre()),
        "annulee": (Annulee(), cadre()),
        "suspension": (Suspension(DEPUIS, "À la demande du groupe des salariés", "10 h 30"), cadre()),
        "huis_clos": (HuisClos(), cadre()),
        "levee": (
            Levee(
                tuple(
                    Decision(
                        rank, TITRE if rank % 2 else LONG, *(("Adopté", "adopte") if rank % 3 else ("Rejeté", "rejete"))
                    )
                    for rank in range(1, 6)
                )
            ),
            cadre(),
        ),
        "levee_longue": (Levee(tuple(Decision(rank, TITRE, "Adopté", "adopte") for rank in range(1, 13))), cadre()),
    }
    return {name: Scene(around, board) for name, (board, around) in shown.items()}
