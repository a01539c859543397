"""Make the demo's data where there is none: published stories over the past year, and a desk with every kind of work."""

import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from portal.core import clock
from portal.core.actor import RESIDENT, SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.demo import again, aging, onway, reports, rounds, shift, ways
from portal.demo.material import LABEL, Tale, read
from portal.demo.staff import ACCOUNTS, Account, open_accounts
from portal.demo.ways import Cast
from portal.honours.reference import load_honours
from portal.moderation.reasons import load_reasons
from portal.moderation.reports.states import ReportKind
from portal.nominations import queries as nomination_queries
from portal.nominations.models import Nomination
from portal.organisations.services import load_reference
from portal.stories import queries, readers, services
from portal.stories.content import Content, Shot, content_of
from portal.stories.models import Story
from portal.stories.sources import told_by
from portal.stories.states import RemovalReason

Progress = Callable[[str], None]
WITH_PHOTO = 9  # every ninth story has a photo of its own instead of a drawing of ours
CHECKING = timedelta(days=12)
VERIFYING = timedelta(days=9)
CORRECTED = {
    "Hai trăm suất cơm sáng thứ Tư": "Đã sửa số suất cháo theo sổ của nhóm.",
    "Cây cầu tre thứ bảy": "Đã sửa số em nhỏ trong thôn.",
    "Bốn mươi năm đợi dưới chân cầu": "Đã sửa tên nhịp cầu.",
}
REMOVED = "Sổ nợ bị xé ở hiệu thuốc Thanh Liệt"
REPORTED = "Ba mươi bảy lần làm cho hàng xóm ngồi lại với nhau"


def seed(app: Flask, progress: Progress = lambda step: None) -> tuple[Account, ...]:
    """Fill an empty database through the services that the pages use; do nothing where there are nominations."""
    with app.app_context():
        progress("Wards, organisations, reasons, honours, accounts")
        with unit_of_work():
            load_reference(by=SYSTEM)
            load_reasons()
            load_honours(by=SYSTEM)
        actors = open_accounts()
        if not _anything():
            cast = Cast(actors[Role.MODERATOR], actors[Role.EDITOR], actors[Role.CLERK], actors[Role.BOARD_LEAD])
            images = Path(app.static_folder or "") / "img" / "share"
            _publish_all(cast, images, progress)
            progress("Testimonies on their way")
            onway.make(cast, images)
            reports.make(actors[Role.CONFIDENTIAL_READER])
            rounds.make(actors, progress)
            again.make(REPORTED)
            shift.make(actors)
        db.session.remove()
    return ACCOUNTS


def _anything() -> bool:
    return db.session.scalars(sa.select(Nomination.id).limit(1)).first() is not None


def _publish_all(cast: Cast, images: Path, progress: Progress) -> None:
    chance, tales = random.Random(3959), _in_time(read("stories.jsonl"))  # the same demo each time
    for done, (tale, at) in enumerate(tales, 1):
        story = _publish(tale, cast, images)
        _age(story, at)
        _thank(story, int(3 + 60 * chance.betavariate(1, 3)))
        if tale.title in CORRECTED:
            _correct(story, CORRECTED[tale.title], cast)
        if done % 10 == 0:
            progress(f"{done} of {len(tales)} stories")
    _take_down(REMOVED, cast)
    _report(REPORTED)


def _in_time(tales: tuple[Tale, ...]) -> list[tuple[Tale, datetime]]:
    """Spread over the past year in the file's order, none before its deed could be checked; oldest first."""
    timed = []
    for back, tale in enumerate(reversed(tales)):
        checked = datetime.combine(tale.happened + CHECKING, time(3, 40 - back % 30), UTC)
        timed.append((tale, min(max(aging.days_ago(0.3 + back * 5.4), checked), aging.days_ago(0.3 + back / 100))))
    return sorted(timed, key=lambda pair: pair[1])


def _publish(tale: Tale, cast: Cast, images: Path) -> Story:
    photo = images / f"{tale.drawing}.jpg" if tale.no % WITH_PHOTO == 0 and not tale.minor else None
    nomination = ways.told(tale.told(tale.no), photo=photo)
    ways.accepted(nomination, cast)
    shots = tuple(ways.shot(file.id, f"Hình vẽ: {tale.deck}"[:300]) for _, file in nomination_queries.files(nomination))
    story = ways.written([nomination], _content(tale, nomination, shots), cast)
    ways.published(story, cast)
    return story


def _content(tale: Tale, nomination: Nomination, shots: tuple[Shot, ...]) -> Content:
    names = ", ".join(f"{s.honorific.value} {s.name}".strip() for s in nomination.subjects)
    return Content(
        title=tale.title, deck=tale.deck, body_html=tale.body_html, quote=tale.quote, quote_by=tale.quote_by,
        people=names[:1].upper() + names[1:], position_group=nomination.subjects[0].position_group, ward_code=tale.ward,
        place=tale.place, happened_text=tale.when, happened_from=tale.happened, told_by=told_by(nomination),
        themes=tale.kinds, illustration=tale.drawing, photos=shots,
    )  # fmt: skip


def _age(story: Story, at: datetime) -> None:
    for nomination in queries.sources(story):
        aging.received(nomination, at - VERIFYING, moved=at)
    with unit_of_work():
        services.backdate(story, at=at, by=SYSTEM)


def _thank(story: Story, times: int) -> None:
    with unit_of_work():
        for _ in range(times):
            readers.thank(story, by=RESIDENT, device=uuid.uuid4().hex, secret=LABEL)


def _correct(story: Story, note: str, cast: Cast) -> None:
    db.session.refresh(story)
    with unit_of_work():
        services.correct(
            story, content_of(story), by=cast.editor, version=story.version, note=note, address=ways.address
        )


def _titled(title: str) -> Story:
    return db.session.scalars(sa.select(Story).where(Story.title == title)).one()


def _take_down(title: str, cast: Cast) -> None:
    story = _titled(title)
    for by in (cast.editor, cast.lead):  # taking from the public needs two
        with unit_of_work():
            services.remove(
                story, by=by, version=story.version, reason=RemovalReason.NOMINEE_ASKED,
                note="Người được kể chuyển nơi ở và muốn được yên tĩnh.", why="Bà gọi tổng đài, đã gọi lại đúng số để xác nhận.",
            )  # fmt: skip


def _report(title: str) -> None:
    text = f"Theo tôi nhớ thì tổ 21 có từ năm 2022 chứ không phải 2023, nhờ Ban xem lại. ({LABEL}, {clock.today():%Y})"
    story = _titled(title)
    with unit_of_work():
        readers.report(story, by=RESIDENT, kind=ReportKind.WRONG_FACT, text=text)
