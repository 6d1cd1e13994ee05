"""The desk of the assembly's paper: its letterhead, append-only; the words of each document; the example."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from tests.documents.conftest import dit as dit
from tests.factories import Monde
from tests.visites import Visiteur
from tests.visites import dit as says
from tracker.documents.formules.table import DOCUMENTS
from tracker.models import Formule, Papier
from tracker.models.papier import papier_en_vigueur

Dit = Callable[[bytes, str], bool]


def dessin(kind: str = "PNG", size: tuple[int, int] = (900, 300)) -> tuple[io.BytesIO, str]:
    written = io.BytesIO()
    Image.new("RGB", size, "steelblue").save(written, kind)
    written.seek(0)
    return written, f"logo.{kind.lower()}"


# The letterhead


def test_the_letterhead_is_given_and_each_document_bears_it(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    says(secretaire.voir("/papier/"), "Les documents portent le seul nom de l’assemblée.")
    response = secretaire.remplir(
        "/papier/en-tete", "lignes", lignes="27, place Jules-Guesde\n\n 13000 Marseille ", pied="www.ceser.test",
        logo=dessin(),
    )  # fmt: skip
    assert response.status_code == 303
    paper = papier_en_vigueur(m.session())
    assert paper is not None and paper.auteur is not None and paper.auteur.nom_complet == m.secretaire.nom_complet
    assert (paper.lignes, paper.pied) == ("27, place Jules-Guesde\n13000 Marseille", "www.ceser.test")
    assert secretaire.voir("/papier/logo.png").mimetype == "image/png"
    says(secretaire.voir("/papier/"), "27, place Jules-Guesde", "www.ceser.test")
    saisine, seance = m.saisine("recue"), m.seance("convoquee")
    for address in (
        f"/saisines/{saisine.id}/accuse-de-reception.pdf",
        f"/seances/{seance.id}/feuille-de-presence.pdf",
        f"/seances/{seance.id}/convocation.pdf?membre=vierge",
        f"/rapport-annuel/{m.jour.year}.pdf",
    ):
        assert dit(secretaire.voir(address).data, "www.ceser.test"), address


def test_another_letterhead_is_another_row_and_the_same_is_none(m: Monde, secretaire: Visiteur) -> None:
    secretaire.remplir("/papier/en-tete", "lignes", lignes="Une adresse", logo=dessin())
    secretaire.remplir("/papier/en-tete", "lignes", pied="Une ligne")
    secretaire.remplir("/papier/en-tete", "lignes", pied="Une ligne")
    rows = m.session.scalars(select(Papier).order_by(Papier.id)).all()
    assert [(row.lignes, row.pied, row.logo_id is not None) for row in rows] == [
        ("Une adresse", "", True),
        ("Une adresse", "Une ligne", True),
    ]
    secretaire.remplir("/papier/en-tete", "lignes", retirer="1")
    last = papier_en_vigueur(m.session())
    assert last is not None and last.logo is None and m.session.scalar(select(func.count(Papier.id))) == 3
    assert secretaire.voir("/papier/logo.png").status_code == 404


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo.svg", "SVG n’est pas"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "logo.png", "Cette image ne se lit pas"),
        (b"%PDF-1.7", "logo.png", "Cette image ne se lit pas"),
    ],
)
def test_what_is_no_picture_is_refused_at_its_field(
    m: Monde, secretaire: Visiteur, octets: bytes, nom: str, phrase: str
) -> None:
    response = secretaire.remplir("/papier/en-tete", "lignes", lignes="Gardé", logo=(io.BytesIO(octets), nom))
    assert response.status_code == 422
    says(response, phrase, "Gardé")
    assert papier_en_vigueur(m.session()) is None


def test_a_picture_is_made_small_and_forgets_what_its_file_knew(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (4000, 500), (0, 0, 0, 0)).save(written, "PNG")
    secretaire.remplir("/papier/en-tete", "lignes", logo=(io.BytesIO(written.getvalue()), "logo.png"))
    kept = Image.open(io.BytesIO(secretaire.voir("/papier/logo.png").data))
    assert kept.size == (1200, 150) and kept.mode == "RGB" and kept.getpixel((0, 0)) == (255, 255, 255)


def test_a_letterhead_given_meanwhile_keeps_both(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    opened = secretaire.formulaire("/papier/en-tete", "lignes")
    Visiteur(app, m.direction).remplir("/papier/en-tete", "lignes", lignes="La sienne")
    response = secretaire.renvoyer(opened, "/papier/en-tete", lignes="La mienne")
    assert response.status_code == 409
    says(response, "Quelqu’un est passé avant vous", "La sienne", "La mienne")


def test_too_many_lines_are_refused(secretaire: Visiteur) -> None:
    response = secretaire.remplir("/papier/en-tete", "lignes", lignes="\n".join("abcdefgh"))
    assert response.status_code == 422
    says(response, "7 lignes au plus")


# The words


@pytest.mark.parametrize("nom", DOCUMENTS)
def test_each_document_shows_its_passages_between_what_the_record_prints(secretaire: Visiteur, nom: str) -> None:
    modele = DOCUMENTS[nom]
    page = secretaire.voir(f"/papier/{nom}")
    says(page, modele.titre, *(part.dit.replace("\u00a0", " ") for part in modele.corps if hasattr(part, "dit")))
    form = secretaire.formulaire(f"/papier/{nom}", modele.emplacements[0].nom)
    assert [form.champs[part.nom] for part in modele.emplacements] == [[part.origine] for part in modele.emplacements]
    assert secretaire.voir(f"/papier/{nom}/exemple.pdf").data.startswith(b"%PDF")


def test_words_are_changed_then_those_of_the_program_come_back(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    origin = DOCUMENTS["retrait"].emplacements[0].origine
    page = "/papier/retrait"
    assert secretaire.remplir(page, "suite", appel="Monsieur le Président,", suite="").status_code == 303
    kept = {row.emplacement: row.texte for row in m.session.scalars(select(Formule))}
    assert kept == {"appel": "Monsieur le Président,", "suite": ""}
    says(secretaire.voir(page), "Mots de l’assemblée", f"par {m.secretaire.nom_complet}", "Texte d’origine")
    says(secretaire.voir("/papier/"), "ceux de l’assemblée")
    saisine = m.saisine("retiree")
    printed = secretaire.voir(f"/saisines/{saisine.id}/lettres/retrait.pdf").data
    assert dit(printed, "Monsieur le Président,") and not dit(printed, "Les travaux déjà engagés")
    # One passage goes back; what was typed beside is kept.
    assert secretaire.remplir(page, "suite", retablir="appel", suite="Dont acte.").status_code == 303
    m.session.expire_all()
    assert {row.emplacement: row.texte for row in m.session.scalars(select(Formule))} == {"suite": "Dont acte."}
    assert secretaire.formulaire(page, "suite").champs["appel"] == [origin]
    # Typed as the program says it, a passage is the program's again.
    secretaire.remplir(page, "suite", suite=DOCUMENTS["retrait"].emplacements[2].origine)
    assert m.session.scalar(select(func.count(Formule.id))) == 0


def test_words_changed_meanwhile_keep_what_was_typed(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    opened = secretaire.formulaire("/papier/retrait", "suite")
    Visiteur(app, m.direction).remplir("/papier/retrait", "suite", suite="Les siens.")
    response = secretaire.renvoyer(opened, "/papier/retrait", suite="Les miens.")
    assert response.status_code == 409
    says(response, "Quelqu’un est passé avant vous", "Les siens.", "Les miens.")
    assert m.session.scalars(select(Formule.texte)).one() == "Les siens."


def test_the_example_shows_the_words_being_typed_and_keeps_none(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    form = secretaire.formulaire("/papier/retrait", "suite")
    sent = form.envoi(suite="Dont *acte*.")
    response = secretaire.envoyer("/papier/retrait/exemple.pdf", **sent)
    assert response.status_code == 200 and dit(response.data, "Dont acte.") and dit(response.data, "Exemple")
    assert m.session.scalar(select(func.count(Formule.id))) == 0
    # The same form is then kept: its key still serves.
    assert secretaire.renvoyer(form, "/papier/retrait", suite="Dont *acte*.").status_code == 303
    assert m.session.scalar(select(func.count(Formule.id))) == 1
    again = secretaire.formulaire("/papier/retrait", "suite").envoi(suite="x" * 3001)
    too_long = secretaire.envoyer("/papier/retrait/exemple.pdf", **again)
    assert too_long.status_code == 422


def test_hostile_words_are_shown_as_they_were_typed(m: Monde, secretaire: Visiteur) -> None:
    hostile = "</textarea><script>alert(1)</script> {{ 7*7 }} #panic()"
    secretaire.remplir("/papier/retrait", "suite", suite=hostile)
    page = secretaire.voir("/papier/retrait").text
    assert "<script>alert" not in page
    assert secretaire.formulaire("/papier/retrait", "suite").champs["suite"] == [hostile]


def test_a_passage_that_is_too_long_is_refused_at_its_field(m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.remplir("/papier/retrait", "suite", suite="x" * 3001)
    assert response.status_code == 422
    says(response, "3000 signes au plus.")
    assert m.session.scalar(select(func.count(Formule.id))) == 0


def test_the_staff_reads_and_three_desks_write(app: Flask, m: Monde) -> None:
    reader = Visiteur(app, m.communication)
    page = reader.voir("/papier/retrait")
    says(page, "Voir un exemple")
    assert "<textarea" not in page.text
    assert reader.envoyer("/papier/retrait", suite="Non").status_code == 403
    assert Visiteur(app, m.conseiller).voir("/papier/").status_code == 403
    assert reader.voir("/papier/roman").status_code == 404
