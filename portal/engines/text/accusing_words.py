"""The words by which a text reads like an accusation, and those by which it does not although it names an offence.

Chosen by reading the offences that comments on public figures name (Law on Denunciations 25/2018; domain.md 2.6). Bare
spellings that mean something harmless too (ngoại tỉnh, cấp Bộ, mà tuy, làm gia đình) stand in UNSURE.
"""

import re
from enum import StrEnum

from portal.engines.text.fold import fold
from portal.engines.text.late import Late


class Charge(StrEnum):
    """What someone is accused of."""

    BRIBERY = "bribery"
    EMBEZZLEMENT = "embezzlement"
    THEFT = "theft"
    FRAUD = "fraud"
    FORGERY = "forgery"
    VIOLENCE = "violence"
    SEXUAL = "sexual"
    ABUSE_OF_OFFICE = "abuse_of_office"
    LAND = "land"
    ADULTERY = "adultery"
    CRIME = "crime"
    REPORT = "report"  # asks for police or inspectors
    UNNAMED = "unnamed"  # a guess: it sounds like one


WORDS = {
    Charge.BRIBERY: "hối lộ|nhận phong bì|đưa phong bì|vòi phong bì|đòi phong bì|lót tay|chạy chức|mua chức|chạy án|chạy danh hiệu|mua danh hiệu"
    "|mua huân chương|chạy huân chương|mua bằng khen|chạy bằng khen|vòi tiền|vòi vĩnh|ăn tiền|ăn hoa hồng|lại quả|chung chi|đút lót|mua phiếu"
    "|nhận tiền của|mua chuộc"
    "|chạy việc|chạy trường|chạy điểm|chạy dự án|bôi trơn|ăn chia|đi đêm|bảo kê|tiền bảo kê|mãi lộ",
    Charge.EMBEZZLEMENT: "tham ô|biển thủ|ăn chặn|ăn bớt|bớt xén|cắt xén tiền|rút ruột|thụt két|bỏ túi riêng|đút túi|bỏ túi|quỹ đen|lập quỹ trái|ăn quỹ"
    "|chiếm dụng|chiếm đoạt|tiêu tiền quỹ|lấy tiền quỹ|lấy tiền ủng hộ|lấy tiền từ thiện|ăn tiền từ thiện|xà xẻo|ăn của dân"
    "|ém tiền|ém quỹ|chia nhau tiền|bòn rút|chi khống|quyết toán khống|ngoài sổ sách|tư túi|vơ vét|ôm tiền|thâm lạm|lạm thu|tiền ma|nuốt tiền",
    Charge.THEFT: "ăn cắp|ăn trộm|lấy cắp|lấy trộm|trộm cắp|đánh cắp|móc túi|tuồn|thó|cuỗm|ăn cướp|cướp giật|trộm điện|trộm tiền|trộm đồ|trộm vật tư"
    "|chôm|khoắng|nẫng|trộm xe|trộm chó|trộm gỗ|lén bán|bán trộm|bán lén|bán chui|câu trộm",
    Charge.FRAUD: "chặt chém|lừa đảo|lừa tiền|lừa dân|lừa bà con|lừa gạt|gian lận|quỵt tiền|quỵt lương|quỵt nợ|quỵt|bùng tiền|trốn thuế|khai man|khai gian|khai khống"
    "|kê khống|nâng khống|khống chứng từ|trục lợi|vay không trả|cho vay nặng lãi|tín dụng đen|lừa người"
    "|lừa bà|lừa ông|lừa cụ|lừa khách|lừa lấy|lừa người già|lừa bịp|bịp bợm|giật hụi|vỡ hụi|xù nợ|bùng nợ|rửa tiền|công ty ma|cân điêu|cân thiếu|thông thầu|quân xanh",
    Charge.FORGERY: "làm giả|làm giả chứng từ|làm giả hồ sơ|làm giả giấy tờ|làm giả chữ ký|làm giả số liệu|dùng bằng giả|giả mạo|bằng giả|hồ sơ giả|giấy tờ giả|giấy giả|chữ ký giả|giả chữ ký|hóa đơn giả|hoá đơn giả|thương binh giả"
    "|thành tích giả|bịa thành tích|sửa hồ sơ|tẩy xóa|tẩy xoá|đạo văn|cướp công|ăn cắp sáng kiến|số liệu giả|hồ sơ ma"
    "|làm giả giấy|làm giấy giả|đóng dấu giả|con dấu giả|dấu giả|mạo danh|mạo chữ ký|khai láo|bịa đặt thành tích|thuê người làm hộ sáng kiến",
    Charge.VIOLENCE: "hành hung|đánh người|đánh vợ|đánh con|đánh đập|đánh dân|đánh cháu|đánh tôi|bạo hành|dùng bạo lực|đe dọa|đe doạ|dọa giết|doạ giết|dọa đánh|côn đồ|giang hồ"
    "|xã hội đen|đâm người|chém|giết người|tra tấn|bóp cổ|tát|đuổi đánh|thuê người đánh"
    "|đốt xe|đốt nhà|đập phá|ném đá vào nhà|xô ngã|đấm vào|cầm dao|rút dao|bắt cóc|ngược đãi|hành hạ|bỏ đói!|dằn mặt|đánh bị thương|đánh chết|đánh gãy|khủng bố",
    Charge.SEXUAL: "quấy rối|sàm sỡ|dâm ô|hiếp dâm|cưỡng hiếp|xâm hại|gạ tình|mua dâm|sờ soạng"
    "|gạ gẫm|sờ mó|cưỡng dâm|ép quan hệ|đòi quan hệ|nhìn trộm|quay lén|quay trộm|ấu dâm",
    Charge.ABUSE_OF_OFFICE: "tham nhũng|lợi dụng chức vụ|lợi dụng chức quyền|lạm quyền|lạm dụng chức vụ|lạm dụng quyền|lộng quyền|lợi ích nhóm|nhũng nhiễu|hạch sách"
    "|bao che|tiếp tay cho|dung túng|trù dập|ô dù|tiêu cực|chiếm dụng công quỹ|ép dân|ức hiếp|chèn ép|vi phạm pháp luật|phạm pháp|làm trái pháp luật"
    "|cửa quyền|đưa con cháu vào biên chế|đưa người nhà vào|sách nhiễu|móc ngoặc|câu kết|cấu kết|thông đồng|chống lưng",
    Charge.LAND: "lấn chiếm|chiếm đất|cướp đất|lấn đất|chiếm vỉa hè|xây trái phép|xây dựng trái phép|xây không phép|bán đất công|chiếm nhà|cướp nhà|ăn đất"
    "|phân lô trái|chiếm ngõ|chiếm lối đi"
    "|trái phép|chiếm ruộng|chiếm ao|lấp ao|bán đất của tập thể|bán đất trái|sổ đỏ giả|chiếm đất công|chiếm vườn",
    Charge.ADULTERY: "ngoại tình|cặp bồ|bồ nhí|bồ bịch|có bồ|vợ bé|vợ hai|quan hệ bất chính|gái gú|trăng hoa|cặp kè|nhân tình"
    "|lăng nhăng|dan díu|gian díu|tằng tịu|cướp chồng|phản bội vợ|có con rơi",
    Charge.CRIME: "buôn lậu|ma túy|ma tuý|nghiện hút|nghiện ngập|cờ bạc|đánh bạc|đánh đề|ghi đề|lô đề|chứa chấp|hàng giả|thuốc giả|hàng cấm|đổ trộm|xả trộm|xả thải ra|xả thẳng"
    "|đi tù|từng tù|tiền án|tiền sự|từng bị bắt|bị khởi tố|bị kỷ luật|bị kỉ luật|bị công an bắt|bị công an triệu tập|bị cách chức|trốn nghĩa vụ"
    "|gây tai nạn rồi bỏ chạy|tội phạm"
    "|buôn bán ma túy|buôn ma túy|hút chích|cá độ|ở tù|án treo|truy nã|bị bắt vì|bị phạt vì|bị khai trừ|bị đuổi việc|phá rừng|hàng lậu|bán lậu|rượu giả|thực phẩm bẩn|hóa chất cấm|trốn bảo hiểm|trốn đóng bảo hiểm|xả thải|đua xe",
    Charge.REPORT: "tôi tố cáo|xin tố cáo|đơn tố cáo|tố cáo ông|tố cáo bà|tố cáo anh|đề nghị công an|công an vào cuộc|đề nghị điều tra|đề nghị thanh tra"
    "|điều tra làm rõ|phải điều tra|cần điều tra|báo công an|vạch mặt|bóc phốt|tôi có bằng chứng|có đầy đủ bằng chứng",
}
UNSURE = frozenset(
    fold(word)
    for word in [
        "bán chui",
        "cá độ",
        "bạo hành",
        "lén bán",
        "lạm thu",
        "chấm khống",
        "mua dâm",
        "ăn chia",
        "ngoài sổ sách",
        "đua xe",
        "đập phá",
        "đánh chết",
        "tiền ma",
        "lấp ao",
        "chôm",
        "cân thiếu",
        "ở tù",
        "án treo",
        "bôi trơn",
        "vơ vét",
        "lừa ông",
        "lừa bà",
        "ép quan hệ",
        "hành hạ",
        "làm giả",
        "ngoại tình",
        "cặp bồ",
        "có bồ",
        "ma túy",
        "khai khống",
        "bao che",
        "dâm ô",
        "tát",
        "thó",
        "chém",
        "ăn đất",
        "lại quả",
        "tiêu cực",
        "quỵt",
        "vợ hai",
        "ăn bớt",
        "bằng giả",
        "bỏ túi",
        "bồ nhí",
        "đánh đề",
        "ghi đề",
        "đi tù",
        "từng tù",
        "phạm pháp",
        "đánh con",
        "đánh cháu",
        "đánh dân",
        "ép dân",
        "chung chi",
        "ăn tiền",
        "nhận tiền của",
        "giấy giả",
        "sửa hồ sơ",
        "cuỗm",
        "ăn quỹ",
        "ô dù",
        "hàng giả",
        "lấn đất",
        "bịa thành tích",
        "trăng hoa",
        "nhân tình",
        "giang hồ",
    ]
)


