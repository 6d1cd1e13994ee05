"""A closed vote recounted from its file, by the standard library alone.

Anybody may run it, without the software that held the vote: `python recompte.py scrutin.json`. It shares no line with
that software on purpose: it counts again in its own way and says whether the announced result follows.

The file is one JSON object in UTF-8, its « format » being "scrutin-1". Every key is there and no other one; `?` marks
what may be null. Each member has one name, spelled in one way everywhere in the file; two homonyms are told apart.

    format            "scrutin-1"
    genre             "vote" or "election"
    mode              "main_levee", "nominal", "secret_papier" or "secret_appareil"; an election is secret
    empreinte         SHA-256 of the object without this key (see `empreinte`): to compare with the printed one
    seance            {instance, date "AAAA-MM-JJ", seconde_convocation true/false, presidence? (a name)}
    objet             {intitule, version_sha256? (64 hexadecimal digits)}
    composition       {reference? (the order that names the members), membres [{nom, college, organisme}]}

A vote has besides:

    regles            {base "exprimes" or "votants", quorum, quorum_a_chaque_vote, voix_preponderante,
                      voix_preponderante_au_secret, pouvoirs_par_membre, pouvoirs_meme_college, article}
    presents?         [names]; null when only their number was taken down
    pouvoirs          [{mandant, mandataire}]: those in force for this vote, giver absent and holder present
    voix_du_president? "pour" or "contre": what the chair said on a tie
    annonce           {pour, contre, abstention?, ne_prend_pas_part?, blancs?, nuls?, presents?, en_exercice, pouvoirs,
                      issue "adopte" or "rejete", phrases [sentences, the result first]}

and what was counted, according to its mode:

    nominal           voix [{nom, college, organisme, choix, porteur? (the holder who voted for an absent member)}]
    secret_appareil   signatures [names, sorted by code point; an absent giver's own name for a voice carried],
                      bulletins [choices or "blanc", sorted]
    the two others    scrutateurs: how many tellers count, one alone in a commission,
                      comptages: what each found [{pour, contre, abstention?, ne_prend_pas_part?, blancs?, nuls?}]

A choice is "pour", "contre", "abstention" or "ne_prend_pas_part". The sentences say « Adopté » or « Rejeté »,
« 52 pour sur 68 suffrages exprimés » (or « votants »), on a tie « (40 pour, 40 contre) », the article in brackets, and
what became of the quorum. An election has instead:

    regles            {tours_absolus, base "membres" or "exprimes", quorum, pouvoirs_par_membre,
                      pouvoirs_meme_college, article}
    listes            [names]: the lists that stood, whose names are no member’s; none where persons stood
    tours             [{rang, sieges, presents? [names], pouvoirs [{mandant, mandataire}], signatures? [names, sorted],
                      bulletins? [[names, none for a blank one], sorted], votants, blancs, nuls,
                      suffrages {name: votes}, au_benefice_de_l_age?,
                      annonce {presents, en_exercice, pouvoirs, elus [names], reste, phrases}}]
"""

import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

FORMAT = "scrutin-1"
CHOIX = ("pour", "contre", "abstention", "ne_prend_pas_part")
COMPTES = (*CHOIX, "blancs", "nuls")
#: A ballot on a device that answers nothing; none is null there.
BLANC = "blanc"
MODES = ("main_levee", "nominal", "secret_papier", "secret_appareil")
#: How the rules are told.
REGLES = {
    "base": "majorité sur les",
    "tours_absolus": "tours à la majorité absolue :",
    "quorum": "quorum exigé :",
    "quorum_a_chaque_vote": "vérifié à chaque vote :",
    "voix_preponderante": "voix prépondérante :",
    "voix_preponderante_au_secret": "au scrutin secret aussi :",
    "pouvoirs_par_membre": "pouvoirs par membre :",
    "pouvoirs_meme_college": "dans le même collège :",
    "article": "source :",
}
BASES = {"exprimes": "suffrages exprimés", "votants": "votants", "membres": "membres en exercice"}
#: A file of 140 members weighs less than a tenth of this.
OCTETS = 1_000_000
#: The largest figure, and the longest list or text: a hostile file must not keep the machine busy.
NOMBRE = 1_000_000
LONGUEUR = 2_000


class DocumentIllisible(ValueError):
    """The file is not of this format; its text is the French sentence that says why."""


@dataclass(frozen=True)
class Recompte:
    """Whether everything announced follows from what was counted, and each finding in words."""

    verifie: bool
    constats: list[str]


def recompter(document: dict[str, Any]) -> Recompte:
    """Count a closed vote again; raises DocumentIllisible when it is not of this format."""
    _lire_la_forme(document)
    carnet = _Carnet()
    _dire_le_scrutin(document, carnet)
    _verifier_l_empreinte(document, carnet)
    _verifier_la_composition(document, carnet)
    if document["genre"] == "election":
        _recompter_une_election(document, carnet)
    else:
        _recompter_un_vote(document, carnet)
    return Recompte(carnet.verifie, carnet.constats)


