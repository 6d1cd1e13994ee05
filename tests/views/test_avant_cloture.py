"""Nothing that anybody reads differs by what a voice says while its ballot is open: page by page, two worlds alike."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from tests.factories import Monde
from tests.scrutateurs import emarger, ouvert
from tests.visites import Visiteur
from tracker.models import Bulletin, Point, Seance, Voix

#: What changes from one reading to the next at the same instant: keys and tokens.
PASSAGER = re.compile(rb'name="(?:csrf_token|cle)"[^>]*')
#: Set in type, which takes its time, from what the pages show.
IMPRIMES = re.compile(r"\.(?:pdf|odt|xlsx)$")


def adresses(app: Flask, **keys: int) -> Iterator[str]:
    """Each page of a sitting, of its items and of its ballot."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments and rule.arguments <= keys.keys():
            with app.test_request_context():
                built = app.url_map.bind("localhost").build(
                    rule.endpoint, {name: keys[name] for name in rule.arguments}
                )
            if not IMPRIMES.search(built):
                yield built
    yield from ("/accueil", "/seances/")


@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_no_page_tells_what_a_voice_says_before_the_closing(app: Flask, m: Monde, mode: str) -> None:
    seance: Seance = m.seance("ouverte")
    item = Point(seance=seance, rang=1, intitule="Une question", genre="question")
    m.session.add(item)
    m.session.commit()
    emarger(m, seance, m.president, m.rapporteur, m.conseiller, m.membre_bureau)
    office, member = Visiteur(app, m.secretaire), Visiteur(app, m.conseiller)
    ballot = ouvert(office, item, mode)
    for one in (m.rapporteur, m.president):
        said = Visiteur(app, one).envoyer(f"/scrutins/{ballot.id}/voter", choix="pour")
        assert said.status_code == 303
    pages = [*adresses(app, seance_id=seance.id, scrutin_id=ballot.id, point=item.id), "/compte/donnees"]

    def monde() -> dict[tuple[str, str], tuple[int, bytes]]:
        return {
            (name, page): (answer.status_code, PASSAGER.sub(b"", answer.data))
            for name, visitor in (("office", office), ("member", member))
            for page in pages
            for answer in [visitor.voir(page)]
        }

    with time_machine.travel(datetime.now(UTC), tick=False):
        # A notice is opened by reading it.
        monde()
        before = monde()
        model = Voix if mode == "nominal" else Bulletin
        m.session.execute(update(model).values(choix="contre"))
        m.session.commit()
        after = monde()
    assert sum(status == 200 for status, _ in before.values()) > 20
    assert [key for key in before if before[key] != after[key]] == []
