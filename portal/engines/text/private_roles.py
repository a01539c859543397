"""The words around a full name by which it is a child's, a grown-up's, a place's or history's, each with marks and without."""

import re

from portal.engines.text.fold import fold
from portal.engines.text.late import Late
from portal.engines.text.private_patterns import either

_MINE = either("tôi|em|mình|cháu|nhà tôi|nhà em|tui|ruột|nội|ngoại|đầu|út|lớn|nhỏ|thứ hai|hàng xóm|cùng lớp|cùng xóm")
_NAMED = either("tên|tên là|là|tên gọi|tên:|là:")
_GAP = r"[ \u00a0,:]{1,2}"
CHILD_CUE = Late(
    lambda: (
        rf"(?<!\w){either('cháu|em|bé|em bé|cháu bé|bé gái|bé trai|cháu gái|cháu trai|học sinh|em học sinh|trẻ em')}"
        rf"[ \u00a0]{{1,2}}\Z"
        rf"|(?<!\w){either('cháu|bé|em bé|cháu bé|bé gái|bé trai|cháu gái|cháu trai|học sinh|trẻ|đứa bé|đứa nhỏ|đứa trẻ|thằng bé|con bé|thằng nhỏ|con nhỏ')}"
        rf"(?:{_GAP}{_MINE}){{0,3}}(?:{_GAP}{_NAMED})?{_GAP}\Z"
    )
)
NOT_A_CHILD = Late(lambda: rf"(?<!\w){either('anh|chị|bố|mẹ|ba|má|cha|ông|bà|vợ|chồng|cô|chú|thầy')}\s{{1,2}}\Z")
AGE_AFTER = Late(
    lambda: (
        rf"[\s,()\-–]{{1,4}}(?:{either('năm nay|mới|là|đang học|học|học sinh|hs|hsinh|nhà tôi|nhà em|nhà mình|nhà cháu')}\s){{0,3}}"
        rf"(?:(\d{{1,2}})(?:\s{either('tuổi')}|\s?t(?!\w))|\d{{1,2}}\s{either('tháng tuổi')}|(?:sn|{either('sinh|sinh năm')})\s?(?:201[1-9]|202\d)|{either('lớp')}\s[1-9](?!\d)|{either('mẫu giáo|mầm non|tiểu học|lớp lá|lớp chồi')}|{either('lên')}\s[1-9](?!\d))(?:\w|(?!\w))"
    )
)
CHILD_BELOW = 16


def young(low: str, stop: int) -> bool:
    """Whether the words after a name say a child's age or class."""
    after = AGE_AFTER.match(low, stop)
    return after is not None and (after[1] is None or int(after[1]) < CHILD_BELOW)


