"""Everything that staff decide, each as a case: what comes before it, the act itself, its letter, and how it is reversed later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from time_machine import Traveller

from portal.consultations.opinions import at_desk as opinion_desk
from portal.consultations.opinions import covering, replies, reported, reviewing
from portal.consultations.opinions import queries as opinion_queries
from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.states import ReplyBy, Stance
from portal.core.actor import RESIDENT, Actor, holder_of
from portal.core.db import db, unit_of_work
from portal.core.storage.models import StoredFile
from portal.honours.queries import calendar
from portal.moderation import masks, redactions, reversals
from portal.moderation import services as desk
from portal.moderation.appeals import queries as appeals
from portal.moderation.appeals import services as appealing
from portal.moderation.appeals.states import Verdict as Answer
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.redactions import Cover
from portal.moderation.reports import queries as cases
from portal.moderation.reports import settling
from portal.moderation.reports.models import ReaderReport
from portal.moderation.reports.states import Outcome as Came
from portal.moderation.reports.states import ReportKind
from portal.moderation.states import Outcome
from portal.nominations import at_desk as nomination_desk
from portal.nominations import moves
from portal.nominations import queries as nominations
from portal.nominations.models import Nomination
from portal.stories import queries as stories
from portal.stories import services
from portal.stories.content import Content, content_of
from portal.stories.models import Story
from portal.stories.states import RemovalReason
from tests.consultations.held import BOARD, TEXT, announced, candidate_of, opinion
from tests.moderation.things import colleague
from tests.nominations.tipped import EDITOR, MODERATOR, tip
from tests.stories.telling import accepted, address, consent, photo, publish, written

OTHER = colleague("Hồ Văn Nhị")
WHY = "Đọc lại thấy chưa thật đúng."
ASKED = "Tôi đã tận mắt thấy việc này nhiều lần rồi."
NUMBER = "0912 345 678"
DURING = datetime(2026, 11, 20, 2, tzinfo=UTC)


@dataclass
class Scene:
    """What a case is about, once it is set; `clock` moves the time."""

    clock: Traveller
    ids: dict[str, Any] = field(default_factory=dict)

    def nomination(self) -> Nomination:
        found = nominations.one(self.ids["nomination"])
        assert found is not None
        return found

    def opinion(self) -> Opinion:
        found = opinion_queries.one(self.ids["opinion"])
        assert found is not None
        return found

    def reply(self) -> Reply:
        found = opinion_queries.reply(self.ids["reply"])
        assert found is not None
        return found

    def story(self) -> Story:
        found = stories.one(self.ids["story"])
        assert found is not None
        return found


Do = Callable[[Scene, Actor], None]


@dataclass(frozen=True)
class Case:
    """One thing that staff decide. `back` reverses it when its minute is over; `second` is the letter that then goes."""

    name: str
    before: Callable[[Scene], None]
    act: Do
    letter: str
    back: Do
    second: str


def told(scene: Scene) -> None:
    made = tip()
    with unit_of_work():
        nomination_desk.enter(made)
    scene.ids["nomination"] = made.id


def said(scene: Scene) -> None:
    candidate = candidate_of(announced())
    scene.clock.move_to(DURING)
    scene.ids["opinion"] = opinion(candidate, text=f"{TEXT} Số {NUMBER}.", stance=Stance.REMARKS).id


def on_story(outcome: Outcome, reason: str = "") -> Do:
    """A decision of the desk on a testimony."""

    def act(scene: Scene, by: Actor) -> None:
        n = scene.nomination()
        made = desk.decide(
            n, by=by, outcome=outcome, of_version=n.version, reason_code=reason, words="Xin bạn kể thêm."
        )
        verb: Any = getattr(moves, outcome.move)
        verb(
            n,
            by=by,
            decision=made,
            **({"reason_code": reason} if outcome in (Outcome.DECLINE, Outcome.FORWARD) else {}),
        )

    return act


def reopened(scene: Scene, by: Actor) -> None:
    n = scene.nomination()
    moves.reopen(n, by=by, reversal=reversals.reverse(n, by=by, reason=WHY, of_version=n.version))


def covers(words: str = NUMBER) -> tuple[Cover, ...]:
    at = f"{TEXT} Số {NUMBER}.".index(words)
    return (Cover(at, at + len(words), "phone", "[số điện thoại]"),)


def on_opinion(outcome: Outcome, reason: str = "", of: tuple[Cover, ...] = ()) -> Do:
    """A decision of the desk on an opinion; against criticism it takes two, of whom the first is a colleague."""

    def act(scene: Scene, by: Actor) -> None:
        verdict = Verdict(outcome, reason, "Bà thông cảm.", covers=of)
        for who in (OTHER, by) if outcome is Outcome.DECLINE else (by,):
            o = scene.opinion()
            reviewing.judge(o, verdict, by=who, of_version=o.version)

    return act


def reconsidered(scene: Scene, by: Actor) -> None:
    o = scene.opinion()
    standing = o.shown_text is not None
    for who in (OTHER, by) if standing else (by,):
        reviewing.reconsider(o, by=who, why=WHY)


def shown(scene: Scene) -> None:
    """An opinion is public, its number covered; its letter has left."""
    said(scene)
    with unit_of_work():
        on_opinion(Outcome.ACCEPT, of=covers())(scene, MODERATOR)


def whole(scene: Scene) -> None:
    """An opinion is public with its number in it."""
    said(scene)
    with unit_of_work():
        on_opinion(Outcome.ACCEPT)(scene, MODERATOR)


def covered_later(scene: Scene, by: Actor) -> None:
    o = scene.opinion()
    known = {str(each.id): each.count for each in cases.open_on("opinion", o.id)}
    covering.cover(o, covers(), by=by, of_version=o.version, seen=known)


def turned_down(scene: Scene) -> None:
    said(scene)
    with unit_of_work():
        on_opinion(Outcome.DECLINE, "opinion_insults")(scene, MODERATOR)


def refused(scene: Scene) -> None:
    told(scene)
    with unit_of_work():
        on_story(Outcome.DECLINE, "too_little")(scene, MODERATOR)


def replied(scene: Scene) -> None:
    shown(scene)
    with unit_of_work():
        key = replies.invite(scene.opinion().candidate, who=ReplyBy.UNIT, by=BOARD)
        asked, mine = replies.by_key(key)
        criticism = replies.criticism(mine, scene.ids["opinion"])
        made = replies.answer(criticism, asked, text="Xin mời bác đến xem.", signed="Tổ 3", by=RESIDENT)
        scene.ids["reply"] = made.id


def on_reply(outcome: Outcome, reason: str = "") -> Do:
    def act(scene: Scene, by: Actor) -> None:
        r = scene.reply()
        replies.judge(r, Verdict(outcome, reason), by=by, of_version=r.version)

    return act


def reply_shown(scene: Scene) -> None:
    replied(scene)
    with unit_of_work():
        on_reply(Outcome.ACCEPT)(scene, MODERATOR)


def reply_back(scene: Scene, by: Actor) -> None:
    r = scene.reply()
    for who in (OTHER, by) if r.shown_text is not None else (by,):
        replies.reconsider(r, by=who, why=WHY)


def drafted(scene: Scene) -> None:
    nomination = accepted()
    consent(nomination)
    scene.ids |= {"nomination": nomination.id, "story": written(nomination).id}


def told_publicly(scene: Scene) -> None:
    drafted(scene)
    publish(scene.story())


def published(scene: Scene, by: Actor) -> None:
    services.publish(scene.story(), by=by, version=scene.story().version, address=address)


def corrected(scene: Scene, by: Actor) -> None:
    s = scene.story()
    present = {name: getattr(content_of(s), name) for name in Content.__dataclass_fields__}
    new = Content(**present | {"title": f"{s.title}, lần nữa"})
    services.correct(s, new, by=by, version=s.version, note="Sửa tên bài.", address=address)


def taken_down(scene: Scene, by: Actor) -> None:
    first = EDITOR if by.id != EDITOR.id else OTHER
    for who in (first, by):
        s = scene.story()
        services.remove(s, by=who, version=s.version, reason=RemovalReason.PRIVACY, why=WHY, note="Lộ địa chỉ nhà.")


def down(scene: Scene) -> None:
    told_publicly(scene)
    with unit_of_work():
        taken_down(scene, colleague("Đinh Thị Nhất", *EDITOR.roles))


def story_appealed(scene: Scene) -> None:
    refused(scene)
    with unit_of_work():
        n = scene.nomination()
        appealing.ask(n, nomination_desk.matter(n), text=ASKED, by=holder_of(n.id), calendar=calendar())


def story_covered(scene: Scene) -> None:
    """A testimony goes on with a word covered, its writer knows so and asks for another look."""
    told(scene)
    with unit_of_work():
        n = scene.nomination()
        word = Cover(0, len(n.story.split()[0]), "chosen", "[đã che]")
        redactions.choose(n, by=MODERATOR, field="story", text=n.story, covers=[word], spared=[])
        on_story(Outcome.ACCEPT_COVERED)(scene, MODERATOR)


def photo_covered(scene: Scene) -> None:
    """A testimony goes on with a part of its photo covered, no word of it."""
    told(scene)
    scene.ids["photo"] = photo(scene.nomination())
    with unit_of_work():
        n = scene.nomination()
        file = db.session.get_one(StoredFile, scene.ids["photo"])
        masks.cover(n, file, by=MODERATOR, parts=[masks.rectangle(10, 10, 20, 20)])
        on_story(Outcome.ACCEPT_COVERED)(scene, MODERATOR)


def photo_appealed(scene: Scene) -> None:
    photo_covered(scene)
    with unit_of_work():
        n = scene.nomination()
        appealing.ask(n, nomination_desk.matter(n), text=ASKED, by=holder_of(n.id), calendar=calendar())


def covering_appealed(scene: Scene) -> None:
    story_covered(scene)
    with unit_of_work():
        n = scene.nomination()
        appealing.ask(n, nomination_desk.matter(n), text=ASKED, by=holder_of(n.id), calendar=calendar())


def opinion_appealed(scene: Scene) -> None:
    shown(scene)
    with unit_of_work():
        o = scene.opinion()
        appealing.ask(o, opinion_desk.matter(o), text=ASKED, by=holder_of(o.id), calendar=calendar())


def answered(verdict: Answer) -> Do:
    def act(scene: Scene, by: Actor) -> None:
        thing: Any = scene.opinion() if "opinion" in scene.ids else scene.nomination()
        appeal = appeals.waiting(thing)
        assert appeal is not None
        made = appealing.judge(
            appeal, by=by, verdict=verdict, said="Chúng tôi đã xem lại kỹ.", of_version=appeal.version
        )
        room: Any = reviewing if "opinion" in scene.ids else moves
        room.appeal_judged(thing, appeal, by=by, act=made)

    return act


def decided_anew(scene: Scene, by: Actor) -> None:
    """What an upheld appeal leads to: another decision, with a letter of its own."""
    on_story(Outcome.ACCEPT)(scene, by)


def report(about: Opinion, text: str, contact: str = "") -> ReaderReport:
    return reported.report(about, by=RESIDENT, kind=ReportKind.INSULT, text=text, contact=contact)


def complained(scene: Scene) -> None:
    shown(scene)
    with unit_of_work():
        made = report(scene.opinion(), "Câu cuối nặng lời với hàng xóm", "mai@example.vn")
        scene.ids["case"] = made.case_id


def closed(scene: Scene, by: Actor) -> None:
    case = cases.locked(scene.ids["case"])
    assert case is not None
    settling.settle(case, by=by, outcome=Came.NOTHING_WRONG, seen=case.count)


def closed_otherwise(scene: Scene, by: Actor) -> None:
    case = cases.locked(scene.ids["case"])
    assert case is not None
    settling.reopen(case, by=by, why=WHY, of_version=case.version)
    settling.settle(case, by=by, outcome=Came.MOVED_ON, seen=case.count)


DECLINE, FORWARD = "too_little", "forward_other_place"
ON_STORIES = [
    Case("nomination accept", told, on_story(Outcome.ACCEPT), "accepted", reopened, "reversed"),
    Case("nomination ask", told, on_story(Outcome.ASK), "question", reopened, "reversed"),
    Case("nomination await_consent", told, on_story(Outcome.AWAIT_CONSENT), "consent_asked", reopened, "reversed"),
    Case("nomination forward", told, on_story(Outcome.FORWARD, FORWARD), "forwarded", reopened, "reversed"),
    Case("nomination decline", told, on_story(Outcome.DECLINE, DECLINE), "declined", reopened, "reversed"),
    Case("nomination reversed", refused, reopened, "reversed", on_story(Outcome.DECLINE, DECLINE), "declined"),
    Case("story published", drafted, published, "published", taken_down, "story_removed"),
    Case("story corrected", told_publicly, corrected, "story_corrected", corrected, "story_corrected"),
    Case("story taken down", told_publicly, taken_down, "story_removed", published, "published"),
    Case("story published again", down, published, "published", taken_down, "story_removed"),
]
INSULTS = "opinion_insults"
ON_OPINIONS = [
    Case("opinion accept", said, on_opinion(Outcome.ACCEPT), "opinion_published", reconsidered, "opinion_reversed"),
    Case("opinion decline", said, on_opinion(Outcome.DECLINE, INSULTS), "opinion_declined", reconsidered, "opinion_reversed"),
    Case("opinion taken back", shown, reconsidered, "opinion_reversed", on_opinion(Outcome.ACCEPT), "opinion_published"),
    Case("opinion looked at anew", turned_down, reconsidered, "opinion_reversed", on_opinion(Outcome.ACCEPT), "opinion_published"),
    Case("opinion covered later", whole, covered_later, "opinion_published", reconsidered, "opinion_reversed"),
    Case("reply accept", replied, on_reply(Outcome.ACCEPT), "opinion_replied", reply_back, "reply_reversed"),
    Case("reply taken back", reply_shown, reply_back, "reply_reversed", on_reply(Outcome.ACCEPT), "opinion_replied"),
]  # fmt: skip
LOOKED_AT = [
    Case("appeal stands", story_appealed, answered(Answer.STAND), "appeal_judged", reopened, "reversed"),
    Case("appeal upheld", story_appealed, answered(Answer.ANEW), "appeal_judged", decided_anew, "accepted"),
    Case("appeal lifted", opinion_appealed, answered(Answer.LIFT), "appeal_judged", reconsidered, "opinion_reversed"),
    Case("appeal lifted of a story", covering_appealed, answered(Answer.LIFT), "appeal_judged", reopened, "reversed"),
    Case("appeal lifted of a photo", photo_appealed, answered(Answer.LIFT), "appeal_judged", reopened, "reversed"),
    Case("reports closed", complained, closed, "report_settled", closed_otherwise, "report_settled"),
]
CASES = [*ON_STORIES, *ON_OPINIONS, *LOOKED_AT]
