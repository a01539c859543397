"""Home addresses: a house, an alley or a street with a number. Wards, villages and groups alone stay public facts."""

import re
from collections.abc import Iterator
from enum import IntEnum

from portal.engines.text.late import Late
from portal.engines.text.private_open import passed, to_all
from portal.engines.text.private_patterns import KINDS_OF_PLACE, either
from portal.engines.text.private_spans import Private, Span

_UNITS = (
    "km|m|cm|m2|m²|ha|mét|cây|năm|tháng|ngày|giờ|phút|người|hộ|nhà|lần|đồng|triệu|tỷ|tỉ|nghìn|ngàn|trăm|tuổi|tấn|kg|cái|chiếc"
    "|đoạn|tuyến|làn|thùng|túi|bóng|cột|điểm|mô hình|suất|lượt"
)
_NUMBER = rf"\d{{1,4}}(?: bis| ter|[a-z]{{0,2}})(?:[/\-]\d{{1,4}}[a-z]{{0,2}}){{0,4}}(?![\w%/])(?![.,]\d)(?!\s{{0,2}}{either(_UNITS)}(?!\w))"
_STREET = either("đường|phố|đại lộ")
_ALLEY = either("ngõ|ngách|hẻm|kiệt")
_ESTATE = either(
    "tòa|toà|tháp|tòa nhà|toà nhà|chung cư|cư xá|khu đô thị|kđt|khu tập thể|khu tt|tập thể|khu dân cư|kdc|khu chung cư|khu tái định cư|khu đấu giá|khu giãn dân|khu biệt thự|vinhomes|khu căn hộ|ktx|ký túc xá"
)
_BLOCK = r"(?:(?![ckd]?m[23](?!\w))[a-z]{1,3}\d{1,3}[a-z]?(?:\.\d{1,2})?|\d{2}t\d{1,2}|[a-np-z])"  # how a house of an estate is called: CT3A, S2.05, 24T2
_GAP = r"[ \u00a0]{1,2}"
_SAID = either("một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|lăm|trăm|linh|lẻ")
_NO = rf"(?:{either('số')}{_GAP})?"


class _Part(IntEnum):
    """What a part of an address says: a home by itself, or only beside another part."""

    HOME = 1
    NUMBER = 2
    STREET = 3
    GROUP = 4
    ALLEY = 5
    BLOCK = 6
    ESTATE = 7
    DOOR = 8
    FLOOR = 9
    FRACTION = 10  # "72/5" ahead of a street, where no day is written so


def _spelt(pattern: str) -> Late:
    """A part of an address, standing alone."""
    return Late(lambda: rf"(?<![\w/]){pattern}")


