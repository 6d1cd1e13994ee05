"""The minutes, as a PDF and as an OpenDocument text that say the same; the list of decisions; the ballot record."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from odfdo import Document

from tests.documents.seances import exemples as ex
from tests.documents.seances.conftest import proces_verbal_hostile
from tracker.documents.pdf import composer
from tracker.documents.seances.proces_verbal import piece, proces_verbal_odt, proces_verbal_pdf
from tracker.documents.seances.releve import ENTETES_VOTES, releve_pdf, voix_csv, votes_csv
from tracker.documents.seances.scrutin import proces_verbal_de_scrutin
from tracker.documents.seances.votes import Decompte

Dit = Callable[[bytes, str], bool]

PHRASES = (
    "12 h 30, reprise à 14 h (déjeuner)",
    "Claire Demonceau",
    "il en faut 70",
    "Paul Mercadier (arrivée à 10 h 05, départ à 12 h 30, de retour à 14 h 10, départ à 15 h)",
    "Hélène Savin (pouvoir à Paul Mercadier)",
    "2. Orientations budgétaires 2027",
    "Jeanne Aubrac, Paul Mercadier",
    "M. Tissot demande un chiffrage.",
    "Adopté : 86 pour sur 90 suffrages exprimés",
    "Ont voté contre (1)",
    "Paul Mercadier, pouvoir de Hélène Savin (Medef)",
    "Explication de vote : CFDT",
    "1er tour",
    "64",
    "La séance est levée à 16 h 40.",
    "Le secrétaire de séance",
)


def test_the_minutes_say_what_was_recorded(dit: Dit) -> None:
    octets = proces_verbal_pdf(ex.PROCES_VERBAL)
    for phrase in PHRASES:
        assert dit(octets, phrase), phrase


def test_the_opendocument_text_says_every_word_that_the_pdf_says(dit: Dit) -> None:
    document, texte = proces_verbal_pdf(ex.PROCES_VERBAL), _texte(proces_verbal_odt(ex.PROCES_VERBAL))
    dits = [mot for mot in _mots(composer(piece(ex.PROCES_VERBAL).blocs)) if mot.strip()]
    assert len(dits) > 100
    for mot in dits:
        assert _nu(mot) in _nu(texte), mot
        assert dit(document, mot), mot


def test_a_draft_says_so_on_each_page_and_an_approved_text_says_when(dit: Dit) -> None:
    projet, adopte = ex.PROCES_VERBAL, replace(ex.PROCES_VERBAL, adopte_le=date(2027, 2, 11))
    assert dit(proces_verbal_pdf(projet), "Projet de procès-verbal : il n’engage")
    assert dit(proces_verbal_pdf(adopte), "Procès-verbal adopté le jeudi 11 février 2027")
    assert not dit(proces_verbal_pdf(adopte), "Projet de procès-verbal")
    assert "Projet" in _courant(proces_verbal_odt(projet))
    assert "Projet" not in _courant(proces_verbal_odt(adopte))


def test_results_of_a_second_convening_carry_its_banner(dit: Dit) -> None:
    seconde = replace(ex.PROCES_VERBAL, tenue=ex.SECONDE)
    banner = "Seconde convocation : le quorum n’a pas été atteint le mardi 8 décembre 2026"
    assert _nu(_texte(proces_verbal_odt(seconde))).count(_nu(banner)) == 3
    for octets in (
        proces_verbal_pdf(seconde),
        releve_pdf(replace(ex.RELEVE, tenue=ex.SECONDE)),
        proces_verbal_de_scrutin(replace(ex.SCRUTIN, tenue=ex.SECONDE)),
    ):
        assert dit(octets, banner)


def test_the_opendocument_text_has_headings_tables_a_title_and_a_language() -> None:
    document = _ouvrir(proces_verbal_odt(ex.PROCES_VERBAL))
    titres = [(titre.get_attribute("text:outline-level"), titre.text_recursive) for titre in document.body.headers]
    assert ("1", "Quorum") in titres
    assert ("2", "Vote sur l’ensemble") in titres
    assert len(document.body.get_elements("//table:table-header-rows")) == 7
    assert document.meta.title == "Procès-verbal de la séance plénière du jeudi 10 décembre 2026".replace(
        "du jeudi 10 décembre 2026", "du\u00a0jeudi\u00a010\u00a0décembre\u00a02026"
    )
    assert document.meta.language == "fr-FR"


def test_the_opendocument_text_is_the_same_bytes_twice_and_names_its_type_first() -> None:
    octets = proces_verbal_odt(ex.PROCES_VERBAL)
    assert octets == proces_verbal_odt(ex.PROCES_VERBAL)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        premier = archive.infolist()[0]
        assert (premier.filename, premier.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    "mot",
    [
        "<script>alert(1)</script> ]]> &amp; <text:p/>",
        "=1+1 @SUM # $x$ *a* `b` \\ [c](javascript:d)",
        "😀 שלום \u202eabc \x00 \ud800 \ufffe",
        "mot " * 1250,
        "",
    ],
)
def test_what_somebody_typed_stays_text_in_the_opendocument_text(mot: str) -> None:
    octets = proces_verbal_odt(proces_verbal_hostile(mot))
    document = _ouvrir(octets)
    assert not document.body.get_elements("//script | //table:table-cell[@table:formula]")
    assert not [lien for lien in document.body.get_links() if not str(lien.url).startswith(("http", "mailto"))]
    if mot and "\x00" not in mot:
        assert _nu(composer(mot)) in _nu(_texte(octets))


def test_a_figure_that_is_not_known_is_never_zero(dit: Dit) -> None:
    inconnu = replace(ex.VOTE, decompte=Decompte(), presents=None, phrases=("Aucun résultat.",), issue="")
    assert dit(proces_verbal_de_scrutin(replace(ex.SCRUTIN, scrutin=inconnu)), "non connu")
    ligne = _lignes(votes_csv(ex.TENUE, (replace(ex.POINTS[1], votes=(inconnu,)),)))[1]
    assert ligne[ENTETES_VOTES.index("pour")] == ""


def test_blank_and_null_ballots_are_told_of_a_secret_vote_alone(dit: Dit) -> None:
    secret = replace(ex.VOTE, mode="Scrutin secret, bulletins papier", blancs=0, nuls=2, voix=(), colleges=())
    octets = proces_verbal_de_scrutin(replace(ex.SCRUTIN, scrutin=secret))
    assert dit(octets, "Blancs")
    assert dit(octets, "Nuls")
    assert not dit(proces_verbal_de_scrutin(ex.SCRUTIN), "Blancs")


def test_the_list_of_decisions_has_a_line_for_each_vote_election_and_decision(dit: Dit) -> None:
    octets = releve_pdf(ex.RELEVE)
    for phrase in (
        "Le procès-verbal est approuvé sans observation.",
        "Adopté : 86 pour sur 90",
        "pour : 86, contre : 4, abstention : 12, ne prend pas part : 1",
        "Inès Nadaud est élue au deuxième tour",
        "Point retiré de l’ordre du jour.",
    ):
        assert dit(octets, phrase), phrase
    assert dit(releve_pdf(replace(ex.RELEVE, points=())), "Aucune décision")


def test_the_votes_and_the_voices_leave_as_tables() -> None:
    votes = _lignes(votes_csv(ex.SECONDE, ex.POINTS))
    assert tuple(votes[0]) == ENTETES_VOTES
    assert votes[1][2:16] == [
        "2", "Orientations budgétaires 2027", "Vote sur l’ensemble", "Scrutin public", "Adopté", "86", "4", "12", "1",
        "", "", "102", "1", "138",
    ]  # fmt: skip
    assert votes[1][16] == "oui"
    voix = _lignes(voix_csv(ex.TENUE, ex.POINTS))
    assert len(voix) == 1 + len(ex.VOTE.voix)
    assert voix[2][5:] == ["Hélène Savin", ex.ENTREPRISES, "Medef", "Contre", "Paul Mercadier"]


def test_the_record_of_an_election_tells_each_round_with_blank_and_null_ballots_apart(dit: Dit) -> None:
    octets = proces_verbal_de_scrutin(replace(ex.SCRUTIN, scrutin=ex.ELECTION))
    for phrase in ("1er tour", "2e tour", "Blancs", "Nuls", "majorité relative", "Élu(e)", "Scrutateur", "Marc Tissot"):
        assert dit(octets, phrase), phrase


def _ouvrir(octets: bytes) -> Document:
    return Document(io.BytesIO(octets))


def _texte(octets: bytes) -> str:
    return _mots_de(octets, "content.xml")


def _courant(octets: bytes) -> str:
    """What the head and the foot of each page say."""
    return _mots_de(octets, "styles.xml")


def _mots_de(octets: bytes, partie: str) -> str:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return "".join(ElementTree.fromstring(archive.read(partie)).itertext())


def _nu(texte: str) -> str:
    return "".join(texte.split())


def _lignes(octets: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))


def _mots(valeur: Any) -> Iterator[str]:
    """Each stretch of words that the blocks hold."""
    match valeur:
        case {"type": "table", "entetes": entetes, "rangees": rangees}:
            yield from _mots([entetes, rangees])
        case {"texte": texte}:
            yield texte
        case {"paires": paires}:
            yield from _mots(paires)
        case {"noms": noms}:
            yield from _mots(noms)
        case dict():
            yield from _mots([sous for nom, sous in valeur.items() if isinstance(sous, list) and nom != "alignements"])
        case list() | tuple():
            for sous in valeur:
                yield from _mots(sous)
        case str():
            yield valeur
