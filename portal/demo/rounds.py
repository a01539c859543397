"""Four rounds for the demo: coming, open with five working days left, closed and unanswered, closed and answered."""

import random
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.services import Particulars
from portal.consultations.candidates.states import CandidateKind
from portal.consultations.opinions import clusters, replies, reviewing, verifying
from portal.consultations.opinions import services as opinions
from portal.consultations.opinions.jobs import ANSWERED, DECIDED, RECEIVED
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.said import Sent
from portal.consultations.opinions.states import OpinionState, ReplyBy, Stance, Verified
from portal.consultations.outcome import freezing, points
from portal.consultations.outcome import services as outcome
from portal.consultations.outcome.services import TELL_ALL
from portal.consultations.outcome.states import Answer, Unused
from portal.consultations.rounds import basis, scheduling
from portal.consultations.rounds import services as rounds
from portal.consultations.rounds.models import Round
from portal.consultations.rounds.services import Plan
from portal.core import clock, codes, marks
from portal.core.actor import RESIDENT, SYSTEM, Actor, Role
from portal.core.db import db, unit_of_work
from portal.core.jobs.models import Job, State
from portal.demo import aging, asked, covered
from portal.demo.speaking import Speech, mobilised, varied
from portal.engines.calendar import window
from portal.honours import queries as honours
from portal.moderation.eyes.verdicts import Verdict
from portal.moderation.states import Outcome
from portal.nominees import services as nominees
from portal.nominees.states import Honorific, NomineeKind, PositionGroup

DATA = Path(__file__).with_name("rounds.toml")
MORNING = time(1, tzinfo=UTC)  # 08:00 in Viet Nam
LEFT = 5  # working days left in the open round
SPOKEN = {"open": 24, "closed": 36, "answered": 52}  # opinions on each candidate
CAMPAIGN = 40
REVIEWED = {"open": 0.8, "closed": 0.9, "answered": 1.0}
DESK_DAYS, LATE_READ = 3, 0.98
GROUPS = {
    CandidateKind.DIRECT_WORKER: PositionGroup.DIRECT_WORKER,
    CandidateKind.LEADER: PositionGroup.LEADER,
    CandidateKind.COLLECTIVE: PositionGroup.COLLECTIVE,
}
POINTS = (
    ("Xin ghi thêm công của những người làm cùng.", Answer.ACCEPTED, "Đúng. Đơn vị đã xác minh; tên những người cùng làm, khi họ đồng ý, được ghi vào bản thành tích."),
    ("Vì sao không xét người làm lâu năm hơn?", Answer.EXPLAINED, "Người được nhắc tới chưa được đơn vị lập hồ sơ. Ban đã đề nghị đơn vị xem xét và báo lại. Khen người này không làm mất phần của người kia."),
    ("Mốc năm trong bản tóm tắt ghi chưa đúng.", Answer.NOT_CONFIRMED, "Ban đã hỏi đơn vị và xem sổ gốc nhưng chưa tìm thấy điều khác với bản tóm tắt. Ai có giấy tờ xin gửi thêm."),
)  # fmt: skip
REPLIES = (
    (Stance.NOT_YET, ReplyBy.UNIT, "Đơn vị cảm ơn ý kiến thẳng thắn này. Năm nay đơn vị lấy phiếu ở từng tổ và dán kết quả tại nhà văn hóa; bản chấm công các năm có ở văn phòng, ai muốn đối chiếu xin mời đến xem."),
    (Stance.REMARKS, ReplyBy.NOMINEE, "Tôi đọc và thấy đúng: việc này không phải một mình tôi làm. Tôi đã xin đơn vị ghi thêm phần của anh em cùng tổ, khi từng người đồng ý."),
)  # fmt: skip
OFF_TOPIC, ACCEPT = Verdict(Outcome.DECLINE, "opinion_off_topic"), Verdict(Outcome.ACCEPT)
CONCLUSION = (
    "Ban đã đọc toàn bộ ý kiến của người dân và ý kiến của các cơ quan liên quan. Những điều người dân nêu được trả lời"
    " từng điểm dưới đây. Ban báo cáo Hội đồng Thi đua – Khen thưởng Thành phố xem xét, trình cấp có thẩm quyền."
)


def make(actors: dict[Role, Actor], progress: Callable[[str], None] = lambda step: None) -> None:
    """Make the four rounds with what people say in them."""
    told = tomllib.loads(DATA.read_text(encoding="utf8"))
    chance = random.Random(785)  # the same demo each time
    for each in told["round"]:
        progress(f"Round: {each['name_en']}")
        mine = [c for c in told["candidate"] if c["round"] == each["key"]]
        round = _announced(each, mine, actors)
        if each["key"] == "coming":
            continue
        for candidate, particulars in zip(_in_order(round, mine), mine, strict=True):
            with unit_of_work():  # one for all who speak: hundreds would take half a minute
                _speak(candidate, particulars["facts"], told, each["key"], chance, actors)
        if each["key"] == "open":
            _reply(_in_order(round, mine)[0], actors)
            _propose(round, actors[Role.MODERATOR])
            asked.make(round, by=actors[Role.MODERATOR])
            first = _in_order(round, mine)[0]
            spoken = varied(mine[0]["facts"], told, 2, chance)
            covered.make(spoken, partial(_give, first), chance, by=actors[Role.MODERATOR])
        if each["key"] in ("closed", "answered"):
            _freeze(round)
        if each["key"] == "answered":
            _answer(round, actors)
        db.session.expire_all()
    _keep_quiet()


