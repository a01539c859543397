"""Children named together by short names ("hai cháu An và Bình", "các bé Minh, Nhật và Vy"): one title stands for all of them.

Two names at least, so that "các em Đội viên" lists nobody; for "cháu" and "em", by which grown-ups are called too, the words
behind the last name must speak of a child.
"""

import re
from collections.abc import Iterable, Iterator

from portal.engines.text.fold import fold
from portal.engines.text.late import Late
from portal.engines.text.private_patterns import KINDS_OF_PLACE, either
from portal.engines.text.private_roles import AGE_AFTER
from portal.engines.text.private_spans import Private, Span

_CERTAIN = "bé|cháu bé|em bé|cháu nhỏ|em nhỏ|bạn nhỏ|đứa trẻ|đứa bé|đứa nhỏ|em học sinh|cháu học sinh|trò nhỏ"
_HEAD = Late(
    lambda: (
        rf"(?<!\w)(?:{either('hai|ba|bốn|năm|sáu|các|những|mấy|cả hai|hai chị em|hai anh em|hai mẹ con')}|\d{{1,2}})[ \u00a0]"
        rf"(?:({either(_CERTAIN)})|{either('cháu|em')})[ \u00a0]{{1,2}}"
    )
)
_NAME = re.compile(r"[^\W\d_]{1,7}(?: [^\W\d_]{1,7}){0,2}")
_NEXT = re.compile(r",? (?:và|cùng|với|va|cung|voi) |, ?")
_IN_CARE = Late(
    lambda: (
        rf"[ ,]{{1,2}}(?:{either('đều|cùng|đang|vẫn|là|vốn|thì')} )?"
        rf"(?:{either('con')} {either('chị|anh|ông|bà|cô|chú|bác|nhà|của|gia đình')}|{either('mồ côi|ở với|sống với|bị|suýt|đuối nước|đi học|học|bỏ học|được cứu|được nuôi|được nhận nuôi|được đưa')})(?!\w)"
    )
)
MOST = 12  # names of one list


def listed(text: str, low: str, known: Iterable[str] = ()) -> Iterator[Span]:
    """Each child of such a list; `known` people may be named."""
    told = {fold(name).split()[-1] for name in known if fold(name)}
    for head in _HEAD.finditer(low):
        places: list[tuple[int, int]] = []
        at = head.end()
        while len(places) < MOST and (stop := _name_end(text, low, at)):
            places.append((at, stop))
            more = _NEXT.match(low, stop)
            at = more.end() if more else len(text)
        if len(places) < 2:
            continue
        last = places[-1][1]
        if head[1] or AGE_AFTER.match(low, last) or _IN_CARE.match(low, last):
            for start, stop in places:
                if fold(text[start:stop]).split()[-1] not in told:
                    yield Span(Private.CHILD, start, stop, text[start:stop], f"{text[start].upper()}.")


def _name_end(text: str, low: str, at: int) -> int:
    """Where the capitalised words of a name that begins here end; 0 where none begins."""
    match = _NAME.match(text, at)
    end = 0
    for word in re.finditer(r"\S+", match.group()) if match else ():
        start = at + word.start()
        if not text[start].isupper() or low[start : at + word.end()] in KINDS_OF_PLACE:
            break
        end = at + word.end()
    return end
