"""What a hostile text costs grows with its length and nothing else: counted in steps, for clocks differ."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from portal.engines.synthesis import nudges
from portal.engines.text import (
    accusing,
    adverts,
    fold,
    legacy,
    marks,
    private,
    private_numbers,
    rude,
    sanitise,
    sounds,
    tidy,
)
from portal.engines.text.private_spans import lowered
from portal.moderation.checks import reading

FRAGMENTS = (
    "+84 ", "84", "0", "1 ", "0912 345 678 ", "tư ", "không ", "một hai ", "o9", "1.000.", "1, ", "(+", "cmnd 0 ", "stk 1 ", "cmnd ",
    "vcb ", "zalo 1 ", "a@", "a@b.", "a chấm ", "@ còng ", "Nguyễn ", "Nguyễn Văn A và ", "em Nguyễn ", "số 1 ngõ ", "12/", "phường ",
    "số 1 ", "số nhà 1/", "số một hai ", "ba ", "kh0ng ", "0.9.8.", "０９１２", "0\ufe0f\u20e3", "hộ chiếu ", "em họ tôi là ", "cháu tôi tên ", "Nhà Nguyễn Văn ",
    "không? ", "bán giá rẻ ", "shop em ", "http://", "www.", "t.me/", "@ab ", "inbox @ab", "fb: ", "zalo của em ", "zalo: Mẹ ", "Bống ", "xe 29A 1 ", "biển một A hai ", "chấm 1 ", "🌸1", "72/5 ", "A1 Quan ", "xóm Chùa, ", "ở trường ", "số 1 Quan ", "đầu ngõ 1 ", "không nghe ai kêu ", "О9", "fb.com/a.", "0 rồi ", "hộ chiếu ", "tôi là nguyễn ", "nghiêng", "29A-123.45 ", "đ.m ", "v c l ", "lon ", "nhận tiền ", "<", "<b><i>", "&#", "\u0301", "\u200b", "µ¸", "👨‍👩‍👧", "…", "\n", " ",
)  # fmt: skip
FINDERS: dict[str, Callable[[str], Any]] = {
    "mask_ids": private.mask_ids,
    "private": private.find,
    "rude": rude.find,
    "accusing": accusing.find,
    "adverts": adverts.find,
    "sounds": lambda text: [sounds.guess(text, sound) for sound in sounds.Sound],
    "masked": lambda text: reading.masked(text, reading.findings(text)),
    "nudges": nudges.nudges,
    "legacy": legacy.detect,
    "fold": fold.fold,
    "prose": tidy.prose,
    "words": tidy.words,
    "is_html": marks.is_html,
    "to_html": marks.to_html,
    "sanitise": sanitise.story_html,
}
SHORT = 1_500


def steps(find: Callable[[str], Any], text: str) -> int:
    """How many calls a finder makes, those of built-in functions among them."""
    count = 0

    def one_more(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one_more)
    try:
        find(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", FINDERS)
def test_four_times_the_text_takes_no_more_than_about_four_times_the_steps(name: str) -> None:
    find = FINDERS[name]
    find("ấm máy")  # what is built once
    for fragment in FRAGMENTS:
        short, long = (fragment * (size // len(fragment)) for size in (SHORT, 4 * SHORT))
        few, many = steps(find, short), steps(find, long)
        assert many <= 5 * few + 500, f"{fragment!r}: {few} steps, then {many}"


class Counted(list[Any]):
    """A run of digit groups that counts what is copied out of it."""

    copied = 0

    def __getitem__(self, at: Any) -> Any:
        got = super().__getitem__(at)
        if isinstance(at, slice):
            Counted.copied += len(got)
        return got


@pytest.mark.parametrize("fragment", ["+84 ", "0 ", "không ", "tư ", "1 "])
def test_a_long_run_of_digits_is_never_copied_to_its_end(monkeypatch: pytest.MonkeyPatch, fragment: str) -> None:
    plain = private_numbers._runs
    monkeypatch.setattr(private_numbers, "_runs", lambda low: map(Counted, plain(low)))
    Counted.copied, text = 0, fragment * 2_000
    list(private_numbers.numbers(text, lowered(text)))
    assert Counted.copied <= 150 * 2_000
