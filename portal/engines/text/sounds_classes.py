"""Words that tell what a remark is about, by what they share: with them a guess knows goods, weather or offences it never met.

Written as phrases.py reads them, parted by |. They decide nothing: what each class weighs is learnt like any other feature.
"""

CLASSES = {
    "person": (
        "ông|bà|anh|chị|cô|chú|bác|cụ|thầy|đồng chí|ổng|bả|ảnh|cổ|chỉ|ông ấy|bà ấy|anh ấy|chị ấy|cô ấy|bác ấy|chú ấy|cậu ấy|ông ta|anh ta|bà ta|hắn|nó|vị này|người này"
        "|bác sĩ|cô giáo|thầy giáo|giám đốc|hiệu trưởng|tổ trưởng|chủ tịch|bí thư|cán bộ|lãnh đạo|nhân viên|kỹ sư|công nhân|giáo sư|má|dì|thím|cậu|ứng viên|y tá|công an"
        "|bộ đội|trưởng thôn|trưởng ấp|tổ phó|nghệ nhân|điều dưỡng|lao công|tài xế|bảo vệ|giảng viên|nhà khoa học|tập thể|đội trưởng|trưởng phòng|người được đề cử|gia đình anh|gia đình chị"
    ),
    "deed": (
        "giúp|giúp đỡ|cứu|cứu người|dạy|dạy dỗ|nuôi|cưu mang|hiến|hiến máu|hiến đất|quyên góp|chăm sóc|chăm lo|tận tụy|tận tâm|hy sinh|cống hiến|phục vụ|nhặt được|trả lại|đỡ|lo cho"
        "|vận động|quét rác|quét dọn|xây cầu|làm đường|khám miễn phí|chữa bệnh|trồng cây|góp sức|tặng|nấu cháo|phát cơm|phát cháo|hòa giải|sáng kiến|đóng góp|gương mẫu|nhiệt tình"
        "|hoàn thành|không lấy tiền|không nhận|tình nguyện|thiện nguyện|từ thiện|trách nhiệm|liêm khiết|dũng cảm|xông vào|lao vào|thương dân|tốt bụng|hiền lành|tử tế|thật thà|biết ơn|không ngại|âm thầm|lặng lẽ"
    ),
    "judge": (
        "xứng đáng|chưa xứng|không xứng|khen|khen thưởng|bằng khen|huân chương|huy chương|danh hiệu|thành tích|đề nghị|đề cử|ủng hộ|không đồng ý|đồng ý|tán thành|nhất trí|chưa nên|nên xem lại|cần xem lại"
        "|cân nhắc|tiêu chuẩn|tiêu chí|hồ sơ|báo cáo|công lao|trao tặng|trao thưởng|xét|xét tặng|tuyên dương|góp ý|phản ánh|kiến nghị|phản đối|thi đua|hội đồng|ban tổ chức|tôn vinh|giải thưởng|tấm gương"
    ),
    "fault": (
        "chậm|chậm trễ|chưa tốt|chưa sâu sát|hình thức|qua loa|thiếu|yếu kém|kém|bảo thủ|nóng tính|nóng nảy|khó tính|cứng nhắc|máy móc|quan liêu|hứa|hứa suông|quên|vắng|ít khi|chưa thấy|chẳng thấy|thất hứa"
        "|nói nhiều|làm ít|cửa quyền|thái độ|chưa rõ|chưa minh bạch|cần rút kinh nghiệm|chưa hiệu quả|kém hiệu quả|lãng phí|chưa công bằng|phô trương|nói hay|đùn đẩy|chờ lâu|bất tiện|xuống cấp|hư hỏng|bong tróc|bẩn"
    ),
    "civic": (
        "tổ dân phố|phường|xóm|bà con|dân|nhân dân|người dân|hàng xóm|khu phố|thôn|ấp|hội|hội viên|cơ quan|trường|bệnh viện|công ty|hợp tác xã|chính quyền|ủy ban|phụ huynh|học sinh|học trò|bệnh nhân"
        "|người nghèo|hộ nghèo|cụ già|trẻ em|các cháu|các cụ|đảng viên|chi bộ|mặt trận|phụ nữ|thanh niên|cựu chiến binh"
    ),
    "offer": (
        "giá|giá rẻ|giá tốt|giá gốc|giá sỉ|giá xưởng|giá mềm|giá sốc|khuyến mãi|khuyến mại|giảm giá|giảm nửa|ưu đãi|tặng kèm|tặng ngay|tặng một|mua hai|mua một|ship|freeship|giao hàng|giao tận|tận nơi|tận nhà|tận cửa"
        "|bảo hành|trọn gói|trả góp|uy tín|chính hãng|cam kết|hoàn tiền|miễn phí|học thử|ăn thử|dùng thử|xả hàng|xả kho|thanh lý|sale|săn sale|combo|mã giảm|đồng giá|nguyên chất|hàng mới|hàng về|mới về|số lượng có hạn|số lượng ít"
        "|lấy liền|lấy ngay|có liền|có ngay|rẻ nhất|không phát sinh|báo giá|chiết khấu|bao đậu|bao ăn|bao test|bao sang tên|một đổi một|hư một đền|quà tặng|có quà|nhận quà|phí thấp|giá chỉ|chỉ từ|chỉ còn|mẫu mới|đẹp lung linh|xem hàng"
    ),
    "call": (
        "inbox|ib|alo|zalo|gọi là có|liên hệ|liên hệ ngay|nhắn em|nhắn mình|gọi em|gọi mình|đặt hàng|đặt trước|đặt lịch|đặt chỗ|đặt vé|chốt đơn|lên đơn|đăng ký ngay|để lại số|cho em xin số|mời cô bác ghé|mời bà con ghé|ghé|ghé quán|ghé shop"
        "|ai cần|ai mua|ai có nhu cầu|ai quan tâm|anh chị quan tâm|anh chị cần|quý khách|có nhu cầu|hotline|tổng đài|bấm vào|truy cập|vào nhóm|vào link|tham gia ngay|tham gia cùng|nhanh tay|kẻo hết|đừng bỏ lỡ|ủng hộ em|ủng hộ shop|xem mẫu|ưng mẫu|tư vấn|hãy đến với"
    ),
    "seller": (
        "shop|shop em|bên em|bên mình|nhà em có|em bán|mình bán|cửa hàng|đại lý|xưởng|quán em|tiệm|tiệm em|trung tâm|công ty chúng tôi|công ty em|dịch vụ|nhận làm|nhận sửa|nhận may|nhận đặt|nhận nấu|nhận dạy|nhận chở|nhận in|chuyên"
        "|chuyên cung cấp|chuyên nhận|cung cấp|khai trương|khai giảng|mở bán|tuyển sinh|tuyển|tuyển dụng|tuyển gấp|cộng tác viên|lương|lương tuần|bao cơm|không cần kinh nghiệm|không cần vốn|thu nhập|việc nhẹ|hoa hồng cao|cần bán|bán gấp|bán|mua bán"
        "|thu mua|cho thuê|cần thuê|cho thuê phòng|sang nhượng|chuyển nhượng|cần sang|sang lại|sang quán|pass lại|đổ buôn|bán sỉ|sỉ lẻ|sản phẩm|thương hiệu|khách hàng|khóa học|lớp học thêm|dạy kèm|gia sư|luyện thi|thợ|thám tử"
    ),
    "goods": (
        "quần áo|quần|áo|áo thun|váy|giày dép|giày|túi xách|mỹ phẩm|kem|kem dưỡng|son|sữa rửa mặt|collagen|thực phẩm chức năng|viên uống|thuốc nam|cao dán|trà|cà phê|mật ong|yến sào|nước mắm|gạo|hải sản|tôm|cua|ghẹ|mực|trái cây|sầu riêng|bưởi|bánh"
        "|bánh kem|bánh chưng|giò chả|nem|cơm hộp|cơm tấm|cơm văn phòng|bún|phở|lẩu|đồ ăn|nồi chiên|máy lọc nước|máy lạnh|điều hòa|tủ lạnh|máy giặt|tivi|laptop|máy tính|điện thoại|iphone|camera|sim|sim số|wifi|internet|xe đạp điện|xe máy|ô tô"
        "|đồ gỗ|nội thất|sofa|rèm|giường tủ|chó con|mèo con|poodle|gà|giống|cây giống|phân bón|cây cảnh|hoa tươi|hoa khai trương|vé|vé xe|vé máy bay|tour|khách sạn|homestay|resort|cúp|kỷ niệm chương|áo dài|đồng phục|mắt kính|vàng bạc|đồng hồ|bỉm|sữa bột|đồ chơi"
    ),
    "service": (
        "sửa ống nước|thông tắc|thông cống|hút bể phốt|hút hầm cầu|chống thấm|sơn nhà|ốp lát|sửa nhà|sửa chữa|lắp đặt|vệ sinh máy lạnh|giặt ghế|giặt thảm|chuyển nhà|bốc xếp|xe ghép|xe khách|thuê xe|đi sân bay|giúp việc|trông trẻ|chăm người bệnh|nuôi bệnh"
        "|spa|triệt lông|nha khoa|niềng răng|nail|cắt tóc|gội đầu|massage|thẩm mỹ|giảm cân|tập gym|yoga|chụp ảnh cưới|rạp cưới|tiệc|in ấn|in áo|thiết kế|website|quảng cáo|tăng like|tăng follow|chạy quảng cáo|kế toán trọn gói|thành lập công ty|làm sổ đỏ|tách thửa"
        "|làm bằng|bằng lái|học lái xe|visa|du học|xuất khẩu lao động|xem bói|phong thủy|tử vi|xem ngày|giải hạn|bói|soi cầu|tang lễ|cài win|cứu dữ liệu|diệt mối"
    ),
    "estate": "chung cư|căn hộ|đất nền|lô đất|lô góc|mặt tiền|mặt bằng|sổ đỏ|sổ hồng|sổ riêng|pháp lý|hẻm xe hơi|ô tô vào|hai ngủ|phòng trọ|ở ghép|khép kín|có gác|cọc|đặt cọc|biệt thự|nhà phố|liền kề|chính chủ|thương lượng|bớt lộc|có fix|phòng đẹp",
    "finance": (
        "vay|vay vốn|vay nhanh|cho vay|vay tiền|vay online|giải ngân|thế chấp|tín chấp|nợ xấu|lãi suất|lãi thấp|đáo hạn|thẻ tín dụng|mở thẻ|bảo hiểm nhân thọ|gói bảo hiểm|đầu tư|lợi nhuận|sinh lời|coin|tiền số|tiền ảo|bitcoin|forex|chứng khoán|lệnh"
        "|kéo lệnh|tín hiệu|nạp|nạp rút|rút tiền|nhà cái|kèo|cá cược|nổ hũ|quay hũ|lô đề|xổ số|bạch thủ|game đổi thưởng|tân thủ|trúng|trúng thưởng|trúng lớn|quay số|kiếm tiền|làm giàu|thu nhập thụ động|nhân mười|vốn ít|duyệt|hụi"
    ),
    "ask": (
        "ở đâu|là gì|thế nào|làm sao|sao vậy|bao nhiêu|mấy giờ|có ai|ai biết|cho hỏi|cho em hỏi|cho mình hỏi|xin hỏi|tôi muốn hỏi|em muốn hỏi|không ạ|vậy ạ|không nhỉ|nhỉ|hả|khi nào|bao giờ|hay là|được không|có không|có sao không"
        "|vậy mọi người|hả bà con|hả mọi người|các mẹ|mấy bạn|chỉ mình|chỉ giúp|chỉ với|cho xin|xin công thức|xin link|xin file|có cách nào|cách nào|nên mua|nên chọn|có nên|loại nào|chỗ nào|kênh nào|làm thế nào|ngon hơn|tốt hơn|đẹp hơn|kiểu gì"
    ),
    "money": "tiền|triệu|tỷ|đồng|nghìn|ngàn|phong bì|quỹ|vàng|chai|củ|hoa hồng|phần trăm|quà|lót tay|tiền mặt|ngân sách|kinh phí|hóa đơn|biên lai|phiếu thu|sổ sách|học bổng|trợ cấp|phụ cấp|tiền công|tiền lương|tiền quỹ|tiền hỗ trợ|tiền từ thiện|hàng cứu trợ|tiền đền bù|công trái",
    "taking": (
        "lấy|ăn|thu|bỏ túi|đút túi|chiếm|chiếm đoạt|giữ lại|bớt|ăn bớt|xén|ăn chặn|đòi|vòi|vòi vĩnh|gợi ý|tham ô|tham nhũng|biển thủ|hối lộ|nhận hối lộ|lo lót|chung chi|chung tiền|ăn chia|lại quả|rút ruột|nâng khống|kê khống|kê khai khống|khai khống"
        "|quỵt|giật|giật hụi|xà xẻo|cắt xén|tuồn|tiêu riêng|xài riêng|bay mất|biến mất|ăn hết|nuốt|cất hết|chia nhau|ém|mới chịu ký|mới ký|mới cho|mới được|không có biên lai|không hóa đơn|thu thêm|ăn cắp|lấy trộm|trộm|cuỗm|hốt"
    ),
    "forging": (
        "giả|bằng giả|giả mạo|mạo danh|làm giả|khai man|man trá|gian lận|gian dối|khai gian|bịa|bịa đặt|khống|ký khống|ký thay|tẩy xóa|sửa điểm|sửa số|nâng điểm|sửa biên bản|hợp thức hóa|lùi ngày|thuê người viết|thuê người|đạo văn|chép|nhận vơ|cướp công|đứng tên|mua bằng|bằng mua|chạy|chạy chọt"
        "|chạy huân chương|chạy việc|chạy án|tráo|hàng giả|thuốc giả|bơm nước|cân điêu|cân gian|rởm|quá hạn|gạch tên|không có mặt|tên ma|cây ma|hồ sơ ma|lập khống|mua chuộc|mua phiếu|mua quan|bán chức|ra giá"
    ),
    "kinship": "em vợ|con rể|con dâu|cháu ruột|cháu họ|em ruột|em gái|anh rể|người nhà|con ông|vợ ông|vợ con|con cháu|họ hàng|người thân|sân sau|đàn em|bồ|bồ nhí|cặp bồ|ngoại tình|nhà nghỉ|cặp với|gạ gẫm|sàm sỡ|sờ soạng|quấy rối|dẫn gái|ngủ với|đè",
    "harm": (
        "đánh|đánh đập|tát|đấm|đạp|véo|bắt quỳ|nhốt|trói|chửi|dọa|dọa giết|hăm dọa|đe|đe dọa|trù dập|trả thù|tạt sơn|côn đồ|bảo kê|bạo hành|hành hạ|đuổi mẹ|tông|tông xe|bỏ chạy|uống rượu lái xe|say rượu|lừa|lừa đảo|gạt|lừa dối|ôm tiền|ma túy|đánh bạc|cờ bạc|cá độ|buôn lậu|buôn"
        "|trốn thuế|nợ lương|xả thải|đổ chất thải|phá rừng|lấn chiếm|lấn đất|xây lố|xây trái phép|trái phép|sai phép|không phép|phân lô|làm ngơ|bao che|ỉm|dìm|giấu|che giấu|bưng bít|tẩu tán|bắt ép|ép|ép buộc|bắt dân|tố cáo|thanh tra|kỷ luật|khai trừ|bắt quả tang|án treo|tù"
    ),
    "thanks": (
        "cảm ơn|cám ơn|biết ơn|mang ơn|đội ơn|chịu ơn|nhớ ơn|tri ân|hàm ơn|ghi lòng tạc dạ|suốt đời không quên|cảm động|xúc động|rưng rưng|rơi nước mắt|kính trọng|kính phục|khâm phục|cảm phục|ngưỡng mộ|nể|nể phục|tự hào|quý mến|quý|yêu quý|thương|tin tưởng"
        "|yên tâm|may nhờ|may có|nhờ có|chính nhờ|không có anh|không có chị|không có chú|không có bác|không có cô|không có ông|không có bà|ai cũng quý|ai cũng khen|ai cũng phục|được nhờ|tuyệt vời|đáng quý|hiếm có|như con đẻ|như người nhà|như anh em|như mẹ|như cha|như ruột thịt"
    ),
    "upright": (
        "không lấy tiền|không lấy đồng nào|không lấy một đồng|không lấy của ai|không nhận|không nhận một đồng|không nhận đồng nào|chưa nhận của ai|nhất định không nhận|kiên quyết không nhận|không cầm|không thu|không thu phí|không tham|không vụ lợi|không tư lợi|không đòi hỏi|không đòi"
        "|không kể công|không nề hà|không quản|không thiếu một đồng|không thiếu đồng nào|không thiếu thứ gì|không sai một đồng|không mất đồng nào|không thiên vị|không hạch sách|không nhũng nhiễu|không gây khó|không phải chạy chọt|không phiền hà|trả lại|đem trả|mang trả|hoàn trả|gửi lại|xua tay|từ chối|khước từ|nhường"
        "|công khai|minh bạch|rõ ràng|sổ sách rõ|có hóa đơn|có chứng từ|có danh sách|đầy đủ|đủ từng đồng|từng đồng|đúng người|liêm khiết|trong sạch|thanh liêm|công tâm|công minh|ngay thẳng|thẳng thắn|tiền túi|tự bỏ tiền|bỏ tiền túi|miễn phí|không công|tận tay|đúng quy định|đúng luật|tình nguyện|tự nguyện"
    ),
    "rescue": (
        "cứu|cứu được|cứu sống|giải cứu|cấp cứu|sơ cứu|băng bó|đưa đi viện|đưa vào viện|đưa đến bệnh viện|cõng|bế|dìu|đỡ|che chở|bảo vệ|bênh vực|cưu mang|đùm bọc|lao vào|xông vào|nhảy xuống|đuổi theo|đuổi bắt|khống chế|bắt được|tóm được|giữ được|ngăn|ngăn chặn|can ngăn|can|hòa giải|khuyên|khuyên nhủ|khuyên can|động viên"
        "|báo công an|gọi công an|giao công an|trình báo|tố giác|phát hiện|vạch trần|đứng ra|giúp|giúp đỡ|hỗ trợ|chăm sóc|nuôi|cho mượn|cho vay không lãi|bảo lãnh|làm chứng cho|minh oan|đòi lại|lấy lại|tìm lại|dập lửa|chữa cháy|hiến|tặng|dám"
    ),
    "villain": "kẻ gian|kẻ trộm|kẻ cướp|kẻ xấu|kẻ lạ|kẻ lừa đảo|kẻ mạo danh|tên trộm|tên cướp|tên|bọn trộm|bọn cướp|bọn buôn|bọn|nhóm|đối tượng|toán|băng nhóm|lâm tặc|cát tặc|côn đồ|thằng trộm|người lạ|người gây tai nạn|chủ thầu|cai thầu|bị hại|nạn nhân|người bị nạn",
    "suffered": "tôi bị|em bị|nhà tôi bị|mẹ tôi bị|bố tôi bị|con tôi bị|cháu bị|bị tai nạn|bị trộm|bị lừa|bị cướp|bị thương|bị cháy|bị lạc|bị ốm|bị bệnh|bị ngất|bị đuối nước|gặp nạn|hoạn nạn|khó khăn|mồ côi|neo đơn|nghèo|khuyết tật|liệt|ung thư|hiểm nghèo|lũ|bão|hỏa hoạn|đám cháy|vụ cháy|tai nạn",
    "hinting": (
        "ai cũng biết|cả xóm biết|cả làng biết|nghe nói|nghe đâu|người ta bảo|có người bảo|không hiểu sao|không biết đi đâu|đi đâu|tận mắt|chính tôi|tôi biết rõ|tôi có giữ|tôi có ảnh|có camera|có clip|có ghi âm|làm chứng|có người làm chứng|làm rõ|xin làm rõ|đề nghị làm rõ|kiểm tra lại|xác minh"
        "|thực ra|thực tế|thực chất|trên giấy|trên danh nghĩa|trong khi|vậy mà|thế mà|mà vẫn|ai hưởng|vào tay ai|của ai|ở đâu ra|tiền đâu|tự nhiên|bỗng dưng|hỏi thì|hỏi ra|lảng|chối|đổ tại|đổ cho|im lặng|ai nói|ai hỏi|ai không|không thì|phải đưa|phải nộp|mới xong|ngoài giờ|đứng tên|không có chứng từ"
    ),
    "slyness": "lén|lén lút|lén lấy|giấu|nửa đêm|ban đêm|lúc nửa đêm|đem bán|mang về nhà|về nhà mình|của mình|cho riêng|tự ý|tự tiện|cậy|ỷ thế|ép|bắt|dọa|gạ|dụ|lừa|bán|ký thay|ký khống|sửa|chia nhau|chênh lệch|cắt|trừ|giữ lại|ngâm|ém|khống|giả|chặn",
    "advice": "góp ý|nên|cần|lẽ ra|đáng lẽ|mong|đề nghị|kiến nghị|xin|hơi|quá|chưa|chưa đủ|chưa thấy|chưa nên|rút kinh nghiệm|xem lại|xem xét|cân nhắc|giải thích|trả lời|khắc phục|sửa đổi|cải thiện|nhắc nhở|lần sau|năm sau|tôi thấy|theo tôi|tôi nghĩ|tôi cho rằng|tuy|nhưng|song|chứ|băn khoăn|phân vân|không phục|chưa hợp lý|chưa rõ|chưa công bằng|hình thức|lãng phí",
    "weather": "trời|mưa|nắng|gió|bão|lạnh|nóng|rét|ngập|sương|sương mù|nồm|áp thấp|lũ về|động đất|nhiệt độ|dự báo|thời tiết|mùa thu|mùa hè|mùa đông|mùa xuân|gió mùa|trời đẹp|hoàng hôn|bình minh|mây|trăng|lá rụng|hoa nở|hoa sữa|hoa phượng",
    "now": "hôm nay|bữa nay|sáng nay|chiều nay|tối nay|đêm qua|tối qua|hôm qua|ngày mai|mai|cuối tuần|chủ nhật|tết này|năm mới|bây giờ|đang|mùng|rằm|âm lịch|tuần sau|tháng sau",
    "leisure": (
        "phim|phim này|xem phim|nhạc|bài hát|hát|ca sĩ|diễn viên|karaoke|game|rank|bóng đá|đá bóng|trận|đội tuyển|chung kết|world cup|ronaldo|messi|cầu thủ|huấn luyện viên|truyện|sách|tiểu thuyết|livestream|youtube|tiktok|du lịch|đi chơi|đà lạt|sapa|câu cá|đá gà"
        "|chuyện cười|đố|đố vui|cổ tích|ngày xưa|ca dao|câu thơ|thơ|haha|hihi|hehe|lol|thương nhau|bến|thuyền|con cò|chương trình|tập sau|vtv|kênh"
    ),
    "food": "ăn gì|đói|đói bụng|nấu|nấu món|kho|canh|canh chua|luộc|rán|xào|món|công thức|phở|bún|cháo|bánh mì|bánh|cơm|trà sữa|trà đá|cà phê|nhậu|bia|ngon|bún chả|bún đậu|nem chua|sữa chua|mâm cúng|gia vị|rau|thịt|cá|trứng",
    "tech": "mật khẩu|đăng nhập|tài khoản|cài|cài đặt|cập nhật|tải|tải ảnh|trang này|trang web|web|link|wifi|mạng|mạng chậm|lag|load|facebook|zalo|app|ứng dụng|báo lỗi|lỗi|màn hình|pin|sạc|máy tính|điện thoại|iphone|samsung|bàn phím|font|nút gửi|test|thử|mã otp|vneid|ad|admin|duyệt bài|file|chatgpt",
    "home": "con mèo|con chó|mèo|chó|cún|gà|vịt|cây|cây mai|cây quất|lan|hoa lan|hoa|bón|tưới|xe|xe máy|hụt ga|thay nhớt|tủ lạnh|máy giặt|tường|thấm|mối|chuột|muỗi|gián|hàng xóm ồn|mất điện|cắt điện|nước máy|kẹt xe|tắc đường|kẹt cứng|xe buýt|bến xe|giá xăng|giá vàng|chứng khoán|bitcoin|giá điện",
    "paper": "thủ tục|giấy tờ|hộ chiếu|căn cước|khai sinh|bảo hiểm y tế|bảo hiểm xã hội|lệ phí|đăng ký|tạm trú|hộ khẩu|sổ đỏ|thuế|phạt|mức phạt|bằng lái|nộp|đổi|cấp lại|làm lại|lịch tiêm|điểm chuẩn|tuyển sinh|nhập học|lịch thi|lương hưu|giấy phép|đăng ký xe|nồng độ cồn|trợ cấp thất nghiệp",
    "health": "đau|đau răng|đau bụng|đau đầu|sốt|ho|cảm|mất ngủ|ngủ|mụn|dị ứng|uống thuốc|thuốc gì|khám ở đâu|tiểu đường|huyết áp|dạ dày|tiêm phòng|vắc xin|giảm cân|biếng ăn|chưa chịu nói|bầu|rụng tóc|uống gì|ăn gì",
    "study": "bài tập|bài toán|giải|phương trình|đề thi|văn tả|soạn văn|lớp 8|môn toán|toán|tiếng anh|ngữ pháp|thủ đô|trái đất|mặt trăng|mặt trời|vũ trụ|khí hậu|băng tan|tổng thống|nước mỹ|chiến tranh thế giới|vua|triều|dời đô|nhà máy dệt|dân số thế giới|bảng cửu chương|nhân|cộng|ngành|đại học nào|học thêm",
    "feeling": "buồn|chán|nhớ|nhớ nhà|nhớ quê|cô đơn|thất tình|thương mẹ|yêu|anh yêu|em yêu|mệt|mệt quá|thôi kệ|kệ|đời|cuộc đời|kiếp|số phận|buồn ngủ|xỉu|trời ơi|hóng|ờ|ừ|ok|alo|chào|chào buổi sáng|chúc|chúc mừng|sinh nhật|vui vẻ|cảm ơn ad|không biết viết gì|không có ý kiến|lần đầu vào",
    "luck": "tuổi|hợp tuổi|mệnh|tuổi mão|tuổi thìn|xây nhà|hướng|mơ thấy|đánh con gì|cúng|kiêng|cung|cung hoàng đạo|phật|chùa|kinh|nhân quả|ông bà ta nói|tục ngữ|có công mài sắt|chuồn chuồn",
    "insulting": "ngu|đần|khùng|điên|hâm|dở hơi|óc|não|mặt dày|trơ trẽn|đồ|thằng|con mụ|mụ|lũ|bọn|mày|tao|chúng mày|tụi bây|cút|xéo|câm|mồm|chó|lợn|heo|bò|khỉ|súc vật|rác rưởi|cặn bã|khốn nạn|đểu|tởm|kinh tởm|buồn nôn|mất dạy|vô học|rắn độc|đĩ|điếm|dê|dê xồm|liếm|bám đít|phản phúc|hèn|nhục|vô liêm sỉ|đê tiện|bẩn thỉu|xấu xa|ăn bám|ăn hại|cáo già|phù thủy|cút đi|chết đi|bệnh hoạn|thối|thúi",
}  # fmt: skip
