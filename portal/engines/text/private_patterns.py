"""The words by which private details are known, each with marks and without."""

import re

from portal.engines.text.fold import fold
from portal.engines.text.late import Late


def either(words: str) -> str:
    """A pattern for any of the words parted by |, longest first, spelt with marks or without any."""
    spelt = {spelling for word in words.split("|") for spelling in (word, fold(word))}
    return "(?:" + "|".join(sorted(map(re.escape, spelt), key=lambda w: (-len(w), w))).replace(r"\ ", r"\s{1,2}") + ")"


def cue(words: str) -> Late:
    """Finds any of the words, standing alone."""
    return Late(lambda: rf"(?<!\w){either(words)}(?!\w)")


def beside_a_number(words: str) -> Late:
    """The same, and where a number is stuck to the last of them ("stk0123456789")."""
    return Late(lambda: rf"(?<!\w){either(words)}(?![^\W\d])")


_SPOKEN = {
    "không": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "năm": "5", "lăm": "5",
    "sáu": "6", "linh": "0", "lẻ": "0", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9", "zero": "0", "zê": "0", "dê": "0", "zêrô": "0", "ko": "0", "kông": "0",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
DIGIT_WORDS = {fold(word): digit for word, digit in _SPOKEN.items()} | _SPOKEN
DIGIT_WORDS["mười"] = "1"  # "mười hai"; bare it is the "mươi" of "chín mươi"
_SAID = "|".join(sorted(DIGIT_WORDS, key=lambda word: -len(word)))
MIXED = Late(lambda: rf"(?:\d|{_SAID}){{2,19}}")
FIGURE = Late(lambda: rf"\d|{_SAID}")
LEET = str.maketrans("oilbsz", "011852")

ID_CUE = beside_a_number("cmnd|cmtnd|cmt|cccd|căn cước|chứng minh|chứng minh thư|định danh|số định danh")
STRONG_BANK_CUE = beside_a_number("stk|số tài khoản|số tk|so tk|tài khoản số|tk số")
BANKS = (
    "vietcombank|vcb|techcombank|tcb|bidv|agribank|mb bank|mbbank|acb|vpbank|tpbank|sacombank|vietinbank|ctg|shb|vib"
    "|hdbank|msb|ocb|eximbank|seabank|lpbank|lienvietpostbank|pvcombank|abbank|bac a bank|vietbank|ngân hàng|thẻ atm|số thẻ"
)
_OWNER = "chủ tk|chủ tài khoản|chủ thẻ|ctk|tên tk|tên tài khoản"  # what follows an account, whatever its bank
BANK_CUE = beside_a_number(f"{BANKS}|{_OWNER}|qua mb|gửi mb|vào mb|mb số|về mb|tài khoản|tk|chuyển khoản|ck")
BANK_AFTER = Late(
    lambda: rf"[\s,;:(\-–]{{0,4}}(?:{either('tại|ở|nh|của|mở tại')}\s{{1,2}})?{either(f'{BANKS}|{_OWNER}')}(?!\w)"
)
PHONE_CUE = Late(
    lambda: (
        rf"(?<!\w){either('sđt|đt|đtdđ|điện thoại|số máy|zalo|tel|hotline|alo|gọi|phone|liên hệ|liên lạc|nhắn tin|máy')}"
        rf"(?:[\s:.]{{1,3}}{either('số|là|của|tôi|qua|cho|theo|ở|vào|điện thoại|máy|em|mình|cô|chú|bác')}){{0,4}}[\s:.]{{0,3}}\Z"
    )
)
MONEY_AFTER = Late(
    lambda: (
        rf"\s{{0,2}}(?:{either('đồng|đ|vnđ|vnd|nghìn|ngàn|triệu|tỷ|tỉ|tr|usd|đô la|euro|lượt|người|suất|cây')}(?!\w)(?! h[àa]ng(?!\w))|[%₫$])"
    )
)

EMAIL_AT = Late(
    lambda: (
        r"@| {0,2}[(\[{<] ?(?:at|a|a[ -]?còng|a[ -]?cong|a ?móc|@) ?[)\]}>] {0,2}"
        r"| {1,2}(?:a[ -]?còng|a[ -]?cong|@ ?còng|a ?móc|a ?vòng|at|ở|o) {1,2}"
    )
)
_DOT = r"(?:\.| ?[(\[{] ?(?:chấm|cham|dot|\.) ?[)\]}] ?| {1,2}(?:chấm|cham|dot) {1,2})"
_UNDER = r" {1,2}(?:gạch|gach) (?:dưới|duoi|ngang) {1,2}"
EMAIL_LEFT = Late(lambda: rf"[\w%+\-]{{1,64}}(?:(?:{_DOT}|{_UNDER})[\w%+\-]{{1,64}}){{0,4}} ?\Z")
EMAIL_RIGHT = Late(lambda: rf" ?[a-z0-9\-]{{1,63}}(?:{_DOT}[a-z0-9\-]{{1,63}}){{0,3}}{_DOT}[a-z]{{2,12}}(?![a-z0-9])")
_PROVIDER = r"(?:gmail|g ?mail|gờ ?meo|yahoo|hotmail|outlook|icloud)"
MAILBOX = Late(  # providers behind a sign, or before the dot, of addresses that leave out or hide the other
    lambda: (
        rf" ?(?:@|#|\(a\)|\[a\]|(?<!\w)a[ -]?còng|(?<!\w)a[ -]cong|(?<=\d )at) ?{_PROVIDER}(?: ?[.,] ?(?:com|vn)(?:\.vn)?| ?(?:chấm|cham) ?com)?(?!\w)"
        rf"| {_PROVIDER} ?[ .,] ?(?:com|chấm com|cham com)(?!\w)"
    )
)
MAILBOX_LEFT = Late(lambda: r"(?<![\w.])(?!(?:mail|email|qua|là|của)\Z)[\w.+\-]{2,64}\Z")
MAILBOX_NAMED = Late(
    lambda: (
        r"(?<!\w)(?:gmail|e-?mail|mail)(?: (?:của|cua) \w{1,8})? ?(?:là|la|:) ?([a-z][a-z._]{1,30}\d[\w.]{0,20})(?![\w@])"
    )
)
ACCOUNT = Late(lambda: r"(?<!\w)(?:stk|số tk|so tk|số tài khoản|tài khoản|tk)\s?:?\s{0,2}(\d{2,4}[a-z]\d{6,12})(?!\w)")
PASSPORT = Late(
    lambda: rf"(?<!\w){either('hộ chiếu|passport')}(?!\w)[^.!?\n\d]{{0,40}}(?<!\w)([a-z]\s?\d{{7,8}})(?!\w)"
)
INSURED = Late(  # cards of health insurance, books of social insurance, and the tax number of a person
    lambda: (
        rf"(?<!\w)(?:{either('thẻ bảo hiểm|bảo hiểm y tế|thẻ bhyt|bhyt|bhxh|bảo hiểm xã hội|sổ bảo hiểm|mã số bảo hiểm|thuế cá nhân|mst cá nhân')}(?:\s{{1,2}}{either('số|là|mã số|mã thẻ|y tế|xã hội|của|tôi|em|anh|chị|bác')}){{0,4}}"
        rf"\s?:?\s{{0,2}})([a-z]{{2}}\s?\d[\d ]{{11,16}}\d|\d{{10}})(?!\w)"
    )
)
MAILERS = Late(lambda: r" ?(?:gmail|g ?mail|yahoo|hotmail|outlook|icloud|zoho|proton)")

KINDS_OF_PLACE = frozenset({"phường", "xã", "quận", "huyện", "tỉnh", "tp", "thôn", "tổ", "phuong", "quan", "huyen"})
