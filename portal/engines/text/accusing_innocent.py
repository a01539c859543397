"""Where words of an offence, or a text that sounds like one, say something harmless: what stands behind, or who makes peace."""

from functools import partial

from portal.engines.text.accusing_words import any_of
from portal.engines.text.fold import fold
from portal.engines.text.late import Late


def _both(words: str) -> str:
    return any_of(f"{words}|{fold(words.replace('|', ' 0 ')).replace(' 0 ', '|')}")


_BEHIND = {  # "tát nước" waters a field, "chém gió" is a joke, "ăn tiền thưởng" a reward that was earned
    "tát": "nước|cạn|ao|đìa|ruộng|gàu|cá|biển",
    "chém": "gió",
    "ăn tiền": "thưởng|công|lương",
    "vạch mặt": "bọn lừa|bọn trộm|bọn buôn|bọn cho vay|nhóm lừa|kẻ lừa|chiêu trò|thủ đoạn|trò lừa",
}


def _follows(words: str) -> str:
    return rf"\s{{1,2}}{_both(words)}(?!\w)"


_FOLLOWED = {spelt: Late(partial(_follows, after)) for word, after in _BEHIND.items() for spelt in (word, fold(word))}
_NEVER_HEARD = Late(  # "chưa bao giờ nghe ai kêu bác …"
    lambda: (
        rf"(?<!\w){_both('chưa|không|chẳng|chả|ko')}(?:\s{{1,2}}{_both('hề|bao giờ|từng|có')}){{0,2}}\s{{1,2}}{_both('nghe|thấy')}\s{{1,2}}"
        rf"(?:{_both('ai|một ai|người nào|hộ nào|bà con|dân')}\s{{1,2}})?(?:{_both('kêu|nói|bảo|phàn nàn|kêu ca|ca thán|than|trách')}\s{{1,2}})?"
        rf"(?:{_both('là')}\s{{1,2}})?(?:{_both('ông|bà|anh|chị|cô|chú|bác|thầy|cụ')}\s{{1,2}}(?:{_both('ấy')}\s{{1,2}})?)?\Z"
    )
)
_NOBODY = Late(
    lambda: (
        rf"(?<!\w){_both('chưa|không|chẳng|chả|ko')}(?:\s{{1,2}}{_both('hề|bao giờ|từng')}){{0,2}}\s{{1,2}}{_both('thấy|có')}\s{{1,2}}ai\s{{1,2}}\Z"
    )
)
_LIKE_HIM = Late(
    lambda: (
        rf"[^.!?\n]{{0,40}}?(?<!\w)(?:{_both('như|bằng|hơn')}\s{{1,2}}{_both('ông|bà|anh|chị|cô|chú|bác|hắn|lão|gã|mụ|nó|cái|thằng|tay')}|{_both('trắng trợn')})(?!\w)"
    )
)
_PEACEMAKER = Late(
    lambda: (
        rf"(?<!\w)(?:{_both('hòa giải|hoà giải|can ngăn|khuyên can|giảng hòa|dàn hòa|giải hòa|khuyên giải')}"
        rf"|{_both('can')} {_both('hai|vợ chồng|mấy nhà|đôi bên|mọi người|hai bên')})(?!\w)"
        rf"|(?<!\w){_both('tù|giam|đày')}(?: \w{{1,6}}){{0,2}} {_both('côn đảo|hỏa lò|hoả lò|phú quốc|sơn la')}(?!\w)"
    )
)


def harmless(low: str, start: int, stop: int) -> bool:
    """Whether the words of an offence mean something else, by what follows them."""
    after = _FOLLOWED.get(low[start:stop])
    return bool(after and after.match(low, stop))


def never_heard(before: str) -> bool:
    """Whether nobody ever heard or saw it."""
    return bool(_NEVER_HEARD.search(before))


def none_so_bad(low: str, before: str, stop: int) -> bool:
    """Whether nobody was ever seen to do it as he does, which denies nothing."""
    return bool(_NOBODY.search(before) and _LIKE_HIM.match(low, stop))


def peaceful(low: str) -> bool:
    """Whether a text tells of one who makes peace, or of a prisoner of the wars: quarrels and gaols are named for that."""
    return bool(_PEACEMAKER.search(low))
