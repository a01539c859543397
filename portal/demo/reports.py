"""Three reports in the confidential channel: to be classified, being inspected, forwarded. People and deeds are invented."""

import uuid
from datetime import date, timedelta

from portal.confidential import intake, queries, services
from portal.confidential.models import Report
from portal.confidential.states import Outcome
from portal.confidential.told import Contact, Told
from portal.core import clock
from portal.core.actor import RESIDENT, Actor, holder_of
from portal.core.db import unit_of_work
from portal.demo.material import LABEL

WAITING = Told(
    f"Quỹ khuyến học của ngõ năm nay thu 42 triệu, nhưng bảng công khai chỉ ghi 30 triệu. Tôi có chụp cả hai bảng. Người giữ quỹ đang được đề nghị khen. ({LABEL})",
    "Ông Hoàng Đình Kỷ, giữ quỹ khuyến học ngõ Cây Si", when="Tháng 9 và tháng 10 năm nay", where="Nhà sinh hoạt ngõ Cây Si",
)  # fmt: skip
INSPECTED = Told(
    f"Danh sách người được giúp sửa mái nhà có ba nhà tôi biết là không hề được sửa. Tôi ở gần, ngày nào cũng đi qua. ({LABEL})",
    "Nhóm thợ của ông Phùng Bá Lượng", when="Trước Tết", where="Xóm Bãi, xã ven sông",
)  # fmt: skip
FORWARDED = Told(
    f"Giám đốc xưởng bắt công nhân ký nhận đủ tiền làm thêm, trong khi chỉ trả một nửa. Xưởng đang xin khen vì chăm lo người lao động. ({LABEL})",
    "Xưởng may Hồng Mây", when="Từ đầu năm", where="Khu xưởng phía tây",
)  # fmt: skip
ASKED = "Bạn có thể cho biết ba nhà ấy ở đoạn nào của xóm không? Không cần ghi tên chủ nhà."
ANSWERED = "Từ đầu xóm đi vào, nhà thứ hai, thứ năm và thứ chín bên tay phải."


def make(reader: Actor) -> None:
    """Take the three in, and bring two of them further."""
    _received(WAITING, Contact(), days=2)
    talked = _received(INSPECTED, Contact(phone="+84900000123"), days=9)
    with unit_of_work():
        services.classify(
            _one(talked), Outcome.INSPECT, why="Rõ nơi, rõ việc, kiểm tra tại chỗ được.", version=2, by=reader
        )
    with unit_of_work():
        services.write(_one(talked), text=ASKED, by=reader)
    with unit_of_work():
        intake.write(_one(talked), text=ANSWERED, by=holder_of(talked))
    gone = _received(FORWARDED, Contact(name="Lò Thị Mận", email="man@example.vn"), days=20)
    with unit_of_work():
        services.classify(
            _one(gone), Outcome.FORWARD, why="Thuộc thẩm quyền thanh tra lao động.", body="Thanh tra thành phố",
            version=2, by=reader,
        )  # fmt: skip


def _received(told: Told, contact: Contact, *, days: int) -> uuid.UUID:
    with unit_of_work():
        id = intake.receive(told, contact=contact, receipt_hash=uuid.uuid4().hex, by=RESIDENT)
    with unit_of_work():
        _one(id).received_on = _ago(days)
    return id


def _ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def _one(id: uuid.UUID) -> Report:
    found = queries.one(id)
    if found is None:
        raise LookupError(id)
    return found
