"""The electronic signature: inside the PDF, over every byte, by a certificate that is in force."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.certificats import certificat_d_essai
from tracker.documents.accuse_reception import AccuseReception, accuse_reception
from tracker.documents.signature import Certificat, CertificatInutilisable, certificat, signer_le_pdf

QUI = {"qui": "Anaïs Silvestre", "raison": "AVIS-2026-01", "lieu": "Marseille"}


def verifier(octets: bytes) -> tuple[Any, Any]:
    """The signature of a PDF and what the library says of it, in a thread that has no event loop."""

    def lire() -> tuple[Any, Any]:
        signature = PdfFileReader(io.BytesIO(octets)).embedded_signatures[0]
        trusted = ValidationContext(trust_roots=[signature.signer_cert])
        return signature, validate_pdf_signature(signature, trusted)

    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(lire).result()


@pytest.fixture
def feuille(exemple_lettre: AccuseReception) -> bytes:
    return accuse_reception(exemple_lettre)


def test_a_signed_pdf_keeps_its_bytes_and_adds_a_signature_that_holds(feuille: bytes, tmp_path: Path) -> None:
    found = certificat_d_essai(tmp_path)
    signed = signer_le_pdf(feuille, found, le=datetime.now(UTC), **QUI)
    assert signed.startswith(feuille)
    signature, status = verifier(signed)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.sig_object["/Reason"] == "AVIS-2026-01"


def test_a_signed_pdf_is_still_tagged_and_still_an_archive(feuille: bytes, tmp_path: Path) -> None:
    signed = signer_le_pdf(feuille, certificat_d_essai(tmp_path), le=datetime.now(UTC), **QUI)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3"


def test_a_byte_changed_after_the_signature_is_seen(feuille: bytes, tmp_path: Path) -> None:
    signed = bytearray(signer_le_pdf(feuille, certificat_d_essai(tmp_path), le=datetime.now(UTC), **QUI))
    place = signed.index(b"CESER") if b"CESER" in signed else 200
    signed[place] ^= 1
    _, status = verifier(bytes(signed))
    assert not status.intact


def test_a_certificate_that_is_over_does_not_sign(feuille: bytes, tmp_path: Path) -> None:
    found = certificat_d_essai(tmp_path, debut=datetime.now(UTC) - timedelta(days=30), jours=10)
    with pytest.raises(CertificatInutilisable, match="ne peut pas signer aujourd’hui"):
        signer_le_pdf(feuille, found, le=datetime.now(UTC), **QUI)


@pytest.mark.parametrize("octets", [None, b"", b"ceci n'est pas un certificat"])
def test_a_certificate_that_does_not_open_is_said_in_words(
    feuille: bytes, tmp_path: Path, octets: bytes | None
) -> None:
    place = tmp_path / "faux.p12"
    if octets is not None:
        place.write_bytes(octets)
    with pytest.raises(CertificatInutilisable, match="ne s’ouvre pas"):
        signer_le_pdf(feuille, Certificat(place, "secret"), le=datetime.now(UTC), **QUI)


def test_a_wrong_password_is_said_in_words(feuille: bytes, tmp_path: Path) -> None:
    found = certificat_d_essai(tmp_path)
    with pytest.raises(CertificatInutilisable, match="mot de passe"):
        signer_le_pdf(feuille, Certificat(found.chemin, "autre"), le=datetime.now(UTC), **QUI)


def test_without_a_setting_signatures_are_made_by_hand() -> None:
    assert certificat("", "") is None
