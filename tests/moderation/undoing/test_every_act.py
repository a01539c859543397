"""Every decision can be taken back within its minute without trace for who wrote, and reversed later with a second letter."""

import inspect
import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.opinions import tallies
from portal.consultations.opinions.models import Opinion, Question, Reply
from portal.core import policy
from portal.core.actor import Actor, Role
from portal.core.audit import verify
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied, NotNow
from portal.core.jobs import registry, runner
from portal.core.mail.models import Letter
from portal.moderation import claims
from portal.moderation.appeals.models import Appeal
from portal.moderation.appeals.states import AppealState
from portal.moderation.desk import keeping
from portal.moderation.desk.models import DeskItem
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.states import ProposalState
from portal.moderation.limits import UNDO
from portal.moderation.models import Mask, Redaction, Reversal
from portal.moderation.reasons import load_reasons
from portal.moderation.reports.models import ReaderReport, ReportCase
from portal.moderation.states import Outcome
from portal.moderation.undoing import services as undoing
from portal.moderation.undoing.models import HeldAct
from portal.moderation.undoing.states import ActKind
from portal.nominations.models import Message, Nomination
from portal.stories.models import Story, StoryTally
from tests.browser import Browser
from tests.moderation.undoing.acts import CASES, Case, Scene, on_story, reopened, report
from tests.staff import sign_in, staff

TABLES = (
    Nomination, Message, Opinion, Question, Reply, Story, Appeal, ReportCase, ReaderReport, Redaction, Reversal, Mask,
)  # fmt: skip
# What is another though nothing is: revisions, who covered the same again, words kept for whoever writes them anew.
ASIDE = {
    "*": {"version", "id"}, "nomination": {"folded"}, "redaction": {"made_by", "made_at", "of_version"}, "mask": {"made_by", "made_at"},
    "appeal": {"said", "note"}, "report_case": {"words", "note", "checked"},
}  # fmt: skip
LINE = (DeskItem.thing_id, DeskItem.turn, DeskItem.stage, DeskItem.due_on)


def picture() -> dict[str, list[str]]:
    """All that an act could have changed, but for what counts revisions."""
    db.session.rollback()
    found = {}
    for model in TABLES:
        aside = ASIDE["*"] | ASIDE.get(model.__tablename__, set())
        rows = db.session.execute(sa.select(model.__table__)).mappings()
        told = [json.dumps({k: str(v) for k, v in row.items() if k not in aside}, sort_keys=True) for row in rows]
        found[model.__tablename__] = sorted(told)
    public = sa.select(StoryTally).where(StoryTally.kind != "edition", StoryTally.n != 0)
    found["public"] = sorted(f"{each.kind} {each.key} {each.n}" for each in db.session.scalars(public))
    found["line"] = sorted(str(row) for row in db.session.execute(sa.select(*LINE)))
    return found


def letters(now: Traveller, *, later: bool) -> list[str]:
    """The kinds of the letters that there are, at once or when the minute is over."""
    db.session.rollback()
    if later:
        now.shift(UNDO)
    runner.run_due()
    return [each.kind for each in db.session.scalars(sa.select(Letter).order_by(Letter.created_at, Letter.kind))]


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def scene(app: Flask, case: Case, now: Traveller) -> Scene:
    """What the case is about, with the letters that came before all gone out."""
    with app.app_context():
        with unit_of_work():
            load_reasons()
        made = Scene(now)
        case.before(made)
        letters(now, later=True)
        db.session.remove()
    return made


def test_within_its_minute_it_is_taken_back_and_nobody_is_told(
    app: Flask, browse: Callable[[], Browser], case: Case, scene: Scene, now: Traveller
) -> None:
    browser = browse()
    sign_in(app, browser, Role.BOARD_LEAD)
    with app.app_context():
        before, sent, by = picture(), letters(now, later=False), staff(Role.BOARD_LEAD)
        with unit_of_work():
            case.act(scene, by)
        assert picture() != before and letters(now, later=False) == sent, "its letter waits"
        db.session.remove()
    browser.get("/nghiep-vu/hang-doi").submit({}, form="hoan-tac")
    with app.app_context():
        assert picture() == before
        assert letters(now, later=True) == sent
        assert not list(keeping.differences()) and not list(tallies.differences()) and not list(verify.faults())
    assert "hoan-tac" not in [form.get("action") for form in browser.get("/nghiep-vu/hang-doi").all("form")]


def test_when_the_minute_is_over_its_letter_leaves_and_a_reversal_sends_a_second(
    app: Flask, case: Case, scene: Scene, now: Traveller
) -> None:
    with app.app_context():
        sent, by = letters(now, later=False), staff(Role.BOARD_LEAD)
        with unit_of_work():
            case.act(scene, by)
        assert letters(now, later=True) == [*sent, case.letter]
        with unit_of_work():
            case.back(scene, by)
        assert letters(now, later=True) == [*sent, case.letter, case.second]
        assert not list(keeping.differences()) and not list(tallies.differences()) and not list(verify.faults())


