"""Mistyped providers are named as they were meant; whatever may be right is left alone."""

import pytest

from portal.engines.text.mailboxes import hinted, meant


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("ba.loan@gmial.com", "ba.loan@gmail.com"),
        ("ba.loan@gmail.con", "ba.loan@gmail.com"),
        ("ba.loan@gmial.con", "ba.loan@gmail.com"),
        ("ba.loan@gmai.com", "ba.loan@gmail.com"),
        ("ba.loan@gmaill.com", "ba.loan@gmail.com"),
        ("ba.loan@Gmail.cm", "ba.loan@gmail.com"),
        ("ba.loan@gmail.com.vn", "ba.loan@gmail.com"),
        ("ba.loan@yaho.com.vn", "ba.loan@yahoo.com.vn"),
        ("ba.loan@hotmial.com", "ba.loan@hotmail.com"),
        ("van.thu@congty.con", "van.thu@congty.com"),
    ],
)
def test_a_slip_is_told_from_what_was_meant(typed: str, right: str) -> None:
    assert meant(typed) == right


@pytest.mark.parametrize(
    "address",
    ["a@gmail.com", "A@GMAIL.COM", "a@mail.com", "a@email.com", "a@ymail.com", "a@hanoi.gov.vn", "a@yahoo.com.vn",
     "a@example.vn", "a@gmx.com", "a@vnpt.vn", "a@icloud.com", "con@congty.com", "", "a",
     "a@yahoo.com.ve", "a@yahoo.com.cn", "a@gail.com", "a@hotmail.co", "a@outlook.co", "a@yahoo.co.uk"],
)  # fmt: skip
def test_what_may_be_right_is_left_alone(address: str) -> None:
    assert meant(address) == ""


def test_a_hint_gives_the_provider_and_little_else() -> None:
    assert hinted("ba.loan@gmial.com") == "ba…@gmial.com" and hinted("lan@vnpt.vn") == "l…@vnpt.vn"
    assert hinted("+84912345678") == "…678" and hinted("") == ""
