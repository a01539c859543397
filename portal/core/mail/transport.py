"""How letters leave: SMTP, or nowhere (demo mode, where a page shows them)."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from time import monotonic
from typing import Any, Protocol

from portal.core.jobs.registry import Hopeless

PATIENCE = 30  # seconds after which a letter is not handed over: another worker may take it up before it is through
LAST = 60  # seconds a server may think about a whole letter: one given up on too early is handed over again
LEASE = 200  # seconds that all of this takes at the most, and more
NOBODY = b"5.1.", b"5.2.1"  # no such address, or a mailbox that was closed (RFC 3463, 3.2 and 3.3)


class Undeliverable(Hopeless):
    """The mail server will never take this letter to this address. Its words are not repeated: they quote the address."""


class Transport(Protocol):
    """Hands one message over. Raises OSError or SMTPException when it cannot, and the job tries again later; Undeliverable
    when it never can."""

    sender: str
    domain: str
    leaves: bool  # whether letters go out of the house, so that none need be kept here

    def send(self, message: EmailMessage) -> None: ...


class _Line(smtplib.SMTP):
    """A conversation that gets to the letter in time, or not at all."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.began = monotonic()
        super().__init__(*args, **options)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """See smtplib. Raises SMTPServerDisconnected where the server was too slow up to here."""
        if monotonic() - self.began > PATIENCE or self.sock is None:
            raise smtplib.SMTPServerDisconnected("too slow")
        self.sock.settimeout(LAST)
        return super().data(msg)


class _TlsLine(_Line, smtplib.SMTP_SSL):
    pass


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
        server = self._connect()
        try:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            _hand_over(server, message)
            with suppress(OSError, smtplib.SMTPException):  # it has the letter, however it takes leave
                if server.sock is not None:
                    server.sock.settimeout(self.timeout)
                    server.quit()
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return _TlsLine(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        return _Line(self.host, self.port, timeout=self.timeout)


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Raises Undeliverable, which holds nothing of the answer, where the server refused for good."""
    try:
        server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as fault:
        if not _for_good(fault):
            raise
    else:
        return
    raise Undeliverable


def _for_good(fault: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> bool:
    """Whether the server says of the address itself that nobody is there. A bare 550 does not: some servers answer it where
    they will not relay for us, which somebody can put right meanwhile."""
    answers: list[tuple[int, Any]] = (
        [(fault.smtp_code, fault.smtp_error)]
        if isinstance(fault, smtplib.SMTPDataError)
        else [*fault.recipients.values()]
    )
    return all(code >= 500 and words.startswith(NOBODY) for code, words in answers)


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