def of(name: str) -> Case:
    return next(case for case in CASES if case.name == name)


def set_up(name: str, now: Traveller) -> tuple[Case, Scene]:
    with unit_of_work():
        load_reasons()
    case, scene = of(name), Scene(now)
    case.before(scene)
    letters(now, later=True)
    return case, scene


def done(name: str, now: Traveller) -> HeldAct:
    """Such an act, just done by the lead."""
    case, scene = set_up(name, now)
    by = staff(Role.BOARD_LEAD)
    with unit_of_work():
        case.act(scene, by)
    return undoable(by)


def undoable(by: Actor) -> HeldAct:
    """What somebody can take back now."""
    db.session.rollback()
    made = undoing.undoable(by)
    assert isinstance(made, HeldAct)
    return made


def take_back(made: HeldAct, by: Actor) -> None:
    with unit_of_work():
        undoing.undo(db.session.get_one(HeldAct, made.id), by=by)


@pytest.mark.parametrize("name", ["story taken down", "opinion taken back", "reply taken back"])
def test_what_two_agreed_on_waits_again_for_a_second_person(inside: Flask, now: Traveller, name: str) -> None:
    made = done(name, now)
    take_back(made, staff(Role.BOARD_LEAD))
    (proposal,) = db.session.scalars(sa.select(Proposal).where(Proposal.thing_id == made.thing_id))
    assert (proposal.state, proposal.second_by, proposal.ended_at) == (ProposalState.PENDING, None, None)


@pytest.mark.parametrize("name", ["nomination reversed", "story taken down", "appeal upheld", "reports closed"])
def test_only_whoever_did_it_takes_it_back_once_and_in_time(inside: Flask, now: Traveller, name: str) -> None:
    made, by = done(name, now), staff(Role.BOARD_LEAD)
    with pytest.raises(Denied):
        take_back(made, staff(Role.EDITOR))
    take_back(made, by)
    with pytest.raises(NotNow):
        take_back(made, by)
    assert undoing.undoable(by) is None


def test_after_its_minute_an_act_is_taken_back_by_nobody(inside: Flask, now: Traveller) -> None:
    made = done("reports closed", now)
    now.shift(UNDO)
    with pytest.raises(NotNow):
        take_back(made, staff(Role.BOARD_LEAD))
    assert undoing.undoable(staff(Role.BOARD_LEAD)) is None


def test_what_a_colleague_has_in_hand_is_not_taken_from_under_them(inside: Flask, now: Traveller) -> None:
    made, colleague = done("nomination reversed", now), staff(Role.MODERATOR)
    with unit_of_work():
        claims.claim(db.session.get_one(Nomination, made.thing_id), by=colleague)
    with pytest.raises(claims.Held):
        take_back(made, staff(Role.BOARD_LEAD))


def test_an_appeal_that_ended_with_a_reversal_waits_again(inside: Flask, now: Traveller) -> None:
    _, scene = set_up("appeal stands", now)
    by = staff(Role.BOARD_LEAD)
    with unit_of_work():
        reopened(scene, by)
    appeal = db.session.scalars(sa.select(Appeal)).one()
    assert appeal.state is AppealState.OVERTAKEN
    take_back(undoable(by), by)
    assert db.session.get_one(Appeal, appeal.id, populate_existing=True).state is AppealState.WAITING


def test_a_letter_that_had_not_left_when_its_decision_was_reversed_leaves_after_all(
    inside: Flask, now: Traveller
) -> None:
    _, scene = set_up("nomination decline", now)
    first, by = staff(Role.MODERATOR), staff(Role.BOARD_LEAD)
    with unit_of_work():
        on_story(Outcome.DECLINE, "too_little")(scene, first)
    now.shift(UNDO * 0.75)
    with unit_of_work():
        reopened(scene, by)
    assert letters(now, later=False) == []
    now.shift(UNDO / 2)
    runner.run_due()
    take_back(undoable(by), by)
    assert letters(now, later=True) == ["declined"]


def test_reports_that_came_meanwhile_go_into_the_item_that_is_open_again(inside: Flask, now: Traveller) -> None:
    case, scene = set_up("reports closed", now)
    by = staff(Role.BOARD_LEAD)
    with unit_of_work():
        case.act(scene, by)
    with unit_of_work():
        report(scene.opinion(), "Tôi cũng thấy câu ấy nặng lời")
    take_back(undoable(by), by)
    (item,) = db.session.scalars(sa.select(ReportCase))
    assert (item.count, item.settled_at) == (2, None) and not list(keeping.differences())


