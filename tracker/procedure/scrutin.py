"""Quorum, majority, ties: figures in, a justified result out. Unknown is never taken for zero."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .reglement import ARTICLE_VOTE


class Issue(StrEnum):
    """What a vote decides about the assembly's own draft; never « favourable » to anybody's project."""

    ADOPTE = "adopte"
    REJETE = "rejete"


class Base(StrEnum):
    """What a majority is counted on."""

    EXPRIMES = "exprimes"
    VOTANTS = "votants"


#: What is counted and what is asked, for each base.
LIBELLES_DE_BASE = {
    Base.EXPRIMES: ("suffrages exprimés", "majorité des suffrages exprimés"),
    Base.VOTANTS: ("votants", "plus de la moitié des votants"),
}

#: How the result of a vote is said.
MOTS = {Issue.ADOPTE: "Adopté", Issue.REJETE: "Rejeté"}

#: How a vote is held.
MODES = {
    "main_levee": "Main levée",
    "nominal": "Scrutin public nominal",
    "secret_papier": "Scrutin secret, bulletins papier",
    "secret_appareil": "Scrutin secret, sur les appareils",
}
SECRETS = frozenset({"secret_papier", "secret_appareil"})
#: Those in which each member votes on their own device, or when called.
INDIVIDUELS = frozenset({"nominal", "secret_appareil"})

#: What a member may answer, in the order in which it is shown.
CHOIX = {
    "pour": "Pour",
    "contre": "Contre",
    "abstention": "Abstention",
    "ne_prend_pas_part": "Ne prend pas part au vote",
}

#: What two tellers count, apart from each other.
COMPTES = {**CHOIX, "blancs": "Blancs", "nuls": "Nuls"}

#: A secret vote is not told by group when fewer than this voted in one of them.
PETIT_GROUPE = 5


@dataclass(frozen=True)
class Regle:
    """The rules one body votes under; a closed vote keeps the ones it was held under."""

    base: Base = Base.EXPRIMES
    quorum: bool = True
    #: Whether those present must be known, though no quorum is asked.
    appel: bool = False
    #: Whether the chair's vote decides a tie.
    voix_preponderante: bool = True
    #: Whether it decides one in a secret ballot too, where the chair must tell it: the law makes no distinction.
    voix_preponderante_au_secret: bool = True
    #: Whether those present are counted again at each vote; otherwise the opening's quorum stands for the sitting.
    quorum_a_chaque_vote: bool = True
    article: str = f"CGCT, art. {ARTICLE_VOTE}"
    article_du_quorum: str = f"art. {ARTICLE_VOTE}"
    presidence: str = "du président du conseil"


#: Locked by law for the plenary of a CESER (R. 4134-17).
REGLE_PLENIERE = Regle()
#: As the national council votes: half of the voters is not more than half, so that no tie is left to decide.
REGLE_VOTANTS = Regle(base=Base.VOTANTS, voix_preponderante=False, article="règlement intérieur")
#: For the bureau and the commissions the law fixes no quorum: the règlement intérieur does.
REGLE_BUREAU = Regle(quorum=False, appel=True, article="règlement intérieur", article_du_quorum="règlement intérieur")


def regle_de_commission(*, voix_preponderante: bool) -> Regle:
    return Regle(
        quorum=False,
        voix_preponderante=voix_preponderante,
        article="règlement intérieur",
        article_du_quorum="règlement intérieur",
        presidence="de la présidence de la commission",
    )


@dataclass(frozen=True)
class Chiffres:
    """What was counted, in votes or persons; None is unknown.

    A blank or null ballot is never a vote cast. Its author voted all the same: it counts among the voters, hence in
    the base of a body that counts on voters. A mode of ballot that has no blank nor null one leaves both at None.
    """

    pour: int | None = None
    contre: int | None = None
    abstention: int | None = None
    ne_prend_pas_part: int | None = None
    presents: int | None = None
    en_exercice: int | None = None
    #: Proxies held by members present; they add votes, never quorum.
    pouvoirs: int | None = None
    #: How the chair voted, needed on a tie only: « pour », « contre » or None.
    voix_du_president: str | None = None
    seconde_convocation: bool = False
    blancs: int | None = None
    nuls: int | None = None

    @property
    def exprimes(self) -> int | None:
        return somme(self.pour, self.contre)

    @property
    def votants(self) -> int | None:
        apart = [self.blancs, self.nuls]
        # Both unknown: the mode has none. One alone unknown: it was forgotten.
        return somme(self.pour, self.contre, self.abstention, *(apart if apart != [None, None] else []))


@dataclass(frozen=True)
class Quorum:
    """Whether a sitting may deliberate; `atteint` is None when a figure is unknown."""

    atteint: bool | None
    seuil: int | None
    phrase: str


@dataclass(frozen=True)
class Resultat:
    """What the figures decide, in words; `issue` is None while something is unknown or impossible."""

    issue: Issue | None
    phrases: tuple[str, ...]
    manques: tuple[str, ...]


def somme(*terms: int | None) -> int | None:
    """The sum, or None as soon as a term is unknown."""
    known = [term for term in terms if term is not None]
    return sum(known) if len(known) == len(terms) else None


def quorum(
    presents: int | None,
    en_exercice: int | None,
    *,
    seconde_convocation: bool = False,
    article: str = f"art. {ARTICLE_VOTE}",
) -> Quorum:
    """More than half of the members in office, present in person; none on the second convening (R. 4134-17)."""
    seuil = en_exercice // 2 + 1 if en_exercice is not None else None
    if seconde_convocation:
        return Quorum(True, None, f"Seconde convocation : aucun quorum n’est exigé ({article}).")
    if presents is None or en_exercice is None or seuil is None:
        return Quorum(None, seuil, "Le quorum n’est pas vérifié : saisissez les présents et les membres en exercice.")
    figures = f"{presents} présents pour {en_exercice} membres en exercice, il en faut {seuil}"
    if presents >= seuil:
        return Quorum(True, seuil, f"Quorum atteint : {figures} (plus de la moitié, {article}).")
    return Quorum(False, seuil, f"Quorum non atteint : {figures} (plus de la moitié, {article}).")


def resultat(chiffres: Chiffres, regle: Regle = REGLE_PLENIERE, secret: bool = False) -> Resultat:
    """The result that the figures and the rule give, with its reasons, or what is missing for one."""
    manques = [*_incoherences(chiffres), *_inconnues(chiffres, regle)]
    phrases: list[str] = []
    if regle.quorum:
        etat = _quorum_du_vote(chiffres, regle)
        (phrases if etat.atteint else manques).append(etat.phrase)
    if manques:
        return Resultat(None, tuple(phrases), tuple(manques))
    assert chiffres.pour is not None
    assert chiffres.contre is not None
    issue, phrase = _majorite(chiffres, regle, secret)
    if issue is None:
        return Resultat(None, tuple(phrases), (phrase,))
    if chiffres.pouvoirs:
        phrases.append(_portes(chiffres.pouvoirs))
    return Resultat(issue, (phrase, *phrases), ())


def depouiller(choix: Iterable[str]) -> Chiffres:
    """How often each choice was made; every other figure stays unknown."""
    counts = Counter(choix)
    if strangers := counts.keys() - CHOIX.keys():
        raise ValueError(f"not a choice: {sorted(strangers)}")
    return Chiffres(counts["pour"], counts["contre"], counts["abstention"], counts["ne_prend_pas_part"])


def par_groupe(voix: Iterable[tuple[str, str]], *, secret: bool) -> dict[str, dict[str, int]]:
    """Each choice counted in each group; nothing of a secret vote when one group is small.

    All groups are withheld together: the others and the total would give the small one away by difference. The order
    of groups and choices is fixed, so that it tells nothing of the order of the ballots.
    """
    counts: dict[str, dict[str, int]] = {}
    for group, choice in voix:
        counts.setdefault(group, dict.fromkeys(CHOIX, 0))[choice] += 1
    if secret and any(_votants_du_groupe(group) < PETIT_GROUPE for group in counts.values()):
        return {}
    return dict(sorted(counts.items()))


def _votants_du_groupe(counts: dict[str, int]) -> int:
    return sum(counts.values()) - counts["ne_prend_pas_part"]


def ecarts_de_comptage(premier: Chiffres, second: Chiffres) -> tuple[str, ...]:
    """What two tellers counted differently, a sentence for each figure."""
    found = []
    for name, label in COMPTES.items():
        first, again = getattr(premier, name), getattr(second, name)
        if first != again:
            found.append(f"{label} : {_compte(first)} au premier comptage, {_compte(again)} au second.")
    return tuple(found)


def _compte(figure: int | None) -> str:
    return "rien" if figure is None else str(figure)


def _quorum_du_vote(chiffres: Chiffres, regle: Regle) -> Quorum:
    if not regle.quorum_a_chaque_vote and not chiffres.seconde_convocation:
        return Quorum(
            True, None, "Le quorum, atteint à l’ouverture de la séance, vaut pour ce vote (règlement intérieur)."
        )
    return quorum(
        chiffres.presents,
        chiffres.en_exercice,
        seconde_convocation=chiffres.seconde_convocation,
        article=regle.article_du_quorum,
    )


def _portes(pouvoirs: int) -> str:
    """Why more voices than members present were counted."""
    if pouvoirs == 1:
        return "1 pouvoir porté : il donne une voix et ne compte pas dans le quorum."
    return f"{pouvoirs} pouvoirs portés : ils donnent une voix chacun et ne comptent pas dans le quorum."


def _incoherences(chiffres: Chiffres) -> list[str]:
    found = []
    presents, en_exercice, pouvoirs = chiffres.presents, chiffres.en_exercice, chiffres.pouvoirs
    voices = [getattr(chiffres, name) for name in COMPTES]
    counted = sum(voice for voice in voices if voice is not None)
    if en_exercice is not None and counted > en_exercice:
        found.append(f"{counted} voix comptées pour {en_exercice} membres en exercice : recomptez.")
    if presents is None:
        return found
    if en_exercice is not None and presents > en_exercice:
        found.append(f"{presents} présents pour {en_exercice} membres en exercice : un des deux chiffres est faux.")
    elif en_exercice is not None and presents + (pouvoirs or 0) > en_exercice:
        found.append(
            f"{presents} présents et {pouvoirs} pouvoirs pour {en_exercice} membres en exercice : "
            "un membre présent ne donne pas de pouvoir."
        )
    if counted > presents + (pouvoirs or 0):
        held = f" et {pouvoirs} pouvoirs" if pouvoirs else ""
        found.append(f"{counted} voix comptées pour {presents} présents{held} : recomptez, ou saisissez les pouvoirs.")
    if pouvoirs is not None and pouvoirs > presents:
        found.append("Il y a plus de pouvoirs que de présents pour les porter.")
    return found


def _inconnues(chiffres: Chiffres, regle: Regle) -> list[str]:
    needed = [("pour", chiffres.pour), ("contre", chiffres.contre)]
    unknown = []
    if regle.appel and chiffres.presents is None:
        unknown.append("Le nombre des présents n’est pas connu : saisissez-le.")
    if regle.base is Base.VOTANTS:
        needed.append(("abstention", chiffres.abstention))
        if somme(chiffres.blancs, chiffres.nuls) is None and (chiffres.blancs, chiffres.nuls) != (None, None):
            needed += [("blancs", chiffres.blancs), ("nuls", chiffres.nuls)]
    missing = [f"« {name} »" for name, value in needed if value is None]
    if missing:
        unknown.append(f"Le nombre de voix {' et '.join(missing)} n’est pas connu : aucun résultat n’en est tiré.")
    return unknown


def _majorite(chiffres: Chiffres, regle: Regle, secret: bool) -> tuple[Issue | None, str]:
    pour, contre = chiffres.pour or 0, chiffres.contre or 0
    base = chiffres.exprimes if regle.base is Base.EXPRIMES else chiffres.votants
    if not base:
        return None, "Aucun suffrage n’est exprimé : le vote ne décide rien, il est à reprendre."
    if regle.base is Base.EXPRIMES and pour == contre:
        return _partage(pour, chiffres.voix_du_president, regle, secret)
    issue = Issue.ADOPTE if 2 * pour > base else Issue.REJETE
    counted, asked = LIBELLES_DE_BASE[regle.base]
    figures = f"{pour} pour sur {base} {counted}, il en fallait {base // 2 + 1}"
    return issue, f"{MOTS[issue]} : {figures} ; {asked} ({regle.article})."


def _partage(voix: int, president: str | None, regle: Regle, secret: bool) -> tuple[Issue | None, str]:
    tie = f"partage égal des voix ({voix} pour, {voix} contre)"
    if not regle.voix_preponderante:
        return Issue.REJETE, f"Rejeté : {tie}, sans voix prépondérante ({regle.article})."
    if secret and not regle.voix_preponderante_au_secret:
        return Issue.REJETE, f"Rejeté : {tie}, sans voix prépondérante au scrutin secret (règlement intérieur)."
    if president not in {"pour", "contre"}:
        return None, f"P{tie[1:]} : indiquez la voix {regle.presidence}, qui l’emporte ({regle.article})."
    issue = Issue.ADOPTE if president == "pour" else Issue.REJETE
    decided = f"la voix {regle.presidence}, « {president} », l’emporte ({regle.article})."
    return issue, f"{MOTS[issue]} : {tie} ; {decided}"
