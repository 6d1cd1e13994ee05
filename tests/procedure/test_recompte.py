"""The recount: each example follows, each falsified field is seen, and it agrees with the procedure."""

import ast
import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.procedure import recompte as module
from tracker.procedure.recompte import DocumentIllisible, empreinte, lire, recompter
from tracker.procedure.scrutin import CHOIX, REGLE_PLENIERE, REGLE_VOTANTS, Base, Regle, depouiller, resultat

EXEMPLES = sorted((Path(__file__).parent / "scrutins").glob("*.json"))
NOMS = [path.stem for path in EXEMPLES]
Document = dict[str, Any]

#: What no count can contradict: the recount repeats it, and the hash seals it.
DITS = (
    r"seance\.instance|objet\..*|composition\.reference|regles\.(voix_preponderante.*|pouvoirs_.*)"
    # A member who neither sits nor gives a proxy; the college and organisation of whoever's voice is not named.
    r"|composition\.membres\.\d+\.(college|organisme)|composition\.membres\.([89]|10)\.nom"
    # In words: a sentence keeps its figures, its result and its rule.
    r"|.*phrases\.\d+"
)
#: What changes nothing there: a roll without names, a rule that is not reached.
SANS_EFFET = {("main_levee", f"composition.membres.{rank}.nom") for rank in range(11)} | {
    ("main_levee", "annonce.presents"),
    # Its one round is absolute in any case.
    ("election_appareil", "regles.tours_absolus"),
    # No quorum is asked on a second convening.
    ("main_levee", "regles.quorum_a_chaque_vote"),
}


def exemple(nom: str) -> Document:
    found: Document = json.loads((Path(__file__).parent / "scrutins" / f"{nom}.json").read_text(encoding="utf-8"))
    return found


def scelle(document: Document) -> Document:
    """A forger seals what was forged."""
    document["empreinte"] = empreinte(document)
    return document


def ecarts(document: Document) -> list[str]:
    return [line for line in recompter(document).constats if line.startswith("Écart")]


