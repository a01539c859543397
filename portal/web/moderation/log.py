"""The moderation log: searched, counted, exported. Observers read it too; nobody's name or contact stands in it."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, MINYEAR, date
from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from portal.consultations.opinions.states import Stance
from portal.consultations.record import acts, log
from portal.consultations.record.policy import Record
from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import unit_of_work
from portal.core.i18n import N_
from portal.core.policy import may, require
from portal.engines.text import tidy
from portal.moderation import queries as desk
from portal.moderation.states import Kind, Outcome
from portal.organisations import queries as organisations
from portal.organisations.words import ward_name
from portal.web.kit.days import read_day
from portal.web.kit.guard import allow
from portal.web.kit.locale import language, to
from portal.web.kit.opinion_words import MARKS, STANCES
from portal.web.kit.session import actor
from portal.web.kit.sheets import streamed
from portal.web.moderation import wording
from portal.web.moderation.finders import PAGES

bp = Blueprint("log", __name__)
E = TypeVar("E", bound=StrEnum)
KINDS = {Kind.NOMINATION: N_("Story"), Kind.OPINION: N_("Opinion"), Kind.REPLY: N_("Answer to an opinion")}
ITEMS = PAGES | {"together": ("several.done", "act_id")}
THINGS = {
    "nomination": N_("Story"), "opinion": N_("Opinion"), "opinion_reply": N_("Answer to an opinion"), "story": N_("Published story"),
    "report_case": N_("Report by a reader"), "appeal": N_("Asked to look again"), "decision": N_("Decision"), "reason": N_("Reason"),
    "canned_reply": N_("Canned reply"), "function_switch": N_("Switch"), "handover": N_("Hand-over"), "desk_note": N_("Note"),
    "moderation_log": N_("Moderation log"), "together": N_("Several at once"),
}  # fmt: skip
ACTS = wording.ACTS | {
    "nomination:write_down": N_("wrote the story down for somebody"), "nomination:forget": N_("deleted what was withdrawn"),
    "opinion:write_down": N_("wrote the opinion down for somebody"), "opinion:verify": N_("confirmed the opinion"),
    "opinion:withdraw": N_("withdrew the opinion"), "opinion:sort": N_("put it under a point of the synthesis"),
    "story:write": N_("wrote the story"), "story:backdate": N_("set the day of publication"),
    "story:undo": N_("took an act on the story back"), "eyes:agree": N_("agreed, as the second person"),
    "appeal:write_down": N_("wrote the appeal down for somebody"), "appeal:overtake": N_("closed the appeal, as decided anew"),
    "report:gone": N_("closed reports, as what they spoke of is gone"), "together:undo": N_("took several back at once"),
    "handover:release_all": N_("put everything back"),
    "opinion:give": N_("sent an opinion"), "opinion:publish": N_("published the opinion"),
    "opinion:ask": N_("asked the writer"), "opinion:answer": N_("answered the question"),
    "opinion:write_down_answer": N_("wrote down the writer’s answer"),
    "opinion:lapse": N_("went on without an answer"), "opinion:count": N_("let the opinion count"), "opinion:decline": N_("did not publish the opinion"),
    "opinion:reconsider": N_("took it back to the desk"), "opinion:restore": N_("restored the state before"),
    "opinion:close": N_("no longer part of the round"), "opinion:fetch": N_("opened a document"),
    "opinion:reply": N_("answered an opinion"), "opinion:review_reply": N_("judged an answer"),
    "story:publish": N_("published the story"), "story:correct": N_("corrected the public story"),
    "story:remove": N_("took the story down"), "story:settle": N_("settled a report"), "story:report": N_("reported something"),
    "story:restore": N_("restored the state before"), "report:settle": N_("settled a report"),
    "report:reopen": N_("opened reports again"), "appeal:judge": N_("answered the appeal"),
    "appeal:resume": N_("let the appeal wait again"), "appeal:ask": N_("asked for another look"),
    "moderation:look_original": N_("looked once more at an original that was open"),
    "moderation:edit_reasons": N_("changed a reason"), "canned:write": N_("wrote a canned reply"),
    "switch:turn": N_("turned a switch"), "note:write": N_("wrote a note"), "note:take_back": N_("took a note back"),
    "handover:write": N_("handed over"), "handover:acknowledge": N_("took note of a hand-over"),
    "record:export": N_("saved the log as a file"), "together:take": N_("took in hand, among several"),
    "together:accept": N_("accepted, among several"), "together:put_back": N_("put back, among several"),
    "together:pass": N_("left as it was, among several"),
}  # fmt: skip
HEAD = (
    N_("When"), N_("Who"), N_("Kind"), N_("Number"), N_("Decision"), N_("Reason"), N_("Stance"), N_("Ward or commune"),
    N_("Round"), N_("Revision"), N_("Taken back"), N_("Internal note"),
)  # fmt: skip


@bp.get("/nhat-ky")
@allow(Record.READ)
def decisions() -> str:
    """Decisions, newest first, with how many there are of what is asked for."""
    wish = wished()
    found = log.page(wish)
    return render_template(
        "moderation/log/decisions.html", wish=wish, lines=found.items, after=_more(found.after), totals=log.totals(wish), **_words(),
        wards=_wards(), exports=may(actor(), Record.EXPORT), address=address, asked=_asked(),
        people=log.people(), rounds=log.rounds(), titles=_titles(),
    )  # fmt: skip


@bp.get("/nhat-ky/viec")
@allow(Record.READ)
def everything() -> str:
    """Every act at the desk, newest first."""
    wish = acts.Wish(
        _uuid("who"), _one(THINGS, "thing"), request.args.get("act", "")[:64], _day("since"), _day("until"), _after()
    )  # fmt: skip
    items, after = acts.page(wish)
    here = {k: v for k in ("who", "thing", "act", "since", "until") if (v := request.args.get(k))}
    return render_template(
        "moderation/log/acts.html", wish=wish, items=items, more=to("log.everything", **here, after=after) if after else "",
        THINGS=THINGS, ACTS=ACTS, people=log.people(), address=address, first=to("log.everything", **here) if wish.after else "",
        since=request.args.get("since", ""), until=request.args.get("until", ""),
    )  # fmt: skip


@bp.get("/nhat-ky/xuat.csv")
@allow(Record.EXPORT)
def export() -> Response:
    """What is asked for as a file. That it was taken out is put on record first."""
    wish = wished()
    with unit_of_work():
        _recorded(actor())
    return streamed(_rows(wish), name=f"nhat-ky-kiem-duyet-{clock.today():%Y-%m-%d}.csv")


def wished() -> log.Wish:
    """What the address asks for; what makes no sense is left out."""
    args = request.args
    return log.Wish(
        who=_uuid("who"), kind=_enum(Kind, "kind"), outcome=_enum(Outcome, "outcome"), reason=tidy.line(args.get("reason", ""))[:40],
        stance=_enum(Stance, "stance"), ward=tidy.line(args.get("ward", ""))[:60], round=_uuid("round"), since=_day("since"),
        until=_day("until"), words=tidy.line(args.get("words", ""))[:100], after=args.get("after"),
    )  # fmt: skip


def address(table: str, thing_id: object) -> str:
    """Where a thing is judged; nothing for one that has no page of its own."""
    endpoint, name = ITEMS.get(table, ("", ""))
    return to(endpoint, **{name: thing_id}) if endpoint else ""


class _Log:
    """The log as a thing that is taken out."""

    __tablename__, id = "moderation_log", "decisions"


def _recorded(by: Actor) -> None:
    require(by, Record.EXPORT)
    record(by, Record.EXPORT, _Log, asked=_asked())


def _rows(wish: log.Wish) -> Iterator[Sequence[object]]:
    yield [gettext(each) for each in HEAD]
    wards, titles = _wards(), _titles()
    for line in log.everything(wish):
        at, back = clock.local(line.at), line.undone_at and clock.local(line.undone_at)
        yield (
            f"{at:%Y-%m-%d %H:%M:%S}", line.who, gettext(KINDS[line.kind]) if line.kind else line.table, line.number,
            gettext(wording.OUTCOMES[line.outcome][0]), titles.get(line.reason, line.reason),
            str(STANCES[line.stance.value]) if line.stance else "", wards.get(line.ward, line.ward), line.round,
            line.of_version, f"{back:%Y-%m-%d %H:%M:%S}" if back else "", line.note,
        )  # fmt: skip


def _wards() -> dict[str, str]:
    """The wards of today by code, in the language being read."""
    return {w.code: ward_name(w.kind, w.name, language()) for w in organisations.wards_on(clock.today())}


def _titles() -> dict[str, str]:
    """The reasons by code, in the language being read."""
    return {r.code: r.title_en if language() == "en" else r.title_vi for r in desk.reasons(retired=True)}


def _words() -> dict[str, Any]:
    return {"wording": wording, "KINDS": KINDS, "STANCES": STANCES, "MARKS": MARKS, "outcomes": list(Outcome)}


def _asked() -> dict[str, str]:
    names = ("who", "kind", "outcome", "reason", "stance", "ward", "round", "since", "until", "words")
    return {name: value[:100] for name in names if (value := request.args.get(name, ""))}


def _more(after: str | None) -> str:
    return to("log.decisions", **_asked(), after=after) if after else ""


def _enum(kind: type[E], name: str) -> E | None:
    return next((each for each in kind if each.value == request.args.get(name)), None)


def _one(known: dict[str, str], name: str) -> str:
    return request.args.get(name, "") if request.args.get(name, "") in known else ""


def _uuid(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get(name, ""))
    except ValueError:
        return None


def _day(name: str) -> date | None:
    """A day that may stand in a log; one at either end of all calendars has no midnight of ours."""
    found = read_day(request.args.get(name, ""))
    return found if found and MINYEAR < found.year < MAXYEAR else None


def _after() -> int | None:
    text = request.args.get("after", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
