"""Every setting, read from the environment, with its default and one line of why."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Reglage:
    """One setting: its environment variable, its default and why it exists."""

    nom: str
    defaut: str
    pourquoi: str


REGLAGES = (
    Reglage("DATABASE_URL", "sqlite:///instance/tracker.db", "La base : SQLite par défaut, PostgreSQL en usage réel."),
    Reglage(
        "SECRET_KEY",
        "(tirée au sort, gardée dans instance/)",
        "Signe les cookies et dérive les clés des seconds facteurs : la changer ferme les sessions et les rend caducs.",
    ),
    Reglage("FILES_DIR", "instance/fichiers", "Où sont rangées les pièces, sous leur empreinte SHA-256."),
    Reglage(
        "BASE_URL", "http://127.0.0.1:8000", "L’adresse publique : les liens écrits dans les courriers en viennent."
    ),
    Reglage(
        "SMTP_URL",
        "",
        "Le serveur d’envoi : smtp://nom:secret@hote:587 ou smtps://… ; vide, les courriers se lisent sur le site.",
    ),
    Reglage("MAIL_DE", "(suivi@ l’hôte de BASE_URL)", "L’adresse d’où partent les courriers."),
    Reglage("FUSEAU", "Europe/Paris", "Le fuseau du jour légal : un délai se compte en jours de cet endroit."),
    Reglage("TAILLE_MAX_MO", "50", "La taille d’un envoi, en mégaoctets, toutes pièces comprises."),
    Reglage("COOKIE_SECURE", "non", "« oui » dès que le site est servi en HTTPS : le cookie ne part plus en clair."),
    Reglage("PROXIES", "0", "Combien de mandataires devant le site : l’adresse des visiteurs se lit derrière eux."),
    Reglage("ASSEMBLEE", "Conseil économique, social et environnemental régional", "Le nom de l’assemblée."),
    Reglage("ASSEMBLEE_SIGLE", "CESER", "Le sigle, en tête de chaque page."),
    Reglage("ASSEMBLEE_REGION", "", "La région, sous le nom et sur les documents."),
    Reglage("ASSEMBLEE_VILLE", "", "La ville d’où partent les courriers."),
    Reglage(
        "SIGNATURE_CERTIFICAT",
        "",
        "Le certificat de l’assemblée (PKCS#12) qui signe les documents finals ; vide, la signature est manuscrite.",
    ),
    Reglage("SIGNATURE_MOT_DE_PASSE", "", "Ce qui ouvre ce certificat."),
    Reglage("OIDC_ISSUER", "", "L’adresse du fournisseur d’identité de l’institution ; vide, il n’y en a pas."),
    Reglage("OIDC_CLIENT_ID", "", "Le nom sous lequel ce fournisseur connaît le site."),
    Reglage("OIDC_CLIENT_SECRET", "", "Le secret que ce fournisseur a donné au site."),
    Reglage("OIDC_LIBELLE", "Se connecter avec le compte de l’institution", "Les mots du bouton qui y mène."),
    Reglage("TRACKER_DEMO", "non", "« oui » : la page de connexion propose les personnages de la démonstration."),
)


@dataclass
class Config:
    """The settings of one process, in the names Flask and its extensions expect."""

    SQLALCHEMY_DATABASE_URI: str
    SECRET_KEY: str
    FILES_DIR: Path
    BASE_URL: str
    SMTP_URL: str
    MAIL_DE: str
    FUSEAU: str
    MAX_CONTENT_LENGTH: int
    SESSION_COOKIE_SECURE: bool
    DEMONSTRATION: bool
    PROXIES: int
    ASSEMBLEE: str
    ASSEMBLEE_SIGLE: str
    ASSEMBLEE_REGION: str
    ASSEMBLEE_VILLE: str
    SIGNATURE_CERTIFICAT: str
    SIGNATURE_MOT_DE_PASSE: str
    OIDC_ISSUER: str
    OIDC_CLIENT_ID: str
    OIDC_CLIENT_SECRET: str
    OIDC_LIBELLE: str
    SESSION_COOKIE_HTTPONLY: bool = True
    #: The forms speak French by themselves, without a translation extension.
    WTF_I18N_ENABLED: bool = False
    SESSION_COOKIE_SAMESITE: str = "Lax"
    #: A form may stay open for a working day; the session ends sooner than its token.
    WTF_CSRF_TIME_LIMIT: int | None = None
    MAX_FORM_MEMORY_SIZE: int = 4_000_000
    SQLALCHEMY_ENGINE_OPTIONS: dict[str, object] = field(default_factory=dict)


def from_environment(root: Path) -> Config:
    """The settings of this process; `root` is the folder that holds `instance/`."""
    instance = root / "instance"
    instance.mkdir(exist_ok=True)
    return Config(
        SQLALCHEMY_DATABASE_URI=database_url(os.environ.get("DATABASE_URL"), instance),
        SECRET_KEY=os.environ.get("SECRET_KEY") or kept_secret(instance / "secret_key"),
        FILES_DIR=Path(os.environ.get("FILES_DIR") or instance / "fichiers"),
        BASE_URL=os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        SMTP_URL=os.environ.get("SMTP_URL", "").strip(),
        MAIL_DE=os.environ.get("MAIL_DE", "").strip(),
        FUSEAU=os.environ.get("FUSEAU", "Europe/Paris"),
        MAX_CONTENT_LENGTH=int(os.environ.get("TAILLE_MAX_MO", "50")) * 1_000_000,
        SESSION_COOKIE_SECURE=yes("COOKIE_SECURE"),
        DEMONSTRATION=yes("TRACKER_DEMO"),
        PROXIES=int(os.environ.get("PROXIES", "0")),
        ASSEMBLEE=os.environ.get("ASSEMBLEE", "Conseil économique, social et environnemental régional"),
        ASSEMBLEE_SIGLE=os.environ.get("ASSEMBLEE_SIGLE", "CESER"),
        ASSEMBLEE_REGION=os.environ.get("ASSEMBLEE_REGION", ""),
        ASSEMBLEE_VILLE=os.environ.get("ASSEMBLEE_VILLE", ""),
        SIGNATURE_CERTIFICAT=os.environ.get("SIGNATURE_CERTIFICAT", "").strip(),
        SIGNATURE_MOT_DE_PASSE=os.environ.get("SIGNATURE_MOT_DE_PASSE", ""),
        OIDC_ISSUER=os.environ.get("OIDC_ISSUER", ""),
        OIDC_CLIENT_ID=os.environ.get("OIDC_CLIENT_ID", ""),
        OIDC_CLIENT_SECRET=os.environ.get("OIDC_CLIENT_SECRET", ""),
        OIDC_LIBELLE=os.environ.get("OIDC_LIBELLE") or "Se connecter avec le compte de l’institution",
    )


def database_url(given: str | None, instance: Path) -> str:
    """The address SQLAlchemy needs; a bare `postgresql://` is read with psycopg 3."""
    if not given:
        return f"sqlite:///{instance / 'tracker.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def kept_secret(path: Path) -> str:
    """A secret drawn once and kept, so that the processes share it and a restart keeps sessions."""
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def yes(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "oui", "yes", "true"}
