"""Made-up residents who write on their own about one fictional candidate: after a meeting, on one network, often briefly."""

import random
import re
from datetime import datetime, timedelta

from portal.engines.synthesis.echoes.copies import Said
from portal.engines.text.fold import fold

OPENS = datetime.fromisoformat("2026-11-16T01:00:00+00:00")
KNOWN = (
    "Ông Trịnh Công Sáng, công nhân cơ khí bậc 7, 12 sáng kiến cải tiến máy tiện, làm lợi 4 tỷ đồng, kèm cặp 38 thợ trẻ"
)
HIM = ("bác Sáng", "ông Sáng", "bác Trịnh Công Sáng", "bác ấy", "bác thợ cả", "ông Sáng tổ tôi", "chú Sáng", "anh Sáng")
BRIEF = (
    "Tôi ủng hộ {he}", "Tôi ủng hộ {he}, người tốt", "Nhất trí cao với đề nghị khen thưởng {he}", "{he} rất xứng đáng",
    "Tôi đồng tình", "Hoàn toàn ủng hộ {he}", "{he} xứng đáng được khen thưởng, tôi ủng hộ", "Ủng hộ {he} hết mình ạ",
    "{he} là người tốt, bà con ai cũng quý", "Gia đình tôi ủng hộ {he}", "Xứng đáng, không có ý kiến gì thêm",
    "Tôi nhất trí, {he} sống rất tốt với bà con trong tổ", "Rất xứng đáng, đề nghị Nhà nước khen thưởng {he}",
    "Tôi ủng hộ {he} vì {he} tận tâm với bà con và luôn giúp đỡ mọi người", "Ủng hộ {he}, tấm gương sáng cho con cháu noi theo",
)  # fmt: skip
STARTS = (
    "Tôi là hàng xóm của {he} đã {n} năm.", "Tôi ở cùng tổ dân phố với {he}.", "Nhà tôi ở đầu ngõ {n}.", "Con trai tôi học nghề ở xưởng của {he}.",
    "Tôi từng làm cùng phân xưởng với {he} hồi {year}.", "Thú thật lúc đầu tôi không biết {he}.", "Tôi biết {he} qua câu lạc bộ người cao tuổi.",
    "Hồi {year} tôi mới chuyển về đây.", "Tôi ít khi viết những dòng thế này.", "Mẹ tôi nhờ tôi viết hộ.", "Tôi đọc thông báo trên cổng rồi viết mấy lời.",
    "Tối qua họp tổ dân phố có nhắc đến việc này nên tôi viết.", "Tôi là tổ phó, việc gì cần là {he} có mặt.", "", "", "",
)  # fmt: skip
DEEDS = (  # [one of|several] wordings: people who saw the same thing do not tell it in the same words
    "{when} {he} [sang|qua tận nhà|đạp xe sang] [chữa giúp|sửa hộ|xem giùm] {thing} [nhà tôi|cho mẹ tôi|của dãy trọ], [không lấy đồng nào|chẳng nhận tiền|chỉ uống chén nước rồi về]",
    "{when} [ngõ bị ngập|nước dâng đến đầu gối|cống tắc], {he} [lội nước|xắn quần|đội mưa] [đi thông cống|khơi rãnh|múc từng xô bùn] [từ sáng đến chiều|cả buổi|đến khuya mới nghỉ]",
    "{when} [tôi ốm|vợ tôi trở dạ|ông nhà tôi ngã], [chính {he}|may có {he}|một mình {he}] [chở đi viện|gọi xe đưa đi cấp cứu|bế xuống năm tầng] [lúc nửa đêm|giữa trời rét|không nề hà gì]",
    "{he} [dạy cháu tôi|chỉ cho thằng út|hướng dẫn bọn trẻ] [tiện từng con ốc|cách đọc bản vẽ|mài dao tiện], [kiên nhẫn lắm|chưa quát bao giờ|làm sai thì cho làm lại]",
    "{when} [cháu nhà tôi|con bé thứ hai|đứa cháu ngoại] [đỗ trường nghề|thi đậu|có việc làm] [là nhờ {he} kèm buổi tối|do {he} chỉ bảo|vì {he} cho mượn sách]",
    "{he} [góp|bỏ ra|ủng hộ] {money} [làm lại cái sân chơi|mua bóng đèn cho ngõ|đóng ghế đá] [cho bọn trẻ|mà không cho ghi tên|rồi còn tự tay trồng cây]",
    "[cái máy ép ở xưởng|con máy phay cũ|dàn tời] [tưởng bỏ đi|hỏng cả năm|chuyên gia chịu] mà {he} [mày mò sửa lại|thức mấy đêm|tháo từng chi tiết] [chạy tốt|đến giờ vẫn dùng|êm như mới]",
    "{when} mất điện [cả khu|hai tòa nhà|đúng hôm nóng], {he} [bắc thang|xách đèn pin|mang đồ nghề] [đi từng nhà|leo lên tận mái|xem giúp các cụ] [kiểm tra {thing}|nối lại dây|đến khi sáng đèn]",
    "{he} [nhặt được ví|thấy cái túi bỏ quên|lượm được dây chuyền] [ở chợ|trên xe buýt|ngoài bờ hồ], [hỏi từng người|nhờ loa phường|chờ cả tiếng] [rồi đem trả cho bà bán {food}|trả lại tận tay|người ta biếu quà cũng không nhận]",
    "[mấy đứa thợ trẻ|đám học việc|thằng cháu họ] [hay bỏ ca|chán việc|cãi nhau], {he} [rủ về ăn cơm|gọi ra quán nước|ngồi với chúng nó] [rồi bảo ban|nói chuyện đến khuya|phân tích phải trái]",
    "{when} đám cưới [con tôi|nhà bên], {he} [đứng ra dựng rạp|cho mượn bàn ghế|trông xe cả ngày], [lo cả điện đóm|xong việc còn quét dọn|mệt mà vẫn cười]",
    "[hôm nào đi bộ|sáng sớm|chiều chiều] {he} cũng [nhặt rác|tưới cây|quét lá] [dọc bờ hồ|quanh vườn hoa|trước cửa nhà văn hóa]",
    "{he} [sửa xe đạp|vá săm|căn phanh] [miễn phí|chỉ lấy tiền phụ tùng|không công] cho [học sinh|người bán hàng rong|công nhân trọ] [trước cổng trường|đầu ngõ|chủ nhật hằng tuần]",
    "[ngày nghỉ|mùng hai Tết|ca ba] {he} vẫn [đến xưởng|ở lại|chạy vào] vì [sợ máy hỏng|lo anh em thiếu người|đơn hàng gấp]",
    "{he} [làm cái giá phơi|hàn lan can|đóng tủ sách] cho [khu tập thể|nhà trẻ|trạm y tế], [ai dùng cũng khen|chắc lắm|đẹp hơn mua]",
    "{when} [bố tôi mất|nhà tôi có tang|cụ Tư qua đời], {he} [ở lại ba đêm liền|lo từ bát hương đến xe cộ|đứng ra quán xuyến] [giúp gia đình|như con cháu|tôi không bao giờ quên]",
    "{he} [hay cho mượn|cho cả ngõ dùng chung|đem biếu] {thing}, [chưa bao giờ tính toán|hỏng cũng không bắt đền|còn chỉ cách dùng]",
    "{when} [cháy ở dãy nhà sau|bếp nhà trọ bốc lửa|chập điện ki ốt], {he} [là người đầu tiên ôm bình chữa cháy|phá khóa|dội nước] [chạy ra|kéo được hai cháu nhỏ|đến khi cứu hỏa tới]",
    "{he} [nấu {food}|mua {food}|để dành {food}] [mang cho cụ bà|biếu ông lão|phần mấy cháu] [sống một mình ở ngách {n}|mù lòa|bán vé số]",
    "[có lần tôi nặng lời|hôm tranh luận chỗ đỗ xe|lúc chia lại lối đi] mà {he} [vẫn vui vẻ|nhường|chủ động sang bắt tay], [sau tôi thấy mình sai|giờ hai nhà rất thân|tôi nể từ đó]",
)  # fmt: skip
REMARKS = (
    "Tuy nhiên {he} hơi nóng tính trong cuộc họp.", "Tôi chỉ mong giấy tờ làm cẩn thận, đúng người đúng việc.", "Theo tôi còn vài người nữa cũng nên xét.",
    "Tôi chưa rõ số tiền làm lợi tính thế nào, đề nghị công khai.", "Chuyện xưởng thì tôi không biết, chỉ nói chuyện ở khu.",
    "Có điều {he} ít nói nên nhiều người không biết.", "Tôi không họ hàng gì với {he}.", "", "", "", "", "",
)  # fmt: skip
ENDS = (
    "Tôi ủng hộ.", "Như thế là xứng đáng.", "Tôi mong Thành phố xem xét.", "Vài lời như vậy.", "Tôi đồng tình với đề nghị này.", "Cảm ơn {he}.",
    "Mong {he} khỏe.", "Khen là đúng.", "Tôi thấy cũng được.", "Đề nghị khen thưởng kịp thời.", "Người như thế bây giờ hiếm.", "", "",
)  # fmt: skip
WHEN = (
    "năm ngoái",
    "hôm Tết",
    "đợt bão Yagi",
    "mùa hè {year}",
    "tháng trước",
    "hồi dịch",
    "cách đây {n} năm",
    "tuần rồi",
    "một đêm mưa",
)
THINGS = (
    "máy bơm",
    "cái quạt trần",
    "bình nóng lạnh",
    "cánh cổng sắt",
    "xe lăn",
    "máy khâu",
    "đường điện",
    "cái thang",
    "bộ cờ lê",
)
FOODS = ("xôi", "rau", "bún", "cháo", "trà đá", "bánh cuốn")


