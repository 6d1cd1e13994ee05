"""The electronic signature of a final PDF: PAdES, with the certificate of the assembly, added to the bytes."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

#: The name of the field that holds the signature in the file.
CHAMP = "Signature"


class CertificatInutilisable(Exception):
    """The certificate cannot sign, with the reason in one French sentence."""


@dataclass(frozen=True, slots=True)
class Certificat:
    """Where the key and the certificate of the assembly are (PKCS#12), and what opens them."""

    chemin: Path
    mot_de_passe: str

    def ouvrir(self) -> Any:
        """The signer; raises CertificatInutilisable."""
        try:
            from pyhanko.sign.signers import SimpleSigner
        except ImportError as error:
            raise CertificatInutilisable(
                "La signature électronique demande l’extension « signature » (requirements-signature.lock)."
            ) from error
        # The library says nothing of what it could not read: it answers None.
        signer: Any = SimpleSigner
        signer = signer.load_pkcs12(str(self.chemin), passphrase=self.mot_de_passe.encode())
        if signer is None:
            raise CertificatInutilisable(
                "Le certificat de l’assemblée ne s’ouvre pas : vérifiez le fichier et son mot de passe."
            )
        return signer


def certificat(chemin: str, mot_de_passe: str) -> Certificat | None:
    """The certificate that the settings name; None when signatures are made by hand."""
    return Certificat(Path(chemin), mot_de_passe) if chemin else None


def signer_le_pdf(octets: bytes, certificat: Certificat, *, qui: str, raison: str, lieu: str, le: datetime) -> bytes:
    """The PDF with its signature after its own bytes, which do not change; raises CertificatInutilisable.

    `le` is the moment of the act, told in the signature; no timestamp authority is asked.
    """
    signer = certificat.ouvrir()
    if not signer.signing_cert.not_valid_before <= le <= signer.signing_cert.not_valid_after:
        raise CertificatInutilisable(
            f"Le certificat de l’assemblée vaut du {signer.signing_cert.not_valid_before:%d/%m/%Y} "
            f"au {signer.signing_cert.not_valid_after:%d/%m/%Y} : il ne peut pas signer aujourd’hui."
        )
    # The library runs an event loop of its own: a thread of its own has none yet.
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(_signer, octets, signer, qui, raison, lieu).result()


def _signer(octets: bytes, signer: Any, qui: str, raison: str, lieu: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields

    meta = PdfSignatureMetadata(
        field_name=CHAMP,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=qui,
        reason=raison,
        location=lieu,
    )
    signed = PdfSigner(meta, signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(octets)), appearance_text_params=None, in_place=False
    )
    return bytes(signed.getbuffer())