def any_of(words: str) -> str:
    """A pattern for any of the words, longest first."""
    spelt = sorted(set(words.split("|")), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, spelt)).replace(r"\ ", r"\s{1,2}") + ")"


def _both(words: str) -> str:
    return any_of(f"{words}|{fold(words.replace('|', ' 0 ')).replace(' 0 ', '|')}")


_NOT = "không|chưa|chẳng|chả|đừng|ko|k|hok|không hề|chưa hề|chẳng hề"
_BETWEEN = (
    "hề|bao giờ|từng|phải|có|là|một lần|lần nào|ai|thấy|dám|được|bị|có chuyện|có việc|để xảy ra|xảy ra|màng|nhận|lấy|một đồng|ham|thể|biết|hề có"
    "|chịu|ký|dính dáng|liên quan|đến|tới|gì|vì|chuyện|việc|bất cứ|bất kỳ|nghe"
)
_AGAINST = (
    "chống|phòng chống|chống lại|đấu tranh|đấu tranh với|tố giác|phát hiện|phá|phá nhiều|phá được|phá thành công|bắt|bắt được|bắt gọn|bắt giữ|tóm|tóm được|khống chế|đuổi|đuổi bắt|truy đuổi|truy bắt|ngăn"
    "|ngăn chặn|can ngăn|can|hòa giải|hoà giải|giải cứu|cứu|bảo vệ|tuyên truyền|cảnh giác|cảnh giác với|tránh|bài trừ|đẩy lùi|giảm|vụ|nạn|tệ|tệ nạn"
    "|nạn nhân|nạn nhân của|người bị|trẻ bị|phụ nữ bị|cai|từ bỏ|bỏ|thoát khỏi|lên án|phê phán|ghét|căm ghét|xử lý|điều tra|phá|phá án"
    "|từ chối|từ chối nhận|khước từ|dám tố cáo|đứng ra tố cáo|tịch thu|thu giữ|trẻ em bị|vạch trần|sa vào|khỏi|đối tượng|tội phạm|tin báo|triệt phá|triệt xóa|dọn|dọn sạch|canh|khuyên|khuyên bảo|cảm hóa|giáo dục|khỏi câu|đề phòng|tác hại của|tác hại|hậu quả của|khỏi bị|hết|không còn|nói không với|phòng|phòng ngừa|xóa|xóa bỏ|xóa sổ|triệt|dẹp|dẹp bỏ|chấm dứt|hết cảnh|hết hẳn|giảm hẳn|không chấp nhận|không dung túng|không tiếp tay cho|không khoan nhượng với|không thỏa hiệp với|không nhân nhượng với|kiên quyết với"
)
_VICTIM = "bị|bị mất|bị kẻ gian|bị kẻ xấu|bị người ta|bị kẻ trộm|bị bọn|bị đối tượng|bị nó|bị trộm|bị vu|suýt bị|từng bị|vừa bị"
_SMALL = r"(?:\s{1,2}(?:các|những|một|được|lại|nhiều|hai|ba|mấy|nhóm|nhom|đường dây|duong day|ổ|bãi|bai|rác|rac|đống|dong|vụ|kẻ|tên|bọn|hành vi|nạn|tệ|việc|cac|nhung|mot|duoc|nhieu|may|vu|ke|ten|bon|hanh vi|nan|te|viec|đối tượng|doi tuong|âm mưu|am muu|cảnh|canh|tình trạng|tinh trang|tụ điểm|tu diem|điểm|nơi|thói|thoi|thằng|thang|mấy thằng|may thang|tay|khoản|khoan|số|so|cả|ca|bao|lô|lo|kho)){0,3}"
NEGATED = Late(
    lambda: (
        rf"(?<!\w){_both(_NOT)}(?!\w)(?!\s{{1,2}}(?:chỉ|những|chi|nhung)(?!\w))(?:\s{{1,2}}{_both(_BETWEEN)}){{0,4}}\s{{1,2}}\Z"
    )
)
OPPOSED = Late(
    lambda: (
        rf"(?<!\w){_both(_AGAINST)}{_SMALL}\s{{1,2}}\Z|(?<!\w)(?<!là )(?<!la ){_both('kẻ|tên|bọn|ổ|băng|băng nhóm|đường dây')}\s{{1,2}}\Z"
    )
)
_BY_WHOM = "chồng|cha|bố|mẹ|dượng|cha dượng|bố dượng|mẹ kế|chủ|vợ|bạn|bạn học|bọn|kẻ|người|côn đồ|giang hồ|con|con trai|chủ thầu|chủ quán|hàng xóm"
SUFFERED = Late(lambda: rf"(?<!\w){_both(_VICTIM)}\s{{1,2}}(?:{_both(_BY_WHOM)}\s{{1,2}}(?:\w{{1,6}}\s{{1,2}})?)?\Z")
WARNED = Late(
    lambda: (
        rf"(?<!\w){_both('cảnh báo|cảnh giác|tuyên truyền|nhận diện|nhận biết|phòng tránh|phòng chống|phòng ngừa|ngăn chặn|đẩy lùi|dặn dò|nhắc nhở|giúp nạn nhân|đấu tranh|bài trừ|tố giác|hỗ trợ nạn nhân|giáo dục|cảm hóa|chống lại')}"
        r"(?:\s{1,2}[\w,]+){0,7}\s{1,2}\Z"
    )
)
EARNED = Late(lambda: r"(?<!\w)(?:bán|ban|gom|đổi|doi|kiếm|kiem)\s{1,2}\Z")  # "bán lấy tiền ủng hộ"
ORDERLY = Late(
    lambda: (  # what stands in the way on a pavement is a matter of order
        rf"(?<!\w){_both('xe|xe công|ô tô|hàng quán|quán xá|chợ|bàn ghế|biển hiệu|vật liệu|cây|hàng rong|xe cộ|bãi xe')}(?:\s\w+){{0,3}}\s\Z"
    )
)
ASKED = Late(
    lambda: (  # who asks for it to be looked into accuses
        rf"(?<!\w){_both('đề nghị|yêu cầu|kiến nghị|mong')}(?:\s{{1,2}}\w+){{0,4}}\s{{1,2}}"
        rf"{_both('xử lý|điều tra|ngăn chặn|bắt|xem xét|kiểm tra|làm rõ|vạch trần|phá')}{_SMALL}\s{{1,2}}\Z"
    )
)
CLEARED = Late(
    lambda: (
        rf"[^.!?;\n]{{0,40}}?(?<!\w){_both('bị phá|bị triệt phá|bị dẹp|giảm hẳn|giảm rõ|giảm hẳn đi|chấm dứt|hết hẳn|không còn|là nói sai|là nói láo|là nói điêu|là vu khống|là bịa đặt|là sai sự thật|là không đúng|là oan|là tin đồn|là đồn thổi|là ác ý|đã được minh oan|đều bị phát hiện|bị bắt quả tang|ra đầu thú|giao cho công an|giao công an|gửi lại|nhưng bác trả lại|nhưng ông trả lại|nhưng trả lại|đều trả lại|đều từ chối|đều không nhận|nhưng từ chối|cũng từ chối|thì từ chối|kiên quyết từ chối|kiên quyết không nhận|nhất quyết không nhận')}"
    )
)
RUMOURED = Late(  # who says it is somebody else, and
    lambda: (
        rf"(?<!\w){_both('tin đồn|lời đồn|tung tin|đồn|đồn thổi|bịa chuyện|vu cho|vu oan|vu vạ|nghi ngờ|cứ tưởng|tưởng|ngỡ|ai nói|ai bảo|ai đồn|ai vu|đứa nào nói|đứa nào bảo|kẻ nào nói|người ta bảo|người ta nói|có người bảo|có người nói')}"
        r"(?!\w)[^.!?;\n]{0,60}\Z"
    )
)
UNTRUE = Late(  # it is not so
    lambda: (
        rf"[^.!?;\n]{{0,60}}?(?<!\w){_both('là sai|nói sai|là bịa|bịa đặt|vu khống|vu oan|không đúng|không phải thế|không phải vậy|không phải như vậy|sai sự thật|là oan|bị oan|minh oan|đổ oan|nói oan|hóa ra|ai ngờ|không có chuyện|không có việc|không hề có|nói láo|nói điêu|tin nhảm|tin vịt|ác ý')}(?!\w)"
    )
)
WARTIME = Late(  # who was a prisoner of an enemy
    lambda: (
        rf"(?<!\w){_both('giặc|địch|thực dân|đế quốc|lính pháp|lính mỹ|pháp|mỹ|ngụy|mỹ ngụy|mật thám|tây')}\s{{1,2}}(?:\w{{1,6}}\s{{1,2}}){{0,4}}\Z"
    )
)
WAR_PRISON = Late(
    lambda: (
        rf"(?:\s{{1,2}}\w{{1,6}}){{0,3}}?\s{{1,2}}{_both('côn đảo|hỏa lò|hoả lò|phú quốc|sơn la|lao bảo|chí hòa|chí hoà|buôn ma thuột|thừa phủ|thực dân|mỹ ngụy|vì cách mạng|vì hoạt động cách mạng|chính trị')}(?!\w)"
    )
)
REFORMED = Late(  # who served his time and is told of as one who was helped, or helps
    lambda: (
        rf"[^.!?\n]{{0,50}}?(?<!\w){_both('hoàn lương|làm lại cuộc đời|làm lại từ đầu|cải tà|phục thiện|tái hòa nhập|tái hoà nhập')}(?!\w)"
        rf"|[^.!?\n]{{0,50}}?(?<!\w){_both('nay|giờ|bây giờ|rồi|về')}\s{_both('đi giúp|giúp|cưu mang|dạy nghề|khuyên|vận động|tình nguyện|quay lại giúp|dạy lại')}(?!\w)"
        rf"|[^.!?,;\n]{{0,20}}?(?<!\w){_both('được|đều được')}\s(?:{_both('ông|bà|anh|chị|cô|chú|bác|thầy')}\s)?{_both('nhận|cưu mang|giúp|dạy|khuyên|đón|tạo việc|giúp đỡ')}(?!\w)"
    )
)
BRAVE = Late(  # who denounces is the one told of, not the one who writes
    lambda: (
        rf"(?<!\w){_both('dám|mạnh dạn|dũng cảm|đứng ra|đứng lên|từng|không ngại|không sợ|kiên quyết|nhờ chị|nhờ anh|nhờ bác|nhờ ông|nhờ bà|nhờ cô|nhờ chú')}\s{{1,2}}(?:{_both('viết|gửi|nộp|làm đơn|viết đơn|gửi đơn')}\s{{1,2}})?\Z"
    )
)
CALLED_POLICE = Late(  # who caught one, or saw one, calls the police
    lambda: (
        rf"(?<!\w){_both('kịp thời|nhanh trí|nhanh chóng|lập tức|liền|vội|mới|rồi|vừa|chạy|đi|giúp|bí mật|ngay|được')}\s{{1,2}}\Z"
    )
)
PEACE = Late(  # who settles a quarrel hides no offence
    lambda: (
        rf"(?:\s{{1,2}}\w{{1,6}}){{0,2}}?\s{{1,2}}{_both('tranh chấp|mâu thuẫn|xích mích|cãi nhau|cãi vã|hiểu lầm|bất hòa|bất hoà|xô xát|va chạm|giận nhau')}(?!\w)"
    )
)
FIRST_PERSON = Late(lambda: rf"(?<!\w){_both('tôi|tui|chúng tôi|dân|bà con|gia đình tôi|nhà tôi')}(?!\w)")
LINKED = Late(
    lambda: rf"[\s,]*{_both('hay|hoặc|và|cũng như|cũng không|hay là|không')}?\s*(?:{_both(_BETWEEN)}\s+){{0,2}}"
)
ENVELOPE = Late(
    lambda: (
        rf"(?<!\w){_both('biếu|đưa|nhận|dúi|nhét|vòi|đòi|gửi|cầm|bỏ')}(?:\s\w+){{1,4}}?\s{_both('phong bì')}(?!\w)(?!\s{_both('thư|công văn|giấy mời')})"
    )
)  # between the verb and the envelope stands a person
BY_SOMEONE = Late(
    lambda: (
        rf"(?<!\w){_both('bị')}\s{_both('ông|bà|anh|chị|cô|chú|bác|hắn|lão|ổng|y')}(?:\s\w+){{0,4}}?\s"
        rf"{_both('đánh|lừa|đe dọa|đe doạ|hành hung|chiếm|cướp|quấy rối|sàm sỡ|quỵt|ép|bắt nạt|vòi|tát|đuổi')}(?!\w)"
    )
)
