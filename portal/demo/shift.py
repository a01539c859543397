"""What lies on the desk beside the work itself: canned replies, a note that mentions a colleague, a hand-over."""

import sqlalchemy as sa

from portal.accounts import queries as accounts
from portal.consultations.record import months
from portal.core.actor import Actor, Role
from portal.core.db import db, unit_of_work
from portal.moderation.canned import services as canned
from portal.moderation.canned.services import Wording
from portal.moderation.handover import services as handover
from portal.moderation.notes import services as notes
from portal.moderation.states import Kind
from portal.nominations.models import Nomination
from portal.nominations.states import NominationState

REPLIES = (
    Wording(
        "Cảm ơn, đang xác minh",
        "Cảm ơn bạn đã kể về {name}. Chúng tôi đang nhờ phường xác minh và trả lời bạn trước {due}. Cần hỏi gì, bạn gọi"
        " {hotline} và đọc số {number}.",
        "Thank you for telling us about {name}. The ward is checking it for us, and we answer you by {due}. If you have"
        " questions, call {hotline} and give the number {number}.",
        (Kind.NOMINATION,),
    ),
    Wording(
        "Mời gọi nếu chưa thỏa đáng",
        "Nếu bạn thấy chưa thỏa đáng, xin gọi {hotline} hoặc gửi thư tới {address}. Người khác sẽ xem lại.",
        "If this does not satisfy you, call {hotline} or write to {address}. Somebody else then looks at it again.",
        (Kind.NOMINATION, Kind.OPINION, Kind.REPLY, Kind.REPORT),
    ),
    Wording(
        "Viết lại, bớt lời nặng",
        "Ý kiến {number} của bạn về {name} có điều đáng nghe. Bạn viết lại giúp, giữ lý lẽ và bớt lời nặng, chúng tôi đọc ngay.",
        "Your opinion {number} about {name} says something worth hearing. Please write it again with the reasons and without"
        " the hard words; we read it at once.",
        (Kind.OPINION,),
    ),
)
LEFT = "Còn ba lời kể chờ phường trả lời, đã gọi nhắc chiều nay.\n\nHai ý kiến về bà Nhài cần người thứ hai đọc trước khi quyết."


def make(actors: dict[Role, Actor]) -> None:
    """Put these things on the desk."""
    with unit_of_work():
        for reply in REPLIES:
            canned.add(reply, by=actors[Role.EDITOR])
        handover.leave(LEFT, by=actors[Role.MODERATOR])
        thing = db.session.scalars(
            sa.select(Nomination).where(Nomination.state == NominationState.VERIFYING).order_by(Nomination.received_at)
        ).first()
        if thing is not None:
            notes.add(thing, text="@lanh.dao Phường hẹn trả lời sáng thứ Hai.", find=_found, by=actors[Role.MODERATOR])
    found = months.counted()
    db.session.rollback()
    with unit_of_work():
        months.keep(found)


def _found(name: str) -> Actor | None:
    staff = accounts.by_sign_in_name(name)
    return accounts.as_actor(staff) if staff else None