def feuilles(value: Any, path: str = "") -> Iterator[str]:
    """The path of each leaf and of each list."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict):
        yield path
    for key, child in children:
        yield from feuilles(child, f"{path}.{key}".lstrip("."))


def change(document: Document, path: str, falsify: Callable[[Any], Any]) -> Document:
    forged = copy.deepcopy(document)
    holder: Any = forged
    *steps, last = path.split(".")
    for step in steps:
        holder = holder[int(step) if isinstance(holder, list) else step]
    key: Any = int(last) if isinstance(holder, list) else last
    holder[key] = falsify(holder[key])
    return forged


def falsifications(value: Any) -> list[Callable[[Any], Any]]:
    if isinstance(value, bool):
        return [lambda old: not old]
    if isinstance(value, int):
        return [lambda old: old + 1, lambda old: max(old - 1, 0) if old else old + 2]
    if isinstance(value, list):
        return [lambda old: old[1:], lambda old: [*old, old[-1]]] if value else []
    return [lambda old: f"{old or ''}x"]


def cas() -> Iterator[tuple[str, str, int]]:
    for nom in NOMS:
        document = exemple(nom)
        for path in feuilles(document):
            found: Any = document
            for step in path.split("."):
                found = found[int(step) if isinstance(found, list) else step]
            yield from ((nom, path, rank) for rank in range(len(falsifications(found))))


@pytest.mark.parametrize("nom", NOMS)
def test_each_example_follows(nom: str) -> None:
    found = recompter(exemple(nom))
    assert found.verifie, found.constats
    assert not [line for line in found.constats if line.startswith("Écart")]


@pytest.mark.parametrize(("nom", "path", "rank"), list(cas()))
def test_each_falsified_field_is_seen(nom: str, path: str, rank: int) -> None:
    document = exemple(nom)
    found: Any = document
    for step in path.split("."):
        found = found[int(step) if isinstance(found, list) else step]
    forged = change(document, path, falsifications(found)[rank])
    try:
        # The hash betrays whoever does not seal again.
        assert not recompter(forged).verifie
        seen = not recompter(scelle(forged)).verifie
    except DocumentIllisible:
        return
    assert seen or re.fullmatch(DITS, path) or (nom, path) in SANS_EFFET


@pytest.mark.parametrize(
    ("nom", "path", "value", "words"),
    [
        ("nominal", "voix.1.nom", "Alban Roux", "ont voté deux fois : Alban Roux"),
        ("nominal", "voix.1.nom", "Personne", "ont voté sans être membres : Personne"),
        ("nominal", "voix.1.college", "Collège 4", "collège ou organisme autre"),
        ("nominal", "voix.1.organisme", "Medef", "collège ou organisme autre"),
        ("nominal", "voix.1.choix", "pour", "contre, 3 à l’annonce et 2 au recomptage"),
        ("nominal", "voix.1.nom", "Inès Martel", "ont voté sans être présents : Inès Martel"),
        ("nominal", "voix.8.porteur", "Hugo Lantier", "voix portées sans pouvoir : Karim Haddad"),
        ("nominal", "voix_du_president", "contre", "n’est pas celle qu’elle a donnée"),
        ("nominal", "seance.presidence", "Personne", "Personne, qui préside, n’est pas membre"),
        ("nominal", "presents", ["Alban Roux"] * 2, "présents nommés deux fois"),
        ("nominal", "pouvoirs.0.mandataire", "Karim Haddad", "pouvoir transmis, ou donné à soi-même"),
        ("nominal", "pouvoirs.0.mandataire", "Julien Sabatier", "porteur de pouvoir absent"),
        ("nominal", "pouvoirs.0.mandant", "Hugo Lantier", "membre présent qui a donné pouvoir"),
        ("nominal", "regles.pouvoirs_par_membre", 0, "plus de pouvoirs que le règlement n’en admet, 0 par membre"),
        ("nominal", "regles.pouvoirs_meme_college", True, "pouvoir donné hors de son collège : Karim Haddad"),
        ("nominal", "annonce.issue", "rejete", "« Rejeté » est annoncé, mais 4 pour sur 7 suffrages exprimés donne"),
        ("nominal", "annonce.phrases", ["Adopté : 5 pour sur 7 (art. 1)."], "les phrases annoncées ne disent pas"),
        ("nominal", "annonce.phrases", [], "les phrases annoncées ne disent pas"),
        ("nominal", "regles.base", "votants", "les phrases annoncées ne disent pas : 4 pour sur 8 votants"),
        ("nominal", "regles.quorum", False, "ce qui est dit du quorum"),
        ("nominal", "seance.seconde_convocation", True, "ce qui est dit du quorum"),
        ("nominal", "regles.quorum_a_chaque_vote", False, "ce qui est dit du quorum"),
        ("nominal", "regles.article", "art. 1", "les phrases annoncées ne disent pas : (art. 1)"),
        ("secret_appareil", "bulletins", ["pour"] * 4 + ["contre"] * 4, "8 bulletins pour 9 signatures"),
        ("secret_appareil", "bulletins.0", "pour", "les bulletins ne sont pas rangés"),
        ("secret_appareil", "signatures.0", "Karim Haddad", "ont signé deux fois : Karim Haddad"),
        ("secret_appareil", "signatures.0", "Inès Martel", "ont signé sans être présents ni représentés"),
        ("secret_appareil", "signatures.0", "Karim Haddad", "les signatures ne sont pas rangées"),
        ("secret_appareil", "voix_du_president", None, "celle de la présidence manque"),
        ("secret_appareil", "voix_du_president", "pour", "« Rejeté » est annoncé"),
        ("secret_papier", "comptages.0.pour", 6, "les deux comptages ne concordent pas"),
        ("secret_papier", "comptages.1.blancs", 2, "10 voix comptées, et la salle n’en avait que 9"),
        ("secret_papier", "comptages", [], "deux comptages sont attendus, il y en a 0"),
        ("secret_papier", "annonce.nuls", None, "nuls, rien à l’annonce et 0 au recomptage"),
        ("secret_papier", "presents", ["Béatrice Faure", "Denis Pascal"], "le quorum n’est pas atteint"),
        ("main_levee", "seance.seconde_convocation", False, "le quorum n’est pas atteint, 4 présents sur 11"),
        ("main_levee", "annonce.presents", 12, "plus de présents et de pouvoirs que de membres"),
        (
            "election",
            "tours.0.annonce.elus",
            ["Denis Pascal"],
            "l’annonce dit élus Denis Pascal ; les suffrages disent",
        ),
        ("election", "tours.0.votants", 8, "votants, 8 à l’annonce et 9 au recomptage"),
        ("election", "tours.0.suffrages.Denis Pascal", 9, "ne font pas 8 bulletins valables"),
        ("election", "tours.1.sieges", 2, "tour nº 2 : 2 sièges à pourvoir, il en restait 1"),
        ("election", "tours.1.rang", 3, "le tour nº 2 porte le rang 3"),
        ("election", "tours.2.au_benefice_de_l_age", None, "égalité non départagée au dernier siège"),
        ("election", "tours.0.au_benefice_de_l_age", "Denis Pascal", "égalité non départagée"),
        ("election", "tours.2.suffrages", {"Camille Aubert": 8}, "déjà élus au tour précédent : Camille Aubert"),
        ("election", "tours.2.suffrages", {"Personne": 8}, "suffrages à qui n’est pas membre : Personne"),
        ("election", "tours.2.annonce.reste", 1, "sièges restants, 1 à l’annonce et 0 au recomptage"),
        ("secret_appareil", "bulletins.0", "blanc", "blancs, 0 à l’annonce et 1 au recomptage"),
        ("election_appareil", "tours.0.bulletins.3", [], "bulletins blancs, 1 à l’annonce et 2 au recomptage"),
        ("election_appareil", "tours.0.bulletins.3", ["Camille Aubert"] * 2, "deux fois le même : Camille Aubert, Ca"),
        ("election_appareil", "tours.0.bulletins", [["Denis Pascal"]], "bulletins, 9 à l’annonce et 1 au recomptage"),
        ("election_appareil", "tours.0.bulletins.8", [], "les bulletins ne sont pas rangés"),
        ("election_appareil", "tours.0.suffrages.Denis Pascal", 3, "Denis Pascal, 3 à l’annonce et 4 au recomptage"),
        ("election", "tours", [], "aucun tour n’a eu lieu"),
        ("election", "regles.base", "exprimes", "les phrases annoncées ne disent pas : soit 5 voix"),
        ("election", "tours.0.suffrages.Denis Pascal", 3, "ne disent pas : Denis Pascal, 3 voix"),
    ],
)
def test_a_forged_vote_is_told_in_words(nom: str, path: str, value: Any, words: str) -> None:
    forged = scelle(change(exemple(nom), path, lambda _: value))
    assert any(words in line for line in ecarts(forged)), ecarts(forged)


def test_a_figure_from_elsewhere_in_a_sentence_is_seen() -> None:
    document = exemple("nominal")
    document["annonce"]["phrases"][1] = document["annonce"]["phrases"][1].replace("8 présents", "9 présents")
    assert any("chiffres des phrases étrangers au scrutin : 9" in line for line in ecarts(scelle(document)))


def test_what_cannot_be_proved_is_said_to_be_so() -> None:
    lines = recompter(exemple("main_levee")).constats
    assert "Non vérifiable : les présents ne sont pas nommés, leur nombre est celui de l’annonce." in lines
    assert any(line.startswith("Règles : majorité sur les suffrages exprimés, quorum exigé : oui") for line in lines)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*CHOIX, "blanc"]), max_size=12), st.integers(0, 12), st.data())
def test_the_recount_agrees_with_the_procedure(choices: list[str], presents: int, data: st.DataObject) -> None:
    regle = data.draw(st.sampled_from([REGLE_PLENIERE, REGLE_VOTANTS, Regle(voix_preponderante_au_secret=False)]))
    said = data.draw(st.sampled_from([None, "pour", "contre"]))
    announced = data.draw(st.sampled_from(["adopte", "rejete"]))
    blank = choices.count("blanc")
    figures = depouiller(choice for choice in choices if choice != "blanc")
    figures = replace(figures, presents=presents, en_exercice=12, pouvoirs=0, voix_du_president=said)
    figures = replace(figures, blancs=blank, nuls=0)
    found = resultat(figures, regle, secret=True)
    phrases = list(found.phrases) if found.issue else [f"{announced} {figures.pour} pour ({regle.article})"]
    document = vote_secret(choices, presents, regle, said)
    document["annonce"] |= {name: getattr(figures, name) for name in module.COMPTES} | {"presents": presents}
    document["annonce"] |= {"issue": announced, "phrases": phrases}
    assert recompter(scelle(document)).verifie == (found.issue == announced)


def vote_secret(choices: list[str], presents: int, regle: Regle, said: str | None) -> Document:
    """A secret vote on devices of twelve members."""
    document = exemple("secret_appareil")
    names = [f"Membre {chr(65 + rank)}" for rank in range(12)]
    document["composition"]["membres"] = [{"nom": name, "college": "", "organisme": ""} for name in names]
    document["seance"]["presidence"] = None
    document["regles"] |= {
        "base": regle.base.value,
        "voix_preponderante": regle.voix_preponderante,
        "voix_preponderante_au_secret": regle.voix_preponderante_au_secret,
        "article": regle.article,
    }
    document |= {"presents": names[:presents], "pouvoirs": [], "voix_du_president": said}
    document |= {"signatures": names[: len(choices)], "bulletins": sorted(choices)}
    document["annonce"] |= {"en_exercice": 12, "pouvoirs": 0}
    return document


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("format", "scrutin-2", "n’est pas au format « scrutin-1 »"),
        ("genre", "sondage", "l’une de ces valeurs : vote, election"),
        ("mode", ["nominal"], "n’est pas du format"),
        ("mode", "telepathie", "n’est pas du format"),
        ("voix", {}, "« voix » doit être une liste"),
        ("presents", ["x"] * 2_001, "« presents » doit être long de 2000 au plus"),
        ("objet.intitule", "x" * 2_001, "« objet.intitule » doit être long de 2000 au plus"),
        ("voix.2", None, "« voix nº 3 » doit être un objet"),
        ("voix.2.choix", "peut-être", "« voix nº 3.choix » doit être l’une de ces valeurs"),
        ("voix.2.choix", [], "« voix nº 3.choix » doit être l’une de ces valeurs"),
        ("annonce.pour", "4", "« annonce.pour » doit être un nombre entier"),
        ("annonce.pour", True, "« annonce.pour » doit être un nombre entier"),
        ("annonce.pour", 4.0, "« annonce.pour » doit être un nombre entier"),
        ("annonce.pour", -4, "de 0 à 1000000"),
        ("annonce.pour", 10**30, "de 0 à 1000000"),
        ("regles.quorum", 1, "« regles.quorum » doit être vrai ou faux"),
        ("seance.date", "26/11/2026", "doit être une date"),
        ("seance.date", "2026-02-30", "n’est pas un jour du calendrier"),
        ("objet.version_sha256", "abc", "doit être une empreinte SHA-256"),
        ("annonce", {}, "Le champ « annonce.abstention » manque"),
        ("objet", {"\x1b[2Jx": 1, "intitule": "", "version_sha256": None}, "« objet.\ufffd[2Jx » n’est pas du format"),
    ],
)
def test_what_is_not_of_the_format_is_refused_in_one_sentence(path: str, value: Any, words: str) -> None:
    with pytest.raises(DocumentIllisible) as refus:
        recompter(change(exemple("nominal"), path, lambda _: value))
    assert words in str(refus.value)


@pytest.mark.parametrize("value", [None, [], "nominal", 3])
def test_what_is_not_an_object_is_refused(value: Any) -> None:
    with pytest.raises(DocumentIllisible, match="format"):
        recompter(value)


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"", "n’est pas du JSON lisible"),
        (b"\xff\xfe{}", "n’est pas du JSON lisible"),
        (b'{"a": 1', "n’est pas du JSON lisible"),
        (b"[" * 200_000, "n’est pas du JSON lisible"),
        (b'{"a":' * 200_000, "n’est pas du JSON lisible"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "n’est pas du JSON lisible"),
        (b"[]", "ne contient pas un scrutin"),
        (b'{"a": 1, "a": 2}', "Une clé figure deux fois"),
        (b" " * 1_000_001, "dépasse 1000 ko"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence(tmp_path: Path, octets: bytes, words: str) -> None:
    fichier = tmp_path / "scrutin.json"
    fichier.write_bytes(octets)
    with pytest.raises(DocumentIllisible) as refus:
        lire(fichier)
    assert words in str(refus.value)


def test_a_hostile_name_reaches_no_terminal_and_fills_none() -> None:
    document = exemple("nominal")
    document["voix"][1]["nom"] = "\x1b[2J\ud800" + "a" * 1_900
    lines = ecarts(scelle(document))
    assert any("\ufffd[2J\ufffdaaa" in line for line in lines)
    assert all(len(line) <= 401 and line.isprintable() for line in lines)


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0 and (node.module or "").split(".")[0] in sys.stdlib_module_names
        if isinstance(node, ast.Import):
            assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names)


@pytest.mark.parametrize(("falsify", "code"), [(False, 0), (True, 1)])
def test_anybody_runs_it_alone(tmp_path: Path, falsify: bool, code: int) -> None:
    alone, fichier = tmp_path / "recompte.py", tmp_path / "scrutin.json"
    alone.write_text(Path(module.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    document = exemple("nominal")
    document["voix"][0]["choix"] = "contre" if falsify else "pour"
    fichier.write_text(json.dumps(document), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-I", "-W", "error", str(alone), str(fichier)], capture_output=True, check=False, cwd=tmp_path
    )
    assert run.returncode == code, run.stderr
    assert "Le résultat annoncé " in run.stdout.decode()
    assert run.stderr == b""


def test_every_base_and_choice_of_the_procedure_is_known_to_the_recount() -> None:
    assert tuple(CHOIX) == module.CHOIX
    assert {base.value for base in Base} == {"exprimes", "votants"}
