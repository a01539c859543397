"""People told of by what they are called at home: "mẹ cháu là chị Lành", "con bà Tư Hợi", "thằng Tí", "bác Tám cạnh nhà".

Such names are short, and whom a text praises is called so too. One counts only where words beside it say whose it is
(mother, son, neighbour), or what nobody wants read of himself (ill, in debt, in prison); never one that the text names
before without such words, for that is the one it is about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from portal.engines.text.fold import fold
from portal.engines.text.private_patterns import KINDS_OF_PLACE
from portal.engines.text.private_roles import AGE_AFTER, CHILD_CUE, HELPER, IN_NEED_AFTER, OTHER_AFTER, young
from portal.engines.text.private_spans import Private, Span


def _either(words: str) -> frozenset[str]:
    """The words parted by |, each with marks and without any."""
    return frozenset(spelling for word in words.split("|") for spelling in (word, fold(word)))


_TITLES = _either("ông|bà|anh|chị|cô|chú|bác|cụ|cậu|mợ|dì|thím|dượng|già|lão|má|tía|ông bà|anh chị|mẹ")
_SLIGHTED, _SMALL, _CHILD, _YOUNG = (
    _either("thằng"),
    _either("con|cái|nhỏ"),
    _either("bé|cu|nhóc"),
    _either("cháu|em|con|trò"),
)
_KIN = _either(
    "bố|mẹ|ba|má|cha|tía|vợ|chồng|con|con trai|con gái|con rể|con dâu|con nuôi|con đầu|con út|con lớn|em trai|em gái|em út|em họ|em rể|em dâu|em vợ|cậu em|cô em|anh trai|anh rể|anh họ|chị gái|chị dâu|chị họ"
    "|cháu nội|cháu ngoại|cháu gái|cháu trai|cháu họ|ông nội|bà nội|ông ngoại|bà ngoại|bố chồng|mẹ chồng|bố vợ|mẹ vợ|má chồng|ba vợ|bố đẻ|mẹ đẻ|thông gia|sui gia|bạn|bạn thân|bạn học|bạn trọ"
    "|bạn cùng lớp|bạn cùng phòng|người yêu|chủ nợ|con nợ|chủ trọ|chủ nhà|người thuê nhà|người thuê|người quen|nhân chứng|người làm chứng|nạn nhân|bệnh nhân|người bị nạn|người bị hại|người được cứu|anh được cứu"
    "|người bị đuối nước|người mất|hàng xóm|đồng nghiệp|nguyên đơn|bị đơn|thằng bạn|thằng em|người bạn|vợ chồng|hai vợ chồng|mẹ con|hai mẹ con|bố con|thằng bé|con bé"
)
_KIN -= {"ban than"}  # or "bản thân"
_OF_A_WRITER = _KIN | _either("em|cháu|chú|bác|cô|dì|mợ|thím|dượng|cậu|anh|chị|ông|bà")  # with "tôi" or "ruột" behind
_SELF = _either("em|con|cháu|ba|má|mẹ|bố|bạn")  # who writes is called so: "em là Hoa"
_WHOSE = _either(
    "tôi|tui|em|cháu|con|mình|ông ấy|bà ấy|anh ấy|chị ấy|cô ấy|nó|ổng|bả|của|nhà|ruột|bằng bác|bằng cô|vợ|chồng"
)
_WHOSE |= {f"của {title}" for title in _TITLES} | {f"cua {title}" for title in _TITLES}
_NAMED = _either("là|tên")
_BESIDE, _MORE = _either("cạnh|kế|sát|gần|đối diện|giữa"), _either("tôi|tui|nhà|có|em")
_PLURAL = _either("các|những|mấy|nhiều|bao")
_NO_NAMES = KINDS_OF_PLACE | _either("đảng|đoàn|việt|hội|ban|mặt|ủy|quốc|tổ|hồ|trời|phật|chúa|tết|facebook|zalo|covid")
_ENDS, _GOES_ON = re.compile(r"[.!?;:\n]"), re.compile(r" (?:nhà|nha|con|cháu|chau) ")
_OWN = re.compile(  # what the writer is to the one praised tells of nobody else: "em là hàng xóm của cô"
    r"(?:tôi|toi|tui|em|e|mình|minh|mk|cháu|chau|con) (?:là|la|vốn là|từng là) (?:hàng xóm|hang xom|bạn|ban|đồng nghiệp|dong nghiep) (?:cũ )?(?:của|cua)\Z"
)
_LONGEST, _BACK, _NEAR = 3, 7, 6  # words of a name, words read before it, characters between two that stand together


def short_names(text: str, low: str, words: Sequence[re.Match[str]], known: Iterable[str] = ()) -> Iterator[Span]:
    """People named by a title and a short name, or by that alone, where words beside it tell whose it is.

    `words` are those of the text.
    """
    bare = sum(not word.group().isascii() for word in words) * 10 < len(words) * 3
    shared = {fold(name).split()[-1] for name in known if fold(name)}
    last, at = -_NEAR, 0
    while at < len(words):
        title, size = "", 0
        if text[words[at].start()].isupper():
            title = _title(low, words, at)
            size = _size(text, low, words, at) if title or not _title(low, words, at + 1) else 0
        if size:
            first, stop = words[at].start(), words[at + size - 1].end()
            start = first - len(title) - 1 if title else first
            if title == "cu" and bare and not AGE_AFTER.match(low, stop):
                title = "cụ"  # in a text without marks rather an old one than a little boy
            kind = _kind(low, words, at, stop, title, alongside=start - last < _NEAR)
            kind = Private.CHILD if kind and young(low, stop) else kind
            given = fold(text[first:stop]).split()[-1]
            if kind and given not in shared:
                yield Span(kind, start, stop, text[start:stop], f"{text[start:first]}{text[first].upper()}.")
                last = stop
            elif title in _TITLES:
                shared.add(given)
        at += size or 1


def _size(text: str, low: str, words: Sequence[re.Match[str]], at: int) -> int:
    """How many words with capitals a name that begins here has, three at most; 0 where none begins."""
    size = 0
    for word in words[at : at + _LONGEST]:
        spelt = word.group()
        if (
            not spelt[0].isupper()
            or (len(spelt) > 1 and spelt.isupper())
            or low[word.start() : word.end()] in _NO_NAMES
        ):
            break
        if size and text[words[at + size - 1].end() : word.start()] != " ":
            break
        size += 1
    return size


def _title(low: str, words: Sequence[re.Match[str]], at: int) -> str:
    """The title right before this word; "" if there is none."""
    if not 0 < at < len(words) or words[at].start() - words[at - 1].end() != 1:
        return ""
    title = low[words[at - 1].start() : words[at - 1].end()]
    return title if any(title in titles for titles in (_TITLES, _SLIGHTED, _SMALL, _CHILD, _YOUNG)) else ""


def _kind(
    low: str, words: Sequence[re.Match[str]], at: int, stop: int, title: str, *, alongside: bool
) -> Private | None:
    """The private detail that a name with this title is; None where nothing says whose it is."""
    counted = title and _counted(low, words, at - 1)
    if not counted and (title in _CHILD or (title in _YOUNG and AGE_AFTER.match(low, stop))):
        return Private.CHILD
    if title in _SLIGHTED or (title in _SMALL and _GOES_ON.match(low, stop)):
        return Private.CHILD if title == "cu" else Private.PERSON
    before = _before(low, words, at - (title in _TITLES), stop)
    if title not in _TITLES:
        return _called(low, words[at].start(), stop, before) if before and before[-1] in _NAMED else None
    if alongside or _kin(before) or _near(before) or OTHER_AFTER.match(low, stop):
        return Private.PERSON
    helper = HELPER.match(low, stop) if IN_NEED_AFTER.match(low, stop) else None
    return Private.PERSON if helper and helper[1] != title else None


def _counted(low: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a title speaks of several: "48 em Nam", "các bé Mầm non". Whom such a title lists is private_listed's."""
    if low[max(0, words[at].start() - 4) : words[at].start()].rstrip()[-1:].isdigit():
        return True
    return at > 0 and low[words[at - 1].start() : words[at - 1].end()] in _PLURAL


