"""A check outside the portal, over signed HTTP: off unless an address is set, last, and never in the way.

It is sent {"text", "language"} as JSON by POST, with private details dotted out, place for place. `X-Portal-Time` holds the
seconds since 1970, `X-Portal-Signature` is "sha256=" and the HMAC-SHA256, in hex, of that time, a dot and the body under the
key. It answers {"flags": [{"start", "end", "label"}]}. Anything else, and any answer later than two seconds, is "not checked".
"""

import hashlib
import hmac
import json
import re
import ssl
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from portal.core import clock
from portal.engines.text import private
from portal.moderation.checks.found import Check, Finding, Subject
from portal.moderation.states import FlagKind

SECONDS = 2.0
MOST, LARGEST = 50, 64 * 1024  # flags, and bytes of an answer
_LABEL = re.compile(r"[\w \-]{1,40}")


class Odd(ValueError):
    """The answer is not what was agreed. It is not repeated: it may quote the text."""


class Outside:
    """The service at an address, and the key it shares with the portal. Redirects are not followed."""

    def __init__(self, url: str, key: str, *, seconds: float = SECONDS) -> None:
        self.url, self.key, self.seconds = urlsplit(url), key.encode(), seconds

    def run(self, subject: Subject) -> Iterator[Finding]:
        """What the service noticed. Raises OSError or Odd where it does not answer as agreed."""
        told = {"text": _dotted(subject.text), "language": subject.language}
        answer = self._asked(json.dumps(told, ensure_ascii=False).encode())
        try:
            read = json.loads(answer)
            flags = read["flags"]
            found = [(int(f["start"]), int(f["end"]), str(f["label"])) for f in flags[:MOST]]
        except (ValueError, TypeError, KeyError, RecursionError) as fault:
            raise Odd(type(fault).__name__) from None
        for start, stop, label in found:
            if not (0 <= start <= stop <= len(subject.text) and _LABEL.fullmatch(label)):
                raise Odd("flag")
            yield Finding(FlagKind.ELSEWHERE, start, stop, params={"label": label})

    def _asked(self, body: bytes) -> bytes:
        at = str(int(clock.now().timestamp()))
        signed = hmac.new(self.key, at.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Portal-Time": at, "X-Portal-Signature": f"sha256={signed}"}
        end = time.monotonic() + self.seconds
        line = self._line()
        try:
            line.request("POST", self.url._replace(scheme="", netloc="").geturl() or "/", body, headers)
            answer = line.getresponse()
            if answer.status != 200:
                raise Odd(str(answer.status))
            made = b""
            while piece := answer.read1(8192):
                made += piece
                if len(made) > LARGEST or time.monotonic() > end:
                    raise Odd("too much or too slow")
            return made
        finally:
            line.close()

    def _line(self) -> HTTPConnection:
        host, port = self.url.hostname or "", self.url.port
        if self.url.scheme == "https":
            return HTTPSConnection(host, port, timeout=self.seconds, context=ssl.create_default_context())
        return HTTPConnection(host, port, timeout=self.seconds)


def _dotted(text: str) -> str:
    """The text with private details dotted out, every place where it was."""
    for span in private.find(text):
        text = text[: span.start] + "•" * (span.stop - span.start) + text[span.stop :]
    return text


_chosen: list[Check] = []


def choose(service: Outside | None) -> None:
    """Set the check of this process; none where no address is set."""
    _chosen[:] = [Check("outside", 1, service.run, service.seconds)] if service else []


def chosen() -> tuple[Check, ...]:
    """The check outside the portal, if there is one."""
    return tuple(_chosen)
