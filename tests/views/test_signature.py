"""The signature of a final document: by certificate or by hand, its editions, its errata, its recommendations."""

import hashlib
import io
from pathlib import Path

import pytest
from flask import Flask

from tests.certificats import MOT_DE_PASSE, certificat_d_essai
from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.documents.avis import DonneesAvis
from tracker.models import Acte, Edition, Texte
from tracker.views import signature as bureau

AVIS = "## Analyse\n\nLe budjet est sincère.\n\n::: préconisation : Région\nPublier les comptes.\n:::\n"


@pytest.fixture
def president(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.president)


def adopte(m: Monde) -> Texte:
    """An adopted text whose document is ready."""
    texte = m.texte("adopte", contenu=AVIS)
    texte.aucune_position = True
    texte.document = m.fichier(pdf())
    texte.document_source = texte.source_du_document()
    m.session.commit()
    return texte


def pdf() -> bytes:
    """A small true PDF: a signature reads the file that it signs."""
    import pikepdf

    made, kept = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(kept)
    return kept.getvalue()


def signe(m: Monde) -> Texte:
    texte = adopte(m)
    m.agir(texte, "signer")
    m.session.commit()
    return texte


def test_signed_by_hand_a_text_has_its_first_edition_and_its_recommendations(m: Monde, president: Visiteur) -> None:
    texte = adopte(m)
    assert president.remplir(f"/textes/{texte.id}/signer", "cle").status_code == 303
    m.session.refresh(texte)
    assert texte.etat == "signe"
    edition = texte.editions[0]
    assert (edition.rang, edition.mode, edition.fichier) == (1, "manuscrite", texte.document)
    assert (
        m.session.query(Acte)
        .filter_by(texte_id=texte.id, transition="signer")
        .one()
        .preuve.endswith(texte.document.empreinte)
    )
    row = texte.preconisations[0]
    assert (row.numero, row.destinataire, row.contenu) == (1, "Région", "Publier les comptes.")


def test_the_address_of_the_act_leads_to_the_signature(m: Monde, president: Visiteur) -> None:
    texte = adopte(m)
    assert president.voir(f"/textes/{texte.id}/actes/signer").location == f"/textes/{texte.id}/signer"