def _keep_quiet() -> None:
    """Nobody is written to about what was only made up: the demo's letters are those that its visitors cause."""
    with unit_of_work() as session:
        due = sa.update(Job).where(Job.kind.in_((RECEIVED, DECIDED, ANSWERED, TELL_ALL)), Job.state == State.READY)
        session.execute(due.values(state=State.DONE, finished_at=clock.now()))


def _announced(each: dict[str, Any], mine: list[dict[str, Any]], actors: dict[Role, Actor]) -> Round:
    by = actors[Role.APPRAISER]
    posted = _posted(each["key"], 7 if each["key"] == "coming" else 10)
    plan = Plan(
        each["name_vi"], each["name_en"], each["lede_vi"], each["lede_en"], notice_number=each["notice"], officer_id=by.id,
        officer_name=by.name,
    )  # fmt: skip
    with aging.then(min(clock.now(), posted - timedelta(days=2))):
        with unit_of_work():
            round = rounds.begin(plan, by=by)
            for candidate in mine:
                candidates.put_up(round, _particulars(candidate, by), by=by)
        law = basis.law([c["honour"] for c in mine], on=clock.local(posted).date())
        close = law.first_close(clock.local(posted).date())
        with unit_of_work():
            scheduling.schedule(
                round, opens_at=posted, closes_on=close, council_on=law.calendar.add(close, 4), law=law, by=by
            )
    return round


def _posted(key: str, days: int) -> datetime:
    """The morning on which a round was or will be posted, so that today falls where the demo wants it."""
    calendar, today = honours.calendar(), clock.today()
    if key == "coming":
        return _morning(calendar.add(today, 3))
    back = {"closed": 22, "answered": 75}.get(key)
    if back is not None:
        return _morning(calendar.add(today - timedelta(days=back), 1))
    day = today
    while (
        not calendar.is_working(day)
        or calendar.between(today - timedelta(days=1), window.last_day(calendar, day, days)) > LEFT
    ):
        day -= timedelta(days=1)
    return _morning(day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING)


def _particulars(told: dict[str, Any], by: Actor) -> Particulars:
    kind = CandidateKind(told["kind"])
    nominee = nominees.found(
        told["name"], kind=NomineeKind.COLLECTIVE if kind is CandidateKind.COLLECTIVE else NomineeKind.PERSON,
        position_group=GROUPS.get(kind, PositionGroup.CITIZEN), honorific=Honorific(told["honorific"]), by=by,
        ward_code=told["ward"],
    )  # fmt: skip
    honour = honours.honour(told["honour"])
    return Particulars(
        nominee_id=nominee.id, name=told["name"], kind=kind, honour_code=told["honour"],
        honour_vi=honour.name_vi if honour else told["honour"], honour_en=honour.name_en if honour else "",
        proposed_by=told["by"], honorific=Honorific(told["honorific"]), posthumous=told.get("posthumous", False),
        birth_year=told.get("birth"), office=told["office"], unit=told["unit"], ward_code=told["ward"],
        headline=told["headline"], illustration=told.get("illustration", ""), achievements=[{"title": t, "text": x} for t, x in told["achievements"]],
        past_honours=[{"year": y, "text": x} for y, x in told.get("past", [])],
        standards=[{"standard": s, "met": m, "evidence": e} for s, m, e in told.get("standards", [])],
    )  # fmt: skip


def _in_order(round: Round, mine: list[dict[str, Any]]) -> list[Candidate]:
    named = {candidate.name: candidate for candidate in scheduling.standing(round)}
    return [named[each["name"]] for each in mine]


def _speak(
    candidate: Candidate,
    facts: list[str],
    told: dict[str, Any],
    key: str,
    chance: random.Random,
    actors: dict[Role, Actor],
) -> None:
    spoken = list(varied(facts, told, SPOKEN[key], chance))
    first, last = candidate.opens_at, min(clock.now(), candidate.closes_at or clock.now())
    if first is None or last <= first:
        return
    moments = sorted(first + (last - first) * chance.random() for _ in spoken)
    given = [_give(candidate, speech, at, chance) for speech, at in zip(spoken, moments, strict=True)]
    if candidate.honour_code == "labour-2":
        start = first + (last - first) * 0.6
        given += [
            _give(candidate, s, start + timedelta(seconds=40 * n), chance)
            for n, s in enumerate(mobilised(CAMPAIGN, chance))
        ]
    _review(given, REVIEWED[key], chance, (actors[Role.MODERATOR], actors[Role.BOARD_LEAD]))
    with unit_of_work():
        clusters.find(candidate, by=SYSTEM)


