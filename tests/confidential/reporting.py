"""Reports for tests, through the room's own door."""

import uuid

from portal.confidential import intake, queries
from portal.confidential.models import Report
from portal.confidential.told import Contact, File, Told
from portal.core.actor import RESIDENT
from portal.core.db import db, unit_of_work

TEXT = "Ông ấy thu tiền của từng hộ mà không viết phiếu nào."
ABOUT = "Ông Hoàng Văn Kỷ, tổ trưởng tổ 9"
CONTACT = Contact("Vũ Thị Ngọ", "+84912345678", "ngo@example.vn")
PAPER = File("so-thu.pdf", "application/pdf", b"%PDF-1.4 so thu chi")


def report(
    text: str = TEXT, *, about: str = ABOUT, contact: Contact = CONTACT, files: tuple[File, ...] = (), receipt: str = ""
) -> Report:
    """A report as it was taken in."""
    with unit_of_work():
        id = intake.receive(
            Told(text, about, when="Tháng 9", where="Tổ 9"), contact=contact, files=files,
            receipt_hash=receipt or uuid.uuid4().hex, by=RESIDENT,
        )  # fmt: skip
    return again(id)


def again(id: uuid.UUID) -> Report:
    """The report as it now stands."""
    db.session.rollback()
    db.session.expire_all()
    found = queries.one(id)
    assert found is not None
    return found
