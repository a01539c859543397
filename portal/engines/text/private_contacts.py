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
_HEAD = Late(lambda: rf"(?<![\w./@]){either(f'{_NETWORKS}|nick|nickname')}(?!\w)")
_LED_BY = Late(
    lambda: rf"\s{{1,2}}({either(f'{_NETWORKS}|{_WHOSE}|ấy')})(?!\w)"
)  # in small letters; in capitals it is the name
_OPENS = re.compile(r"\s{0,2}[:=]?\s{0,2}[\"“'‘]?(?<!\w)")
_NAMING = frozenset(("tên", "ten", "nick", "nickname"))
_CAPITAL = re.compile(r"[^\W\d_][^\W_]{0,14}")
_OF_MANY = (  # pages of offices, schools, clubs and papers are everybody's; towns only say where
    "hội|nhóm|đoàn|ban|tổ|ủy ban|uỷ ban|ubnd|mttq|mặt trận|công an|phường|xã|quận|huyện|thôn|trường|báo|đài|tạp chí|clb|câu lạc bộ|chi hội|chi đoàn|đội"
    "|quỹ|sở|bộ|cục|thành phố|thủ đô|trung tâm|bệnh viện|thư viện|công ty|hợp tác xã|hà nội|việt nam|tuổi trẻ|người|tin|và|group|fanpage|page"
)
_FOR_ALL = Late(lambda: rf"{either(_OF_MANY)}(?!\w)")
_MOST_WORDS = 6  # of a name as it is shown
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


def shown_there(text: str, low: str) -> Iterator[Span]:
    """Names in capitals behind that of a network: two words at least, or one where it is called a name."""
    for head in _HEAD.finditer(low):
        at, naming = head.end(), head.group() in _NAMING
        for _ in range(4):
            led = _LED_BY.match(low, at)
            if not led or not text[led.start(1)].islower():
                break
            at, naming = led.end(), naming or led[1] in _NAMING
        if opened := _OPENS.match(low, at):
            at = opened.end()
            stop, words = _capitals(text, at)
            if words >= (1 if naming else 2) and not _FOR_ALL.match(low, at):
                yield _span(text, at, stop)


def _capitals(text: str, at: int) -> tuple[int, int]:
    """Where the words with a capital that begin here end, and how many they are; words that are shouted are none."""
    stop = words = 0
    while words < _MOST_WORDS and (word := _CAPITAL.match(text, at)):
        shouted = len(word.group()) > 1 and word.group().isupper()
        if not word.group()[0].isupper() or shouted:
            break
        stop, words = word.end(), words + 1
        at = stop + 1 if text[stop : stop + 1] in (" ", "\u00a0") else len(text)
    return stop, words


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
