"""The browser's hold on its draft: a signed cookie, set only when something is sent, good for 30 days and an hour.

Within the hour it is not signed anew with each answer: whatever is kept is held for 30 days in any case.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Response, g
from itsdangerous import BadSignature

from portal.core import clock, marks
from portal.nominations import limits, looks, receipts
from portal.nominations.looks import Look
from portal.web.kit import signed

DAYS_30 = int(limits.KEEP_DRAFT.total_seconds())
ANEW = timedelta(hours=1)
NAME, PURPOSE = "draft", "nominate.draft"
LASTS = int((limits.KEEP_DRAFT + ANEW).total_seconds())


@dataclass(frozen=True)
class Hold:
    """Which draft, and the secret from which its codes are made."""

    draft_id: uuid.UUID
    secret: str
    code: str = ""  # with which the draft was opened here: it stays good
    signed_at: datetime | None = field(default=None, compare=False)  # none: the browser does not hold it yet

    @property
    def resume_code(self) -> str:
        """The words that open the draft again."""
        return self.code or receipts.resume_code_of(self.draft_id, self.secret)

    @property
    def receipt(self) -> str:
        """The words of the receipt that the draft becomes."""
        return receipts.receipt_of(self.draft_id, self.secret)

    @property
    def sender(self) -> str:
        """What the database knows of the browser that sends: it tells this one from others without the slow hash."""
        return marks.of("sender", self.draft_id.hex, self.secret)


def held() -> Hold | None:
    """What this browser holds, if anything; its signature is proven once a request."""
    if "hold" not in g:
        g.hold = _proven(signed.cookie(NAME))
    hold: Hold | None = g.hold
    return hold


def _proven(cookie: str) -> Hold | None:
    try:
        (draft_id, secret, code), signed_at = signed.signer(PURPOSE).loads(cookie, max_age=LASTS, return_timestamp=True)
        return Hold(uuid.UUID(draft_id), str(secret), str(code), signed_at)
    except (BadSignature, ValueError, TypeError):
        return None


def draft() -> Look | None:
    """The draft of this browser, unless it has expired."""
    hold = held()
    return looks.one(hold.draft_id) if hold else None


def keep(response: Response, hold: Hold) -> Response:
    """Let the browser hold a draft; what it holds for less than an hour is good as it is."""
    if hold.signed_at is not None and clock.now() - hold.signed_at < ANEW:
        return response
    value = signed.signer(PURPOSE).dumps([hold.draft_id.hex, hold.secret, hold.code])
    signed.give(response, NAME, str(value), LASTS)
    return response


def drop(response: Response) -> Response:
    """Let the browser forget its draft; the draft itself stays."""
    signed.take_back(response, NAME)
    return response
