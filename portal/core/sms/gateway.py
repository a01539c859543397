"""How text messages leave: a provider's HTTP address, or nowhere (demo mode, where a page shows them), or not at all."""

import json
import ssl
from http.client import HTTPConnection, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit


class NotTaken(OSError):
    """The provider answered, and did not take the message. Its words are not repeated: they may quote it."""


class Gateway(Protocol):
    """Hands one message over. Raises OSError when it cannot; the job tries again later."""

    leaves: bool  # whether messages go out of the house, so that none need be kept here

    def send(self, id: str, phone: str, text: str) -> None: ...


class Http:
    """A provider that takes JSON by POST: `id`, `from`, `to` (E.164) and `text`, the key as a bearer token.

    The id is also the Idempotency-Key, the same in every repeat. Redirects are not followed: the key stays with
    the one address that was set.
    """

    leaves = True

    def __init__(self, url: str, key: str, sender: str, *, timeout: float = 15) -> None:
        self.url, self.key, self.sender, self.timeout = urlsplit(url), key, sender, timeout

    def send(self, id: str, phone: str, text: str) -> None:
        body = json.dumps({"id": id, "from": self.sender, "to": phone, "text": text}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": id}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        line = self._line()
        try:
            line.request("POST", self.url._replace(scheme="", netloc="").geturl() or "/", body, headers)
            if not 200 <= (status := line.getresponse().status) < 300:
                raise NotTaken(f"the gateway answered {status}")
        finally:
            line.close()

    def _line(self) -> HTTPConnection:
        host, port = self.url.hostname or "", self.url.port
        if self.url.scheme == "https":
            return HTTPSConnection(host, port, timeout=self.timeout, context=ssl.create_default_context())
        return HTTPConnection(host, port, timeout=self.timeout)


class Kept:
    """Sends nothing: messages stay in the database, where the demo's page shows them."""

    leaves = False

    def send(self, id: str, phone: str, text: str) -> None:
        pass


_chosen: list[Gateway] = []


def choose(gateway: Gateway | None) -> None:
    """Set how this process sends text messages; none where the portal has no gateway."""
    _chosen[:] = [gateway] if gateway else []


def ready() -> bool:
    """Whether text messages can be sent at all."""
    return bool(_chosen)


def gateway() -> Gateway:
    """How this process sends text messages. Raises NotTaken where it cannot."""
    if not _chosen:
        raise NotTaken("there is no gateway")
    return _chosen[0]
