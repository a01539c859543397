"""Opinions at the desk: the list, one with what should be covered, the decision, and the way to the confidential channel."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.consultations.opinions import covering, moving, queries, questions, reading, reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState
from portal.core.db import unit_of_work
from portal.core.errors import Missing, Refusal
from portal.core.policy import may
from portal.moderation.desk.states import ItemKind
from portal.moderation.models import Decision
from portal.web.kit import opinion_thread
from portal.web.kit.downloads import send_stored
from portal.web.kit.guard import allow, writes
from portal.web.kit.locale import to
from portal.web.kit.opinion_words import DISPLAYS, HOW_KNOWN, RELATIONS, STATES
from portal.web.kit.session import actor
from portal.web.kit.telling import uploads
from portal.web.moderation import again, eyes, filling, judging, listing, opinion_letters, previewing, worded
from portal.web.moderation import covering as covering_words
from portal.web.moderation.acting import Room
from portal.web.moderation.worded import Text

bp = Blueprint("desk_opinions", __name__)


@bp.get("/y-kien")
@allow(Opinions.READ)
def queue() -> ResponseReturnValue:
    """The opinions of the one list: an address of old."""
    return redirect(to("desk.queue", kind=ItemKind.OPINION.value), 302)


@bp.get("/y-kien/<uuid:opinion_id>")
@allow(Opinions.READ, of=queries.one)
def item(opinion: Opinion) -> str:
    """One opinion with everything needed to judge it."""
    return shown(opinion)


@bp.get("/y-kien/<uuid:opinion_id>/tep/<uuid:file_id>")
@allow(Opinions.FETCH, of=lambda opinion_id, file_id: queries.one(opinion_id))
def file(opinion: Opinion) -> ResponseReturnValue:
    """A file that was handed in. Papers carry names and addresses: that one was opened is put on record first."""
    wanted = (request.view_args or {})["file_id"]
    found = next((each for each in (*queries.handed_in(opinion), *queries.scans(opinion)) if each.id == wanted), None)
    if found is None:
        raise Missing()
    with unit_of_work():
        reading.open_file(opinion, found, by=actor())
    return send_stored(found)


@bp.post("/y-kien/<uuid:opinion_id>/quyet-dinh")
@allow(Opinions.PUBLISH, of=queries.one)
def decide(opinion: Opinion) -> ResponseReturnValue:
    """Cover what was ticked and decide, or propose it, in one unit of work; then on to the next.

    Its letter is shown first, as the writer will read it, unless it only publishes; sent twice it is done once.
    """

    def judge(fresh: Opinion) -> Decision | None:
        return reviewing.judge(
            fresh,
            judging.verdict(fresh, _text(fresh)),
            by=actor(),
            of_version=judging.of_version(),
            seen=judging.seen(),
        )

    def onwards() -> ResponseReturnValue:
        return redirect(listing.next_address(opinion.id), 303)

    return _ROOM.act(
        opinion, judge, lambda made: onwards() if made else eyes.kept(opinion),
        letter=lambda: opinion_letters.of_decision(opinion, judging.verdict(opinion, _text(opinion))),
        twice=lambda it: onwards() if opinion_letters.sent_already(it) else None,
    )  # fmt: skip


@bp.post("/y-kien/<uuid:opinion_id>/xem-lai")
@allow(Opinions.RECONSIDER, of=queries.one)
def reconsider(opinion: Opinion) -> ResponseReturnValue:
    """Take the decision back for a reason, or propose to; meanwhile it is not public. A second letter is shown first."""
    return _ROOM.act(
        opinion,
        lambda fresh: reviewing.reconsider(fresh, by=actor(), seen=judging.seen(), **again.asked()),
        lambda done: _back_to(opinion) if done else eyes.kept(opinion),
        letter=lambda: opinion_letters.of_reversal(opinion, **again.asked()),
    )


@bp.post("/y-kien/<uuid:opinion_id>/che")
@allow(Opinions.PUBLISH, of=queries.one)
def cover(opinion: Opinion) -> ResponseReturnValue:
    """Cover parts of a public opinion, and close what readers reported of it, in one act. The letters are shown first."""
    return _ROOM.act(
        opinion,
        _cover,
        lambda _: _back_to(opinion),
        letter=lambda: opinion_letters.of_covering(opinion, lambda: _cover(opinion)),
    )


def _cover(opinion: Opinion) -> None:
    covering_words.check(request.form, [_text(opinion)])
    covering.cover(
        opinion, covering_words.chosen(request.form, _text(opinion)), by=actor(), of_version=judging.of_version(),
        words=request.form.get("words", ""), seen=again.reports_seen(),
    )  # fmt: skip


@bp.post("/y-kien/<uuid:opinion_id>/kenh-kin")
@writes
@allow(Opinions.MOVE, of=queries.one)
def move(opinion: Opinion) -> ResponseReturnValue:
    """Move it to the confidential channel in one act, with every other edition of the same writer.

    Here it ends like one that was taken back: nothing shows which. The letter by which the writer hears of it is shown first.
    """
    if previewing.changing():
        return shown(opinion)
    if not previewing.seen() and opinion.writer.email:
        return opinion_letters.of_moving(opinion)
    moving.move(opinion, by=actor())
    return redirect(to("desk.queue", **listing.kept()), 303)


def _back_to(opinion: Opinion) -> ResponseReturnValue:
    return redirect(to("desk_opinions.item", opinion_id=opinion.id, **listing.kept()), 303)


def _text(opinion: Opinion) -> Text:
    return worded.text_of(opinion, reviewing.TEXT, opinion.text, known=[opinion.candidate.name])


def shown(opinion: Opinion, *, fault: Refusal | None = None, typed: Any = None) -> str:
    """The opinion's page, with whatever came back of its form."""
    asked, moves = questions.of(opinion), may(actor(), Opinions.MOVE, opinion)
    return render_template(
        "moderation/opinions/item.html", opinion=opinion, candidate=opinion.candidate, files=_files(opinion),
        **judging.shown(opinion, _text(opinion), fault, typed), canned=filling.of_opinion(opinion),
        decides=may(actor(), Opinions.PUBLISH, opinion), sorts=may(actor(), Opinions.SORT, opinion), moves=moves,
        sees_writer=may(actor(), Opinions.READ_WRITER, opinion), waiting=opinion.state is OpinionState.WAITING,
        closed=opinion.state is OpinionState.CLOSED, asked=asked, letters=opinion_thread.messages(asked, to_writer=False),
        open_question=questions.open_on(opinion),
        writes_down=questions.to_answer(opinion) is not None and may(actor(), Opinions.WRITE_DOWN_ANSWER, opinion),
        editions=len(moving.editions(opinion)) if moves else 0,
        asks=may(actor(), Opinions.ASK, opinion) and opinion.current, **_words(),
    )  # fmt: skip


def _files(opinion: Opinion) -> list[dict[str, str]]:
    return (
        uploads.kept([*queries.handed_in(opinion), *queries.scans(opinion)])
        if may(actor(), Opinions.FETCH, opinion)
        else []
    )


def _words() -> dict[str, Any]:
    return {"HOW_KNOWN": HOW_KNOWN, "RELATIONS": RELATIONS, "DISPLAYS": DISPLAYS, "STATES": STATES}


_ROOM = Room(lambda opinion, fault: shown(opinion, fault=fault), queries.one, queries.one)
