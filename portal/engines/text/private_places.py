"""Home addresses: a house, an alley or a street with a number. Wards, villages and groups alone stay public facts."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from portal.engines.text.late import Late
from portal.engines.text.private_patterns import KINDS_OF_PLACE, either
from portal.engines.text.private_spans import Private, Span

_UNITS = (
    "km|m|cm|m2|m²|ha|mét|cây|năm|tháng|ngày|giờ|phút|người|hộ|nhà|lần|đồng|triệu|tỷ|tỉ|nghìn|ngàn|trăm|tuổi|tấn|kg|cái|chiếc"
    "|đoạn|tuyến|làn|thùng|túi|bóng|cột|điểm|mô hình|suất|lượt"
)
_GAP = r"[ \u00a0]{1,2}"


class _Part(IntEnum):
    """What a part of an address says: a home by itself, or only beside another part."""

    HOME = 1
    NUMBER = 2
    STREET = 3
    GROUP = 4


@cache  # compiled when first asked
def _patterns() -> tuple[tuple[_Part, bool, re.Pattern[str]], ...]:
    """Parts of an address: what each says, and whether a name follows it."""
    number = rf"\d{{1,4}}[a-z]{{0,2}}(?:[/\-]\d{{1,4}}[a-z]{{0,2}}){{0,4}}(?![\w%/])(?![.,]\d)(?!\s{{0,2}}{either(_UNITS)}(?!\w))"
    street, no = either("đường|phố|đại lộ"), rf"(?:{either('số')}{_GAP})?"
    return tuple(
        (part, named, re.compile(rf"(?<![\w/]){pattern}"))
        for part, named, pattern in (
            (_Part.HOME, False, rf"{either('số nhà|nhà số|sn|căn hộ số|căn số')}{_GAP}{number}"),
            (_Part.HOME, False, rf"{either('ngõ|ngách|hẻm|kiệt')}{_GAP}{no}{number}"),
            (_Part.HOME, False, rf"{street}{_GAP}{no}{number}"),
            (_Part.HOME, True, rf"{number}[ ,]{{1,2}}{street}{_GAP}"),
            (
                _Part.HOME,
                True,
                rf"{either('ở|tại|nhà|nhà ở|trú tại|ở tại|địa chỉ|địa chỉ là')}{_GAP}{no}{number}{_GAP}",
            ),
            (
                _Part.HOME,
                False,
                rf"{either('căn hộ|phòng|căn')}{_GAP}{no}[a-z]?\d{{2,4}}[a-z]?[ ,]{{1,2}}"
                rf"{either('tòa|toà|tòa nhà|toà nhà|chung cư|nhà|khu')}{_GAP}\w{{1,12}}",
            ),
            (
                _Part.HOME,
                False,
                rf"{either('nhà|tòa|toà|dãy|khu')}{_GAP}[a-z]\d{{1,3}}[ ,]{{1,2}}{either('phòng|căn|p')}{_GAP}\d{{1,4}}",
            ),
            (_Part.NUMBER, False, rf"{either('số')}{_GAP}{number}"),
            (_Part.STREET, True, rf"{street}{_GAP}"),
            (_Part.GROUP, False, rf"{either('thôn|xóm|ấp|tổ dân phố|tổ|tdp|khu|cụm|đội')}{_GAP}{no}{number}"),
        )
    )


_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ ,.\-–\u00a0]{0,3}")
_TIME = Late(lambda: rf"(?<!\w){either('năm|ngày|tháng|lúc|hôm|quý|khoảng|hơn|gần')}\s{{1,2}}\Z")
_AFTER = re.compile(r"[ ,]{1,2}(?:số|so)[ ]\d{1,4}[a-z]?(?![\w/%])")


def addresses(text: str, low: str) -> Iterator[Span]:
    """Stretches that tell where somebody lives; the suggestion keeps street and alley, not the number."""
    chain: list[tuple[_Part, int, int]] = []
    for part, start, stop in sorted(_parts(text, low), key=lambda p: (p[1], -p[2])):
        if chain and start < chain[-1][2]:
            continue
        if chain and not _BETWEEN.fullmatch(low, chain[-1][2], start):
            yield from _span(text, chain)
            chain = []
        chain.append((part, start, stop))
    yield from _span(text, chain)


def _parts(text: str, low: str) -> Iterator[tuple[_Part, int, int]]:
    for part, named, pattern in _patterns():
        for match in pattern.finditer(low):
            start, stop = match.span()
            if named and not (stop := _name_end(text, low, match.end())):
                continue
            if named and part is _Part.HOME and _TIME.search(low[max(0, start - 12) : start]):
                continue
            if part is _Part.STREET and (number := _AFTER.match(low, stop)):
                part_here, stop = _Part.HOME, number.end()
                yield part_here, start, stop
                continue
            yield part, start, stop


def _name_end(text: str, low: str, at: int) -> int:
    """Where a name of one to four capitalised words that begins here ends; 0 if there is none."""
    end = 0
    for _ in range(4):
        word = _WORD.match(text, at)
        if not word or not word.group()[0].isupper() or low[word.start() : word.end()] in KINDS_OF_PLACE:
            break
        end = word.end()
        at = end + 1 if text[end : end + 1] in (" ", "\u00a0") else len(text)
    return end


def _span(text: str, chain: list[tuple[_Part, int, int]]) -> Iterator[Span]:
    parts = {part for part, _, _ in chain}
    if _Part.HOME in parts or (_Part.STREET in parts and parts & {_Part.NUMBER, _Part.GROUP}):
        start, stop = chain[0][1], chain[-1][2]
        value = text[start:stop]
        yield Span(Private.ADDRESS, start, stop, value, re.sub(r"\d+", _covered, value))


def _covered(match: re.Match[str]) -> str:
    digits = match.group()
    return digits[:2] + "x" * (len(digits) - 2) if len(digits) > 2 else "x" * len(digits)