def _called(low: str, first: int, stop: int, before: Sequence[str]) -> Private | None:
    """Who is called so behind "tên" or "là": a child of some age ("cháu tên là Tùng, 7 tuổi"), or somebody's kin."""
    child = young(low, stop) and CHILD_CUE.search(low[max(0, first - 40) : first])
    return Private.CHILD if child else Private.PERSON if _kin(before) else None


def _before(low: str, words: Sequence[re.Match[str]], at: int, stop: int) -> list[str]:
    """The words before a title, back to where the sentence begins; none behind a comma, unless another follows the name."""
    before: list[str] = []
    following = words[at].start()
    for word in reversed(words[max(0, at - _BACK) : at]):
        gap = low[word.end() : following]
        if _ENDS.search(gap) or ("," in gap and (before or low[stop : stop + 1] != ",")):
            break
        before.append(low[word.start() : word.end()])
        following = word.start()
    return before[::-1]


def _kin(before: Sequence[str]) -> bool:
    """Whether the words say whose the name behind them is: "mẹ cháu là", "con", "cậu em vợ tôi tên"."""
    if _OWN.search(" ".join(before)):
        return False
    words = _without(before, _NAMED)
    words = _without(words, _NAMED)
    named, owned = len(words) < len(before), 0
    while True:
        kin = next(
            (k for size in (3, 2, 1) if len(words) >= size and (k := " ".join(words[-size:])) in _OF_A_WRITER), None
        )
        if kin and (owned or (kin in _KIN and not (named and kin in _SELF))):
            return True
        shorter = _without(words, _WHOSE)
        if len(shorter) == len(words) or owned > 3:
            return False
        words, owned = shorter, owned + 1


def _near(before: Sequence[str]) -> bool:
    """Whether the words say that somebody lives beside: "bên cạnh nhà tôi có"."""
    words = before
    for _ in range(3):
        words = _without(words, _MORE)
    return bool(words) and words[-1] in _BESIDE


def _without(words: Sequence[str], tail: frozenset[str]) -> Sequence[str]:
    """The words without one of these at their end."""
    size = next((size for size in (2, 1) if len(words) >= size and " ".join(words[-size:]) in tail), 0)
    return words[: len(words) - size]
