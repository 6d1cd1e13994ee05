"""The desk of a person: what each reader sees of them; the portrait, hostile pictures included; their attendance."""

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.door import today
from tracker.models import Denomination, Fichier, Mouvement, Personne, Presence, Seance
from tracker.models.composition import liberer


def adresse(personne: Personne, suite: str = "") -> str:
    return f"/assemblee/personnes/{personne.id}{suite}"


def photo(color: str = "steelblue") -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", (600, 800), color).save(written, "JPEG")
    written.seek(0)
    return written, "moi.jpg"


def tenue(m: Monde, jour: date, etats: dict[Personne, str], instance: Any = None) -> Seance:
    """A sitting that was held on a day, with its roll by names."""
    seance = m.seance("levee", instance=instance or m.pleniere)
    seance.jour = jour
    m.session.add_all(Presence(seance=seance, personne_id=who.id, etat=etat) for who, etat in etats.items())
    m.session.commit()
    return seance


# What is read


def test_a_person_s_page_tells_their_mandates_functions_and_the_reason_of_an_end(app: Flask, m: Monde) -> None:
    liberer(m.session(), m.rapporteur.mandats[0], date(2025, 6, 30), "perte_de_qualite")
    m.commission.denominations.append(Denomination(nom="Nom d’alors", jusqu_au=date(2025, 12, 31)))
    m.session.commit()
    page = Visiteur(app, m.conseiller).voir(adresse(m.rapporteur))
    dit(page, "N’est plus membre", "depuis le 30 juin 2025", "Perte de la qualité qui justifiait la désignation")
    dit(page, "Membre de commission, Nom d’alors", "du 15 janvier 2024 au 30 juin 2025")
    assert 'class="frise"' in page.text


def test_the_electronic_address_is_for_the_staff_alone(app: Flask, m: Monde) -> None:
    assert "rapporteur@exemple.test" in Visiteur(app, m.secretaire).lire(adresse(m.rapporteur))
    for reader in (m.president, m.conseiller, m.associe):
        assert "rapporteur@exemple.test" not in Visiteur(app, reader).lire(adresse(m.rapporteur))


def test_a_draft_is_listed_only_for_who_may_read_it(app: Flask, m: Monde) -> None:
    texte = m.texte("redaction")
    for reader, seen in ((m.presidente_commission, True), (m.secretaire, True), (m.conseiller, False)):
        page = Visiteur(app, reader).lire(adresse(m.rapporteur))
        assert (f"/textes/{texte.id}" in page) is seen


def test_an_agent_of_the_region_has_a_page_for_the_staff_alone(app: Flask, m: Monde) -> None:
    assert Visiteur(app, m.conseiller).voir(adresse(m.agent)).status_code == 404
    assert Visiteur(app, m.conseiller).voir(adresse(m.agent, "/portrait")).status_code == 404
    assert Visiteur(app, m.secretaire).voir(adresse(m.agent)).status_code == 200
    assert Visiteur(app, m.secretaire).voir("/assemblee/personnes/999999").status_code == 404


# Attendance


def test_attendance_is_counted_by_body_over_twelve_months_and_only_where_it_was_called(app: Flask, m: Monde) -> None:
    for days, etat in ((1, "present"), (40, "present"), (80, "excuse"), (400, "absent")):
        tenue(m, today() - timedelta(days=days), {m.rapporteur: etat})
    tenue(m, today() - timedelta(days=3), {m.conseiller: "present"})
    tenue(m, today() - timedelta(days=5), {m.rapporteur: "present"}, m.commission)
    page = Visiteur(app, m.secretaire).lire(adresse(m.rapporteur))
    table = page[page.index('class="assiduite"') : page.index("</table>", page.index('class="assiduite"'))]
    assert "<strong>2</strong> sur 3" in table and "<strong>1</strong> sur 1" in table
    assert "1 excuse" in table and "absence" not in table


@pytest.mark.parametrize(
    ("lecteur", "voit"),
    [
        ("rapporteur", True),
        ("secretaire", True),
        ("communication", True),
        ("president", True),
        ("membre_bureau", True),
        ("conseiller", False),
        ("presidente_commission", False),
        ("associe", False),
    ],
)
def test_attendance_is_nobody_s_affair_but_one_s_own_the_staff_s_and_the_bureau_s(
    app: Flask, m: Monde, lecteur: str, voit: bool
) -> None:
    tenue(m, today(), {m.rapporteur: "absent"})
    page = Visiteur(app, getattr(m, lecteur)).lire(adresse(m.rapporteur))
    assert ("Présence, douze derniers mois" in page) is voit
    assert ("1 absence" in page) is voit


def test_half_a_year_of_absences_is_told_to_the_staff_alone(app: Flask, m: Monde) -> None:
    for days, etat in ((1, "absent"), (40, "present")):
        tenue(m, today() - timedelta(days=days), {m.rapporteur: etat})
    told = "Absent sans excuse à la moitié des séances de l’année (1 sur 2)"
    dit(Visiteur(app, m.secretaire).voir(adresse(m.rapporteur)), told)
    for reader in (m.president, m.rapporteur):
        assert "Absent sans excuse" not in Visiteur(app, reader).lire(adresse(m.rapporteur))