_PARTS: tuple[tuple[_Part, bool, Late], ...] = tuple(
    (part, named, _spelt(pattern))
    for part, named, pattern in (
        (
            _Part.HOME,
            False,
            rf"{either('số nhà|nhà số|sn|căn hộ số|căn số')}{_GAP}(?!(?:19|20)\d\d(?!\d)){_NUMBER}",
        ),  # "SN 2016" is born then
        (
            _Part.HOME,
            False,
            rf"{either('nhà')}{_GAP}{_NO}{_NUMBER}[ ,]{{1,2}}{either('dãy|lô|khu|cụm|tổ|đội|xóm')}{_GAP}\w{{1,12}}",
        ),
        (
            _Part.FRACTION,
            True,
            rf"(?<![.,])(?!(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?!\d))\d{{1,3}}[a-z]?/\d{{1,3}}[a-z]?{_GAP}",
        ),
        (
            _Part.HOME,
            False,
            rf"{either('số nhà|nhà số|số')}(?:{_GAP}{_SAID}){{1,5}}[ ,]{{1,2}}{either('ngõ|ngách|hẻm|kiệt|đường|phố')}{_GAP}\w{{1,12}}",
        ),
        (_Part.ALLEY, False, rf"{either('ngõ|ngách|hẻm|kiệt')}{_GAP}{_NO}{_NUMBER}"),
        (_Part.ALLEY, False, rf"(?:ng|k)[ .]?(?=\d{{1,4}}(?!\d)){_NUMBER}(?=[ ,])"),
        (_Part.STREET, False, rf"{_STREET}{_GAP}{_NO}{_NUMBER}"),
        (_Part.HOME, True, rf"{_NO}{_NUMBER}[ ,]{{1,2}}{_STREET}{_GAP}"),
        (
            _Part.HOME,
            True,
            rf"{either('ở|tại|nhà|nhà ở|trú tại|ở tại|địa chỉ|địa chỉ là|đc|đ/c|ngụ|ngụ tại|trọ|trọ tại|thường trú|tạm trú|gửi về|gửi đến|gửi tới|gửi')}:?{_GAP}{_NO}{_NUMBER}{_GAP}",
        ),
        (_Part.HOME, True, rf"(?<!\d )\d{{1,3}}/\d{{1,3}}/\d{{1,2}}[a-z]?{_GAP}"),
        (_Part.HOME, False, rf"p ?\.?\d{{3,4}}[ ,]{{1,2}}{either('chung cư|tòa|toà|nhà|khu')}{_GAP}\w{{1,12}}"),
        (
            _Part.HOME,
            False,
            rf"{either('căn hộ|phòng|căn')}{_GAP}{_NO}[a-z]?\d{{1,4}}(?:[a-z]\d{{0,2}})?[ ,]{{1,2}}"
            rf"{either('tòa|toà|tòa nhà|toà nhà|chung cư|nhà|khu')}{_GAP}\w{{1,12}}(?:\.\d{{1,2}}(?!\w))?",
        ),
        (
            _Part.HOME,
            False,
            rf"{either('nhà|tòa|toà|dãy|khu')}{_GAP}[a-z]{{1,2}}\d{{1,3}}[a-z]?(?:\.\d{{1,2}})?[ ,]{{1,2}}{either('phòng|căn|p')}{_GAP}\d{{1,4}}",
        ),
        (_Part.HOME, True, rf"{_NO}{_NUMBER}[ ,]{{1,2}}{_ALLEY}{_GAP}"),
        (
            _Part.HOME,
            False,
            rf"{either('số')}{_GAP}{_NUMBER}[ ,]{{1,2}}{_ALLEY}{_GAP}(?!{either('này|nọ|đó|kia|ấy|là|và|có|bị|của|rất')}(?!\w))[^\W\d_]{{2,12}}",
        ),
        (
            _Part.HOME,
            False,
            rf"{_NUMBER}[ ,]{{1,2}}(?:{_STREET}|{_ALLEY}){_GAP}{_NO}\d{{1,4}}(?:/\d{{1,4}})?(?![\w%/])(?!\s{either(_UNITS)}(?!\w))",
        ),
        (
            _Part.HOME,
            False,
            rf"{either('liền kề|biệt thự|shophouse|kiốt|kiot|ki ốt|ki-ốt')}{_GAP}{_NO}(?:[a-z]{{1,2}}\d{{1,2}}-)?\d{{1,3}}[a-z]?(?![\w%/])(?:{_GAP}{either('ô|chợ')}{_GAP}\w{{1,12}})?",
        ),
        (
            _Part.DOOR,
            False,
            rf"(?:p ?\.?\d{{3,4}}|p\.\d{{1,2}}|{either('phòng|căn|căn hộ')}{_GAP}{_NO}[a-z]?\d{{1,4}}[a-z]?)(?![\w%/])(?!\s{either(_UNITS)}(?!\w))",
        ),
        (_Part.FLOOR, False, rf"{either('tầng|lầu')}{_GAP}{_NO}\d{{1,2}}[a-z]?(?![\w%/])"),
        (_Part.BLOCK, False, rf"(?:{either('lô|block|nhà|dãy|đơn nguyên')}{_GAP})?{_BLOCK}(?:-\d{{1,3}})?(?![\w%/])"),
        (_Part.BLOCK, False, rf"(?:{either('lô|dãy')}|ô){_GAP}{_NO}\d{{1,3}}[a-z]?(?![\w%/])"),
        (
            _Part.BLOCK,
            True,
            rf"(?=[a-z]{{1,3}}\d|\d\dt\d|{either('tòa|toà|tháp|block')}\s)(?:{either('tòa|toà|tháp|block')}{_GAP})?{_BLOCK}{_GAP}",
        ),
        (_Part.ESTATE, True, rf"{_ESTATE}{_GAP}(?:{_BLOCK}{_GAP}){{0,2}}"),
        (_Part.GROUP, True, rf"{either('thôn|xóm|ấp|bản|buôn|khóm|làng|khu dân cư')}{_GAP}"),
        (
            _Part.DOOR,
            False,
            rf"{either('nhà')}{_GAP}(?:{either('thứ')}{_GAP}{_SAID}|{either('cạnh|kế|sát|đối diện|bên trái|bên phải|đầu|cuối|gần|sau')})(?:{_GAP}\w{{1,8}}){{1,4}}",
        ),
        (_Part.NUMBER, False, rf"{either('số')}{_GAP}{_NUMBER}"),
        (_Part.STREET, True, rf"{_STREET}{_GAP}"),
        (
            _Part.GROUP,
            False,
            rf"{either('thôn|xóm|ấp|tổ dân phố|tổ|tdp|khu|cụm|đội|khu phố|kp|khóm')}{_GAP}{_NO}{_NUMBER}",
        ),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LOST_MARKS = frozenset({"phuong", "quan", "huyen"})
_BETWEEN = re.compile(r"[ ,.\-–\u00a0]{0,3}")
_TIME = Late(lambda: rf"(?<!\w){either('năm|ngày|tháng|lúc|hôm|quý|khoảng|hơn|gần')}\s{{1,2}}\Z")
_NAMED = re.compile(r"[ ,]{1,2}([^\W\d_])")  # the street follows, with a capital
_LIVES = Late(
    lambda: (
        rf"(?<!\w){either('nhà|ở|trú|sống|địa chỉ|trọ|cư trú|nhà em|nhà tôi|quê|hộ|ngụ|tạm trú|thường trú|gặp|gửi|gửi về|chỗ|thư|tìm|đến')}(?::?\s\w{{1,6}}){{0,3}}[\s:,]{{1,3}}\Z"
    )
)
_DOOR = Late(
    lambda: (
        rf"(?:\A|[:,(]\s?|(?<!\w){either('ở|tại|nhà|về|trước|cạnh|gần|đối diện|từ|đến|tới|qua|là|hiên|căn|chủ hộ|trọ|ngụ|trú|địa chỉ')}\s)\Z"
    )
)
_AFTER = re.compile(r"[ ,]{1,2}(?:số|so)[ ]\d{1,4}[a-z]?(?![\w/%])")


def addresses(text: str, low: str) -> Iterator[Span]:
    """Stretches that tell where somebody lives; the suggestion keeps street and alley, not the number."""
    chain: list[tuple[_Part, int, int]] = []
    for part, start, stop in sorted(_parts(text, low), key=lambda p: (p[1], -p[2])):
        if chain and start < chain[-1][2]:
            continue
        if chain and not _BETWEEN.fullmatch(low, chain[-1][2], start):
            yield from _span(text, low, chain)
            chain = []
        chain.append((part, start, stop))
    yield from _span(text, low, chain)


def _parts(text: str, low: str) -> Iterator[tuple[_Part, int, int]]:
    for part, named, pattern in _PARTS:
        for match in pattern.finditer(low):
            start, stop = match.span()
            if named and not (stop := _name_end(text, low, match.end())):
                continue
            if (
                part is _Part.NUMBER
                and _DOOR.search(low[max(0, start - 12) : start])
                and (door := _street(text, low, stop))
            ):
                part_here, stop = _Part.HOME, door
                yield part_here, start, stop
                continue
            if named and part is _Part.HOME and _TIME.search(low[max(0, start - 12) : start]):
                continue
            if part is _Part.FRACTION:
                if " " in text[match.end() : stop]:
                    yield _Part.HOME, start, stop
                continue
            if part is _Part.STREET and (number := _AFTER.match(low, stop)):
                part_here, stop = _Part.HOME, number.end()
                yield part_here, start, stop
                continue
            yield part, start, stop


def _street(text: str, low: str, at: int) -> int:
    """Where a street's name of two words or more that follows a number ends; 0 if there is none."""
    gap = re.compile(_GAP).match(low, at)
    if gap is None:
        return 0
    end = _name_end(text, low, gap.end())
    return end if end and " " in text[gap.end() : end] else 0


def _name_end(text: str, low: str, at: int) -> int:
    """Where a name of one to four capitalised words that begins here ends; 0 if there is none."""
    end, first = 0, at
    for _ in range(4):
        word = _WORD.match(text, at)
        if (
            not word
            or not word.group()[0].isupper()
            or _a_kind(low[word.start() : word.end()], text[first:at] + text[word.end() : word.end() + 8])
        ):
            break
        end = word.end()
        at = end + 1 if text[end : end + 1] in (" ", "\u00a0") else len(text)
    return end


def _a_kind(word: str, beside: str) -> bool:
    """Whether a word begins the next part of an address; without its marks beside a word that has some it is a name: Thổ Quan."""
    return word in KINDS_OF_PLACE and not (word in _LOST_MARKS and not beside.isascii())


def _to_its_end(text: str, low: str, stop: int) -> int:
    """Where the name that a part breaks off in ("chung cư Hòa" of Hòa Bình Green) ends; no further in capitals alone."""
    last = text.rfind(" ", 0, stop) + 1
    if not text[last].isupper() or not text[last:stop].isalpha() or text[last:stop].isupper():
        return stop
    more = _name_end(text, low, stop + 1) if text[stop : stop + 1] == " " else 0
    return more or stop


def _span(text: str, low: str, chain: list[tuple[_Part, int, int]]) -> Iterator[Span]:
    if _tells_a_home(text, low, chain) and not to_all(text, low, chain[0][1], chain[-1][2]):
        start, stop = chain[0][1], _to_its_end(text, low, chain[-1][2])
        value = text[start:stop]
        covered = re.sub(r"\d+", _covered, value)
        yield Span(Private.ADDRESS, start, stop, value, covered if covered != value else "[địa chỉ]")


def _tells_a_home(text: str, low: str, chain: list[tuple[_Part, int, int]]) -> bool:
    """Whether the parts lead to a door. An alley alone is a public place, as in "ngõ 12 ngập", unless somebody lives there."""
    if not chain:
        return False
    parts = [part for part, _, _ in chain]
    start, stop = chain[0][1], chain[-1][2]
    if _Part.HOME in parts:
        return True
    if _Part.ALLEY in parts:
        named = (name := _NAMED.match(text, stop)) is not None and name[1].isupper()
        if {*parts} <= {_Part.ALLEY, _Part.STREET} and passed(low, start, _name_end(text, low, stop + 1) or stop):
            return False
        return named or len(parts) > 1 or _lives(text, start)
    if _in_an_estate(text, parts, start):
        return True
    kinds = {low[at:to].split(None, 1)[0] for part, at, to in chain if part is _Part.GROUP}
    if len(kinds) > 2 and _lives(text, start):  # hamlet, team and village: there are no other addresses there
        return True
    if {_Part.GROUP, _Part.NUMBER} <= {*parts} and (_lives(text, start) or _stands_first(text, parts, start)):
        return True
    return _Part.STREET in parts and bool({_Part.NUMBER, _Part.GROUP} & {*parts})


def _stands_first(text: str, parts: list[_Part], start: int) -> bool:
    """Whether a number opens an address: "địa chỉ: số 18 tổ 5", not "tổ 5 số 1"."""
    return parts[0] is _Part.NUMBER and bool(_DOOR.search(text[max(0, start - 12) : start].lower()))


def _in_an_estate(text: str, parts: list[_Part], start: int) -> bool:
    """Whether a flat, a house of an estate or a house told by what stands beside it is meant, not the whole estate or village."""
    met = {*parts}
    if met & {_Part.DOOR, _Part.FLOOR} and met & {_Part.ESTATE, _Part.GROUP}:
        return True
    if {_Part.DOOR, _Part.BLOCK} <= met:
        return True
    if _Part.BLOCK in met and (_Part.STREET in met or {_Part.NUMBER, _Part.ESTATE} <= met):
        return True
    return {_Part.BLOCK, _Part.ESTATE} <= met and _lives(text, start)


def _lives(text: str, start: int) -> bool:
    return bool(_LIVES.search(text[max(0, start - 25) : start].lower()))


def _covered(match: re.Match[str]) -> str:
    digits = match.group()
    return digits[:2] + "x" * (len(digits) - 2) if len(digits) > 2 else "x" * len(digits)
