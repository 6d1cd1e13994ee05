"""A certificate for the tests, made by themselves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from tracker.documents.signature import Certificat

MOT_DE_PASSE = "secret"


def certificat_d_essai(dossier: Path, debut: datetime | None = None, jours: int = 365) -> Certificat:
    """A self-signed certificate in a folder, in force from yesterday unless told."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "CESER d’essai")])
    start = debut or datetime.now(UTC) - timedelta(days=1)
    signs = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=jours))
        .add_extension(signs, critical=True)
        .sign(key, hashes.SHA256())
    )
    closed = serialization.BestAvailableEncryption(MOT_DE_PASSE.encode())
    place = dossier / "assemblee.p12"
    place.write_bytes(pkcs12.serialize_key_and_certificates(b"ceser", key, made, None, closed))
    return Certificat(place, MOT_DE_PASSE)
