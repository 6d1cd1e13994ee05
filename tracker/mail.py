"""The mail that acts owe: a row written in their transaction; sent afterwards, by one process, once."""

import re
import smtplib
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app, g, has_request_context
from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from .extensions import db
from .models import Courrier, Personne
from .models.colonnes import maintenant

#: After each try that failed, how long the next one waits; after the last, a person decides.
ATTENTES = (
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
ESSAIS = len(ATTENTES) + 1
#: What was owed longer ago is no news, and its link no longer opens: a server set at last does not send it.
VIE = timedelta(days=7)
#: In seconds: what one answer of the server may take, and what a page's own mail may take after the page has left.
PATIENCE, APRES_LA_PAGE = 10, 20.0
#: Those to whom a password is sent in clear: this machine.
ICI = frozenset({"localhost", "127.0.0.1", "::1"})
LIEN = re.compile(r"https?://\S+")
OUBLIE = "[lien effacé après l’envoi]"


@dataclass
class Bilan:
    """What became of the mail that was owed."""

    partis: int = 0
    echecs: int = 0


def poster(session: Session, personne: Personne, objet: str, corps: str, *, secret: bool = False) -> Courrier | None:
    """Owe a message to somebody, in the caller's transaction; None for somebody without an address.

    `secret` says that the words hold a link that lets in: they are forgotten once they have left.
    """
    if not personne.courriel:
        return None
    row = Courrier(
        personne=personne, destinataire=personne.courriel, objet=une_ligne(objet)[:200], corps=corps, secret=secret
    )
    session.add(row)
    if has_request_context():
        g.courrier_du = True
    return row


def une_ligne(words: str) -> str:
    """Words that may stand in a header: no end of line, no control sign."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def adresse(endpoint: str, **values: str) -> str:
    """The address of a page, to write in a message: the site's own, whatever host a request named."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"{current_app.config['BASE_URL']}{path}"


def regle() -> bool:
    """Whether a server is set; without one, messages are read on the site."""
    return bool(current_app.config["SMTP_URL"])


def attach(app: Flask) -> None:
    """Send what a request owes once it has been answered: a page never waits for a server, nor fails with it."""

    @app.teardown_request
    def ensuite(_: BaseException | None) -> None:
        # Once committed, and beside the page: a server may let go of an answer without closing it.
        if g.get("courrier_du") and regle():
            threading.Thread(target=apres_la_page, args=(app,), name="courrier").start()


def apres_la_page(app: Flask) -> None:
    with app.app_context():
        try:
            expedier(APRES_LA_PAGE)
        except Exception:
            app.logger.exception("the mail could not be sent")


def expedier(duree: float = float("inf")) -> Bilan:
    """Send what is owed and due, for so many seconds at most; a server that does not answer is left in peace."""
    bilan, end = Bilan(), time.monotonic() + duree
    if not regle() or not db.session.scalars(select(Courrier.id).where(_a_prendre(maintenant())).limit(1)).first():
        return bilan
    with Facteur() as facteur:
        while time.monotonic() < end and facteur.repond and (row := _prendre()):
            if error := facteur.porter(row):
                bilan.echecs += 1
                row.erreur = error[:500]
            else:
                bilan.partis += 1
                _envoye(row)
            db.session.commit()
    return bilan


def _prendre() -> Courrier | None:
    """The next row, taken by this process alone: the database says who was first."""
    while True:
        now = maintenant()
        key = db.session.scalars(select(Courrier.id).where(_a_prendre(now)).order_by(Courrier.id).limit(1)).first()
        if key is None:
            db.session.commit()
            return None
        taken = db.session.execute(
            update(Courrier)
            .where(Courrier.id == key, _a_prendre(now))
            .values(pris_le=now, essais=Courrier.essais + 1)
            .returning(Courrier.id)
            .execution_options(synchronize_session=False)
        ).all()
        db.session.commit()
        if taken:
            return db.session.get(Courrier, key, populate_existing=True)


def _a_prendre(now: datetime) -> ColumnElement[bool]:
    """Not sent, not too old, and neither in the hands of another process nor waiting for its next try."""
    again = (
        and_(Courrier.essais == tries, Courrier.pris_le < now - wait) for tries, wait in enumerate(ATTENTES, start=1)
    )
    return and_(Courrier.envoye_le.is_(None), Courrier.cree_le > now - VIE, or_(Courrier.pris_le.is_(None), *again))


def _envoye(row: Courrier) -> None:
    row.envoye_le, row.erreur = maintenant(), ""
    if row.secret:
        row.corps = LIEN.sub(OUBLIE, row.corps)


class Facteur:
    """One connection to the server, opened for the first message and kept for the next ones."""

    def __init__(self) -> None:
        self.server: smtplib.SMTP | None = None
        self.repond = True

    def __enter__(self) -> "Facteur":
        return self

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            with _sans_bruit():
                self.server.quit()
            self.server.close()

    def porter(self, row: Courrier) -> str:
        """Give a message to the server; why it did not take it, or nothing."""
        try:
            message = composer(row)
        except (ValueError, IndexError) as error:
            row.essais = ESSAIS
            return f"Ce message ne peut pas s’écrire : {error}"
        try:
            self.server = self.server or connecter(current_app.config["SMTP_URL"])
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            if code >= 500:
                # This address does not exist: asking again would change nothing.
                row.essais = ESSAIS
            return f"Le serveur refuse cette adresse : {_dit(smtplib.SMTPResponseException(code, words))}"
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused, smtplib.SMTPNotSupportedError) as refused:
            return f"Le serveur refuse ce message : {_dit(refused)}"
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.repond = False
            return f"Le serveur ne répond pas : {_dit(error)}"
        return ""


