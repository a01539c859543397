"""What a text says, with what costs a copyist nothing taken away: marks, spacing, teencode, synonyms, small words.

Folding makes NFC, NFD and bare spellings one. Synonyms are those in which residents praise or criticise; a swap outside
this list changes a word, which the comparison bears (sketch.py). The lists are ours, from reading such texts.
"""

import re
from collections.abc import Iterator
from sys import intern

from portal.engines.synthesis.echoes.syllables import rejoined
from portal.engines.text.fold import fold

_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_GREEK_AND_RUSSIAN = str.maketrans("аеорсухіјԁηοαрвмнкт", "aeopcyxijdnoapbmhkt")
_LEET = str.maketrans("01345", "oieas")
_MIXED = re.compile(r"(?=\w*\d)(?=\w*[a-z])\w+")
_TEENCODE = {
    "k": "khong", "ko": "khong", "kh": "khong", "hok": "khong", "hong": "khong", "kg": "khong", "dc": "duoc", "dk": "duoc",
    "vs": "voi", "ng": "nguoi", "ngta": "nguoi", "j": "gi", "z": "vay", "mn": "nguoi", "bik": "biet", "bit": "biet",
    "mik": "minh", "mk": "minh", "nhju": "nhieu", "nhiu": "nhieu", "r": "roi", "cx": "cung", "cg": "cung", "ntn": "nao",
    "lm": "lam", "vn": "viet", "tdp": "to", "kp": "khu", "ubnd": "uy", "tks": "cam", "thik": "thich", "iu": "yeu",
}  # fmt: skip
_SYNONYMS = (
    "ung ho|dong tinh|tan thanh|nhat tri|dong y|tan dong|dong long",
    "tan tam|tan tuy|tam huyet|het long|het minh|nhiet tinh|nhiet huyet|tan tinh",
    "giup do|giup|ho tro|do dan|cuu mang|tuong tro|giup suc",
    "ba con|nguoi dan|nhan dan|hang xom|moi nguoi|lang gieng|lang xom|cu dan|dan pho|dan",
    "xung dang|thich dang|dang duoc",
    "guong mau|guong sang|tam guong|mau muc|dien hinh|guong",
    "mong muon|mong|hy vong|hi vong|uoc|de nghi|kien nghi|mong moi",
    "khen thuong|tuyen duong|vinh danh|ton vinh|trao tang|bieu duong|ghi nhan|khen",
    "lam viec|cong tac|lao dong|lam",
    "nhieu nam|lau nam|bao nam|hang chuc nam|lau nay",
    "cham chi|can cu|sieng nang|chiu kho|can man",
    "trung thuc|that tha|liem khiet|ngay thang|thanh that|chinh truc",
    "kho khan|ngheo kho|ngheo|kho",
    "tot bung|tu te|nhan hau|hien lanh|tot|nhan ai",
    "hoc tap|noi theo|noi guong|hoc hoi",
    "gian di|moc mac|binh di|chan chat",
    "luon luon|luon|thuong xuyen|luc nao cung|khi nao cung",
    "dong gop|cong hien|gop suc",
    "can nhac|xem xet|xem lai|suy xet",
    "to dan pho|khu pho|khu dan cu|xom|thon|khu",
    "kinh trong|quy men|quy trong|ne phuc|kham phuc|cam phuc|yeu quy|men mo",
)
_SMALL = (
    "la va cua cho o tai da duoc cac nhung mot trong voi de tu den thi ma nhu nay do kia nen vi do boi cung se dang van con"
    " rat vo cung cuc ky het suc that su qua hoan toan toi minh em chau ta chung bac ong ba anh chi co chu cu dong chi nguoi"
    " cai viec su bi a vang thua kinh xin neu hay hoac rang theo ve ra vao len chi tuy nhung moi ai gi nao khi luc"
)
_PHRASES: dict[tuple[str, ...], str] = {
    tuple(phrase.split()): group.split("|")[0].replace(" ", "") for group in _SYNONYMS for phrase in group.split("|")
}
_LONGEST = max(map(len, _PHRASES))
_OPENERS = frozenset(phrase[0] for phrase in _PHRASES)
_SMALL_WORDS = frozenset(_SMALL.split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text that carry its meaning, in their order, each in the form that all its spellings share."""
    plain = fold(_UNSEEN.sub("", text).lower().translate(_GREEK_AND_RUSSIAN))
    if any(map(str.isdigit, plain)):
        plain = _MIXED.sub(lambda match: match.group().translate(_LEET), plain)
    spelt = [_TEENCODE.get(word, word) for word in rejoined(plain.split())]
    return tuple(intern(word) for word in _meant(spelt) if word not in _SMALL_WORDS)


def _meant(spelt: list[str]) -> Iterator[str]:
    """Words with the first of its synonyms for each phrase that has some."""
    at = 0
    while at < len(spelt):
        size = 1
        if spelt[at] in _OPENERS:
            sizes = range(min(_LONGEST, len(spelt) - at), 0, -1)
            size = next((n for n in sizes if tuple(spelt[at : at + n]) in _PHRASES), 0)
        yield _PHRASES.get(tuple(spelt[at : at + size]), spelt[at]) if size else spelt[at]
        at += size or 1
