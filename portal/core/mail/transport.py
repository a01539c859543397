"""How letters leave: SMTP, or nowhere (demo mode, where a page shows them)."""

import smtplib
import ssl
from email.message import EmailMessage
from typing import Protocol


class Transport(Protocol):
    """Hands one message over. Raises OSError or SMTPException when it cannot; the job tries again later."""

    sender: str
    domain: str
    leaves: bool  # whether letters go out of the house, so that none need be kept here

    def send(self, message: EmailMessage) -> None: ...


class Smtp:
    """A mail server. `security` is "starttls", "tls" or "none"."""

    leaves = True

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        *,
        user: str = "",
        password: str = "",
        security: str = "starttls",
        timeout: float = 20,
    ) -> None:
        self.host, self.port, self.sender, self.timeout = host, port, sender, timeout
        self.user, self.password, self.security = user, password, security
        self.domain = sender.rpartition("@")[2].rstrip(">") or "localhost"

    def send(self, message: EmailMessage) -> None:
        with self._connect() as server:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)


class Kept:
    """Sends nothing: letters stay in the database, where the demo's page shows them."""

    sender, domain, leaves = "khong-gui@localhost", "localhost", False

    def send(self, message: EmailMessage) -> None:
        pass


_chosen: list[Transport] = [Kept()]


def choose(transport: Transport) -> None:
    """Set how this process sends letters."""
    _chosen[:] = [transport]


def transport() -> Transport:
    """How this process sends letters."""
    return _chosen[0]
