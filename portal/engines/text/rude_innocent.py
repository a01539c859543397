"""Where words that could insult say something harmless: what stands before or behind them decides (vô học phí, chim cút)."""

import re

from portal.engines.text.late import Late

_CODES = "đm|đmm|đcm|đkm|dcm|dkm|dmm|vcl|vkl|clgt"  # in capitals also marks of machines, firms and archives
_MAKES = "công ty|cty|máy|máy bơm|mã|mã hàng|số hiệu|dòng|loại|xe|đội|thuốc|hiệu|chuẩn|tệp|hệ"
_PULLS = "mò|mẫm|mày"  # "bố mày mò sửa xe": mày mò is one word
_GROUND = "nhặt|gom|thu gom|gom hết|dọn|dọn sạch|bỏ|vứt|đổ|phân loại|chở|quét|đốt|hết|các|nhiều|bao"
_HERDS = "chăn|chở|bán|mua|nuôi|cho|các|làm"
_PUPPY = "con|mèo|cảnh|bông|nhồi bông|chơi|cưng|tây"

BEHIND = (  # words, and what follows them where they are harmless
    ("vô học", "phí|kỳ|kì|lớp|đường|viện|nghề|trường|bạ|hành|tập|thêm|chung|cùng|tiếp|ở|tại|bổng|chữ|năm|ca|buổi|môn|online|lại"),
    ("đồ chó", _PUPPY), ("thằng chó", "con|mực|vàng|đốm|vện"), ("lũ chó má|chó má", "lúm"), ("mất nết|cái mõm", "na"), ("do cho", _PUPPY),
    ("bố mày|mẹ mày|cha mày|bà mày", _PULLS), ("con ngu|thằng ngu|lũ ngu|bọn ngu", "ngơ"),
    ("mất dạy", "học|thêm|kèm|hai|ba|bốn|một|mấy|nửa|vài|tiết|buổi"), ("đồ ăn hại", "sức|dạ|gan|tim|thận|răng|người|cho"),
    ("khốn nạn", "thay"), ("con mẹ nó", "ốm|đau|mất|nằm|đi|nghèo|bệnh|làm|dắt|bế|gửi|nhờ|về"), ("con phò", "mã"),
    ("cho san", "phụ|phu|chơi|choi|xuất|xuat|phẩm|pham|lượng|luong|khoa|nhi|bay|đình|dinh|trường|truong|bóng|bong|sàng|sang|sóng|song|cho|nhà|nha|va|hai|lung|lòng|long"),
    ("tiên sư nhà", "giáo|nghề|thờ"), ("cút ngay", "ngắn"), ("đồ súc vật", "ăn|kéo|nuôi"), ("đồ rác rưởi", "đúng|trên|ven|ngoài|dưới|vào"),
)  # fmt: skip
BEFORE = (  # words, and what goes before them where they are harmless
    ("cút đi|cút ngay|cút xéo|cut di", "chim|trứng|con chim|gà|thịt|bầy|đàn|chim|trung"), ("đồ súc vật", _HERDS), ("đồ rác rưởi", _GROUND),
    ("như con chó|như chó|như trâu|như con|như cứt", "khổ|mệt|rét|đói|lạnh|bẩn|ướt|cực|gầy|bận|run"),
    ("lồn", "sông|núi|làng|thôn"), ("ngu si|ngu dốt", "thoát|xóa|diệt giặc"), (_CODES, _MAKES),
)  # fmt: skip


def _one(words: str) -> str:
    return (
        "(?:" + "|".join(sorted(map(re.escape, words.split("|")), key=len, reverse=True)).replace(r"\ ", r"\s+") + ")"
    )


def _late(before: str, words: str, after: str) -> Late:
    return Late(lambda: before + _one(words) + after)


_FOLLOWED = tuple((_late("", words, ""), _late(r"\s+", after, r"(?!\w)")) for words, after in BEHIND)
_PRECEDED = tuple((_late("", words, ""), _late(r"(?<!\w)", before, r"\s+$")) for words, before in BEFORE)
_CODE = _late("", _CODES, "")
_NUMBER = re.compile(r"[ -]?\d")
REACH = 16  # characters before a word that are looked at


_VERB = "chửi|mắng|mắng yêu|rủa|chê|cười|chê cười|chế giễu|giễu|nhạo|gọi|gọi đùa|bảo|nói|đồn"
_REPORTED = Late(  # what others once called somebody: "có người bảo bác dở hơi"
    lambda: (
        rf"(?<!\w){_one(_VERB)}(?: (?!nó |hắn |mày |chúng )\w{{1,6}}){{0,4}}(?: là)?[ :]{{1,2}}[\"“'‘]?(?:(?:đồ|thằng|con|lão|mụ|bà) )?\Z"
    )
)
_BY_NOBODY = Late(
    lambda: (
        rf"(?<!\w){_one('có người|có đứa|có kẻ|kẻ xấu|người ta|thiên hạ|bọn|mấy đứa|họ|từng|hồi ấy|hồi đó|ngày xưa|trước kia|lúc đầu|đùa|yêu')}(?!\w)"
    )
)
_ALL_THE_SAME = Late(
    lambda: (
        r"[\"”'’]?[^.!?\n]{0,40}?(?<!\w)"
        + _one(
            "vẫn|chỉ cười|cười trừ|cứ|kệ|mặc|nhưng|không giận|chẳng giận|chả giận|bỏ ngoài tai|ai ngờ|giờ mới|vì|chỉ lo|mà bà|mà ông|mà bác|mà chú|mà cô|mà anh|mà chị"
        )
        + r"(?!\w)"
    )
)
_SENTENCE, _FAR = re.compile(r"[.!?\n]"), 60


def reported(low: str, start: int, stop: int) -> bool:
    """Whether somebody else is told to have said it, of one who went on all the same: the words of a text that stands by him."""
    before = _SENTENCE.split(low[max(0, start - _FAR) : start])[-1]
    return bool(_REPORTED.search(before) and _BY_NOBODY.search(before) and _ALL_THE_SAME.match(low, stop))


def harmless(text: str, low: str, start: int, stop: int) -> bool:
    """Whether the words of `low` (the text in lower case) from `start` to `stop` mean no insult there."""
    word, ahead = low[start:stop], low[max(0, start - REACH) : start]
    if _CODE.fullmatch(word) and text[start:stop].isupper() and _NUMBER.match(low, stop):
        return True
    if any(each.fullmatch(word) and after.match(low, stop) for each, after in _FOLLOWED) or reported(low, start, stop):
        return True
    return any(
        each.fullmatch(word) and before.search(ahead) and _calm(word, text[start:stop]) for each, before in _PRECEDED
    )


def _calm(word: str, written: str) -> bool:
    """An abbreviation is a mark only in capitals."""
    return not _CODE.fullmatch(word) or written.isupper()
