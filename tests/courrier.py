"""A real SMTP server for the tests: what it takes is kept, and it refuses what it is told to."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from flask import has_app_context

from tracker.extensions import db


@dataclass
class Boite:
    """The mail that a server took."""

    url: str = ""
    recus: list[EmailMessage] = field(default_factory=list)
    #: What the server answers to everybody, or to an address.
    refus: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if said := self.refus.get(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if said := self.refus.get("*"):
            return said
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.recus.append(message)
        return "250 OK"

    def attendre(self, combien: int) -> list[EmailMessage]:
        """The messages, once so many came: they leave after the page."""
        for _ in range(100):
            if len(self.recus) >= combien:
                break
            threading.Event().wait(0.1)
        assert len(self.recus) == combien
        return self.recus

    def liens(self) -> list[str]:
        """The links of the messages, in their order."""
        partis()
        return [link for message in self.recus for link in re.findall(r"https?://\S+", message.get_content())]


def partis() -> None:
    """Wait for what the pages send beside themselves; what the test has read holds nothing back."""
    if has_app_context():
        db.session.commit()
    for thread in threading.enumerate():
        if thread.name == "courrier":
            thread.join(10)


@contextmanager
def serveur(**options: Any) -> Iterator[Boite]:
    """A server on a free port, until the end."""
    boite = Boite()
    port = _libre()
    controller = Controller(boite, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        boite.url = f"smtp://127.0.0.1:{port}"
        yield boite
    finally:
        controller.stop()


def _libre() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
