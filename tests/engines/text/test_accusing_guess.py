"""What sounds like an accusation is guessed where no word names one; everyday texts sound like none."""

import pytest

from portal.engines.text.accusing_guess import guess


@pytest.mark.parametrize(
    "text",
    ["Ổng cầm tiền của bà con rồi tiêu riêng, hỏi thì chối, cán bộ xã ai cũng biết", "ong ay cam tien cua ba con roi tieu rieng, hoi thi choi, can bo xa ai cung biet"],
)  # fmt: skip
def test_it_sounds_like_one(text: str) -> None:
    found = guess(text)
    assert found and 0 <= found.start < found.stop <= len(text) and found.share >= 0.75


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "Bác ấy sửa cầu giúp bà con suốt ba năm",
        "Tôi thấy chị làm việc chậm, thái độ chưa đúng mực",
        "mai có mưa không mọi người ơi",
    ],
)
def test_it_sounds_like_none(text: str) -> None:
    assert guess(text) is None


@pytest.mark.parametrize("unit", ["tiền ", "a.", "rồi tiêu riêng. ", "x"])
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    guess((unit * 100_000)[:100_000])
