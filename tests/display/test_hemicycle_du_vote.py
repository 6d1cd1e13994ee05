"""A vote as a hemicycle: as many shapes as voices, whatever the figures, and no college where no name is known."""

from collections import Counter
from itertools import combinations
from math import hypot
from xml.etree import ElementTree as ET

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenes import COLLEGES, LETTRES, SECRET, sieges
from tracker.display.hemicycle_du_vote import (
    CHOIX,
    College,
    Image,
    Siege,
    Signe,
    presence,
    vote_compte,
    vote_nominal,
    vote_ouvert,
)

SVG = "{http://www.w3.org/2000/svg}"
PAGE = """{% from "_macros/hemicycle_du_vote.html" import hemicycle_du_vote, legende_du_vote, table_du_vote %}
<div xmlns="http://www.w3.org/2000/svg">{{ hemicycle_du_vote(image) }}</div>"""
VOIX = st.integers(0, 60)
COULEURS = st.sampled_from([*COLLEGES, College(0, "Sans collège")])
SIEGES = st.lists(
    st.builds(Siege, COULEURS, st.sampled_from(list(LETTRES.values())), st.booleans()), min_size=1, max_size=150
)


def dessinee(app: Flask, image: Image) -> list[ET.Element]:
    """The drawn seats, each a group with its hue and its shape."""
    with app.test_request_context():
        page = ET.fromstring(render_template_string(PAGE, image=image))
    return page.findall(f".//{SVG}g")


def forme(image: Image, seat: ET.Element) -> Signe:
    """What a seat looks like, told from its shape alone."""
    shape = seat[0]
    kind = shape.get("class", "").removeprefix("voix voix--")
    if shape.tag == f"{SVG}rect":
        return Signe.NE_PREND_PAS_PART
    if kind == "contre":
        return Signe.CONTRE
    if kind == "pale":
        return Signe.ABSENT
    return Signe.POUR if float(shape.get("r", 0)) == image.rayon else Signe.ABSTENTION


@given(pour=VOIX, contre=VOIX, abstention=VOIX, retrait=VOIX, sieges=st.integers(1, 190))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_counted_vote_shows_as_many_shapes_as_voices_and_no_college(
    app: Flask, pour: int, contre: int, abstention: int, retrait: int, sieges: int
) -> None:
    figures = dict(zip(CHOIX, (pour, contre, abstention, retrait), strict=True))
    image = vote_compte(sieges, figures, SECRET)
    drawn = dessinee(app, image)
    seen = Counter(forme(image, seat) for seat in drawn)
    assert [seen[sign] for sign in CHOIX] == [*figures.values()]
    assert len(drawn) == max(sieges, sum(figures.values()))
    assert {seat.get("class") for seat in drawn} == {"college-0"}
    assert image.lignes == () and not image.portes


@given(SIEGES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_recorded_vote_shows_each_answer_in_its_college_and_the_table_counts_the_same(
    app: Flask, found: list[Siege]
) -> None:
    image = vote_nominal(found)
    expected = Counter((one.college.teinte, one.signe) for one in found)
    drawn = dessinee(app, image)
    hues = [int(seat.get("class", "").removeprefix("college-")) for seat in drawn]
    assert Counter(zip(hues, (forme(image, seat) for seat in drawn), strict=True)) == expected
    for line in image.lignes:
        assert line.nombres == tuple(expected[line.teinte, sign] for sign in CHOIX)
    assert image.total.nombres == tuple(sum(line.nombres[rank] for line in image.lignes) for rank in range(4))
    assert image.portes == sum(one.porte and one.signe is not Signe.ABSENT for one in found)


@given(SIEGES)
@settings(max_examples=25, deadline=None)
def test_while_a_vote_is_open_who_has_voted_is_shown_and_how_is_nowhere(found: list[Siege]) -> None:
    image = vote_ouvert(found)
    assert {one.signe for one in image.marques} <= {Signe.VOTE, Signe.ABSENT}
    assert {one.teinte for one in image.marques} == {0}
    # A voice carried by somebody else lights the giver's seat like the others.
    assert image.portes == 0
    assert image.total.nombres == (sum(one.signe is not Signe.ABSENT for one in found),)
    shuffled = [Siege(one.college, Signe.CONTRE if one.signe is not Signe.ABSENT else one.signe) for one in found]
    assert vote_ouvert(shuffled) == image


@pytest.mark.parametrize("taille", [1, 2, 3, 12, 22, 30, 140, 190])
def test_no_two_seats_touch_whatever_the_size_of_the_body(taille: int) -> None:
    for image in (
        vote_compte(taille, {}, ""),
        vote_nominal([Siege(COLLEGES[rank * 4 // taille]) for rank in range(taille)]),
    ):
        assert len(image.marques) == taille
        for a, b in combinations(image.marques, 2):
            assert hypot(a.x - b.x, a.y - b.y) > 2 * image.rayon
        left, top, width, height = map(float, image.cadre.split())
        for one in image.marques:
            assert left <= one.x - image.rayon and one.x + image.rayon <= left + width
            assert top <= one.y - image.rayon and one.y + image.rayon <= top + height


def test_the_blocks_of_a_counted_vote_run_from_left_to_right_in_the_order_of_the_choices() -> None:
    image = vote_compte(100, {Signe.POUR: 40, Signe.CONTRE: 30, Signe.ABSTENTION: 10}, SECRET)
    signs = [one.signe for one in image.marques]
    assert signs == [Signe.POUR] * 40 + [Signe.CONTRE] * 30 + [Signe.ABSTENTION] * 10 + [Signe.ABSENT] * 20


def test_presence_tells_the_room_from_elsewhere() -> None:
    room = [Siege(COLLEGES[0], sign) for sign in (Signe.PRESENT, Signe.PRESENT, Signe.DISTANCE, Signe.ABSENT)]
    image = presence(room)
    assert image.total.nombres == (2, 1) and image.total.sieges == 4
    assert image.description == "4 sièges. présent en salle : 2, présent à distance : 1, absent, ou siège vacant : 1."


def test_the_picture_says_in_words_what_it_shows(app: Flask) -> None:
    image = vote_nominal(sieges())
    with app.test_request_context():
        page = render_template_string(PAGE, image=image)
    assert 'role="img"' in page and "<title" in page
    assert "140 sièges. pour\u00a0: 97, contre\u00a0: 11, abstention\u00a0: 9" in page
