"""Somebody asks for another look, readers report an opinion, and somebody asks what is theirs: work for the desk's list."""

import sqlalchemy as sa

from portal.consultations.opinions import reported
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import OpinionState, Stance
from portal.core.actor import RESIDENT, holder_of
from portal.core.db import db, unit_of_work
from portal.honours.queries import calendar
from portal.moderation.appeals import services as appeals
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.states import Relation, ReportKind
from portal.nominations import at_desk
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState
from portal.stories import readers
from portal.stories.models import Story

WHY = (
    "Tôi hiểu trang này không đăng quảng bá. Nhưng trong lời kể có một việc thật của một người: quà Tết cho cô lao công "
    "là do chị Thu ở tổ bếp tự góp và đứng ra vận động. Nhờ Ban xem lại riêng việc ấy."
)
REPORTS = (
    (ReportKind.INSULT, "Câu cuối nói nặng lời quá, đọc mà buồn.", "mai.demo@example.vn"),
    (ReportKind.WRONG_FACT, "Đội thu gom đã đổi giờ từ tháng Chín rồi, không còn như ý kiến này viết.", ""),
    (ReportKind.INSULT, "Phê bình thì được, nhưng đừng gọi người ta như thế.", "0900 000 222"),
)


def make(story_title: str) -> None:
    """One of each kind."""
    with unit_of_work():
        declined = db.session.scalars(
            sa.select(Nomination).where(Nomination.state == NominationState.DECLINED).order_by(Nomination.number)
        ).first()
        if declined is not None:
            appeals.ask(declined, at_desk.matter(declined), text=WHY, by=holder_of(declined.id), calendar=calendar())
    with unit_of_work():
        criticism = db.session.scalars(
            sa.select(Opinion)
            .where(Opinion.state == OpinionState.PUBLISHED, Opinion.stance == Stance.NOT_YET)
            .order_by(Opinion.submitted_at.desc(), Opinion.id)
        ).first()
        for kind, text, contact in REPORTS:
            if criticism is not None:
                reported.report(criticism, by=RESIDENT, kind=kind, text=text, contact=contact)
    with unit_of_work():
        story = db.session.scalars(sa.select(Story).where(Story.title == story_title)).one()
        readers.ask(story, by=RESIDENT, wish=Wish(
            kind=ReportKind.MY_PHOTO, text="Nhờ Ban gỡ giúp ảnh tôi đứng trước cổng, tôi ngại.", name="Người trong chuyện",
            relation=Relation.SELF, contact="0900 000 333",
        ))  # fmt: skip
