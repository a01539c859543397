"""The words by which a text insults, chosen by reading how people shout at each other; harsh criticism is not among them."""

import re

SURE = (  # with marks, wherever they stand
    "địt|đụ|đụ má|đụ mẹ|lồn|cặc|buồi|đéo|đĩ|con đĩ|đĩ thõa|đĩ thoã|con phò|đồ chó|đồ chó má|quân chó má|lũ chó má|thằng chó"
    "|đồ chó đẻ|thằng chó đẻ|lũ chó đẻ|đồ súc vật|đồ súc sinh|đồ ngu|thằng ngu|con ngu|lũ ngu|bọn ngu|ngu như bò|ngu như lợn"
    "|ngu như chó|ngu dốt|ngu si|khốn nạn|đồ khốn|thằng khốn|mất dạy|vô học|mẹ kiếp|con mẹ nó|mẹ mày|bố mày|cha mày|bà mày"
    "|tiên sư nhà|tiên sư bố|tiên sư thằng|tổ sư bố|tổ sư nhà mày|câm mồm|câm họng|cút đi|cút ngay|cút xéo|ăn cứt|như cứt"
    "|đồ rác rưởi|đồ ăn hại|đồ mặt dày|vãi lồn|đếch biết|đếch cần|đồ óc lợn|thằng óc lợn|bọn óc lợn|đầu óc lợn|đồ óc bò|thằng óc bò|đầu óc bò|đồ óc chó|thằng óc chó|bọn óc chó"
)
TEENCODE = "đ.m|đm|đmm|đcm|đcmm|dcmm|đkmm|đkm|cmm|cmn|cmnr|clm|cml|lz|vlz|vcc|vch|đb|ccmm|đm|đjt|djt|djtme|dcm|dkm|dkmm|dmm|vcl|vkl|vloz|vlon|clmm|clgt|loz|cặk|kặc|cak|đek|đíu|đ!t|l*n|c*c|đ*t|đ*o"
BARE_SURE = "d.m no|d.m may|d.m chung|d.m tui|d.m bon|dm no|dm may|dm chung|dm bon|dm tui|dm thang|dit me|dit con me|dit bo|khon nan|me kiep|du ma may|du me may"  # nothing else is spelt so
BARE = (  # each means something harmless too: vài lon, đầu buổi, con các bác, đồ ngủ
    "vai lon|cai lon|con cac|dau buoi|du ma|cho de|do cho|do ngu|thang ngu|oc cho|mat day|vo hoc|con di|an cut|cut di"
    "|óc lợn|óc bò|deo biet|deo can|deo hieu|cam mom|dm|vl"
)
DISGUISED = "địt|lồn|cặc|buồi|đéo|đĩ|ngu|lon|cac|dit|buoi|deo|vcl|dcm|đcm|đmm|vkl|dmm|clgt|djt"

