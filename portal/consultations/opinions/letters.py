"""Letters to the writer of an opinion: courteous, in both languages, with nothing personal in subject or address."""

from typing import Any

from portal.consultations.opinions import limits
from portal.consultations.opinions.models import Opinion, Question
from portal.core import clock
from portal.core.mail import post
from portal.honours.queries import calendar
from portal.moderation.limits import APPEAL_ANSWERED
from portal.nominations import deadlines, links
from portal.nominations.letters import weekday
from portal.nominations.wording import joined, reason_text, reason_texts


def send(opinion: Opinion, kind: str, *, once: str, **values: object) -> bool:
    """Write to the writer, once for each `once`; those who left no e-mail address read the tracking page: False."""
    if opinion.writer is None or not opinion.writer.email:
        return False
    told = _told(opinion) | values
    post.write(kind, opinion.writer.email, opinion.language, once=f"{kind}:{once}", sensitive=True, **told)
    return True


def ask(opinion: Opinion, question: Question) -> bool:
    """Put a question to the writer: False for those who read it on the tracking page."""
    values = {"question": question.text, "due": weekday(question.due_on)}
    return send(opinion, "opinion_question", once=str(question.decision_id), **values)


def preview(opinion: Opinion, kind: str, **values: object) -> tuple[str, str]:
    """Subject and text of a letter that is not sent, in the writer's language; its link opens nothing."""
    return post.preview(kind, opinion.language, **_told(opinion) | {"token": "…"} | values)


def preview_of_question(opinion: Opinion, *, reason_code: str, words: str) -> tuple[str, str]:
    """Subject and text of the letter that a question would be, in the writer's language; its link opens nothing."""
    text = joined(reason_text(reason_code, opinion.language), words)
    due = weekday(calendar().add(clock.today(), limits.ANSWER_DAYS))
    return preview(opinion, "opinion_question", question=text, due=due)


def _told(opinion: Opinion) -> dict[str, Any]:
    return {
        "number": opinion.number,
        "day": clock.local(opinion.submitted_at).strftime("%d/%m/%Y"),
        "token": links.token(opinion.id),
        "days": links.LASTS.days,
        "reason": reason_texts(opinion.reason_code),
        "masked": opinion.masked,
        "later": False,
        "of_opinion": True,
        "own": opinion.text,
        "appeal_by": weekday(deadlines.appeal_by()),
        "appeal_days": APPEAL_ANSWERED,
        "words": "",
        "key": "",
        "code": "",
        "question": "",
        "due": {},
        "open_until": still_open(opinion),
    }


def still_open(opinion: Opinion) -> str:
    """Until when the writer may send other words that are counted; nothing once the window is over."""
    closes, takes = opinion.candidate.closes_at, opinion.candidate.terms.takes(clock.now())
    return f"{clock.local(closes):%H:%M %d/%m/%Y}" if closes is not None and takes else ""
