"""What the law locks, with its article, and what the assembly sets, dated."""

import re
from dataclasses import dataclass, fields
from typing import Any

#: Reports reach the members at least this many days before the plenary (CGCT, art. R. 4134-9).
JOURS_AVANT_PLENIERE = 12
ARTICLE_ENVOI = "R. 4134-9"
ARTICLE_PIECES = "R. 4134-10"
#: Quorum, majority of votes cast, casting vote, minority positions, second convening.
ARTICLE_VOTE = "R. 4134-17"
ARTICLE_DELEGATION = "R. 4134-21"
ARTICLE_PUBLICITE = "R. 4134-13"
#: The second sitting is held this many working days after the failed one (R. 4134-17).
JOURS_OUVRABLES_SECONDE = 2

#: How a warning ends when the opinion must repeat it.
MENTION = " : l’avis en fera mention."

#: In a numbering pattern: the year in full, the year in two digits, the rank with zeros.
JETONS = re.compile(r"(?<![^\W\d_])(?:AAAA|AA|N+)(?![^\W\d_])")


@dataclass(frozen=True)
class Reglement:
    """What an assembly sets by its règlement intérieur; a dated record, kept with each act."""

    #: How a saisine is numbered: AAAA or AA for the year, N… for the rank with its zeros.
    numerotation: str = "AAAA-NNN"
    #: How an adopted text is numbered.
    numerotation_avis: str = "AVIS-AAAA-NN"
    #: Whether each draft goes through the bureau before the plenary's agenda.
    revue_du_bureau: bool = True
    #: Codes of the legal bases on which the bureau may give the opinion (R. 4134-21).
    matieres_deleguees: tuple[str, ...] = ()
    #: Whether « twelve days before » is counted in clear days.
    jours_francs: bool = False
    #: Days the secretariat needs to prepare the papers before they leave.
    jours_de_preparation: int = 5
    #: Whether the préfet receives the adopted opinion.
    prefet_destinataire: bool = True
    #: What a citizens' petition must gather: signatures, départements, and the most that one of these may weigh, in
    #: hundredths of the signatures. Nothing is asked by default: it is not in the law.
    signatures_exigees: int = 0
    departements_exiges: int = 0
    part_maximale_d_un_departement: int = 100
    #: Whether the chair of a commission breaks a tie there.
    voix_preponderante_en_commission: bool = True
    #: How many people the bureau has, its president included (R. 4134-21); 0: not fixed.
    membres_du_bureau: int = 0
    #: Roles whose holders enter with a second factor.
    second_facteur: tuple[str, ...] = ()
    #: Days after which the account of somebody who holds nothing any more is closed.
    jours_avant_fermeture: int = 90
    #: What the plenary's majority is counted on: votes cast for a CESER, which the law locks (R. 4134-17); voters for
    #: an assembly that follows the national council.
    base_de_majorite: str = "exprimes"
    #: How many proxies a member may hold; 0: nobody votes by proxy.
    pouvoirs_par_membre: int = 1
    #: Whether a proxy is given within one's own college only.
    pouvoirs_du_meme_college: bool = False
    #: Whether the bureau and the commissions know proxies too.
    pouvoirs_hors_pleniere: bool = False
    #: Whether the quorum is checked again at each vote, or at the opening alone.
    quorum_a_chaque_vote: bool = True
    #: Whether the bureau, and the commissions, need more than half of their members.
    quorum_du_bureau: bool = False
    quorum_des_commissions: bool = False
    #: Days before which the notice of another body than the plenary leaves.
    jours_de_convocation: int = 5
    #: Whether a member may attend from elsewhere.
    seances_a_distance: bool = False
    #: Whether the president's voice breaks the tie of a secret ballot too, or the tie rejects.
    voix_preponderante_au_secret: bool = True
    #: Days after the vote during which positions and explanations of vote are received; 0: until the sitting ends.
    jours_des_positions: int = 0
    #: Minutes that a speaker has; 0: no limit.
    temps_de_parole: int = 3
    #: How many rounds of an election need the absolute majority of the members, before the relative one.
    tours_a_la_majorite_absolue: int = 2
    #: Who decides on an amendment: « assemblee », by a vote on each; « rapporteur », who accepts it or not before the
    #: whole is voted.
    modele_d_amendement: str = "assemblee"
    #: In whose name an amendment may be tabled.
    auteurs_d_amendement: tuple[str, ...] = ("membre", "groupe", "college", "commission", "bureau")
    #: Days before the plenary until which amendments are tabled; 0: until the day itself, while it is not open.
    jours_des_amendements: int = 3
    #: Whether they are also received once the sitting is open.
    amendements_en_seance: bool = False
    #: Whether an amendment may be amended.
    sous_amendements: bool = True
    #: How many other members must sign the amendment of a member.
    cosignataires_exiges: int = 0

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Reglement":
        """Read what a dated record holds; a key unknown today is left aside, a missing one takes its default."""
        known = {field.name for field in fields(cls)}
        kept = {key: value for key, value in values.items() if key in known}
        for name in ("matieres_deleguees", "second_facteur", "auteurs_d_amendement"):
            if name in kept:
                kept[name] = tuple(kept[name])
        return cls(**kept)

    def numero(self, pattern: str, year: int, rank: int) -> str:
        """The number that a pattern gives: « AAAA-NNN », 2026, 41 → « 2026-041 »."""
        return JETONS.sub(lambda token: _token(token.group(), year, rank), pattern)


def _token(jeton: str, year: int, rank: int) -> str:
    if jeton == "AAAA":
        return f"{year:04d}"
    if jeton == "AA":
        return f"{year % 100:02d}"
    return str(rank).zfill(len(jeton))


def serie(pattern: str, year: int) -> str:
    """The series that a pattern numbers in a year; more or fewer zeros do not start it again."""
    return f"{JETONS.sub(lambda token: 'N' if token.group().startswith('N') else token.group(), pattern)} {year}"


def numerotation_fausse(pattern: str) -> str | None:
    """Why a numbering pattern cannot serve, or None."""
    tokens = JETONS.findall(pattern)
    ranks = [token for token in tokens if token.startswith("N")]
    if len(ranks) != 1:
        return "Le modèle doit contenir le rang une fois : par exemple AAAA-NNN."
    if not any(token.startswith("A") for token in tokens):
        return "Le modèle doit contenir l’année (AAAA ou AA) : le rang repart à 1 chaque année."
    if len(pattern) > 30:
        return "Le modèle ne dépasse pas 30 caractères."
    return None