# What each permission of these rooms is. A new one must be entered here: as a decision with its cases above, or with why
# it needs none.
DECIDED = "decision"
NONE = "decides nothing"
WRITERS = "the writer's own"
ITS_OWN = "has an undoing of its own: "
WHAT: dict[str, str] = {
    "moderation:decide": DECIDED, "moderation:reverse": DECIDED, "moderation:undo": "undoes", "moderation:take_over": NONE,
    "moderation:redact": "covers what a decision shows; chosen anew until then",
    "moderation:edit_text": ITS_OWN + "the original", "moderation:mask": ITS_OWN + "covered anew, and nobody is told",
    "moderation:edit_reasons": NONE, "moderation:set_backlog": NONE, "moderation:mark_flag": ITS_OWN + "marked back",
    "moderation:switch_order": ITS_OWN + "switched back",
    **dict.fromkeys(("moderation:queue", "moderation:read", "moderation:contacts", "moderation:fetch", "moderation:claim",
                     "moderation:release", "moderation:read_original", "moderation:look_original", "moderation:read_reasons", "moderation:measure", "moderation:read_checks"), NONE),
    **dict.fromkeys(("nomination:accept", "nomination:ask", "nomination:await_consent", "nomination:forward",
                     "nomination:decline", "nomination:reopen", "nomination:publish", "nomination:unpublish",
                     "nomination:story_corrected"), DECIDED),
    "nomination:restore": "undoes", "nomination:split": ITS_OWN + "join; its letter waits a minute", "nomination:join": "undoes",
    "nomination:verify": NONE, "nomination:write_to": "a message, which decides nothing", "nomination:open_contact": NONE,
    "nomination:read": NONE, "nomination:write_down": NONE, "nomination:write_down_answer": NONE, "nomination:forget": "the system's",
    **dict.fromkeys(("nomination:draft", "nomination:submit", "nomination:follow", "nomination:answer", "nomination:write",
                     "nomination:add_photos", "nomination:remove_file", "nomination:correct", "nomination:withdraw"), WRITERS),
    **dict.fromkeys(("opinion:publish", "opinion:count", "opinion:ask", "opinion:decline", "opinion:reconsider",
                     "opinion:review_reply"), DECIDED),
    "opinion:restore": "undoes", "opinion:move": "leaves this desk for good and without a trace, which is what it is for",
    "opinion:mark_cluster": ITS_OWN + "marked back, with a reason; nobody is told", "opinion:sort": "counts; sorted anew",
    "opinion:invite_reply": ITS_OWN + "revoked", "opinion:close": "the system's", "opinion:lapse": "the system's",
    "opinion:cluster": "the system's", "opinion:read": NONE, "opinion:fetch": NONE, "opinion:read_writer": NONE,
    "opinion:write_down": NONE, "opinion:write_down_answer": NONE,
    **dict.fromkeys(("opinion:give", "opinion:verify", "opinion:follow", "opinion:withdraw", "opinion:answer",
                     "opinion:reply"), WRITERS),
    **dict.fromkeys(("story:publish", "story:correct", "story:remove"), DECIDED),
    "story:restore": "undoes", "story:undo": "undoes", "story:read": NONE, "story:write": NONE, "story:backdate": "the system's",
    "story:thank": WRITERS,
    "appeal:judge": DECIDED, "appeal:resume": "undoes", "appeal:ask": WRITERS, "appeal:write_down": NONE, "appeal:read": NONE,
    "appeal:overtake": "follows from a reversal",
    "report:settle": DECIDED, "report:reopen": "undoes", "report:report": WRITERS, "report:ask": WRITERS, "report:read": NONE,
    "report:contacts": NONE, "report:gone": "the system's", "report:forget": "the system's",
    "eyes:propose": ITS_OWN + "retract", "eyes:retract": "undoes", "eyes:reopen": "undoes",
    **dict.fromkeys(("eyes:agree", "eyes:dispute", "eyes:settle", "eyes:judge"), "a part of a decision"),
    **dict.fromkeys(("eyes:queue", "eyes:sample", "eyes:read"), NONE), "eyes:review": "changes nothing",
    "eyes:lapse": "the system's", "eyes:draw": "the system's",
}  # fmt: skip
ROOMS = ("moderation", "nomination", "opinion", "story", "appeal", "report", "eyes")
TRIED = {"nomination", "opinion", "reply", "story", "appeal", "reports"}


def test_no_kind_of_decision_is_without_its_undoing() -> None:
    asked = {each.value for each in policy.known() if each.value.partition(":")[0] in ROOMS}
    assert asked == set(WHAT), "say of each what it is; of a decision add its case to acts.py"
    tables = {"nomination", "opinion", "opinion_reply", "story", "appeal", "report_case"}
    assert {table for _, table in undoing.known()} == tables and {kind for kind, _ in undoing.known()} == set(ActKind)
    assert {case.name.partition(" ")[0] for case in CASES} == TRIED
    assert {f"nomination {o.move}" for o in Outcome} <= {case.name for case in CASES}


def test_no_letter_about_what_staff_did_leaves_at_once() -> None:
    held = {
        "nominations.tell",
        "nominations.tell_decision",
        "opinions.tell",
        "opinions.tell_decision",
        "reports.settled",
    }
    for kind in held:
        names = set(inspect.signature(registry.of(kind).run).parameters)
        assert names & {"act_id", "decision_id"}, f"{kind} does not ask whether what it tells of stands"