def lire(chemin: Path) -> dict[str, Any]:
    """The object that a file holds; raises DocumentIllisible with one sentence."""
    try:
        with chemin.open("rb") as fichier:
            octets = fichier.read(OCTETS + 1)
    except OSError as erreur:
        raise DocumentIllisible("Ce fichier n’existe pas, ou ne peut pas être ouvert.") from erreur
    if len(octets) > OCTETS:
        raise DocumentIllisible(f"Ce fichier dépasse {OCTETS // 1_000} ko : ce n’est pas l’export d’un scrutin.")
    try:
        document = json.loads(octets.decode("utf-8"), object_pairs_hook=_sans_doublon)
    except DocumentIllisible:
        raise
    except (ValueError, RecursionError) as erreur:
        raise DocumentIllisible(
            "Ce fichier n’est pas du JSON lisible : ce n’est pas l’export d’un scrutin."
        ) from erreur
    if not isinstance(document, dict):
        raise DocumentIllisible("Ce fichier ne contient pas un scrutin, mais autre chose.")
    return document


def empreinte(document: dict[str, Any]) -> str:
    """SHA-256 of the object without its « empreinte », keys sorted, without blanks, in UTF-8."""
    rest = {key: value for key, value in document.items() if key != "empreinte"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _sans_doublon(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose key comes twice would be read differently by two readers."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DocumentIllisible("Une clé figure deux fois dans ce fichier : il peut se lire de deux façons.")
    return found


# --- the shape ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _OuRien:
    shape: Any


@dataclass(frozen=True)
class _Parmi:
    values: tuple[str, ...]


@dataclass(frozen=True)
class _Selon:
    """A text that follows a pattern, and the words that say which."""

    pattern: str
    words: str


_SHA256 = _Selon("[0-9a-f]{64}", "une empreinte SHA-256")
_NOMS = [str]
_POUVOIRS = [{"mandant": str, "mandataire": str}]
_COMPTAGE = {"pour": int, "contre": int} | dict.fromkeys(COMPTES[2:], _OuRien(int))
_COMMUN: dict[str, Any] = {
    "format": _Parmi((FORMAT,)),
    "genre": _Parmi(("vote", "election")),
    "mode": _Parmi(MODES),
    "empreinte": _SHA256,
    "seance": {
        "instance": str,
        "date": _Selon(r"\d{4}-\d\d-\d\d", "une date (AAAA-MM-JJ)"),
        "seconde_convocation": bool,
        "presidence": _OuRien(str),
    },
    "objet": {"intitule": str, "version_sha256": _OuRien(_SHA256)},
    "composition": {
        "reference": _OuRien(str),
        "membres": [{"nom": str, "college": str, "organisme": str}],
    },
}
_REGLES = {"quorum": bool, "pouvoirs_par_membre": int, "pouvoirs_meme_college": bool, "article": str}
_VOTE = _COMMUN | {
    "regles": _REGLES
    | {
        "base": _Parmi(("exprimes", "votants")),
        "quorum_a_chaque_vote": bool,
        "voix_preponderante": bool,
        "voix_preponderante_au_secret": bool,
    },
    "presents": _OuRien(_NOMS),
    "pouvoirs": _POUVOIRS,
    "voix_du_president": _OuRien(_Parmi(("pour", "contre"))),
    "annonce": _COMPTAGE
    | {
        "presents": _OuRien(int),
        "en_exercice": int,
        "pouvoirs": int,
        "issue": _Parmi(("adopte", "rejete")),
        "phrases": [str],
    },
}
_VOIX = {"nom": str, "college": str, "organisme": str, "choix": _Parmi(CHOIX), "porteur": _OuRien(str)}
_DEPOUILLEMENT: dict[str, dict[str, Any]] = {
    "nominal": {"voix": [_VOIX]},
    "secret_appareil": {"signatures": _NOMS, "bulletins": [_Parmi((*CHOIX, BLANC))]},
    "main_levee": {"scrutateurs": int, "comptages": [_COMPTAGE]},
    "secret_papier": {"scrutateurs": int, "comptages": [_COMPTAGE]},
}
_ELECTION = _COMMUN | {
    "mode": _Parmi(("secret_papier", "secret_appareil")),
    "regles": _REGLES | {"tours_absolus": int, "base": _Parmi(("membres", "exprimes"))},
    "listes": _NOMS,
    "tours": [
        {
            "rang": int,
            "sieges": int,
            "presents": _OuRien(_NOMS),
            "pouvoirs": _POUVOIRS,
            "signatures": _OuRien(_NOMS),
            "bulletins": _OuRien([_NOMS]),
            "votants": int,
            "blancs": int,
            "nuls": int,
            "suffrages": {str: int},
            "au_benefice_de_l_age": _OuRien(str),
            "annonce": {
                "presents": int,
                "en_exercice": int,
                "pouvoirs": int,
                "elus": _NOMS,
                "reste": int,
                "phrases": [str],
            },
        }
    ],
}


def _lire_la_forme(document: Any) -> None:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DocumentIllisible(
            f"Ce fichier n’est pas au format « {FORMAT} » : il vient d’ailleurs, ou d’une autre version."
        )
    if document.get("genre") == "election":
        _forme(document, _ELECTION, "")
    else:
        mode = document.get("mode")
        extra = _DEPOUILLEMENT.get(mode, {}) if isinstance(mode, str) else {}
        _forme(document, _VOTE | extra, "")
    try:
        date.fromisoformat(document["seance"]["date"])
    except ValueError as erreur:
        raise DocumentIllisible("Le champ « seance.date » n’est pas un jour du calendrier.") from erreur


def _forme(value: Any, shape: Any, path: str) -> None:
    """Refuse what is not of this shape, and say where."""
    if isinstance(value, list | dict | str) and len(value) > LONGUEUR:
        raise _refus(path, f"long de {LONGUEUR} au plus")
    if isinstance(shape, _OuRien):
        if value is not None:
            _forme(value, shape.shape, path)
    elif isinstance(shape, dict):
        _forme_d_objet(value, shape, path)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise _refus(path, "une liste")
        for rank, item in enumerate(value, start=1):
            _forme(item, shape[0], f"{path} nº {rank}")
    else:
        _forme_simple(value, shape, path)


def _forme_d_objet(value: Any, shape: dict[Any, Any], path: str) -> None:
    if not isinstance(value, dict):
        raise _refus(path, "un objet")
    keys = dict.fromkeys(value, shape[str]) if str in shape else shape
    for key in sorted(keys.keys() ^ value.keys()):
        word = "manque" if key in keys else f"n’est pas du format « {FORMAT} »"
        raise DocumentIllisible(f"Le champ « {_propre(f'{path}.{key}'.lstrip('.'))} » {word}.")
    for key, inner in keys.items():
        _forme(value[key], inner, f"{path}.{key}".lstrip("."))


def _forme_simple(value: Any, shape: Any, path: str) -> None:
    if isinstance(shape, _Parmi):
        if value not in shape.values:
            raise _refus(path, "l’une de ces valeurs : " + ", ".join(shape.values))
    elif isinstance(shape, _Selon):
        if not isinstance(value, str) or not re.fullmatch(shape.pattern, value, re.ASCII):
            raise _refus(path, shape.words)
    elif type(value) is not shape:
        raise _refus(path, {str: "un texte", int: "un nombre entier", bool: "vrai ou faux"}[shape])
    elif shape is int and not 0 <= value <= NOMBRE:
        raise _refus(path, f"un nombre entier de 0 à {NOMBRE}")


def _refus(path: str, words: str) -> DocumentIllisible:
    return DocumentIllisible(f"Le champ « {_propre(path)} » doit être {words}.")


def _propre(text: str) -> str:
    """What a hostile file must not send to a terminal is replaced, and what is too long is cut."""
    shown = "".join("\ufffd" if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return shown if len(shown) <= 400 else shown[:400] + "…"


# --- the findings ---------------------------------------------------------------------------------------------------


@dataclass
class _Carnet:
    """What the recount says, line by line."""

    constats: list[str] = field(default_factory=list)
    verifie: bool = True

    def dire(self, phrase: str) -> None:
        """What the file says, which no count can prove: the reader compares it with the minutes."""
        self.constats.append(_propre(phrase))

    def suit(self, phrase: str) -> None:
        self.constats.append(_propre(f"Vérifié : {phrase}"))

    def ignore(self, phrase: str) -> None:
        self.constats.append(_propre(f"Non vérifiable : {phrase}"))

    def ecart(self, phrase: str) -> None:
        self.constats.append(_propre(f"Écart : {phrase}"))
        self.verifie = False

    def juger(self, bad: list[str], ecart: str, suit: str) -> None:
        """A rule that some names break, or that all follow."""
        if bad:
            shown = ", ".join(bad[:5]) + (f" et {len(bad) - 5} de plus" if len(bad) > 5 else "")
            self.ecart(f"{ecart} : {shown}.")
        else:
            self.suit(suit)

    def comparer(self, label: str, announced: int | None, counted: int | None) -> None:
        """A figure against its recount; where the mode has no such ballot, nothing is the same as none."""
        if announced == counted or (counted is None and announced == 0):
            if announced is not None:
                self.suit(f"{label}, {announced}.")
        else:
            said, found = ("rien" if figure is None else figure for figure in (announced, counted))
            self.ecart(f"{label}, {said} à l’annonce et {found} au recomptage.")


def _repetes(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _dire_le_scrutin(document: dict[str, Any], carnet: _Carnet) -> None:
    seance, objet, regles = document["seance"], document["objet"], document["regles"]
    carnet.dire(f"Scrutin : {seance['instance']}, séance du {seance['date']}, « {objet['intitule']} ».")
    if objet["version_sha256"] is not None:
        carnet.dire(f"Version soumise au vote : {objet['version_sha256']}.")
    said = [f"{label} {_mot(regles[key])}" for key, label in REGLES.items() if key in regles]
    carnet.dire(f"Règles : {', '.join(said)}.")


def _mot(value: Any) -> str:
    return {True: "oui", False: "non"}[value] if isinstance(value, bool) else BASES.get(value, str(value))


def _verifier_l_empreinte(document: dict[str, Any], carnet: _Carnet) -> None:
    if empreinte(document) == document["empreinte"]:
        carnet.suit(
            f"l’empreinte du fichier est la sienne ; comparez-la à celle qui fut publiée, {document['empreinte']}."
        )
    else:
        carnet.ecart("le fichier a été modifié depuis son export : son empreinte n’est pas la sienne.")


def _verifier_la_composition(document: dict[str, Any], carnet: _Carnet) -> None:
    names = [member["nom"] for member in document["composition"]["membres"]]
    reference = document["composition"]["reference"]
    if reference is None:
        carnet.ignore("la composition de l’instance, qu’aucun acte cité n’établit.")
    carnet.juger(
        _repetes(names), "membres nommés deux fois", f"{len(names)} membres en exercice, chacun nommé une fois."
    )
    chair = document["seance"]["presidence"]
    if chair is not None and chair not in names:
        carnet.ecart(f"{chair}, qui préside, n’est pas membre.")


# --- those who could vote -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Salle:
    """Members by name, those present (None: only their number is known), and each giver's holder."""

    membres: dict[str, dict[str, str]]
    presents: set[str] | None
    nombre: int | None
    pouvoirs: dict[str, str]

    @property
    def voix(self) -> int | None:
        """The most voices that the room can give."""
        return None if self.nombre is None else self.nombre + len(self.pouvoirs)

    @property
    def chiffres(self) -> set[int | None]:
        """What a sentence may tell of the room."""
        return {self.nombre, len(self.membres), len(self.membres) // 2 + 1, len(self.pouvoirs)}

    def peut_signer(self, name: str) -> bool:
        known = self.membres if self.presents is None else self.presents
        return name in known or name in self.pouvoirs


def _faire_l_appel(document: dict[str, Any], part: dict[str, Any], carnet: _Carnet) -> _Salle:
    """The roll and the proxies of a vote or of a round, checked against what was announced."""
    membres = {member["nom"]: member for member in document["composition"]["membres"]}
    annonce, presents = part["annonce"], part["presents"]
    carnet.comparer("membres en exercice", annonce["en_exercice"], len(document["composition"]["membres"]))
    if presents is None:
        carnet.ignore("les présents ne sont pas nommés, leur nombre est celui de l’annonce.")
    else:
        bad = _repetes(presents) + [name for name in presents if name not in membres]
        carnet.juger(bad, "présents nommés deux fois ou qui ne sont pas membres", "les présents sont des membres.")
        carnet.comparer("présents", annonce["presents"], len(set(presents)))
    nombre = annonce["presents"] if presents is None else len(set(presents))
    if nombre is not None and nombre + len(part["pouvoirs"]) > len(membres):
        carnet.ecart("il y a plus de présents et de pouvoirs que de membres.")
    _verifier_les_pouvoirs(document["regles"], part, membres, carnet)
    pouvoirs = {proxy["mandant"]: proxy["mandataire"] for proxy in part["pouvoirs"]}
    return _Salle(membres, None if presents is None else set(presents), nombre, pouvoirs)


def _verifier_les_pouvoirs(
    regles: dict[str, Any], part: dict[str, Any], membres: dict[str, dict[str, str]], carnet: _Carnet
) -> None:
    proxies = part["pouvoirs"]
    carnet.comparer("pouvoirs", part["annonce"]["pouvoirs"], len(proxies))
    if not proxies:
        return
    givers = [proxy["mandant"] for proxy in proxies]
    holders = [proxy["mandataire"] for proxy in proxies]
    most = regles["pouvoirs_par_membre"]
    over = [name for name, held in Counter(holders).items() if held > most]
    too_many = f"plus de pouvoirs que le règlement n’en admet, {most} par membre"
    carnet.juger(_repetes(givers), "pouvoir donné deux fois", "chaque pouvoir est donné une fois.")
    carnet.juger(over, too_many, f"aucun membre n’en porte plus de {most}.")
    both = sorted({*givers} & {*holders})
    carnet.juger(both, "pouvoir transmis, ou donné à soi-même", "aucun pouvoir n’est transmis.")
    _verifier_qui_porte(givers, holders, part["presents"], membres, carnet)
    if regles["pouvoirs_meme_college"]:
        college = {name: member["college"] for name, member in membres.items()}
        pairs = zip(givers, holders, strict=True)
        apart = [giver for giver, holder in pairs if college.get(giver) != college.get(holder)]
        carnet.juger(apart, "pouvoir donné hors de son collège", "chaque pouvoir reste dans son collège.")


def _verifier_qui_porte(
    givers: list[str], holders: list[str], presents: list[str] | None, membres: dict[str, Any], carnet: _Carnet
) -> None:
    strangers = sorted(name for name in {*givers, *holders} if name not in membres)
    carnet.juger(strangers, "pouvoirs hors de l’instance", "les pouvoirs vont de membre à membre.")
    if presents is None:
        return
    there = set(presents)
    come = [name for name in givers if name in there]
    carnet.juger(come, "membre présent qui a donné pouvoir", "qui a donné pouvoir est absent.")
    away = [name for name in holders if name not in there]
    carnet.juger(away, "porteur de pouvoir absent", "qui porte un pouvoir est présent.")


# --- a vote ---------------------------------------------------------------------------------------------------------


def _recompter_un_vote(document: dict[str, Any], carnet: _Carnet) -> None:
    salle = _faire_l_appel(document, document, carnet)
    count = {"nominal": _compter_les_voix, "secret_appareil": _compter_les_bulletins}.get(
        document["mode"], _compter_deux_fois
    )
    figures = count(document, salle, carnet)
    for name in COMPTES:
        carnet.comparer(name.replace("_", " "), document["annonce"][name], figures[name])
    total = sum(figure or 0 for figure in figures.values())
    if salle.voix is None:
        carnet.ignore("le nombre des présents n’est pas connu.")
    elif total > salle.voix:
        carnet.ecart(f"{total} voix comptées, et la salle n’en avait que {salle.voix}.")
    else:
        carnet.suit(f"{total} voix comptées, sur {salle.voix} que la salle pouvait donner.")
    regles = document["regles"]
    if regles["quorum_a_chaque_vote"] or document["seance"]["seconde_convocation"]:
        _verifier_le_quorum(document, salle.nombre, carnet)
    elif regles["quorum"]:
        carnet.ignore("le quorum fut celui de l’ouverture de la séance.")
    _verifier_l_issue(document, figures, salle, carnet)


def _compter_les_voix(document: dict[str, Any], salle: _Salle, carnet: _Carnet) -> dict[str, int | None]:
    """Each voice is its member's own, or that of a giver for whom the holder voted."""
    voix = document["voix"]
    strangers, unlike, absent, unheld = [], [], [], []
    for voice in voix:
        name, holder, member = voice["nom"], voice["porteur"], salle.membres.get(voice["nom"])
        if member is None:
            strangers.append(name)
        elif (voice["college"], voice["organisme"]) != (member["college"], member["organisme"]):
            unlike.append(name)
        if holder is None and salle.presents is not None and name not in salle.presents:
            absent.append(name)
        if holder is not None and salle.pouvoirs.get(name) != holder:
            unheld.append(name)
    carnet.juger(_repetes([voice["nom"] for voice in voix]), "ont voté deux fois", "personne n’a voté deux fois.")
    carnet.juger(strangers, "ont voté sans être membres", "tous ceux qui ont voté sont membres.")
    carnet.juger(
        unlike,
        "collège ou organisme autre que dans la composition",
        "collèges et organismes sont ceux de la composition.",
    )
    carnet.juger(absent, "ont voté sans être présents", "qui a voté sans porteur était présent.")
    carnet.juger(unheld, "voix portées sans pouvoir", "chaque voix portée a son pouvoir.")
    _verifier_la_presidence(document, carnet)
    counts = Counter(voice["choix"] for voice in voix)
    return {name: counts[name] if name in CHOIX else None for name in COMPTES}


def _verifier_la_presidence(document: dict[str, Any], carnet: _Carnet) -> None:
    """In a recorded vote, what the chair said on a tie is what the chair voted."""
    chair, said = document["seance"]["presidence"], document["voix_du_president"]
    # A chair who abstained, or took no part, still tells the voice that decides.
    voted = {voice["choix"] for voice in document["voix"] if voice["nom"] == chair} & {"pour", "contre"}
    if said is not None and voted and voted != {said}:
        carnet.ecart("la voix annoncée de la présidence n’est pas celle qu’elle a donnée.")


def _compter_les_bulletins(document: dict[str, Any], salle: _Salle, carnet: _Carnet) -> dict[str, int | None]:
    """As many ballots as signatures; both sorted, so that their order tells nothing."""
    signatures, bulletins = document["signatures"], document["bulletins"]
    _verifier_les_signatures(signatures, salle, carnet)
    if len(signatures) == len(bulletins):
        carnet.suit(f"autant de bulletins que de signatures, {len(bulletins)}.")
    else:
        carnet.ecart(f"{len(bulletins)} bulletins pour {len(signatures)} signatures.")
    if bulletins != sorted(bulletins):
        carnet.ecart("les bulletins ne sont pas rangés : leur ordre pourrait trahir celui du vote.")
    counts = Counter(bulletins)
    return {**{name: counts[name] for name in CHOIX}, "blancs": counts[BLANC], "nuls": 0}


def _verifier_les_signatures(signatures: list[str], salle: _Salle, carnet: _Carnet) -> None:
    carnet.juger(_repetes(signatures), "ont signé deux fois", "personne n’a signé deux fois.")
    bad = [name for name in signatures if not salle.peut_signer(name)]
    carnet.juger(bad, "ont signé sans être présents ni représentés", "qui a signé était présent ou représenté.")
    if signatures != sorted(signatures):
        carnet.ecart("les signatures ne sont pas rangées : leur ordre pourrait trahir celui du vote.")


def _compter_deux_fois(document: dict[str, Any], salle: _Salle, carnet: _Carnet) -> dict[str, int | None]:
    """What the tellers found, apart from each other."""
    comptages = document["comptages"]
    awaited = document["scrutateurs"]
    if awaited not in {1, 2} or len(comptages) != awaited:
        word = {1: "un comptage est attendu", 2: "deux comptages sont attendus"}.get(awaited, "un ou deux suffisent")
        carnet.ecart(f"{word}, il y en a {len(comptages)}.")
    elif awaited == 1:
        carnet.ignore("un seul comptage, que rien ne recoupe : une commission s’en contente.")
    elif comptages[0] != comptages[1]:
        carnet.ecart("les deux comptages ne concordent pas.")
    else:
        carnet.suit("les deux comptages concordent.")
    last: dict[str, int | None] = comptages[-1] if comptages else dict.fromkeys(COMPTES)
    return last


def _verifier_le_quorum(document: dict[str, Any], presents: int | None, carnet: _Carnet) -> None:
    members = len(document["composition"]["membres"])
    if not document["regles"]["quorum"]:
        carnet.suit("aucun quorum n’est exigé dans cette instance.")
    elif document["seance"]["seconde_convocation"]:
        carnet.suit("seconde convocation, aucun quorum n’est exigé.")
    elif presents is None:
        carnet.ecart("le nombre des présents manque, le quorum ne se vérifie pas.")
    elif presents + presents > members:
        carnet.suit(f"le quorum, {presents} présents sur {members} membres en exercice.")
    else:
        carnet.ecart(f"le quorum n’est pas atteint, {presents} présents sur {members} membres en exercice.")


def _verifier_l_issue(document: dict[str, Any], figures: dict[str, int | None], salle: _Salle, carnet: _Carnet) -> None:
    annonce, words = document["annonce"], {"adopte": "Adopté", "rejete": "Rejeté"}
    base, issue, why, said = _trancher(document, figures)
    if issue is None:
        carnet.ecart(f"aucun résultat ne suit des chiffres, {why}.")
    elif issue != annonce["issue"]:
        carnet.ecart(f"« {words[annonce['issue']]} » est annoncé, mais {why} donne « {words[issue]} ».")
    else:
        carnet.suit(f"« {words[issue]} », {why}.")
    known = {base, base // 2 + 1, *figures.values(), *salle.chiffres}
    _verifier_les_phrases(document, annonce["phrases"], [words[annonce["issue"]], *said], [], known, carnet)


def _trancher(document: dict[str, Any], figures: dict[str, int | None]) -> tuple[int, str | None, str, list[str]]:
    """The base, what the figures decide (None: nothing), why, and what the sentence of the result must say."""
    regles, on_voters = document["regles"], document["regles"]["base"] == "votants"
    pour, contre, abstention = figures["pour"], figures["contre"], figures["abstention"]
    if pour is None or contre is None:
        return 0, None, "les voix ne sont pas toutes comptées", []
    if on_voters and abstention is None:
        return 0, None, "les abstentions ne sont pas comptées", []
    extra = [abstention, figures["blancs"], figures["nuls"]] if on_voters else []
    base = pour + contre + sum(figure or 0 for figure in extra)
    if base == 0:
        return base, None, "personne ne s’est exprimé", []
    if not on_voters and pour == contre:
        return base, *_departager(document, f"({pour} pour, {contre} contre)")
    why = f"{pour} pour sur {base} {'votants' if on_voters else 'suffrages exprimés'}"
    return base, "adopte" if pour > base - pour else "rejete", why, [why, f"({regles['article']})"]


def _departager(document: dict[str, Any], tie: str) -> tuple[str | None, str, list[str]]:
    """A tie: rejected, or decided by the chair whose voice was told."""
    regles, said = document["regles"], document["voix_du_president"]
    if not regles["voix_preponderante"]:
        return "rejete", "le partage égal des voix, sans voix prépondérante", [tie, f"({regles['article']})"]
    if document["mode"].startswith("secret") and not regles["voix_preponderante_au_secret"]:
        return (
            "rejete",
            "le partage égal des voix, sans voix prépondérante au scrutin secret",
            [tie, "au scrutin secret"],
        )
    if said is None:
        return None, "les voix sont à égalité et celle de la présidence manque", []
    why = f"la voix prépondérante de la présidence, « {said} »"
    return "adopte" if said == "pour" else "rejete", why, [tie, f"« {said} »", f"({regles['article']})"]


def _verifier_les_phrases(
    document: dict[str, Any],
    phrases: list[str],
    expected: list[str],
    names: list[str],
    known: set[int | None],
    carnet: _Carnet,
) -> None:
    """The sentences announced tell this result, cite its rule, and hold no figure from elsewhere."""
    plain = [phrase.replace("\u00a0", " ").replace("\u202f", " ") for phrase in phrases]
    missing = [word for word in expected if word not in " ".join(plain)]
    carnet.juger(missing, "les phrases annoncées ne disent pas", "les phrases annoncées sont celles de ce résultat.")
    carnet.juger(_repetes(plain), "phrase annoncée deux fois", "aucune phrase n’est répétée.")
    figures = {str(figure) for figure in {*known, 1}}
    bare = "\n".join(plain)
    # What holds figures of its own, the longest first.
    for words in sorted({*names, document["regles"]["article"]} - {""}, key=len, reverse=True):
        bare = bare.replace(words, " ")
    found = re.findall(r"\d+", re.sub(r"[LRD]\.?\s?\d+(?:-\d+)*", " ", bare))
    strange = [number for number in found if number not in figures]
    carnet.juger(strange, "chiffres des phrases étrangers au scrutin", "les chiffres des phrases sont ceux du scrutin.")
    _verifier_la_phrase_du_quorum(document, " ".join(plain), carnet)


def _verifier_la_phrase_du_quorum(document: dict[str, Any], said: str, carnet: _Carnet) -> None:
    regles, ways = document["regles"], ("Quorum atteint", "à l’ouverture de la séance", "Seconde convocation")
    if not regles["quorum"]:
        owed = None
    elif document["seance"]["seconde_convocation"]:
        owed = ways[2]
    else:
        owed = ways[0] if regles.get("quorum_a_chaque_vote", True) else ways[1]
    if [way for way in ways if way in said] != ([owed] if owed else []):
        carnet.ecart("ce qui est dit du quorum n’est pas ce que la règle demande.")


# --- an election ----------------------------------------------------------------------------------------------------


def _recompter_une_election(document: dict[str, Any], carnet: _Carnet) -> None:
    tours = document["tours"]
    if not tours:
        carnet.ecart("aucun tour n’a eu lieu.")
    left: int | None = None
    elected: set[str] = set()
    for rank, tour in enumerate(tours, start=1):
        if tour["rang"] != rank:
            carnet.ecart(f"le tour nº {rank} porte le rang {tour['rang']}.")
        if left not in {None, tour["sieges"]}:
            carnet.ecart(f"tour nº {rank} : {tour['sieges']} sièges à pourvoir, il en restait {left}.")
        again = [name for name in tour["suffrages"] if name in elected]
        carnet.juger(again, "déjà élus au tour précédent", f"tour nº {rank}, personne n’était déjà élu.")
        _recompter_un_tour(document, tour, carnet)
        elected |= set(tour["annonce"]["elus"])
        left = tour["sieges"] - len(set(tour["annonce"]["elus"]))


def _recompter_un_tour(document: dict[str, Any], tour: dict[str, Any], carnet: _Carnet) -> None:
    salle = _faire_l_appel(document, tour, carnet)
    if tour["signatures"] is not None:
        _verifier_les_signatures(tour["signatures"], salle, carnet)
        carnet.comparer("votants", tour["votants"], len(tour["signatures"]))
    strangers = [name for name in tour["suffrages"] if name not in salle.membres and name not in document["listes"]]
    carnet.juger(strangers, "suffrages à qui n’est pas membre", "chaque suffrage va à un membre ou à une liste.")
    if salle.voix is not None and tour["votants"] > salle.voix:
        carnet.ecart(f"{tour['votants']} votants, et la salle n’avait que {salle.voix} voix.")
    if tour["bulletins"] is not None:
        _depouiller_un_tour(tour, carnet)
    _verifier_les_suffrages(tour, carnet)
    _verifier_le_quorum(document, salle.nombre, carnet)
    _verifier_les_elus(document, tour, salle, carnet)


def _depouiller_un_tour(tour: dict[str, Any], carnet: _Carnet) -> None:
    """On devices each ballot names up to one candidate a seat, and none when it is blank."""
    bulletins = tour["bulletins"]
    carnet.comparer("bulletins", tour["votants"], len(bulletins))
    carnet.comparer("bulletins blancs", tour["blancs"], sum(not names for names in bulletins))
    if bulletins != sorted(bulletins):
        carnet.ecart("les bulletins ne sont pas rangés : leur ordre pourrait trahir celui du vote.")
    wrong = [", ".join(names) for names in bulletins if len(names) > tour["sieges"] or _repetes(names)]
    carnet.juger(wrong, "bulletin qui porte trop de noms, ou deux fois le même", "chaque bulletin est régulier.")
    counts = Counter(name for names in bulletins for name in names)
    for name in sorted({*counts, *tour["suffrages"]}):
        carnet.comparer(name, tour["suffrages"].get(name, 0), counts[name])


def _verifier_les_suffrages(tour: dict[str, Any], carnet: _Carnet) -> None:
    votes = list(tour["suffrages"].values())
    valid = tour["votants"] - tour["blancs"] - tour["nuls"]
    fits = valid <= sum(votes) <= valid * tour["sieges"] and all(vote <= valid for vote in votes)
    if valid < 0 or not fits:
        carnet.ecart(f"{sum(votes)} suffrages ne font pas {valid} bulletins valables pour {tour['sieges']} sièges.")
    else:
        apart = f"blancs : {tour['blancs']}, nuls : {tour['nuls']}"
        carnet.suit(f"{sum(votes)} suffrages pour {valid} bulletins valables ({apart}).")


def _verifier_les_elus(document: dict[str, Any], tour: dict[str, Any], salle: _Salle, carnet: _Carnet) -> None:
    regles, annonce = document["regles"], tour["annonce"]
    valid = tour["votants"] - tour["blancs"] - tour["nuls"]
    base = len(salle.membres) if regles["base"] == "membres" else valid
    absolute = tour["rang"] <= regles["tours_absolus"]
    needed = base // 2 + 1 if absolute else 1
    elected, tie = _designer(tour, needed)
    if tie:
        carnet.ecart(f"égalité non départagée au dernier siège : {', '.join(tie)}.")
    elif sorted(elected) == sorted(annonce["elus"]):
        carnet.suit(f"tour nº {tour['rang']}, {', '.join(elected) or 'personne'} à {needed} voix au moins.")
    else:
        said, found = (", ".join(names) or "personne" for names in (annonce["elus"], elected))
        carnet.ecart(f"tour nº {tour['rang']}, l’annonce dit élus {said} ; les suffrages disent {found}.")
    carnet.comparer("sièges restants", annonce["reste"], tour["sieges"] - len(elected))
    figures = {tour["rang"], tour["votants"], tour["blancs"], tour["nuls"], valid, base, needed, annonce["reste"]}
    owed = [f"{tour[name]} {name[:-1]}" for name in ("votants", "blancs", "nuls")]
    owed += [f"{valid} suffrage", f"({regles['article']})", f"soit {needed} voix" if absolute else "majorité relative"]
    owed += [f"{name}, {votes} voix" for name, votes in tour["suffrages"].items()] + [f"{name} (" for name in elected]
    if absolute:
        owed.append("membres en exercice, soit" if regles["base"] == "membres" else "suffrages exprimés, soit")
    known = figures | salle.chiffres | set(tour["suffrages"].values())
    _verifier_les_phrases(document, annonce["phrases"], owed, list(tour["suffrages"]), known, carnet)


def _designer(tour: dict[str, Any], needed: int) -> tuple[list[str], list[str]]:
    """Those elected, seat after seat; or those equal for the last one, when nobody said who is the eldest."""
    eldest = tour["au_benefice_de_l_age"]
    elected: list[str] = []
    for votes in sorted(set(tour["suffrages"].values()), reverse=True):
        left = tour["sieges"] - len(elected)
        equal = [name for name, obtained in tour["suffrages"].items() if obtained == votes >= needed]
        if left and len(equal) > left:
            return ([*elected, eldest], []) if eldest in equal else ([], equal)
        elected += equal if left else []
    return ([], [eldest]) if eldest is not None else (elected, [])


def main(arguments: list[str]) -> int:
    """0 when the result follows, 1 when it does not, 2 when the file cannot be read."""
    if len(arguments) != 1:
        sys.stderr.write("Usage : python recompte.py FICHIER\n")
        return 2
    try:
        recompte = recompter(lire(Path(arguments[0])))
    except DocumentIllisible as illisible:
        sys.stderr.write(f"{illisible}\n")
        return 2
    sys.stdout.write("\n".join([*recompte.constats, conclusion(recompte), ""]))
    return 0 if recompte.verifie else 1


def conclusion(recompte: Recompte) -> str:
    """The last sentence of a recount."""
    if recompte.verifie:
        return "Le résultat annoncé suit des voix comptées."
    return "Le résultat annoncé ne suit pas des voix comptées, ou le fichier se contredit."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
