"""Vietnamese family names, and middle names by which a name is known even in lower case."""

from portal.engines.text.fold import fold

_SURNAME_WORDS = """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh đoàn trịnh trương lâm mai
phùng tô hà cao lương thái châu tạ triệu vương tăng tống quách hứa thạch la lưu doãn kiều từ nghiêm tôn chu lại ninh
khổng mạc đàm văn giang phí ân ôn ông lục quan khúc bạch thân tiêu đồng cù kim cung đường mẫn vi hàn sầm nông ma bế lò
cầm quàng tòng lường đèo giàng thào vàng sùng lầu mùa hạng bàn triệu hầu lãnh chử bá nhữ thẩm ứng viên phó cồ nhâm
diệp liêu âu thiều úc mâu lã hạ tào vừ sồng tráng cháng phàn lù ksor siu niê đan đậu cấn phương đái trà trang khuất mã nguỵ ngụy ưng thiệu danh kha lữ"""
_MIDDLE_WORDS = """văn thị đình đức hữu ngọc minh quốc xuân thu thanh hồng kim quang công duy bá trọng thế viết tiến mạnh anh
hải tuấn gia bảo phương mỹ diệu bích như tuyết khánh tấn vĩnh đăng phúc thành chí"""
_COMMON = "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô đinh trịnh trương đoàn phùng"

SURNAMES = frozenset(_SURNAME_WORDS.split()) - {"ông"}
BARE_SURNAMES = frozenset(map(fold, SURNAMES))
LOWER_SURNAMES = frozenset(_COMMON.split()) | frozenset(
    fold(_COMMON).split()
)  # even in lower case they hardly mean anything else
WRITTEN_MIDDLES = frozenset(_MIDDLE_WORDS.split())
MIDDLES = WRITTEN_MIDDLES | frozenset(fold(_MIDDLE_WORDS).split())
