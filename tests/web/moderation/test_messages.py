"""Messages from the desk that ask nothing."""

import secrets
from collections.abc import Callable

from flask import Flask

from portal.core import codes
from portal.core.actor import Role
from portal.engines.receipts import words
from portal.nominations.states import NominationState
from tests.browser import Browser
from tests.web.moderation.told import tell

Desk = Callable[..., Browser]
CODE = words.new_code(secrets.choice)


def test_a_message_is_sent_and_read_on_the_tracking_page(
    app: Flask, at_desk: Desk, browse: Callable[[], Browser]
) -> None:
    with app.app_context():
        receipt = codes.hashed(CODE)
    thing = tell(app, receipt_hash=receipt, state=NominationState.ACCEPTED)
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{thing}").send({"message": "Cảm ơn bác."}, form="/nhan-tin")
    assert "Cảm ơn bác." in desk.text and "viết cho người gửi" in desk.text
    resident = browse().get("/theo-doi/").submit({"code": CODE})
    assert "Cảm ơn bác." in resident.text and "Câu trả lời của bạn" not in resident.text


def test_what_cannot_be_sent_comes_back_with_the_reason(app: Flask, at_desk: Desk) -> None:
    desk = at_desk().get(f"/nghiep-vu/loi-ke/{tell(app)}")
    desk.submit({"message": "dài " * 1500}, form="/nhan-tin", status=422)
    assert (
        "4.000 ký tự" in desk.text
        and "4000" not in desk.text
        and desk.form("/nhan-tin").values["message"].count("dài") == 1500
    )


def test_who_only_reads_is_offered_nothing_to_write(app: Flask, at_desk: Desk) -> None:
    assert "/nhan-tin" not in at_desk(Role.OBSERVER).get(f"/nghiep-vu/loi-ke/{tell(app)}").response.text