def filled(dice: random.Random, shape: str) -> str:
    """A shape with its gaps filled."""
    shape = re.sub(r"\[([^]]*)\]", lambda either: dice.choice(either[1].split("|")), shape)
    shape = shape.replace("{when}", dice.choice(WHEN))
    words = {"{he}": dice.choice(HIM), "{n}": str(dice.randrange(2, 40)), "{year}": str(dice.randrange(1990, 2026)), "{thing}": dice.choice(THINGS),
             "{food}": dice.choice(FOODS), "{money}": f"{dice.randrange(1, 30)} triệu"}  # fmt: skip
    for gap, word in words.items():
        shape = shape.replace(gap, word)
    return shape[:1].upper() + shape[1:]


def text(dice: random.Random) -> str:
    """What one resident writes: in a third of cases brief, seldom a quotation of the candidate's page, often with what they saw."""
    if dice.random() < 0.35:
        said = filled(dice, dice.choice(BRIEF))
    elif dice.random() < 0.08:
        said = f"{KNOWN}. {filled(dice, dice.choice(BRIEF))}"
    else:
        deeds = dice.sample(DEEDS, dice.choice((1, 1, 2, 2, 3)))
        parts = [dice.choice(STARTS), *(f"{deed}." for deed in deeds), dice.choice(REMARKS), dice.choice(ENDS)]
        said = " ".join(filled(dice, part) for part in parts if part)
    return fold(said) if dice.random() < 0.15 else said


def residents(dice: random.Random, count: int, ward: str = "a") -> list[Said[str]]:
    """Neighbours: a third on the evening of a meeting, most on one carrier's address, most for the first time."""
    said: list[Said[str]] = []
    meeting = OPENS + timedelta(days=dice.randrange(1, 12), hours=12)
    lent = dice.randrange(9)  # the head of the group lends a telephone to so many
    for at in range(count):
        evening = dice.random() < 0.33
        when = (
            meeting + timedelta(minutes=dice.expovariate(1 / 50))
            if evening
            else OPENS + timedelta(days=14 * dice.random())
        )
        network = f"nat-{ward}" if dice.random() < 0.6 else f"net-{dice.randrange(200)}"
        device = f"lent-{ward}" if evening and lent else f"phone-{ward}-{at}"
        lent -= evening and lent > 0
        if said and dice.random() < 0.03:  # husband and wife: one telephone, one text
            said.append(Said(f"{ward}-{at}", said[-1].text, said[-1].at, said[-1].network, said[-1].device, True))
        else:
            said.append(Said(f"{ward}-{at}", text(dice), when, network, device, dice.random() < 0.7))
    return said
