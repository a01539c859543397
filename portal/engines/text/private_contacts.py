"""Ways to reach somebody that are no number and no mailbox: links to a page of one's own, names on networks, @names."""

import re
from collections.abc import Iterator

from portal.engines.text.late import Late
from portal.engines.text.private_patterns import MAILERS, either
from portal.engines.text.private_spans import Private, Span

_NETWORKS = (
    "zalo|facebook|face book|fb|phây búc|messenger|insta|inta|instagram|ig|tiktok|tik tok|tóp tóp|telegram|tele|viber|skype|wechat"
    "|whatsapp|threads|twitter|youtube|discord"
)
_WHOSE = "của|em|mình|tôi|cháu|con|anh|chị|bác|cô|chú|ông|bà|nó|nhà|tên|nick|là"
_PATH = r"[^\s<>\"]{0,120}[\w/]"
_SHOWN = (  # what is shown there belongs to all; it is no way to one person
    r"(?:watch|share|sharer|reel|reels|photo|photos|photo\.php|video|videos|story\.php|permalink\.php|groups|events|hashtag|explore"
    r"|p|tv|shorts|live|results|playlist|search|login|help|policies|home|intent|tag|discover)(?![\w.\-])"
)
_LINK = Late(
    lambda: (
        r"(?<![\w@.\-/])(?:https?://)?(?:(?:www|m|web|mobile|mbasic|vi-vn)\.)?(?:"
        rf"(?:m\.me|t\.me|telegram\.me|zalo\.me|wa\.me|messenger\.com|line\.me)/{_PATH}"
        rf"|(?:fb\.com|fb\.me|facebook\.com|instagram\.com|threads\.net|threads\.com|twitter\.com|x\.com)/(?!{_SHOWN}){_PATH}"
        rf"|(?:tiktok|youtube)\.com/(?:@|c/|user/|channel/){_PATH})"
    )
)
_NAME = r"[a-z](?:[a-z0-9._\-]{1,38})[a-z0-9_](?![\w@]|[.\-]\w)"
_AT_NAME = Late(lambda: r"(?<![\w@./])@([a-z_][a-z0-9_.]{1,29})(?<!\.)(?!\w)")
_HOST = re.compile(r"\.(?:com|vn|net|org|edu|info)\Z")  # the end of a mailbox with a space ahead of its sign
_TO_ALL = frozenset({"all", "everyone", "here", "channel", "admin", "moi", "tat", "ban", "cac", "nguoi"})
_REACHED = Late(  # words that ask to be written to on a network, ahead of an @name
    lambda: (
        rf"(?<!\w){either(f'{_NETWORKS}|nick|kênh|acc|tài khoản|inbox|ib|nhắn|nhắn tin|dm|liên hệ|liên lạc|kết bạn|add|follow|theo dõi')}(?!\w)"
        r"[^.!?\n@]{0,20}\Z"
    )
)
_THERE = Late(lambda: rf"\s{{1,2}}(?:{either('trên|ở|bên|qua')}\s{{1,2}})?{either(_NETWORKS)}(?!\w)")
_ON_A_NETWORK = Late(
    lambda: (
        rf"(?<![\w./@]){either(_NETWORKS)}(?:\s{{1,2}}{either(_WHOSE)}(?!\w)){{0,4}}"
        rf"(?:\s{{0,2}}(?P<told>[:=])|\s{{1,2}}{either('là')})?\s{{0,2}}(?<!\w)(?P<name>{_NAME})"
    )
)
_MADE_UP = re.compile(r"[\d_]")
NO_SYLLABLE = 8  # letters in a row: the longest Vietnamese syllable has seven


def pages(text: str, low: str) -> Iterator[Span]:
    """Links to somebody's own page, and @names."""
    for match in _LINK.finditer(low):
        yield _span(text, *match.span())
    for match in _AT_NAME.finditer(low):
        if _reaches(low, match):
            yield _span(text, *match.span())


def names_there(text: str, low: str) -> Iterator[Span]:
    """Names behind that of the network where somebody has them: "fb: hoa.nguyen"."""
    for match in _ON_A_NETWORK.finditer(low):
        if _no_word(match["name"], told=match["told"] is not None):
            yield _span(text, *match.span("name"))


def _reaches(low: str, match: re.Match[str]) -> bool:
    """Whether an @name is somebody's: of a shape no word has, or beside words that ask to be written to."""
    name, start, stop = match[1], *match.span()
    if name in _TO_ALL or len(name) < 3 or MAILERS.match(low, start + 1) or _HOST.search(name):
        return False
    return bool(_MADE_UP.search(name) or _REACHED.search(low[max(0, start - 40) : start]) or _THERE.match(low, stop))


def _no_word(name: str, *, told: bool) -> bool:
    """Whether letters behind the name of a network are a name there: with a figure or a stroke, or behind a colon with a dot
    or in one piece too long for a syllable. Without the colon "fb roi.moi nguoi" only lacks a space."""
    if _MADE_UP.search(name):
        return len(name) > 4
    return told and ("." in name or len(name) >= NO_SYLLABLE)


def _span(text: str, start: int, stop: int) -> Span:
    return Span(Private.CONTACT, start, stop, text[start:stop], "[liên hệ]")