def _dit(error: Exception) -> str:
    """What the server said, in its own words."""
    if not isinstance(error, smtplib.SMTPResponseException):
        return str(error)
    words = error.smtp_error
    return f"{error.smtp_code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def composer(row: Courrier) -> EmailMessage:
    """The message of a row; the same row always bears the same identifier, so that a double is seen."""
    message = EmailMessage()
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    who = une_ligne(row.personne.nom_complet) if row.personne else ""
    message["From"] = Address(
        une_ligne(current_app.config["ASSEMBLEE_SIGLE"]), addr_spec=current_app.config["MAIL_DE"] or f"suivi@{host}"
    )
    message["To"] = Address(who, addr_spec=row.destinataire)
    message["Subject"] = une_ligne(row.objet)
    message["Date"] = format_datetime(row.cree_le)
    message["Message-ID"] = f"<courrier-{row.id}-{int(row.cree_le.timestamp())}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.corps)
    return message


def connecter(url: str) -> smtplib.SMTP:
    """The server of an address; a password only goes to it under TLS, or to this machine."""
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port or 465, timeout=PATIENCE, context=ssl.create_default_context()
        )
    elif parts.scheme == "smtp":
        server = smtplib.SMTP(host, port or 25, timeout=PATIENCE)
    else:
        raise ValueError("SMTP_URL commence par smtp:// ou smtps://.")
    try:
        _presenter(server, host, parts.scheme == "smtps" or host in ICI, parts.username, parts.password)
    except BaseException:
        server.close()
        raise
    return server


def _presenter(server: smtplib.SMTP, host: str, safe: bool, username: str | None, password: str | None) -> None:
    server.ehlo()
    if server.has_extn("starttls") and not isinstance(server, smtplib.SMTP_SSL):
        server.starttls(context=ssl.create_default_context() if host not in ICI else None)
        server.ehlo()
        safe = True
    if username:
        if not safe:
            raise ValueError("ce serveur n’offre pas TLS, et le mot de passe ne part pas en clair.")
        server.login(unquote(username), unquote(password or ""))


@contextmanager
def _sans_bruit() -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException):
        return
