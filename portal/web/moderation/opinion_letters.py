"""The letters of decisions on opinions, before they are sent: a question, a refusal, covered parts, a reversal."""

import dataclasses
from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext

from portal.confidential import intake
from portal.consultations.opinions import letters, replies, reviewing
from portal.consultations.opinions import queries as opinions
from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.states import OpinionState
from portal.core.i18n import N_
from portal.moderation import queries
from portal.moderation.eyes import subjects
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.limits import ASKED_ALONE
from portal.moderation.reports import queries as reports
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.states import Outcome
from portal.nominations.wording import reason_texts
from portal.web.kit.locale import to
from portal.web.kit.session import actor
from portal.web.moderation import again, eyes, judging, listing, previewing, report_letters
from portal.web.moderation.letters import Preview
from portal.web.moderation.previewing import Way
from portal.web.moderation.wording import OUTCOMES

TWICE = N_(
    "The writer was asked twice already. Nothing is sent until a colleague, judging from scratch, would ask again too."
)
TWO = N_("Nothing happens and nothing is sent until a colleague, judging from scratch, says the same.")


def of_decision(opinion: Opinion, verdict: Verdict) -> str:
    """The page with the letter of a decision; nothing where the decision only publishes. Raises what deciding would."""
    shown = reviewing.would_show(opinion)
    if Outcome(verdict.outcome).accepts and not verdict.words.strip() and not (verdict.covers and shown):
        return ""
    two = ""
    with previewing.trial():
        version, known = judging.of_version(), judging.seen()
        if reviewing.judge(opinion, verdict, by=actor(), of_version=version, seen=known) is None:
            two = gettext(TWICE if subjects.asked(opinion) >= ASKED_ALONE and verdict.outcome == Outcome.ASK else TWO)
    reason = queries.reason(verdict.reason_code) if verdict.reason_code else None
    facts = [
        (gettext("Opinion"), f"{opinion.number} · {opinion.candidate.name}"),
        (gettext("Decision"), gettext(OUTCOMES[Outcome(verdict.outcome)][0])),
        (gettext("Reason"), eyes.reason_name(verdict.reason_code) if reason else ""),
        (gettext("Internal note"), verdict.note),
    ]
    asks = verdict.outcome == Outcome.ASK
    send = gettext("Ask and go to the next") if asks else gettext("Save and go to the next")
    return previewing.page([_letter(opinion, verdict, shown)], facts, _way(opinion, send), two=two, words_of=opinion)


def _letter(opinion: Opinion, verdict: Verdict, shown: bool) -> Preview:
    if verdict.outcome == Outcome.ASK:
        told = letters.preview_of_question(opinion, reason_code=verdict.reason_code, words=verdict.words)
        return Preview(*told, opinion.language, _by_mail(opinion))
    declines = verdict.outcome == Outcome.DECLINE
    kind = "opinion_declined" if declines else "opinion_published" if shown else "opinion_counted"
    values: dict[str, Any] = {"words": verdict.words.strip(), "masked": bool(verdict.covers) and not declines}
    return _drawn(opinion, kind, **values, reason=reason_texts(verdict.reason_code))


def of_reversal(opinion: Opinion, why: str = "", words: str = "", of_version: int | None = None) -> str:
    """The page with the letter of taking an opinion back to the desk; nothing where no first letter had left."""
    done = False
    with previewing.trial():
        done = reviewing.reconsider(
            opinion, by=actor(), why=why, words=words, of_version=of_version, seen=judging.seen()
        )
    return _second_letter(opinion, "opinion_reversed", done, to("desk_opinions.item", opinion_id=opinion.id), words)


def of_reply(reply: Reply, why: str = "", words: str = "", of_version: int | None = None) -> str:
    """The like, of an answer: whose opinion it answers is written to."""
    done, opinion = False, opinions.one(reply.opinion_id)
    with previewing.trial():
        done = replies.reconsider(reply, by=actor(), why=why, words=words, of_version=of_version, seen=judging.seen())
    page = to("desk_replies.item", reply_id=reply.id)
    return _second_letter(opinion, "reply_reversed", done, page, "", of=reply) if opinion is not None else ""


def of_covering(opinion: Opinion, cover: Callable[[], None]) -> str:
    """The page with the letters of covering parts of a public opinion: to its writer, and to those who reported it."""
    closed = again.reports_seen()
    reported = [each for each in reports.closed_with("opinion", opinion.id) if closed.get(str(each.id))]
    with previewing.trial():
        cover()
        words = request.form.get("words", "").strip()
        letter = _drawn(opinion, "opinion_published", words=words, masked=True, later=True)
    facts = [
        (gettext("Opinion"), f"{opinion.number} · {opinion.candidate.name}"),
        (gettext("Decision"), gettext("Cover parts of it")),
    ]
    way = _way(opinion, gettext("Cover parts of it"))
    return previewing.page([letter, *report_letters.of(reported, Came.CORRECTED)], facts, way, words_of=opinion)


def of_moving(opinion: Opinion) -> str:
    """The page with the letter of moving an opinion to the confidential channel: it says no more than that there is one."""
    letter = Preview(*intake.notice(opinion.language), opinion.language, by_mail=True)
    facts = [(gettext("Opinion"), f"{opinion.number} · {opinion.candidate.name}"), (gettext("Decision"), gettext("It reports wrongdoing: move it to the confidential channel"))]  # fmt: skip
    way = dataclasses.replace(_way(opinion, gettext("Move it now")), held=False)
    return previewing.page([letter], facts, way)


def _second_letter(opinion: Opinion, kind: str, done: bool, page: str, words: str, *, of: Reply | None = None) -> str:
    decision = queries.standing(of or opinion)
    owed = decision is not None and decision.told_at is not None and _by_mail(opinion)
    told = [_drawn(opinion, kind, words=words.strip())] if owed else []
    if of is None and opinion.state is OpinionState.PUBLISHED:
        told += report_letters.of(reports.closed_with("opinion", opinion.id), Came.TAKEN_DOWN)
    if not told:
        return ""
    facts = [
        (gettext("Opinion"), f"{opinion.number} · {opinion.candidate.name}"),
        (gettext("Decision"), gettext("Reverse the decision")),
        (gettext("Why (colleagues will read it)"), request.form.get("why", "") or request.form.get("note", "")),
    ]
    way = Way(page, gettext("Back to the opinion"), gettext("Reverse the decision"))
    return previewing.page(told, facts, way, two="" if done else gettext(TWO), words_of=opinion)


def sent_already(opinion: Opinion) -> bool:
    """Whether this very decision stands already: the button was pressed twice."""
    made = queries.standing(opinion)
    sent = (actor().id, judging.of_version(), request.form.get("outcome"))
    return made is not None and (made.made_by, made.of_version, made.outcome.value) == sent


def _drawn(opinion: Opinion, kind: str, **values: Any) -> Preview:
    return Preview(*letters.preview(opinion, kind, **values), opinion.language, _by_mail(opinion))


def _way(opinion: Opinion, send: str) -> Way:
    back = to("desk_opinions.item", opinion_id=opinion.id, **listing.kept()) + "#decide"
    return Way(back, gettext("Back to the opinion"), send)


def _by_mail(opinion: Opinion) -> bool:
    return bool(opinion.writer and opinion.writer.email)
