"""Letters to the writer: courteous, in both languages, with nothing personal in subject or address."""

from datetime import date
from typing import Any

from babel.dates import format_date

from portal.core import clock
from portal.core.i18n import LANGUAGES
from portal.core.mail import post
from portal.moderation.limits import APPEAL_ANSWERED
from portal.moderation.states import Outcome
from portal.nominations import covered, deadlines, links, parts, wording
from portal.nominations.models import Nomination
from portal.nominations.states import LIFE

DECISION_KINDS = {
    "accept": "accepted",
    "accept_covered": "accepted",
    "ask": "question",
    "await_consent": "consent_asked",
    "forward": "forwarded",
    "decline": "declined",
}


def send(nomination: Nomination, kind: str, *, once: str, **values: Any) -> bool:
    """Write the writer a letter, once for each `once`; those who left no e-mail address read the tracking page: False."""
    if nomination.writer is None or not nomination.writer.email:
        return False
    post.write(
        kind,
        nomination.writer.email,
        nomination.language,
        once=f"{kind}:{once}",
        sensitive=True,
        **_told(nomination) | values,
    )
    return True


def preview(nomination: Nomination, outcome: Outcome, *, reason_code: str, words: str) -> tuple[str, str]:
    """Subject and text of the letter that a decision would send, in the writer's language; its link opens nothing."""
    due = deadlines.due_on(LIFE.moves[outcome.move].target)
    question = wording.joined(wording.reason_text(reason_code, nomination.language), words)
    values = {
        "reason": wording.reason_texts(reason_code), "words": words.strip(), "question": question,
        **hidden(nomination, outcome),
    }  # fmt: skip
    return preview_of(nomination, DECISION_KINDS[outcome.value], due=weekday(due), **values)


def hidden(nomination: Nomination, outcome: Outcome) -> dict[str, bool]:
    """What a letter says of covers: whether words go on covered, and whether parts of photos do."""
    covers = outcome is Outcome.ACCEPT_COVERED
    return {
        "masked": covers and bool(covered.words(nomination)),
        "pictures": covers and bool(covered.photos(nomination)),
    }


def preview_of(nomination: Nomination, kind: str, **values: Any) -> tuple[str, str]:
    """Subject and text of any letter to the writer that is not sent, in their language; its link opens nothing."""
    return post.preview(kind, nomination.language, **_told(nomination) | {"token": "…"} | values)


def _told(nomination: Nomination) -> dict[str, Any]:
    return {
        "number": nomination.number,
        "day": clock.local(nomination.received_at).strftime("%d/%m/%Y"),
        "due": weekday(nomination.due_on),
        "token": links.token(nomination.id),
        "days": links.LASTS.days,
        "reason": {},
        "words": "",
        "question": "",
        "path": "",
        "note": "",
        "masked": False,
        "pictures": False,
        "of_story": True,
        "part": parts.named(nomination),
        "own": f"{nomination.title}\n\n{nomination.story}",
        "appeal_by": weekday(deadlines.appeal_by()),
        "appeal_days": APPEAL_ANSWERED,
    }


def weekday(day: date | None) -> dict[str, str]:
    """A deadline with its weekday in every language: "thứ Sáu, 27/11/2026"; nothing where nothing is due."""
    if day is None:
        return {}
    told = {each: format_date(day, "EEEE, dd/MM/yyyy", locale=each) for each in LANGUAGES}
    return told | {"vi": told["vi"][0].lower() + told["vi"][1:]}
