"""The desk of Word files: read once, shown, then the draft of whoever sent it; nothing else is written."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import Monde
from tests.imports.word.fabrique import dessin, fichier, image, p
from tests.imports.word.test_hostile import SCRIPT
from tests.redactions import champs
from tests.visites import Visiteur, dit, premier
from tracker.models import Fichier, Texte, Version
from tracker.models.brouillons import garder
from tracker.models.redaction import Brouillon, Illustration
from tracker.prose.blocs import ecrire
from tracker.prose.lecture import lire

TROIS = "# La saisine\n\nPremier alinéa.\n\nSecond alinéa.\n"


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("redaction", contenu=TROIS)


def corps(second: str = "Second alinéa.") -> str:
    return p("La saisine", "Titre1") + p("Premier alinéa.") + p(second)


def page(texte: Texte) -> str:
    return f"/textes/{texte.id}/importer"


def envoyer(qui: Visiteur, texte: Texte, octets: bytes, nom: str = "projet.docx", **champs: Any) -> TestResponse:
    return qui.remplir(page(texte), fichier=(io.BytesIO(octets), nom), **champs)


def apercu(qui: Visiteur, texte: Texte, octets: bytes, **champs: Any) -> TestResponse:
    sent = envoyer(qui, texte, octets, **champs)
    assert sent.status_code == 303, sent.text
    shown = qui.voir(sent.location)
    assert shown.status_code == 200
    return shown


def confirmer(qui: Visiteur, shown: TestResponse, **champs: Any) -> TestResponse:
    return qui.renvoyer(premier(shown.text, "jeton"), "", **champs)


def brouillons(m: Monde) -> list[Brouillon]:
    m.session.expire_all()
    return list(m.session.scalars(select(Brouillon)))


def test_a_file_becomes_a_draft_of_its_own_author_and_no_version(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    shown = apercu(rapporteur, texte, fichier(corps("Second alinéa, revu.")))
    dit(shown, "1 titre", "2 paragraphes", "Rien : chaque mot", "1 bloc modifié", "2 blocs inchangés")
    assert brouillons(m) == []
    done = confirmer(rapporteur, shown)
    assert (done.status_code, done.location) == (303, f"/textes/{texte.id}/rediger")
    (draft,) = brouillons(m)
    assert texte.version is not None
    assert (draft.personne, draft.version, draft.origine, draft.precedent) == (
        m.rapporteur,
        texte.version,
        "word",
        None,
    )
    assert [bloc.id for bloc in draft.blocs] == [bloc.id for bloc in texte.version.blocs]
    assert ecrire(draft.blocs) == TROIS.replace("Second alinéa.", "Second alinéa, revu.")
    assert m.session.scalar(select(func.count()).select_from(Version)) == 1


def test_what_is_lost_is_listed_before_anything_is_written(rapporteur: Visiteur, texte: Texte) -> None:
    shown = apercu(rapporteur, texte, fichier(p("Mon avis", "Titre") + corps()))
    dit(shown, "Le titre du document, « Mon avis », n’est pas repris")
    dit(shown, "Les deux textes disent la même chose, en 3 blocs")


def test_the_pictures_come_with_the_draft_and_are_shown_before(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    made = fichier(
        corps() + p(dedans=image("rI", "Une carte")),
        liens={"rI": ("image", "media/i.png", False)},
        parties={"word/media/i.png": dessin()},
    )
    shown = apercu(rapporteur, texte, made)
    address = next(part for part in shown.text.split('"') if "/importer/images/" in part).replace("&amp;", "&")
    assert rapporteur.voir(address).mimetype == "image/png"
    assert rapporteur.voir(address.replace("fichier=", "fichier=x")).status_code == 410
    assert rapporteur.voir(f"{page(texte)}/images/{'0' * 64}?{address.partition('?')[2]}").status_code == 404
    assert m.session.scalars(select(Illustration)).all() == []
    confirmer(rapporteur, shown)
    (draft,) = brouillons(m)
    (kept,) = m.session.scalars(select(Illustration))
    assert draft.blocs[-1].fichier == kept.fichier.empreinte
    assert rapporteur.voir(f"/textes/{texte.id}/images/{kept.fichier.empreinte}").status_code == 200


def test_a_file_may_be_the_rest_of_what_is_written(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    shown = apercu(rapporteur, texte, fichier(p("Troisième alinéa.")), portee="suite")
    dit(shown, "Ce qu’il ajoute", "1 bloc ajouté")
    confirmer(rapporteur, shown)
    assert ecrire(brouillons(m)[0].blocs) == TROIS + "\nTroisième alinéa.\n"


def test_a_text_without_a_version_takes_the_file_as_it_is(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction", contenu=None)
    shown = apercu(rapporteur, texte, fichier(corps()))
    dit(shown, "Le texte du fichier")
    confirmer(rapporteur, shown)
    (draft,) = brouillons(m)
    assert (draft.version, ecrire(draft.blocs)) == (None, TROIS)


def mien(m: Monde, texte: Texte, mots: str) -> None:
    garder(m.session, texte, m.rapporteur, lire(mots), texte.version)
    m.session.commit()


def test_a_draft_that_is_there_is_asked_about_then_kept_until_the_version(
    m: Monde, rapporteur: Visiteur, texte: Texte
) -> None:
    mien(m, texte, "Mes mots à moi.\n")
    dit(rapporteur.voir(page(texte)), "Vous avez un brouillon de ce texte")
    shown = apercu(rapporteur, texte, fichier(corps("Autre chose.")))
    dit(shown, "Le fichier prend sa place")
    asked = confirmer(rapporteur, shown)
    assert asked.status_code == 422
    dit(asked, "Cochez pour mettre votre brouillon de côté")
    assert ecrire(brouillons(m)[0].blocs) == "Mes mots à moi.\n"
    assert confirmer(rapporteur, asked, remplacer="y").status_code == 303
    (draft,) = brouillons(m)
    assert draft.precedent is not None
    assert ecrire(draft.precedent) == "Mes mots à moi.\n"
    rapporteur.remplir(f"/textes/{texte.id}/reprendre?precedent=1")
    assert ecrire(brouillons(m)[0].blocs) == "Mes mots à moi.\n"


def test_the_rest_of_a_draft_is_put_below_it_without_asking(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    mien(m, texte, "Mes mots à moi.\n")
    assert confirmer(rapporteur, apercu(rapporteur, texte, fichier(p("Suite.")), portee="suite")).status_code == 303
    (draft,) = brouillons(m)
    assert ecrire(draft.blocs) == "Mes mots à moi.\n\nSuite.\n"
    assert draft.precedent is not None


def test_a_version_saved_meanwhile_is_shown_and_nothing_is_written(
    m: Monde, rapporteur: Visiteur, texte: Texte
) -> None:
    shown = apercu(rapporteur, texte, fichier(corps()))
    m.ecrire(texte, "# La saisine\n\nUn autre a écrit.\n")
    m.session.commit()
    late = confirmer(rapporteur, shown)
    assert late.status_code == 409
    dit(late, "Le texte ou votre brouillon a changé depuis cet aperçu", "2 blocs ajoutés")
    assert brouillons(m) == []
    assert confirmer(rapporteur, late).status_code == 303


def test_a_draft_written_meanwhile_is_not_lost(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    shown = apercu(rapporteur, texte, fichier(corps()))
    mien(m, texte, "Écrit dans un autre onglet.\n")
    late = confirmer(rapporteur, shown)
    assert late.status_code == 409
    dit(late, "Mettre mon brouillon de côté")
    assert ecrire(brouillons(m)[0].blocs) == "Écrit dans un autre onglet.\n"


def test_a_confirmation_sent_twice_is_answered_once(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    form = premier(apercu(rapporteur, texte, fichier(corps())).text, "jeton")
    answers = [rapporteur.renvoyer(form, "") for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/textes/{texte.id}/rediger"] * 2
    assert len(brouillons(m)) == 1


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        (b"%PDF-1.7", "avis.docx", "n’est pas un document Word .docx lisible"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "avis.doc", "ancien format .doc"),
        (b"", "vide.docx", "est vide"),
        (fichier(p()), "blanc.docx", "ne contient aucun texte"),
        (fichier(p("a"), parties={"word/vbaProject.bin": b"x"}), "m.docm", "contient des macros"),
        (fichier(p("a" * 600_001), parties={"word/b.bin": bytes(range(256)) * 40}), "long.docx", "six cent mille"),
    ],
)
def test_a_file_that_is_refused_is_said_at_its_field(
    m: Monde, rapporteur: Visiteur, texte: Texte, octets: bytes, nom: str, phrase: str
) -> None:
    refused = envoyer(rapporteur, texte, octets, nom)
    assert refused.status_code == 422
    dit(refused, phrase)
    assert brouillons(m) == []


def test_no_file_and_an_unknown_purpose_are_refused(rapporteur: Visiteur, texte: Texte) -> None:
    assert rapporteur.remplir(page(texte)).status_code == 422
    assert envoyer(rapporteur, texte, fichier(corps()), portee="ailleurs").status_code == 422


def test_a_rest_that_makes_the_text_too_long_is_refused_in_words(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction", contenu="mot " * 140_000)
    sent = envoyer(
        rapporteur, texte, fichier(p("mot " * 20_000) * 2, parties={"b": bytes(range(256)) * 80}), portee="suite"
    )
    shown = rapporteur.voir(sent.location)
    assert shown.status_code == 422
    dit(shown, "Le texte dépasse six cent mille caractères")


def test_a_hostile_name_and_hostile_words_are_shown_as_words(rapporteur: Visiteur, texte: Texte) -> None:
    sent = envoyer(rapporteur, texte, fichier(p(SCRIPT)), "../<script>alert(1)</script>.docx")
    shown = rapporteur.voir(sent.location).text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_preview_opens_for_its_author_and_its_text_alone(
    app: Flask, m: Monde, rapporteur: Visiteur, texte: Texte
) -> None:
    sent = envoyer(rapporteur, texte, fichier(corps())).location
    other = Visiteur(app, m.chargee)
    refused = other.voir(sent)
    assert refused.status_code == 422
    dit(refused, "Cet aperçu n’est pas ou n’est plus valable")
    ailleurs = m.texte("redaction", contenu=TROIS)
    assert rapporteur.voir(sent.replace(f"/{texte.id}/", f"/{ailleurs.id}/")).status_code == 422
    assert rapporteur.voir(f"{page(texte)}/apercu?fichier=faux").status_code == 422
    assert rapporteur.voir(f"{page(texte)}/apercu").status_code == 422


def test_a_preview_whose_file_was_taken_away_says_so(app: Flask, m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    shown = apercu(rapporteur, texte, fichier(corps()))
    for place in (Path(app.config["FILES_DIR"]) / "a_confirmer").rglob("*"):
        if place.is_file():
            place.unlink()
    late = confirmer(rapporteur, shown)
    assert late.status_code == 422
    dit(late, "envoyez de nouveau le fichier")
    assert brouillons(m) == []


@pytest.mark.parametrize("etat", ["en_commission", "arrete", "pret", "adopte", "abandonne"])
def test_a_text_that_is_not_written_any_more_takes_no_file(
    app: Flask, m: Monde, rapporteur: Visiteur, etat: str
) -> None:
    texte = m.texte("redaction", contenu=TROIS)
    shown = apercu(rapporteur, texte, fichier(corps()))
    closed = m.texte(etat)
    if not closed.redigeable:
        assert rapporteur.voir(page(closed)).status_code == 409
    m.session.execute(Texte.__table__.update().where(Texte.id == texte.id).values(etat="en_commission"))
    m.session.commit()
    m.session.expire_all()
    if not texte.redigeable:
        assert confirmer(rapporteur, shown).status_code == 409
        assert brouillons(m) == []


def test_a_member_who_may_not_write_meets_a_closed_door(app: Flask, m: Monde, texte: Texte) -> None:
    assert Visiteur(app, m.secretaire).voir(page(texte)).status_code == 403


def test_the_version_saved_from_a_file_says_where_it_comes_from(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    confirmer(rapporteur, apercu(rapporteur, texte, fichier(corps("Revu."))))
    rapporteur.remplir(f"/textes/{texte.id}/rediger", "depart", **champs(brouillons(m)[0].blocs))
    m.session.expire_all()
    assert texte.version is not None
    assert (texte.version.numero, texte.version.origine) == (2, "word")


def test_the_same_picture_sent_twice_is_kept_once(m: Monde, rapporteur: Visiteur, texte: Texte) -> None:
    made = fichier(p(dedans=image("rI")), liens={"rI": ("image", "i.png", False)}, parties={"word/i.png": dessin()})
    for _ in range(2):
        shown = apercu(rapporteur, texte, made)
        confirmer(rapporteur, shown, remplacer="y")
    assert m.session.scalar(select(func.count()).select_from(Illustration)) == 1
    drawn = select(func.count()).where(Fichier.type_mime == "image/png")
    assert m.session.scalar(drawn) == 1