# The portrait


def test_one_deposits_one_s_own_portrait_and_takes_it_away(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.conseiller)
    assert visitor.remplir(adresse(m.conseiller, "/portrait"), portrait=photo()).status_code == 303
    m.session.expire_all()
    kept = m.conseiller.portrait
    assert kept is not None and kept.type_mime == "image/jpeg"
    place = next(Path(app.config["FILES_DIR"]).rglob(kept.empreinte))
    assert f"portrait.jpg?v={kept.id}" in visitor.lire("/assemblee/")
    image = visitor.voir(adresse(m.conseiller, "/portrait.jpg"))
    assert image.mimetype == "image/jpeg" and Image.open(io.BytesIO(image.data)).size == (480, 480)
    assert image.headers["Cache-Control"] == "private, max-age=86400"
    again = visitor.voir(adresse(m.conseiller, "/portrait.jpg"), headers={"If-None-Match": image.headers["ETag"]})
    assert again.status_code == 304
    assert visitor.remplir(adresse(m.conseiller, "/portrait"), retirer="1").status_code == 303
    m.session.expire_all()
    assert m.conseiller.portrait_id is None and not place.exists()
    assert m.session.scalars(select(Fichier).where(Fichier.empreinte == kept_mark(image.data))).first() is None
    assert visitor.voir(adresse(m.conseiller, "/portrait.jpg")).status_code == 404
    said = list(m.session.scalars(select(Mouvement.phrase).where(Mouvement.personne_id == m.conseiller.id)))
    assert said == ["Portrait de Conseiller Essai déposé.", "Portrait de Conseiller Essai retiré."]


def kept_mark(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


def test_a_portrait_that_somebody_else_has_too_stays_on_the_disk(app: Flask, m: Monde) -> None:
    staff = Visiteur(app, m.secretaire)
    for person in (m.conseiller, m.rapporteur):
        assert staff.remplir(adresse(person, "/portrait"), portrait=photo()).status_code == 303
    assert staff.remplir(adresse(m.conseiller, "/portrait"), retirer="1").status_code == 303
    m.session.expire_all()
    assert m.conseiller.portrait is None
    assert staff.voir(adresse(m.rapporteur, "/portrait.jpg")).status_code == 200


def test_a_new_portrait_takes_the_place_of_the_former_whose_bytes_go(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.conseiller)
    for color in ("steelblue", "tomato", "tomato"):
        assert visitor.remplir(adresse(m.conseiller, "/portrait"), portrait=photo(color)).status_code == 303
    assert len([path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file()]) == 1
    assert visitor.voir(adresse(m.conseiller, "/portrait.jpg")).status_code == 200


def test_the_portrait_of_others_belongs_to_the_staff(app: Flask, m: Monde) -> None:
    for reader in (m.president, m.rapporteur, m.chargee):
        assert Visiteur(app, reader).voir(adresse(m.conseiller, "/portrait")).status_code == 403
        refused = Visiteur(app, reader).envoyer(adresse(m.conseiller, "/portrait"), portrait=photo(), cle="x" * 30)
        assert refused.status_code == 403
    m.session.expire_all()
    assert m.conseiller.portrait_id is None


@pytest.mark.parametrize(
    ("fichier", "dit_il"),
    [
        ((io.BytesIO(b""), ""), "Ce fichier est vide."),
        ((io.BytesIO(b"<script>alert(1)</script>"), "moi.jpg"), "Cette image ne se lit pas"),
        ((io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40), "moi.png"), "Cette image ne se lit pas"),
    ],
)
def test_a_hostile_picture_is_refused_at_its_field_and_the_former_stays(
    app: Flask, m: Monde, fichier: tuple[io.BytesIO, str], dit_il: str
) -> None:
    visitor = Visiteur(app, m.conseiller)
    visitor.remplir(adresse(m.conseiller, "/portrait"), portrait=photo())
    fichier[0].seek(0)
    refused = visitor.remplir(adresse(m.conseiller, "/portrait"), portrait=(io.BytesIO(fichier[0].read()), fichier[1]))
    assert refused.status_code == 422
    dit(refused, dit_il)
    assert visitor.voir(adresse(m.conseiller, "/portrait.jpg")).status_code == 200


def test_a_portrait_altered_on_the_disk_is_not_shown(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.conseiller)
    visitor.remplir(adresse(m.conseiller, "/portrait"), portrait=photo())
    for path in Path(app.config["FILES_DIR"]).rglob("*"):
        if path.is_file():
            path.write_bytes(b"autre chose")
    assert visitor.voir(adresse(m.conseiller, "/portrait.jpg")).status_code == 404
    assert visitor.voir(adresse(m.conseiller)).status_code == 200


def test_who_has_left_keeps_a_page_and_loses_the_way_to_it(app: Flask, m: Monde) -> None:
    liberer(m.session(), m.conseiller.mandats[0], today() - timedelta(days=1), "demission")
    m.session.commit()
    assert Visiteur(app, m.conseiller).voir(adresse(m.conseiller)).status_code == 404
    dit(Visiteur(app, m.rapporteur).voir(adresse(m.conseiller)), "N’est plus membre")