_WHO = "đồ|thằng|lũ|bọn|quân|cái loại|cái thứ|cái lũ|cái bọn|cái thằng|mấy thằng|cái đồ|cái ngữ|tụi|loại"
_WHAT = (
    "đần|đần độn|khốn|khốn nạn|khốn kiếp|mất nết|vô học|mất dạy|vô liêm sỉ|mặt dày|ăn hại|ăn bám|vô ơn bạc nghĩa|súc vật|súc sinh|cặn bã|cẩu tặc|đĩ điếm|điếm thúi|bẩn thỉu"
    "|bần tiện|hạ đẳng|rẻ rách|phản bạn|phản phúc|bán nước|sâu mọt|sâu bọ|mọi rợ|ác ôn|trơ trẽn|bố láo|láo toét|láo lếu|thần kinh|bệnh hoạn|biến thái|não phẳng|đầu đất|óc chó|óc lợn"
    "|óc bã đậu|thối nát|thối tha|bất nhân|lật lọng|tráo trở|lưu manh|du côn|đểu cáng|đểu giả|vô lại|dở hơi|dở người|điên khùng|ngu xuẩn|ngu đần|ngu ngốc|ngu si|ngu học|hám danh hám lợi|giòi bọ"
    "|dòi bọ|chó săn|chó chết|chó ghẻ|chó dại|chó má|chó đẻ|chó cái|lừa thầy phản bạn|hèn hạ|hèn mạt|đê tiện|bỉ ổi|tởm lợm|đạo đức giả|mặt người dạ thú|đầu trâu mặt ngựa|già mà mất nết|ăn cháo đá bát"
    "|vô giáo dục|vô nhân tính|khốn khiếp|mặt lồn|mặt chó|mặt mo|lợn béo|rác rưởi|tham lam bẩn|ranh con|oắt con|ngu"
)
_WHAT_SHORT = "điên!|hèn!|đĩ!|điếm!|phò!|hâm!|ngu!|láo!|chó!|dê xồm|khùng!|đểu!|khốn!|ngáo!|hãm!|tồi!"
NAMED = "|".join(
    f"{who} {what}"
    for who in _WHO.split("|")
    for what in f"{_WHAT}|{_WHAT_SHORT}".split("|")
    if (who, what) not in {("loại", "ngu")}
)
PLAIN = (
    "giá áo túi cơm|xỏ lá ba que|ba que xỏ lá|mặt dạn mày dày|mặt trơ trán bóng|mèo mả gà đồng|đầu trộm đuôi cướp|đồ vô dụng|đồ phế vật|đồ vô tích sự|thằng lol|thằng hề|đồ bỏ đi|óc trâu|não để ở nhà|đầu để ở nhà|nhìn mặt mày|mặt mày tao|mày bị ngu|mày ngu|bị ngu à!|bị điên à|bị khùng à|con mẹ này|thằng cha này|già dịch|đồ già dịch|già khọm|bà già khọm|lão già khốn|xách dép cho tao|cút mẹ|cút mẹ mày|biến mẹ|ngu dzl|vai ca lon|bon suc sinh|vãi cả lồn|mẹ cái hệ thống|lũ hề|thằng ngu này|ngu như bò|ngu như lợn|ngu như chó|ngu như trâu|ngu như heo|ngu như con|ngu vl|ngu vcl|ngu vãi|ngu dốt|ngu xuẩn|ngu đần|ngu ngốc|ngu lâu|ngu thì chết|ngu bỏ mẹ|ngu bỏ xừ|ngu thấy mẹ|ngu hết phần|ngu quá!|ngu thế!"
    "|mà ngu!|sao ngu!|ngu người|đần độn|óc bã đậu|não phẳng|não tôm|não cá vàng|não chó|não lợn|đầu đất|đầu óc có vấn đề|não có vấn đề|thần kinh có vấn đề|chập mạch|ấm đầu|dở hơi|điên khùng|khùng điên"
    "|mất nết|mất dạy|khốn kiếp|khốn nạn|chết tiệt|đồ chết tiệt|trời đánh thánh|trời đánh không chết|chết đi cho|đi chết đi|biến đi cho|cút xéo|xéo đi|ăn cứt|ăn c*t|ngửi cứt|như cứt|như cái đít|như đít|đít khỉ|mặt đít|cái đít"
    "|câm mồm|câm mõm|ngậm mồm|ngậm mõm|ngậm cái mồm|ngậm cái mõm|im mồm|im mõm|mồm thối|thối mồm|vả vỡ mồm|vả vào mồm|đấm vỡ mồm|cái mõm|há mõm|rửa mồm|mồm chó|mõm chó|sủa bậy|sủa càn|sủa gì|sủa tiếp|cứ sủa|chó sủa mặc"
    "|nói với chó|như con chó|như chó cắn|không bằng con chó|thua con chó|thua cả chó|khác gì chó|chó chết|chó má|chó săn|không bằng súc vật|loại súc vật|súc vật đội lốt|đội lốt người|mặt người dạ thú|lòng lang dạ|cầm thú|lang sói"
    "|mặt dày|mặt mo|mặt lờ|mặt lol|mặt l|mặt chó|mặt l*n|trơ trẽn|vô liêm sỉ|không biết nhục|chả biết nhục|chẳng biết nhục|đéo biết nhục|không biết xấu hổ|không biết ngượng|liêm sỉ để đâu|đồ vô ơn"
    "|tổ cha nhà|tổ cha mày|tổ bà|mả cha|mả mẹ|mả bố|cha nhà nó|bố nhà nó|mẹ nhà nó|cả họ nhà nó|cụ nhà nó|mẹ cha nó|mẹ cha mày|bà nội cha|tiên sư|cái thá gì|thá gì mà|mày là thá|chúng mày|tụi mày|bọn mày|tụi bây|chúng bây|lũ chúng mày"
    "|tao khinh|tao chửi|tao nhổ|nhổ vào mặt|phỉ nhổ|tởm lợm|kinh tởm|ghê tởm|bỉ ổi|đê tiện|đê hèn|hèn hạ|hèn mạt|đốn mạt|mạt hạng|hạ cấp|thối nát|thối tha|đểu cáng|đểu giả|đểu vãi|bố láo|láo toét|láo lếu|hỗn láo|láo chó|vô văn hóa|vô giáo dục"
    "|cặn bã|rác rưởi xã hội|cặn bã xã hội|ký sinh trùng|lũ sâu|sâu mọt|sâu bọ|bọ hung|rảnh háng|rảnh l|bám váy|nâng bi|bưng bô|bợ đít|liếm gót|liếm giày|liếm đít|đĩ điếm|con điếm|con đĩ|con phò|làm đĩ|thằng cha dở|con mụ|lão già mất|thằng già"
    "|bà già lắm|đồ già|thằng ranh|thằng oắt|con ranh|con hãm|thằng hãm|thằng điên|con điên|con khốn|con ngu|con ngáo|thằng ngáo|thằng lùn|con béo|thằng béo ú|đồ con lợn|đồ con bò|đồ con chó|bố đời|bố tổ|chó cắn áo|mặt như mông|mặt như cái mâm|mặt như mặt lờ"
    "|chết mẹ|bỏ mẹ|mẹ bọn|mẹ chúng|mẹ tụi|đm|đ m|đờ mờ|đờ cờ mờ|vãi l|vãi lìn|vãi cả l|vãi cứt|vãi đái|như hạch|như shit|fuck|fucking|shit|bitch|bullshit|idiot|moron|asshole|bastard|stupid people|stupid idiot|wtf"
    "|mọi rợ|đúng là óc chó|là óc chó|toàn óc chó|mấy óc chó|đúng óc chó|quân ăn hại|ăn tàn phá hại|ăn hại đái nát|ngồi xổm lên|hãm lol|hãm l|hãm tài|khốn khiếp|dốt nát|ngu muội|u mê ngu|lừa thầy phản bạn|phản chủ|đồ phản|ngu như"
)
DOUBTFUL = "bại não|thiểu năng|cái loại|cái thứ|cái ngữ|cái lũ|cái bọn|nhìn mặt|cái mặt|đầu bò|thằng ngu|bọn ngu|óc chó|mất dạy|vô học|cút đi|cút ngay|đồ điên|đồ hèn|đồ bẩn|đồ chó|thằng chó|mày ngu|quá ngu|đồ lợn|thằng lợn|dạy đời|lắm mồm"
_PLAIN_BARE = (  # two words that nothing else is spelt like
    "thang lol|ngu dzl|oc trau|suc sinh|cut me|may ngu|bon suc|gia dich|khon nan|khon kiep|ngu dot|ngu xuan|ngu ngoc|dan don|chet tiet|tom lom|kinh tom|ghe tom|dot nat|nao phang|moi ro|nang bi|cau tac|ngu vl|ngu vcl|ngu vai|vai cut"
    "|an cut|nhu cut|cam mom|ngam mom|im mom|thoi mom|mom thoi|cho chet|cho san|xeo di|cut xeo|may ngu|chung may|bon may|tui may|tui bay|diem nhuc"
)
PLAIN_BARE = frozenset(_PLAIN_BARE.split("|"))
STARRED = re.compile(
    r"[đd]\*{1,3}|đ\*[tomêé]|đ\*ch|l\*{1,2}n|l\*{2}|c\*{1,2}[ct]|c\*{2}|b\*{1,2}i|n\*u|ng\*|ch\*|v\*l|c\*o|ph\*|đ\*{2}m|d\*t|m\*|f\*{1,3}k?|s\*{1,2}t"
)