_HONORIFICS = (
    "ông|bà|anh|chị|cô|chú|bác|cụ|cậu|mợ|dì|thím|dượng|thầy|cụ ông|cụ bà|cô giáo|thầy giáo|bác sĩ|y tá|điều dưỡng|giáo viên"
    "|đồng chí|đ/c|tổ trưởng|tổ phó|trưởng thôn|trưởng xóm|trưởng phòng|phó phòng|giám đốc|phó giám đốc|hiệu trưởng"
    "|hiệu phó|chủ tịch|phó chủ tịch|bí thư|phó bí thư|chi hội trưởng|công an|cảnh sát|thiếu tá|trung tá|thượng tá"
    "|đại tá|thiếu úy|trung úy|thượng úy|đại úy|kế toán|bảo vệ|sư thầy|luật sư|nghệ nhân|kỹ sư|giáo sư|tiến sĩ|nhân viên"
    "|cán bộ|chuyên viên|thủ quỹ|sinh viên|mr|ms|mrs|má|ba|tía|bố|mẹ|cha|o|bu|thầy u|công nhân|học trò|lái xe|tài xế|chiến sĩ"
)
OTHERS = (  # what only somebody else than the one a text is about is called
    "hàng xóm|nạn nhân|bệnh nhân|người bệnh|vợ|chồng|vợ chồng|vợ cũ|chồng cũ|người yêu|người yêu cũ|bồ cũ|con trai|con gái|con rể|con dâu|con nuôi"
    "|em trai|em gái|anh trai|chị gái|em họ|anh họ|chị họ|em rể|em dâu|chị dâu|anh rể|cháu ruột|cháu nội|cháu ngoại|ông nội|bà nội"
    "|ông ngoại|bà ngoại|mẹ con|hai mẹ con|bố con|hai bố con|chị em|anh em|hai chị em|hai anh em|chủ nợ|con nợ|chủ xe|chủ quán|chủ nhà|chủ trọ"
    "|em chồng|anh chồng|chị chồng|bố chồng|mẹ chồng|em vợ|anh vợ|chị vợ|bố vợ|mẹ vợ|bạn học cũ|bạn cũ|hàng xóm cũ|thầy cũ|cô giáo cũ|giúp việc|cô giúp việc|bạn|bạn thân|bạn học|bạn trai|bạn gái|đồng nghiệp|người quen|người thân|nhân chứng|người làm chứng|kẻ trộm|kẻ gian"
    "|nghi phạm|bị can|người bị nạn|người mất|người được cứu|gia đình|hộ|nhà|con bé|thằng bạn|thằng em|thằng|mẹ đơn thân"
)
_OFFICES = "|".join(  # an office with its place: "phường Lê …" alone would be a ward
    f"{office} {place}"
    for office in ("chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư", "trưởng công an", "cán bộ", "công an")
    for place in ("phường", "xã", "quận", "huyện")
)
ROLES = f"{_HONORIFICS}|{OTHERS}"
PERSON_CUE = Late(lambda: rf"(?<!\w){either(f'{ROLES}|{_OFFICES}')}[ \u00a0]{{1,2}}\Z")
OTHER_CUE = Late(lambda: rf"{either(OTHERS)}[ \u00a0]")
_NEIGHBOUR = (  # what is said of somebody else than whom a text praises
    "hàng xóm|bạn tôi|bạn em|bạn cháu|bạn tui|bạn mình|với tôi|và tôi|cùng tôi|với tui|và tui|kể lại|kể|chứng kiến|làm chứng|xác nhận|cạnh nhà|kế nhà|sát vách|sát nhà|bên cạnh nhà"
    "|nhà kế bên|nhà bên|nhà bên cạnh|đối diện nhà|sau nhà tôi|trước nhà tôi|gần nhà tôi|cùng xóm|cùng ngõ|cùng hẻm|cùng tổ|cùng phòng|cùng xưởng|làm cùng|phòng trọ bên|phòng bên|trọ cùng"
)
_SHAMED = (  # what nobody wants to read of himself
    "nợ nần|nợ|vỡ nợ|thiếu nợ|mắc nợ|liệt giường|liệt nửa người|nằm liệt|nằm một chỗ|lú lẫn|mất trí|đi lạc|nhiễm hiv|có hiv|sinh non|sinh khó|mới sinh|có bầu|sảy thai|tâm thần|trầm cảm|tự tử"
    "|ung thư|tai biến|động kinh|nghiện|nghiện rượu|nghiện ma túy|cai nghiện|đi cai|đi trại|đi tù|ở tù|ra tù|mới ra tù|mới ra trại|mãn hạn tù|say rượu|đánh vợ|đánh bạc|cờ bạc|ăn trộm|trộm xe|bỏ nhau|bỏ vợ|bỏ chồng"
    "|ly dị|ly hôn|ngoại tình|định bỏ nhau|là mẹ đơn thân|hấp hối|mất sạch|mất sổ|mất hết tiền|mất tích|cháy nhà|cháy rụi|thất nghiệp|nghèo nhất|neo đơn|mồ côi"
)
_IN_NEED = "ốm|ốm nặng|ốm liệt|liệt|gãy|gãy tay|gãy chân|cụt|mù|mù lòa|câm|điếc|lẫn|nghèo|nghèo rớt|khuyết tật|tàn tật|bỏ học|bỏ đi|bỏ nhà|một mình|chết sớm|mất sớm|mắc bệnh|mang thai|có thai|bị|mắc|nhiễm|ngã|té|đau"
_STILL = either("là|vốn|vừa|cũng|ở|có|đang|mới|hay|lại|thì|đã|hồi đó|năm nay|hôm đó|đi|cùng|suýt")
_MISHAP = either("thương|bỏng|ngã|té|ướt|kẻ xấu|đe dọa|dọa|phỏng|trầy|xước|ngất|chém|đâm")  # what befalls who helps
OTHER_AFTER = Late(
    lambda: (
        rf"[ ,(]{{1,2}}(?:{_STILL} ){{0,2}}(?:{either(f'{_NEIGHBOUR}|{_SHAMED}')}|{either('bị|mắc')} (?!{_MISHAP})\w+)(?!\w)"
    )
)
IN_NEED_AFTER = Late(lambda: rf"[ ,]{{1,2}}(?:{_STILL} ){{0,2}}{either(_IN_NEED)}(?!\w)")  # where another helps
HELPER = Late(  # who helps, behind the comma
    lambda: (
        rf"[^.!?;\n]{{0,60}}?, ?(?:{either('may có|nhờ có|nhờ|được|chính|chỉ có|may|có|cả|thì|mấy')} ){{0,2}}({either('anh|chị|cô|chú|bác|ông|bà|thầy|cụ|đội|tổ|dì|má')}) "
    )
)
NAMED_CUE = Late(  # words after which a full name is somebody's, whoever that is
    lambda: (
        rf"(?<!\w)(?:{either('tên|tên là|tên thật là|đứng tên|mang tên|ghi tên|ký tên|bạn tôi|bạn em|bạn mình|bạn cháu|gặp|hỏi|nghe|theo|cứu|cứu được|nhờ|đưa cho|trả cho|với|và|là')})[ \u00a0,:]{{1,3}}\Z"
    )
)
GIVEN_CUE = Late(  # words by which somebody gives a name, which then needs no capitals
    lambda: (
        rf"(?<!\w)(?:{either('tôi|em|mình|cháu|con|tớ|tui')} (?:{either('tên')} )?|{either('tên')} (?:{either('tôi|em|mình|cháu|con|bác|chị|anh')} )?){either('là')}[ \u00a0:]{{1,3}}\Z"
        rf"|(?<!\w){either(OTHERS)}(?: {either('tôi|em|mình|cháu|tui|ông ấy|bà ấy|anh ấy|chị ấy|cô ấy|chú ấy|bác ấy|bác|cô|chú|anh|chị|ông|bà')})?"
        rf" {either('là|tên|tên là')}[ \u00a0:]{{1,3}}\Z"
    )
)
ALONGSIDE = Late(lambda: rf"(?:,| {either('và|cùng|với')}) ")
PLACE_BEFORE = Late(
    lambda: (
        rf"(?<!\w){either('đường|phố|ngõ|ngách|hẻm|kiệt|trường|thpt|thcs|tiểu học|mầm non|phường|xã|quận|huyện|khu|chợ|cầu|hồ|đền|chùa|đình|lăng|làng|thôn|xóm|ấp|công ty|tnhh|doanh nghiệp|tập đoàn|quỹ|giải|giải thưởng|học bổng|bệnh viện|nhà hát|rạp|tượng|tượng đài|công viên|vườn hoa|quảng trường|tòa|chung cư|khu đô thị|đại lộ|ga|bến|bến xe|sân vận động|học viện|viện|nhà xe|tiệm|quán|cửa hàng|bảo tàng|thư viện|nhà lưu niệm|khu tập thể|phong trào|thơ|nhạc|truyện|vua|tướng|danh tướng|anh hùng|liệt sĩ|nhà thơ|nhà văn|nhạc sĩ|họa sĩ|tư tưởng|gương|bác hồ|dân tộc|thời')}"
        r"[ \u00a0]{1,2}\Z"
    )
)
AFTER_A_NAME = frozenset(
    re.split(
        r"\|",
        "là|và|ở|đã|có|của|tại|phường|xã|quận|huyện|thôn|tổ|người|nhà|số|phố|đường|ngõ|làm|cho|từ|với|được|sinh|năm|nay"
        "|trú|hiện|luôn|thường|cùng|rất|đang|tỉnh|tp",
    )
)
_OF_HISTORY = """Hồ Chí Minh|Nguyễn Trãi|Lý Thái Tổ|Trần Hưng Đạo|Lê Lợi|Quang Trung|Nguyễn Huệ|Lý Thường Kiệt|Trần Quốc Toản|Trần Quang Khải
Nguyễn Du|Nguyễn Đình Chiểu|Nguyễn Bỉnh Khiêm|Nguyễn Thái Học|Nguyễn Tri Phương|Nguyễn Công Trứ|Nguyễn Khuyến|Nguyễn Trường Tộ|Nguyễn Thiếp
Nguyễn Thị Minh Khai|Nguyễn Văn Cừ|Nguyễn Văn Linh|Nguyễn Văn Trỗi|Nguyễn Chí Thanh|Nguyễn Lương Bằng|Nguyễn Phong Sắc|Nguyễn Khánh Toàn|Nguyễn Xiển
Nguyễn Hữu Thọ|Nguyễn Hữu Huân|Nguyễn Cao|Nguyễn Gia Thiều|Nguyễn Biểu|Nguyễn Khoái|Nguyễn Đức Cảnh|Nguyễn Ái Quốc|Nguyễn Tất Thành|Nguyễn Viết Xuân
Trần Phú|Trần Nhân Tông|Trần Thánh Tông|Trần Khánh Dư|Trần Nhật Duật|Trần Duy Hưng|Trần Thái Tông|Trần Đại Nghĩa|Trần Khát Chân|Trần Cung|Trần Văn Ơn
Lê Duẩn|Lê Hồng Phong|Lê Thánh Tông|Lê Thái Tổ|Lê Đại Hành|Lê Văn Tám|Lê Văn Hưu|Lê Trọng Tấn|Lê Văn Lương|Lê Quý Đôn|Lê Đức Thọ|Lê Thanh Nghị|Lê Hữu Trác
Phạm Hùng|Phạm Ngũ Lão|Phạm Văn Đồng|Phạm Ngọc Thạch|Phạm Hồng Thái|Phạm Ngọc Lân|Phan Bội Châu|Phan Chu Trinh|Phan Đình Phùng|Phan Đình Giót|Phan Huy Chú
Phan Kế Bính|Hoàng Hoa Thám|Hoàng Diệu|Hoàng Quốc Việt|Hoàng Văn Thụ|Hoàng Văn Thái|Hoàng Đạo Thúy|Hoàng Minh Giám|Huỳnh Thúc Kháng|Võ Thị Sáu
Võ Nguyên Giáp|Võ Chí Công|Võ Văn Kiệt|Võ Văn Dũng|Vũ Trọng Phụng|Vũ Ngọc Phan|Vũ Phạm Hàm|Đặng Văn Ngữ|Đặng Tiến Đông|Đặng Thai Mai|Đặng Thùy Trâm
Bùi Thị Xuân|Bùi Xuân Phái|Bùi Huy Bích|Ngô Quyền|Ngô Thì Nhậm|Ngô Gia Tự|Ngô Sĩ Liên|Ngô Tất Tố|Đinh Tiên Hoàng|Đinh Bộ Lĩnh|Đỗ Đức Dục|Đỗ Nhuận
Trương Định|Trương Hán Siêu|Đoàn Thị Điểm|Đoàn Trần Nghiệp|Phùng Hưng|Phùng Chí Kiên|Lương Thế Vinh|Lương Văn Can|Mai Thúc Loan|Mai Hắc Đế|Tô Hiến Thành|Tô Hiệu
Chu Văn An|Đào Duy Từ|Đào Duy Anh|Đào Tấn|Hồ Tùng Mậu|Hồ Xuân Hương|Cao Bá Quát|Cao Thắng|Lý Nam Đế|Lý Tự Trọng|Lý Tự Trong|Tạ Quang Bửu|Kim Đồng|Tôn Đức Thắng
Tôn Thất Tùng|Tôn Thất Thuyết|Dương Đình Nghệ|Bế Văn Đàn|Cù Chính Lan|Tô Vĩnh Diện|La Văn Cầu|Nguyễn Thị Thứ|Nguyễn Thị Định|Nguyễn Thị Chiên"""
FAMOUS = frozenset(fold(name) for name in re.split(r"[|\n]", _OF_HISTORY))  # streets, schools, history: nobody's secret
_TOWNS = """Hà Nội|Hà Đông|Hà Tĩnh|Hà Nam|Hà Giang|Hà Tiên|Hà Cầu|Cao Bằng|Cao Lãnh|Thái Bình|Thái Nguyên|Thái Hà|Thái Thịnh|Lâm Đồng|Đồng Nai|Đồng Tháp|Đồng Xuân
Đồng Hới|Kim Liên|Kim Mã|Kim Giang|Kim Anh|Văn Miếu|Văn Phú|Văn Quán|Văn Điển|Văn Giang|Lai Châu|Ninh Bình|Ninh Thuận|Mai Dịch|Mai Châu|Mai Động|Hoàng Mai|Hoàng Liệt|Hoàng Sa
Hoàng Thành|Thạch Thất|Thạch Bàn|Đan Phượng|Phú Thọ|Phú Xuyên|Phú Yên|Phú Quốc|Phú Thượng|Dương Nội|Dương Xá|Tô Lịch|Phan Thiết|Phan Rang|Vũ Hán|Vũ Trụ|Bùi Viện|Hồ Gươm|Hồ Tây|Hồ Hoàn"""
TOWNS = frozenset(fold(name) for name in re.split(r"[|\n]", _TOWNS))
