"""Where the words beside an address say that it is open to all: offices and sights, what stood there in a war, a lane passed by."""

from portal.engines.text.late import Late
from portal.engines.text.private_patterns import either

_HOUSES = (
    "trụ sở|văn phòng|ủy ban|trường học|trường tiểu học|bệnh viện|trạm y tế|phòng khám|bưu điện|nhà hát|thư viện|bảo tàng|nhà lưu niệm|di tích|nhà thờ|nhà văn hóa"
    "|hội trường|công viên|siêu thị|cửa hàng|hiệu sách|nhà sách|hiệu thuốc|chốt trực|điểm hiến máu|điểm phát|cơ quan|công an phường|ngân hàng|trung tâm|nhà xuất bản|tòa soạn|khách sạn|bến xe|ngã tư"
)
_SHORT = "ubnd|trường|trạm|rạp|đình|đền|chùa|chốt|điểm|sở|quán"  # bare they are trượng, dinh, đến, cho, so, quan
_HOUSE_BEFORE = Late(
    lambda: (
        rf"(?<!\w)(?<!gần )(?<!gan )(?<!cạnh )(?<!sau )(?<!trước )(?<!truoc )(?<!cổng )(?<!cong )(?<!diện )(?<!dien )(?<!gia )(?:{either(_HOUSES)}|({_SHORT}))"
        rf"(?:\s(?!{either('nhà|của|cô|bác|chú|anh|chị|ông|bà|em|tôi|cháu|gần|cạnh|trọ|họ')}(?!\w))\w{{1,8}}){{0,3}}[\s,:(]{{1,2}}(?:{either('ở|tại|là|số|nằm ở|đặt tại')}\s)?\Z"
    )
)
_HOUSE_AFTER = Late(
    lambda: (
        rf"[ ,]{{1,2}}(?:{either('của|ở|tại')} )?({either('bệnh viện|viện|trường học|đại học|học viện|ủy ban|ubnd|trung tâm|cơ quan')}|khoa|trường|sở)(?!\w)"
    )
)
_LONG_AGO = Late(
    lambda: (
        rf"[^.!?\n]{{0,60}}?(?<!\w)(?:{either('thời')} {either('kháng chiến|pháp|tây|chống mỹ|chống pháp|chiến tranh|bao cấp')}"
        rf"|{either('trước cách mạng|tiền khởi nghĩa|toàn quốc kháng chiến|in truyền đơn|mật thám|bác hồ')}|(?<!từ )(?<!tu ){either('năm|hồi')} 19[0-7]\d)(?!\w)"
    )
)
_PASSED = Late(
    lambda: (
        rf"(?<!\w){either('đầu|cả|khắp|dọc|đoạn|ngập|cháy|vụ cháy|lát|sửa|dọn|quét|đổ bê tông|mở rộng|ùn tắc|tắc')}"
        rf"(?:\s(?!{either('nhà|sống|trọ|trú')}(?!\w))\w{{1,6}}){{0,2}}\s\Z"
    )
)
_HOW_IT_IS = Late(
    lambda: (
        rf"[ ,]{{1,2}}{either('được|bị|ngập|sạch|tối|cháy|hẹp|rộng|lầy|có đèn|có camera|đã có|luôn sạch|vốn|nay')}(?!\w)"
    )
)
BEFORE = 45  # characters before an address in which words tell of it


def to_all(text: str, low: str, start: int, stop: int) -> bool:
    """Whether an address is an office's, a sight's or history's."""
    first = max(0, start - BEFORE)
    before = _HOUSE_BEFORE.search(low[first:start])
    named = before and before[1] and text[first + before.start(1)].isupper() and text[: first + before.start(1)].strip()
    after = _HOUSE_AFTER.match(low, stop)
    house = after and text[after.start(1)].islower()  # "Trường Chinh" is a street, "Vũ Đình Hợi" a man
    return bool(house or (before and not named) or _LONG_AGO.match(low, stop))


def passed(low: str, start: int, stop: int) -> bool:
    """Whether a lane is a place on the way: flooded, swept, the stall at its mouth."""
    return bool(_PASSED.search(low[max(0, start - BEFORE) : start]) or _HOW_IT_IS.match(low, stop))
