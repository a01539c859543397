"""Testimonies at every stage of their way, so that each page of the desk has something to show."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from portal.core.actor import holder_of
from portal.core.db import db, unit_of_work
from portal.demo import aging, ways
from portal.demo.material import LABEL, Tale, read
from portal.demo.ways import Cast
from portal.moderation import claims
from portal.moderation.states import Outcome
from portal.nominations import holding, splitting
from portal.nominations.models import Nomination
from portal.nominations.splitting import Cut, Wording
from portal.nominations.states import Channel, ConsentSaid, HowKnown
from portal.nominees import services as nominees
from portal.nominees.models import Nominee
from portal.nominees.states import ConsentState, Covers
from portal.stories import services as stories

Step = Callable[[Nomination, Cast], None]


def make(cast: Cast, images: Path) -> None:
    """Each tip of the data file goes as far as its step takes it."""
    tips = read("tips.jsonl")
    if len(tips) != len(STEPS):
        raise RuntimeError("every tip of the demo needs its step")
    for number, (tip, (step, days)) in enumerate(zip(tips, STEPS, strict=True), 101):
        step(_tell(tip, number, cast, images, days), cast)


def _tell(tip: Tale, number: int, cast: Cast, images: Path, days: float) -> Nomination:
    told = tip.told(number, how=HowKnown.HELPED if number % 4 == 0 else HowKnown.SAW, said=ConsentSaid.NOT_ASKED)
    told = replace(told, writer=replace(told.writer, email=f"nguoi.ke.{number}@example.vn"))
    photo = images / f"{tip.drawing}.jpg" if number % 4 == 1 else None
    clerk = number in (103, 104)
    channel = {103: Channel.DESK, 104: Channel.LETTER}.get(number, Channel.WEB)
    made = ways.told(told, by=cast.clerk, channel=channel) if clerk else ways.told(told, photo=photo)
    aging.received(made, aging.days_ago(days))
    return made


def _wait(nomination: Nomination, cast: Cast) -> None:
    """Nobody has looked at it."""


def _hold(nomination: Nomination, cast: Cast) -> None:
    ways.taken_up(nomination, cast)


def _ask(nomination: Nomination, cast: Cast) -> None:
    ways.taken_up(nomination, cast)
    ways.decided(nomination, cast, Outcome.ASK, "ask_when_where")
    aging.received(nomination, nomination.received_at, moved=aging.days_ago(2))


def _ask_and_answer(nomination: Nomination, cast: Cast) -> None:
    _ask(nomination, cast)
    with unit_of_work():
        text = "Việc ấy vào tối thứ Sáu đầu tháng Mười. Anh Đoái bán xôi ở số 145, tối nào cũng có mặt từ chín giờ."
        holding.answer(nomination, text=text, by=holder_of(nomination.id))


def _await(nomination: Nomination, cast: Cast) -> None:
    ways.taken_up(nomination, cast)
    ways.answered(nomination, cast, ConsentState.ASKED)
    ways.decided(nomination, cast, Outcome.AWAIT_CONSENT)


def _refuse(nomination: Nomination, cast: Cast) -> None:
    _await(nomination, cast)
    ways.answered(nomination, cast, ConsentState.REFUSED)


def _without_photo(nomination: Nomination, cast: Cast) -> None:
    ways.taken_up(nomination, cast)
    ways.answered(nomination, cast, covers=(Covers.STORY,))
    ways.decided(nomination, cast, Outcome.ACCEPT)


def _begin(nomination: Nomination, cast: Cast) -> None:
    ways.accepted(nomination, cast)
    with unit_of_work():
        stories.begin([nomination], by=cast.editor)


def _decline(nomination: Nomination, cast: Cast) -> None:
    ways.taken_up(nomination, cast)
    ways.decided(nomination, cast, Outcome.DECLINE, "advertising")


def _forward(nomination: Nomination, cast: Cast) -> None:
    ways.taken_up(nomination, cast)
    ways.decided(nomination, cast, Outcome.FORWARD, "forward_commendation", "Phòng Văn hóa – Xã hội phường Kim Liên.")


def _withdraw(nomination: Nomination, cast: Cast) -> None:
    with unit_of_work():
        holding.withdraw(nomination, by=holder_of(nomination.id))


def _merge(nomination: Nomination, cast: Cast) -> None:
    """Someone of whom a story is public already: the moderator joins the two."""
    nominee = nomination.subjects[0].nominee
    same = sa.select(Nominee).where(
        Nominee.name_fold == nominee.name_fold, Nominee.id != nominee.id, Nominee.merged_into_id.is_(None)
    )
    other = db.session.scalars(same.order_by(Nominee.created_at).limit(1)).one()
    ways.taken_up(nomination, cast)
    with unit_of_work():
        nominees.merge(nominee, into=other, by=cast.moderator)
        claims.release(nomination, by=cast.moderator)
    aging.received(nomination, nomination.received_at, moved=nomination.received_at)


def _split(nomination: Nomination, cast: Cast) -> None:
    """Two deeds of one person, told in two paragraphs: each goes on by itself."""
    bookcase, fire = nomination.story.split("\n\n")
    both = [subject.id for subject in nomination.subjects]
    stays, goes = Wording("Tủ sách ở cổng khu tập thể", bookcase), Wording("Đêm cháy ở nhà B3", fire)
    with unit_of_work():
        cut = Cut((), (), stays, goes, both=both)
        why = f"Hai việc khác nhau của cùng một người, mỗi việc cần xác minh riêng. ({LABEL})"
        splitting.split(nomination, cut, why=why, of_version=nomination.version, by=cast.moderator)
        claims.release(nomination, by=cast.moderator)


STEPS: tuple[tuple[Step, float], ...] = (
    (_wait, 0.1),
    (_wait, 11),  # overdue
    (_wait, 1),  # written down at the desk
    (_ask, 3),
    (_hold, 2),
    (_await, 9),
    (_without_photo, 14),
    (_withdraw, 6),
    (_ask_and_answer, 12),
    (_decline, 8),
    (_forward, 15),
    (_wait, 4),  # a child, and phone numbers in the text
    (_wait, 1.5),  # likely the same as one already told of
    (_merge, 15),
    (_begin, 16),
    (_refuse, 20),
    (_wait, 0.6),  # two people and two deeds: it can be split
    (_split, 0.8),
)
