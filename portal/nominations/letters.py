"""Letters to the writer: courteous, in both languages, with nothing personal in subject or address."""

from datetime import date

from babel.dates import format_date

from portal.core import clock
from portal.core.i18n import LANGUAGES
from portal.core.mail import post
from portal.nominations import links
from portal.nominations.models import Nomination

DECISION_KINDS = {
    "accept": "accepted",
    "ask": "question",
    "await_consent": "consent_asked",
    "forward": "forwarded",
    "decline": "declined",
}


def send(nomination: Nomination, kind: str, *, once: str, **values: object) -> None:
    """Write the writer a letter, once for each `once`; those who left no e-mail address read the tracking page."""
    if nomination.writer is None or not nomination.writer.email:
        return
    told = {
        "number": nomination.number,
        "day": clock.local(nomination.received_at).strftime("%d/%m/%Y"),
        "due": weekday(nomination.due_on),
        "token": links.token(nomination.id),
        "days": links.LASTS.days,
        "reason": {},
        "words": "",
        "question": "",
        "path": "",
    }
    post.write(
        kind, nomination.writer.email, nomination.language, once=f"{kind}:{once}", sensitive=True, **told | values
    )


def weekday(day: date | None) -> dict[str, str]:
    """A deadline with its weekday in every language: "thứ Sáu, 27/11/2026"; nothing where nothing is due."""
    if day is None:
        return {}
    told = {each: format_date(day, "EEEE, dd/MM/yyyy", locale=each) for each in LANGUAGES}
    return told | {"vi": told["vi"][0].lower() + told["vi"][1:]}