def test_with_a_certificate_the_signature_is_in_the_file(
    app: Flask, m: Monde, president: Visiteur, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = certificat_d_essai(tmp_path)
    monkeypatch.setitem(app.config, "SIGNATURE_CERTIFICAT", str(found.chemin))
    monkeypatch.setitem(app.config, "SIGNATURE_MOT_DE_PASSE", MOT_DE_PASSE)
    texte = adopte(m)
    before = texte.document.empreinte
    dit(president.voir(f"/textes/{texte.id}/signer"), "Le certificat de l’assemblée scelle le fichier")
    assert president.remplir(f"/textes/{texte.id}/signer", "cle").status_code == 303
    m.session.refresh(texte)
    assert texte.editions[0].mode == "certificat"
    octets = president.voir(f"/textes/{texte.id}/editions/1.pdf").data
    assert b"ETSI.CAdES.detached" in octets
    assert hashlib.sha256(octets).hexdigest() == texte.document.empreinte != before


def test_a_certificate_that_cannot_sign_signs_nothing_and_says_why(
    app: Flask, m: Monde, president: Visiteur, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SIGNATURE_CERTIFICAT", str(tmp_path / "absent.p12"))
    texte = adopte(m)
    response = president.remplir(f"/textes/{texte.id}/signer", "cle")
    assert response.status_code == 422
    dit(response, "Le certificat de l’assemblée ne s’ouvre pas")
    m.session.refresh(texte)
    assert texte.etat == "adopte" and texte.editions == []


def test_what_is_missing_is_said_before_the_signature(m: Monde, president: Visiteur) -> None:
    texte = m.texte("adopte")
    dit(president.voir(f"/textes/{texte.id}/signer"), "Préparez le document final")
    assert president.envoyer(f"/textes/{texte.id}/signer").status_code == 422


def test_signing_twice_makes_one_edition(m: Monde, president: Visiteur) -> None:
    texte = adopte(m)
    assert president.envoyer(f"/textes/{texte.id}/signer", cle="a" * 32).status_code == 303
    assert president.envoyer(f"/textes/{texte.id}/signer", cle="b" * 32).status_code == 409
    m.session.refresh(texte)
    assert len(texte.editions) == 1


def test_the_paper_signed_by_hand_is_joined_once(m: Monde, secretaire: Visiteur) -> None:
    texte = signe(m)
    address = f"/textes/{texte.id}/editions/1/scan"
    assert secretaire.envoyer(address, scan=(io.BytesIO(b"un texte"), "signe.txt")).status_code == 422
    assert secretaire.envoyer(address, scan=(io.BytesIO(pdf()), "signe.pdf")).status_code == 303
    served = secretaire.voir(f"/textes/{texte.id}/editions/1/document-numerise")
    assert served.mimetype == "application/pdf" and "attachment" in served.headers["Content-Disposition"]
    assert secretaire.voir(address).status_code == 409


def preparer(m: Monde, secretaire: Visiteur, texte: Texte, **mots: str) -> int:
    bloc = next(bloc for bloc in texte.version.blocs if "budjet" in bloc.texte)
    typed = {"corrections-0-bloc": bloc.id, "corrections-0-faute": "budjet", "corrections-0-correction": "budget"}
    response = secretaire.remplir(f"/textes/{texte.id}/erratum", "motif", motif="Une faute de frappe.", **typed | mots)
    return response.status_code


def test_an_erratum_is_a_new_version_and_both_stay(
    m: Monde, secretaire: Visiteur, president: Visiteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[DonneesAvis] = []
    monkeypatch.setattr(bureau, "avis", lambda donnees: said.append(donnees) or pdf())
    texte = signe(m)
    first, version = texte.document.empreinte, texte.version
    assert preparer(m, secretaire, texte) == 303
    m.session.refresh(texte)
    # Until it is signed, the text is what was signed.
    assert texte.version is version and texte.document.empreinte == first
    assert "Erratum n° 1 : Une faute de frappe." in said[0].phrases_de_vote[0]
    dit(president.voir(f"/textes/{texte.id}/editions"), "attendue de la présidence")
    assert president.remplir(f"/textes/{texte.id}/erratum/signer", "motif", motif="Relu.").status_code == 303
    m.session.refresh(texte)
    assert "budget" in texte.version.contenu and texte.version.origine == "erratum"
    assert [edition.rang for edition in texte.editions if edition.signee_le] == [1, 2]
    assert hashlib.sha256(president.voir(f"/textes/{texte.id}/editions/1.pdf").data).hexdigest() == first


def test_an_erratum_that_finds_no_such_words_says_so_at_the_field(m: Monde, secretaire: Visiteur) -> None:
    texte = signe(m)
    assert preparer(m, secretaire, texte, **{"corrections-0-faute": "absent"}) == 422
    assert preparer(m, secretaire, texte, **{"corrections-0-faute": "s"}) == 422
    assert preparer(m, secretaire, texte, **{"corrections-0-correction": "budjet"}) == 422
    m.session.refresh(texte)
    assert texte.edition_en_attente is None


def test_an_erratum_that_is_given_up_leaves_the_signed_text_alone(
    m: Monde, secretaire: Visiteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bureau, "avis", lambda _: pdf())
    texte = signe(m)
    preparer(m, secretaire, texte)
    dit(secretaire.voir(f"/textes/{texte.id}/erratum"), "Un erratum attend déjà sa signature")
    assert secretaire.envoyer(f"/textes/{texte.id}/erratum/abandonner").status_code == 303
    assert m.session.query(Edition).filter_by(texte_id=texte.id).count() == 1


def test_both_files_are_public_and_only_once_signed(
    app: Flask, m: Monde, secretaire: Visiteur, president: Visiteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bureau, "avis", lambda _: pdf())
    texte = m.texte("publie", contenu=AVIS)
    anybody = Visiteur(app, None)
    address = f"/avis/{texte.adresse}"
    assert preparer(m, secretaire, texte) == 303
    assert anybody.voir(f"{address}/edition-2.pdf").status_code == 404
    president.remplir(f"/textes/{texte.id}/erratum/signer", "motif", motif="Relu.")
    for rang in (1, 2):
        assert anybody.voir(f"{address}/edition-{rang}.pdf").status_code == 200
    dit(anybody.voir(address), "Erratum n° 1", "Une faute de frappe.", texte.document.empreinte)
