"""Adverts and links in a text, as hints: somebody sells, lends, bets, recruits, or sends readers elsewhere.

One plain sign is enough ("nhận ngay 200k tiền cược"); everyday words (giá rẻ, liên hệ, miễn phí) are signs of one group
each, and two groups are needed: good deeds are cheap and free too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.engines.text import phrases
from portal.engines.text.late import Late
from portal.engines.text.private_spans import lowered


class Offer(StrEnum):
    """What was noticed."""

    ADVERT = "advert"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Noticed:
    """An advert or a link, from `start` up to `stop`."""

    kind: Offer
    start: int
    stop: int


_GROUPS = {
    "plain": (
        "cá cược|tuyển cộng tác viên|tuyển ctv|gia sư tại nhà|gia sư sinh viên|thu nhập 10|thu nhập từ|nhà cái|tiền cược|kèo thơm|kèo bóng|soi kèo|đổi thưởng|giftcode|tân thủ|nạp rút|hoàn trả vô tận|lô đề online|casino|game bài|tài xỉu|vay tiền nhanh|vay nhanh|vay tín chấp|không cần thế chấp|giải ngân trong|giải ngân nhanh"
        "|nợ xấu vẫn|hỗ trợ nợ xấu|rút tiền thẻ|đáo hạn thẻ|việc nhẹ lương cao|kiếm tiền online|kiếm tiền tại nhà|kiếm tiền mỗi ngày|ship toàn quốc|ship tận nhà|ship cod|freeship|free ship"
        "|miễn phí vận chuyển|giao hàng toàn quốc|chốt đơn|lên đơn|inbox em|inbox mình|inbox shop|inbox báo giá|ib em|ib mình|ib shop|nhắn tin zalo để|giá sỉ|bán sỉ|sỉ lẻ|giá xưởng|giá yêu|giá yêu thương|giá hủy diệt|sale sốc|siêu sale|sale off|xả hàng"
        "|thanh lý gấp|cần thanh lý|pass lại|cần pass|chính chủ cần bán|sổ đỏ chính chủ|xem phòng|full nội thất|chung cư mini cho thuê|phòng trọ cho thuê|cho thuê phòng|cho thuê căn hộ|cho thuê mặt bằng|cho thuê nhà nguyên căn|cần bán nhà|cần bán đất|cần bán gấp|bán gấp"
        "|bán đất nền|đất nền|pháp lý đầy đủ|pháp lý rõ ràng|giá có thương lượng|có thương lượng|hút bể phốt|báo giá tận nơi|khảo sát miễn phí|chuyển nhà trọn gói|sửa nhà trọn gói|dịch vụ trọn gói|giảm cân cấp tốc|trắng da|kem trộn"
        "|chữa dứt điểm|chữa khỏi hoàn toàn|không khỏi hoàn tiền|cam kết hoàn tiền|gia truyền chữa|thuốc gia truyền|thuốc nam gia truyền|xem bói|xem tướng|bùa yêu|gọi hồn|bói bài|sim số đẹp|sim đẹp|soạn tin|đầu số|lắp mạng|lắp wifi|lắp internet"
        "|niềng trả góp|lấy cao răng|học thử|khai giảng lớp|nhận dạy kèm tại nhà giá|follow em|follow mình|follow lại|sub chéo|đăng ký kênh|theo dõi kênh|bấm đăng ký|ủng hộ kênh|like share|tăng like|tăng follow|vào nhóm telegram"
        "|tải app|tải ứng dụng|cài app|mã giới thiệu|hàng auth|hàng xách tay|đồng giá|combo du lịch|tour du lịch|vé máy bay giá rẻ|số lượng có hạn|nhanh kẻo hết|duy nhất hôm nay|chỉ hôm nay|ưu đãi sốc|siêu rẻ|siêu tốc nạp"
        "|khách hàng thân thiết|voucher|mã giảm giá|diệt mối|diệt côn trùng|in áo|may đồng phục|thiết kế miễn phí|đo đạc tận nơi|lắp đặt tận nơi|nhận làm hồ sơ vay|nhận đơn từ|đặt mua hôm nay|đặt hàng ngay"
        "|inbox ngay|rút gốc|bitcoin|forex|chứng khoán quốc tế|trực tiếp bóng đá|xem bóng đá trực tiếp|xem phim miễn phí|link xem|bảo hiểm xe máy giao|bằng lái bao đậu|làm bằng giả|làm bằng đại học|làm giấy tờ nhanh"
    ),
    "seller": "bên em|bên mình|bên tớ|shop em|shop mình|shop|nhà em bán|em bán|mình bán|cửa hàng em|quán em|nhận làm|nhận sửa|nhận sơn|nhận may|nhận đặt|nhận nấu|nhận dạy|nhận thông|nhận lắp|nhận chở|đại lý|công ty em|tiệm em|cơ sở em|fanpage|page|gian hàng|em còn|mình còn|bên công ty",
    "act": "liên hệ ngay|đăng ký ngay|tham gia ngay|inbox|ib|liên hệ em|liên hệ mình|liên hệ chính chủ|liên hệ để được|gọi hotline|gọi tổng đài|đặt hàng|đặt mua|đặt từ|đăng ký|tư vấn|ai cần|ai mua|ai có nhu cầu|có nhu cầu|cần thì|nhắn mình|nhắn em|mời cả nhà|mời mọi người ghé|ghé|ủng hộ em|ủng hộ shop|xem thêm mẫu|để được tư vấn|cmt em|chấm em|để lại số",
    "price": "giá rẻ|giá mềm|giá tốt|giá cạnh tranh|rẻ nhất|bán rẻ|giá chỉ|chỉ từ|giá ưu đãi|ưu đãi|khuyến mãi|khuyến mại|giảm giá|giảm ngay|giảm 10|giảm 20|giảm 30|giảm 50|mua 1 tặng 1|mua 2 tặng 1|tặng 1|tặng gói|tặng 2 tháng|chiết khấu|báo giá|học phí mềm|phí thấp|phí 1|trả góp|một năm chỉ|giá tại xưởng|tặng kèm|quà tặng|nhận quà|nhận ngay|tặng ngay|miễn phí cho khách",
    "goods": "khai trương|thông tắc cống|liệu trình|gói cước|hàng hiệu|lãi suất thấp|quý khách|tiền ảo|sàn giao dịch|giá gốc|sinh lời|chiêu sinh|hoàn tiền|trả góp 0|cần bán|bán hàng|bán sim|bán nhà|bán đất|bán xe|bán rèm|mua vàng mã|cho thuê|thanh lý|tuyển|tuyển dụng|tuyển gấp|vay|vay vốn|mỹ phẩm|thực phẩm chức năng|bảo hiểm xe|mật ong|hải sản|rèm cửa|điều hòa|tủ lạnh|máy giặt|sơn nhà|khóa học|trà thảo mộc|giảm mỡ máu|áo dài|đồng phục|bảo hành|phục vụ 24|có mặt sau|thu nhập cao|không cần kinh nghiệm|nguyên chất|hàng đẹp|hàng mới|mẫu mới|cam kết chất lượng|uy tín|giao tận nhà|giao nhanh|tươi sống",
}  # fmt: skip
_GROUPS["unpaid"] = (  # who serves for nothing, or the poor for less, advertises nothing unless he asks to be called
    "không lấy công|không tính công|không công|giúp bà con|giúp dân|cho người nghèo|cho hộ nghèo"
    "|nhà nghèo thì|ai nghèo|cho người khuyết tật|cho cô lao công|cho công nhân nghèo|cho học sinh nghèo|vùng lũ|vùng dịch|mùa dịch"
)
_PHRASES = phrases.Phrases(_GROUPS)
_TOP = "com|vn|net|org|info|xyz|vip|site|biz|asia|ly|io|gl|store"
_LIKE_WORDS = "top|club|online|shop|link|live|me|tv|app|pro|cc|win|bet|fun"  # with a number, a hyphen or a path only
_LINK = Late(
    lambda: (
        rf"(?:https?|hxxps?)\s?:\s?//[^\s<>\"]{{1,300}}|(?<![\w@.])www\.[^\s<>\"]{{1,300}}|(?<![\w@.\-])(?:[a-z0-9\-]{{2,40}}\.){{1,4}}(?:{_TOP})(?![\w.@])(?:/[^\s<>\"]{{0,200}})?"
        rf"|(?<![\w@.\-])(?=[a-z]*[0-9\-])[a-z0-9\-]{{2,40}}\.(?:{_LIKE_WORDS})(?![\w.@])(?:/[^\s<>\"]{{0,200}})?|(?<![\w@.\-])[a-z0-9\-]{{1,40}}\.(?:{_LIKE_WORDS})/[^\s<>\"]{{1,200}}"
        rf"|(?<![\w@.])[a-z0-9\-]{{3,40}} ?(?:\(chấm\)|\[chấm\]|\(\.\)|\[\.\]| chấm ) ?(?:{_TOP})(?!\w)"
    )
)
_MAIL = re.compile(r"(?:@|a ?còng|\(at\)|\[at\]) ?\Z")
_OWN = re.compile(r"(?:[a-z0-9\-]+\.)*(?:gov\.vn|edu\.vn|chinhphu\.vn)(?:/|$)")


def find(text: str) -> list[Noticed]:
    """Links, and the stretch from the first to the last sign of an advert, by place."""
    low = lowered(text)
    return sorted([*_links(low), *_adverts(low)], key=lambda one: one.start)


def given_away(text: str) -> bool:
    """Whether a text tells of what is given, and nobody in it asks to be called or bought from."""
    return _given({found.name for found in _PHRASES.find(phrases.spelt_words(lowered(text)))})


def _given(names: set[str]) -> bool:
    return "unpaid" in names and not names & {"act", "seller"}


def _links(low: str) -> Iterator[Noticed]:
    for match in _LINK.finditer(low):
        host = re.sub(r"^\w+\s?:\s?//|^www\.", "", match.group())
        if not _OWN.match(host) and not _MAIL.search(low[max(0, match.start() - 8) : match.start()]):
            yield Noticed(Offer.LINK, *match.span())


def _adverts(low: str) -> Iterator[Noticed]:
    read = phrases.spelt_words(low)
    signs = [found for found in _PHRASES.find(read) if not (found.bare and found.stop - found.first == 1)]
    names = {found.name for found in signs}
    if _given(names):
        return
    signs = [found for found in signs if found.name != "unpaid"]
    plain = [found for found in signs if found.name == "plain" and not (found.bare and found.stop - found.first < 3)]
    weak = names - {"plain", "unpaid"}
    weak |= {"plain"} & {found.name for found in signs}
    if plain or len(weak) >= 3 or (len(weak) == 2 and "act" in weak):
        first = min(plain or signs, key=lambda found: found.first)
        last = max(plain or signs, key=lambda found: found.stop)
        yield Noticed(Offer.ADVERT, read[first.first].start, read[last.stop - 1].stop)
