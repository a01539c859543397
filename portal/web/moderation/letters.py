"""The letter as its writer will read it, shown before it is sent."""

from dataclasses import dataclass
from typing import Any

from portal.core import clock
from portal.core.i18n import LANGUAGES
from portal.core.mail import post
from portal.moderation.limits import APPEAL_ANSWERED
from portal.moderation.reasons import Use, Wording
from portal.moderation.states import Kind, Outcome
from portal.nominations import deadlines, letters, links
from portal.nominations.models import Nomination


@dataclass(frozen=True)
class Preview:
    """A letter nobody has sent yet, in the writer's language."""

    subject: str
    text: str
    language: str
    by_mail: bool
    to: str = ""  # whom it is to, where it is not the writer alone


def preview(thing: Nomination, outcome: Outcome, *, reason_code: str, words: str) -> Preview:
    """The letter of a decision not made yet."""
    subject, text = letters.preview(thing, outcome, reason_code=reason_code, words=words)
    return Preview(subject, text, thing.language, bool(thing.writer and thing.writer.email))


def to_writer(thing: Nomination, kind: str, **values: Any) -> Preview:
    """Any letter to who told a story, before the act that it tells of."""
    told = letters.preview_of(thing, kind, **values)
    return Preview(*told, thing.language, bool(thing.writer and thing.writer.email))


def samples(outcome: Outcome, wording: Wording, use: Use) -> list[Preview]:
    """The letter that a reason makes, in every language, about a story or an opinion that is made up."""
    told = {"vi": wording.text_vi, "en": wording.text_en}
    return [_sample(outcome, told, use, language) for language in LANGUAGES if told[language].strip()]


def _sample(outcome: Outcome, told: dict[str, str], use: Use, language: str) -> Preview:
    of_story = Kind.NOMINATION in use.applies_to or not use.applies_to
    of_opinion = "opinion_question" if outcome is Outcome.ASK else "opinion_declined"
    kind = letters.DECISION_KINDS[outcome.value] if of_story else of_opinion
    values: dict[str, Any] = {
        "number": "NT26-01234" if of_story else "YK26-01234", "day": f"{clock.local(clock.now()):%d/%m/%Y}",
        "due": letters.weekday(clock.today()), "token": "…", "days": links.LASTS.days, "reason": told, "words": "",
        "question": told[language], "path": "", "note": "", "masked": False, "pictures": False, "key": "", "code": "",
        "own": "…", "appeal_by": letters.weekday(deadlines.appeal_by()), "way": "", "open_until": "", "appeal_days": APPEAL_ANSWERED,
    }  # fmt: skip
    subject, text = post.preview(kind, language, **values)
    return Preview(subject, text, language, by_mail=True)