def _give(candidate: Candidate, speech: Speech, at: datetime, chance: random.Random) -> Opinion:
    secret = f"{chance.getrandbits(128):032x}"
    sent = Sent(
        form_key=marks.of("opinion-form", secret), receipt_hash=codes.lightly_hashed(codes.code_of("opinion", secret)),
        network=marks.of("network", speech.network)[:32], device=marks.of("device", speech.device)[:32],
    )  # fmt: skip
    with aging.then(at), unit_of_work():
        opinion = opinions.give(candidate, said=speech.said, sent=sent, at=at, by=RESIDENT)
        if chance.random() < 0.8:
            key, _ = verifying.prepare(opinion, Verified.EMAIL)
            verifying.spend_link(key, by=RESIDENT)
    return opinion


def _review(given: Iterable[Opinion], share: float, chance: random.Random, two: Sequence[Actor]) -> None:
    """What the first of two reads; not to publish criticism takes both. Little of what came days ago still waits."""
    for opinion in given:
        old = clock.now() - opinion.submitted_at > timedelta(days=DESK_DAYS)
        if chance.random() > (max(share, LATE_READ) if old else share):
            continue
        with (
            aging.then(min(clock.now(), opinion.submitted_at + timedelta(hours=7 + 20 * chance.random()))),
            unit_of_work(),
        ):
            if chance.random() < 0.04:
                for by in two:
                    if opinion.state is OpinionState.WAITING:
                        reviewing.judge(opinion, OFF_TOPIC, by=by, of_version=opinion.version)
            else:
                reviewing.judge(opinion, ACCEPT, by=two[0], of_version=opinion.version)


def _reply(candidate: Candidate, actors: dict[Role, Actor]) -> None:
    """The unit answers one criticism of a candidate and the nominee another; both answers are published."""
    for stance, who, text in REPLIES:
        with unit_of_work():
            key = replies.invite(candidate, who=who, by=actors[Role.APPRAISER])
            invitation, _ = replies.by_key(key)
            said = next((each for each, _ in replies.to_answer(candidate, who) if each.stance is stance), None)
            if said is None:
                continue
            signed = candidate.proposed_by if who is ReplyBy.UNIT else candidate.name
            replies.publish(
                replies.answer(said, invitation, text=text, signed=signed, by=RESIDENT), by=actors[Role.MODERATOR]
            )


def _propose(round: Round, by: Actor) -> None:
    """One piece of criticism waits for a second person: whoever signs in as the lead finds it."""
    waiting = (
        sa.select(Opinion).join(Candidate, Candidate.id == Opinion.candidate_id).order_by(Opinion.submitted_at)
        .where(Candidate.round_id == round.id, Opinion.stance == Stance.NOT_YET, Opinion.state == OpinionState.WAITING)
    )  # fmt: skip
    with unit_of_work() as session:
        if opinion := session.scalars(waiting.limit(1)).first():
            reviewing.judge(opinion, OFF_TOPIC, by=by, of_version=opinion.version)


def _freeze(round: Round) -> None:
    if round.closes_at is None:
        return
    with aging.then(round.closes_at + timedelta(minutes=3)):
        freezing.freeze(round.id, by=SYSTEM)


def _answer(round: Round, actors: dict[Role, Actor]) -> None:
    by, closed = actors[Role.APPRAISER], round.closes_at or clock.now()
    with aging.then(closed + timedelta(days=5)):
        for candidate in scheduling.standing(round):
            with unit_of_work():
                made = [points.add(candidate, title_vi=title, by=by) for title, _, _ in POINTS]
                for opinion in points.unsorted(candidate, limit=1_000):
                    _sort(opinion, made, by)
                for point, (_, answer, text) in zip(made, POINTS, strict=True):
                    points.answer(point, candidate, answer=answer, text_vi=text, of_version=point.version, by=by)
                outcome.conclude(
                    candidate,
                    text_vi=CONCLUSION,
                    document_number="741/BTĐ-HCTH",
                    signed_by=actors[Role.BOARD_LEAD].name,
                    by=by,
                )
        with unit_of_work():
            outcome.publish(round, by=actors[Role.BOARD_LEAD])


def _sort(opinion: Opinion, made: list[Any], by: Actor) -> None:
    if opinion.state not in (OpinionState.PUBLISHED, OpinionState.COUNTED):
        return
    place = {"remarks": made[0], "not_yet": made[1], "information": made[2]}.get(opinion.stance.value)
    points.sort(opinion, under=place, unused=None if place else Unused.NO_POINT, by=by)
