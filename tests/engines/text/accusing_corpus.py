"""Made-up opinions that accuse, criticise or praise; fictional throughout. Each also stands without marks."""

import random

from portal.engines.text.fold import fold

HIM = ("ông Sáng", "bác Sáng", "ông ấy", "ông này", "anh ta", "ông tổ trưởng")
ACCUSING = (  # the lists were chosen on these
    "{he} nhận hối lộ của nhà thầu để duyệt vật tư kém chất lượng.", "Ai muốn vào xưởng đều phải lót tay cho {he} {sum} triệu.",
    "{he} tham ô tiền quỹ công đoàn suốt {n} năm.", "Tiền ủng hộ đồng bào lũ lụt bị {he} ăn chặn một nửa.", "{he} làm giả chứng từ để thanh toán {sum} triệu.",
    "Hồ sơ giả hết, {he} chưa học hết lớp 7.", "{he} ăn cắp sáng kiến của anh em rồi đứng tên mình.", "Có lần {he} đánh đập vợ con, cả ngõ đều biết.",
    "{he} lấn chiếm {n} mét đất công làm nhà kho.", "{he} ngoại tình với kế toán nên được bao che.", "Tôi tố cáo {he} lợi dụng chức vụ để đưa con cháu vào biên chế.",
    "Nghe nói {he} vay {sum} triệu rồi quỵt nợ, lừa đảo mấy nhà trong tổ.", "{he} đe dọa những người góp ý.", "Đề nghị công an vào cuộc vì {he} khai khống giờ công.",
    "Huân chương này là do {he} chạy chọt, đưa phong bì cho cấp trên.", "{he} từng bị bắt vì đánh bạc, sao lại đề nghị khen?", "{he} bán sắt của phân xưởng rồi bỏ túi riêng.",
    "Tôi bị {he} đánh giữa cuộc họp, có người chứng kiến.", "{he} nâng khống số tiền làm lợi để được thưởng.", "Công ty của {he} trốn thuế, nợ bảo hiểm {n} tháng.",
    "{he} quấy rối chị em trong xưởng.", "{he} là kẻ lừa đảo, tôi có bằng chứng.", "Không ai dám nói {he} tham nhũng vì sợ bị trù dập.", "{he} xây trái phép, chiếm ngõ đi chung.",
    "Không những tham ô mà {he} còn hành hung người tố giác.", "{he} cho vay nặng lãi, thuê giang hồ đến nhà người ta.", "Con dấu đó {he} giả mạo chữ ký giám đốc.",
    "{he} biển thủ {sum} triệu tiền đền bù.", "Bảng kê có {n} người ma, {he} lấy tiền quỹ chia nhau.", "{he} dùng bằng giả, ai ở phường cũng biết.",
    "Hồi làm kho, {he} tuồn vật tư ra ngoài bán lấy {sum} triệu.", "Muốn được xét thi đua phải biếu {he} phong bì.", "{he} cướp đất của mẹ tôi, kiện {n} năm chưa xong.",
    "Chính {he} tiếp tay cho bọn cờ bạc trong khu.", "{he} sàm sỡ nữ công nhân ca đêm.", "{he} gian lận bằng cấp từ hồi còn là tổ phó.", "Quỹ khuyến học {sum} triệu bị {he} chiếm đoạt.",
    "{he} đánh con riêng của vợ đến nhập viện.", "{he} lợi dụng chức quyền ép dân bán rẻ ruộng.", "Hàng của {he} là hàng giả, tôi mua bị lừa.", "{he} đổ trộm phế thải xuống sông Nhuệ.",
    "Đề nghị thanh tra tài sản của {he}, lương thợ sao xây được {n} căn nhà.", "Cán bộ nào cũng được {he} đút lót nên mới có tên trong danh sách.", "{he} dọa giết hàng xóm vì tranh chấp lối đi.",
    "Ảnh trong hồ sơ là giả mạo, {he} không có mặt hôm đó.", "{he} thụt két công đoàn, mọi người góp tiền bù.", "{he} quan hệ bất chính với vợ người khác.", "Thực ra {he} có tiền án trộm cắp.",
    "{he} ăn bớt khẩu phần của trẻ trong lớp tình thương.", "Con {he} gây tai nạn rồi bỏ chạy, {he} mua chuộc nhân chứng.",
    "{he} thu của mỗi hộ {sum} nghìn rồi bớt xén, đến nay không có sổ sách.", "Nhà thầu lại quả cho {he} bằng một chiếc xe máy.", "{he} làm giả giấy xác nhận thương binh để hưởng chế độ.",
    "{he} đang bao che cho con trai buôn bán ma túy.", "Ba năm trước {he} bị kỷ luật vì đánh người.", "{he} lừa bà cụ ký giấy bán nhà.", "Ông ta và {he} chia nhau {sum} triệu tiền từ thiện.",
    "{he} nhận tiền chạy việc cho {n} người, không ai được đi làm.", "{he} có bồ nhí ở quê, bỏ mặc vợ con.", "Sổ khám bệnh là giả, {he} trục lợi bảo hiểm.", "{he} nhiều lần trộm điện của khu tập thể.",
    "{he} chửi bới, tát cả cụ già trong ngõ.", "Tôi muốn tố cáo {he} ăn cắp bản vẽ.", "{he} tham nhũng đất đai, rào luôn ao công cộng.", "Bọn trẻ kể {he} sờ soạng các cháu, xin kiểm tra gấp.",
    "{he} mua bằng khen chứ có làm gì đâu.", "{he} đứng sau vụ đốt xe của người góp ý.", "Người ta bảo {he} rửa tiền cho một công ty ma.", "{he} quỵt lương thợ phụ {n} tháng.", "{he} ém tiền thưởng của tổ, chia không đúng danh sách.",
)  # fmt: skip
CRITICAL = (
    "{he} chưa xứng đáng, còn nhiều người giỏi hơn.", "{he} làm việc chậm, hẹn {n} lần mới xong.", "Tôi thấy {he} nóng tính, hay cắt lời người khác.",
    "Thành tích này là của cả tập thể, không riêng {he}.", "Tôi không đồng tình vì hồ sơ viết chung chung.", "{he} ít tham gia họp tổ dân phố.",
    "Số tiền làm lợi {sum} triệu tính thế nào, đề nghị giải thích.", "Khen lãnh đạo mãi, người lao động trực tiếp thì không ai nhắc.", "{he} hứa nhiều mà làm ít.",
    "Đề nghị xem xét lại tiêu chuẩn, tôi thấy chưa đủ {n} năm.", "Cách làm của {he} gây lãng phí thời gian của anh em.", "Tôi chưa thấy sáng kiến đó áp dụng ở đâu.",
    "{he} thiên vị người quen khi chia ca.", "Việc xét khen thiếu minh bạch, chưa lấy ý kiến tổ.", "{he} làm ồn ban đêm, hàng xóm đã góp ý.", "Báo cáo thành tích dài dòng, sao chép năm trước.",
    "Nên để năm sau, năm nay thành tích chưa nổi bật.", "{he} quản lý kém, máy hỏng cả tuần không ai sửa.", "Theo tôi mức khen này quá cao.", "{he} nói năng khó nghe, thiếu tôn trọng thợ trẻ.",
    "Tôi không hài lòng với cách {he} trả lời dân.", "Đường làm xong {n} tháng đã nứt, {he} nên rút kinh nghiệm.", "Chưa rõ ràng về tiền quỹ, mong công khai thu chi.",
    "{he} đỗ xe chắn lối, nhắc mãi không sửa.", "Phong trào chỉ là hình thức, chạy theo thành tích.", "{he} né tránh việc khó, đùn đẩy cho người khác.", "Khen thế này thì tràn lan quá.",
    "Tôi nghĩ {he} chưa gương mẫu trong giữ vệ sinh chung.", "Giải quyết kiến nghị của dân quá chậm, {n} tháng chưa trả lời.", "Nhà tôi ở cạnh mà chưa thấy {he} giúp ai.",
    "Tôi phân vân vì {he} mới về {n} năm.", "{he} hay đi muộn, về sớm.", "Tôi cho rằng {he} chưa lắng nghe dân.", "Không nên khen vì hiệu quả không rõ.", "{he} bảo thủ, không chịu đổi cách làm.",
    "Hồ sơ thiếu xác nhận của thuế và bảo hiểm.", "Kết quả giảm nghèo của {he} không bền vững.", "{he} phát biểu chung chung, né câu hỏi của bà con.", "Xưởng của {he} ồn và bụi quá.",
    "Danh sách có {n} người thì {n} người là lãnh đạo, tôi không phục.", "Cần kiểm tra lại số liệu {sum} triệu cho chính xác.", "{he} lạnh nhạt với hàng xóm.", "Tôi phản đối việc khen {he} lúc này.",
    "Chất lượng công trình kém, vỉa hè lát lại {n} lần.", "{he} đùn việc cho tổ phó.", "Khen như vậy bất công với người thợ trẻ.", "{he} chưa trả lời đơn kiến nghị của tôi.",
    "Trình độ của {he} có hạn, nên nhường người trẻ.", "Bài báo viết hơi quá về {he}.", "{he} giải quyết việc theo cảm tính.",
    "{he} có thành tích nhưng chưa tiêu biểu bằng chị tổ phó.", "Tôi không rõ {he} đóng góp gì cho phường.", "{he} hay so đo, tính toán.", "Chưa thấy {he} đi dọn vệ sinh chung lần nào.",
    "Nên lấy ý kiến rộng hơn, {n} ngày là quá ngắn.", "Giá cơm ở quán của {he} hơi đắt.", "{he} chỉ giỏi nói.", "Tổ trưởng mà {he} ít xuống dân thì khó thuyết phục.", "Đề nghị công khai kết quả kiểm phiếu.",
    "{he} nhận việc rồi để đó, dân phải nhắc {n} lần.", "Tôi không đồng ý, lý do là tiêu chuẩn chưa đạt.", "Khoản {sum} triệu nên ghi rõ nguồn.", "{he} chưa giữ lời hứa sửa cái cống.", "Loa phường ồn quá mà {he} không can thiệp.",
    "Thái độ của {he} khi tiếp dân chưa tốt.", "Bệnh thành tích nặng quá.", "Làm đường mà {he} không hỏi ý kiến dân.", "Hồ sơ viết sai năm sinh, sai chức vụ.", "{he} còn trẻ, cần phấn đấu thêm.", "Cách chia suất hỗ trợ gây thắc mắc trong tổ.",
)  # fmt: skip
PRAISING = (
    "{he} bắt được kẻ trộm cắp ở chợ rồi giao công an.", "{he} chưa bao giờ nhận phong bì của ai.", "{he} liêm khiết, không tham ô, không vụ lợi.", "Nhờ {he} mà mấy cụ không bị lừa đảo qua điện thoại.",
    "{he} tích cực phòng chống ma túy, đã giúp {n} thanh niên cai nghiện.", "{he} đấu tranh chống tham nhũng, tiêu cực ở xưởng.", "{he} hòa giải vụ bạo lực gia đình ở ngõ {n}.",
    "{he} nhặt được {sum} triệu đem trả người mất.", "{he} hiến {n} mét đất mở đường.", "{he} làm việc tận tâm, gương mẫu, xứng đáng được khen.", "Tôi ủng hộ {he} vì sống nghĩa tình.",
    "{he} dạy nghề miễn phí cho {n} cháu.", "{he} can ngăn hai nhà đánh nhau, khuyên giải đến khuya.", "{he} góp {sum} triệu xây sân chơi.", "{he} làm gia đình tôi rất cảm động.",
    "Mười năm liền {he} đạt danh hiệu chiến sĩ thi đua cấp bộ.", "{he} giúp người lao động ngoại tỉnh thuê trọ giá rẻ.", "{he} sửa máy giỏi, tiết kiệm {sum} triệu mỗi năm.", "{he} đưa cháu bé bị bạo hành đến trạm y tế.",
    "{he} tuyên truyền bà con cảnh giác với tín dụng đen.", "{he} bị thương khi đuổi bắt cướp giật.", "Ai nói {he} tham ô là vu khống.", "{he} không lấy của dân một đồng.", "{he} tố giác nhóm đánh bạc đầu ngõ.",
    "{he} phát hiện hóa đơn giả và báo ngay, tiết kiệm cho xưởng.", "{he} quản lý quỹ minh bạch, không ăn bớt của ai.", "{he} tự bỏ tiền túi mua thuốc cho người nghèo.", "Bạo lực học đường giảm hẳn từ khi {he} mở lớp.",
    "{he} nói không với hối lộ, ai biếu cũng trả.", "{he} bảo vệ chị em bị quấy rối trên xe buýt.",
    "{he} từng trả lại chiếc ví bị móc túi cho du khách.", "Ở đây không có tham nhũng vặt là nhờ {he} làm gương.", "{he} đã ngăn chặn một vụ lừa đảo qua mạng nhắm vào người già.", "{he} nuôi con riêng của vợ như con đẻ.",
    "{he} vận động {n} hộ trả lại vỉa hè bị lấn chiếm.", "Gia đình {he} ba đời làm thợ, ai cũng quý.", "{he} thẳng thắn, ghét thói nịnh bợ và chạy thành tích.", "{he} giúp nạn nhân bạo hành có chỗ ở.",
    "{he} sửa đường điện để bà con khỏi câu trộm điện.", "{he} không hề nhận tiền của ai, cho uống nước là vui.", "{he} kiên quyết không làm giả hồ sơ dù bị ép.", "{he} khống chế tên cướp giật túi trên phố.",
    "{he} tự bỏ {sum} triệu lo cho trẻ mồ côi.", "Từ ngày có {he}, khu tôi hết nạn cờ bạc, trộm cắp.", "{he} phát minh máy lọc nước giá rẻ.", "{he} là tấm gương liêm chính, trong sạch.", "{he} giảng giải cho bọn trẻ tác hại của ma túy.",
    "{he} mua lại vật tư cũ, tiết kiệm {sum} triệu.", "{he} lấy mẫu thử nghiệm {n} lần mới thành công.", "{he} chăm vợ ốm {n} năm không một lời than.",
    "{he} giúp công an triệt phá đường dây lừa đảo.", "{he} chưa từng vòi vĩnh dân dù chỉ một chén nước.", "Cháu tôi suýt sa vào cờ bạc, may có {he} khuyên nhủ.", "{he} cứu người đuối nước, không nhận tiền cảm ơn.",
    "{he} thức trắng đêm canh trộm cho cả xóm.", "{he} thu gom pin cũ, dọn bãi rác đổ trộm suốt {n} tuần.", "Bà con tin {he} vì tiền quỹ đồng nào rõ đồng ấy.", "{he} lên tiếng bảo vệ phụ nữ bị đánh đập.",
    "{he} nhường đất mở ngõ, không tranh chiếm của ai.", "{he} dìu dắt người mới ra tù làm lại cuộc đời.", "{he} biểu diễn kịch về phòng chống bạo lực gia đình.", "{he} làm công tác mặt trận {n} năm, sạch như nước mưa.",
    "Có người biếu phong bì nhưng {he} trả lại ngay.", "{he} chế tạo máy cắt tiết kiệm {sum} triệu.", "{he} nuôi {n} trẻ bị bỏ rơi.", "{he} phát hiện sổ sách sai và báo cáo kịp thời.", "{he} đạt giải nhất thi thợ giỏi toàn quốc.",
    "{he} truy bắt trộm chó giúp dân.", "{he} không ngại va chạm, dám chống tiêu cực.", "{he} lấy công bằng làm gốc nên ai cũng phục.",
)  # fmt: skip
ACCUSING_APART = (  # kept apart from every choice of words: the detector was not changed after reading them
    "{he} ăn hoa hồng khi mua máy cho phân xưởng.", "Năm ngoái {he} lấy tiền quỹ đi du lịch.", "{he} khai gian năm công tác để đủ {n} năm.", "Có clip {he} hành hung bảo vệ.",
    "{he} chiếm vỉa hè bán hàng, ai nói thì dọa đánh.", "Theo tôi biết {he} tham ô ít nhất {sum} triệu.", "{he} cấu kết với chủ đầu tư thu hồi đất của dân.", "{he} giật hụi của cả xóm rồi chối.",
    "Tấm bằng kỹ sư của {he} là bằng giả mua trên mạng.", "Vợ {he} ghi đề, {he} cho mượn nhà.", "{he} lợi dụng chức vụ mua rẻ nhà tập thể.", "{he} gạ tình cô kế toán, cô ấy phải nghỉ việc.",
    "Thùng tiền công đức bị {he} mở trộm nhiều lần.", "{he} xúi người khác viết đơn nặc danh hại đồng nghiệp.", "{he} ngược đãi mẹ già, bắt cụ ngủ ngoài hiên.", "{he} ăn cơm dân mà vòi vĩnh từng cái chữ ký.",
    "Xin báo công an vì {he} tàng trữ pháo lậu.", "{he} hứa giúp rồi cầm {sum} triệu trốn mất.", "Nhà xưởng {he} xả thẳng hóa chất ra mương.", "{he} nhận của mỗi người {n} triệu để cho vào danh sách.",
)  # fmt: skip
CRITICAL_APART = (
    "{he} làm việc thiếu kế hoạch.", "Tôi thấy mức thưởng {sum} triệu là nhiều so với việc làm được.", "{he} ít nói, khó gần.", "Bản kê khai còn thiếu {n} mục.", "{he} nên dành thời gian cho tổ dân phố hơn.",
    "Chưa nên khen, đợi công trình chạy ổn định đã.", "Ngõ vẫn bẩn, đèn vẫn hỏng từ khi {he} làm tổ trưởng.", "{he} duyệt đơn lâu quá, tôi đi lại {n} lần.", "Hội họp nhiều mà kết quả ít.", "{he} chọn người theo cảm tình.",
    "Tôi không tin những gì báo cáo viết về {he}.", "{he} tự ý đổi lịch họp, không báo ai.", "{he} cư xử với mẹ tôi không khéo.", "Sáng kiến này nơi khác làm {n} năm rồi, không mới.", "Đề nghị làm rõ ai là người làm chính.",
    "{he} còn để con cái làm ồn.", "Không nên lấy tiền thưởng ra để so bì, nhưng thế này là chưa công bằng.", "{he} quên trả lại đồ mượn của tổ.", "Tôi băn khoăn về tuổi của {he}.", "Vườn hoa {he} làm đẹp nhưng tốn quá.",
)  # fmt: skip
PRAISING_APART = (
    "{he} mất cắp xe mà vẫn xin giảm nhẹ cho đứa trẻ.", "Trộm vào xóm là {he} hô hoán cả ngõ đuổi theo.", "{he} làm đơn giúp người bị chiếm đất.", "Anh em nể {he} vì chẳng bao giờ bớt xén vật tư.",
    "{he} vận động con nghiện đi chữa bệnh.", "{he} quyên {sum} triệu cho bệnh viện.", "{he} phát hiện và tố giác việc làm giả hóa đơn.", "{he} dựng tủ sách cho {n} gia đình.", "{he} cảm hóa thanh niên từng trộm cắp.",
    "{he} không ưa kiểu đút lót, ai biếu là trả.", "{he} viết báo phê phán tham nhũng.", "{he} cho {n} cháu mồ côi ăn học.", "{he} đi đầu giải phóng mặt bằng, tự phá tường nhà.", "{he} nhận việc khó về mình.",
    "{he} giải cứu cô gái bị quấy rối.", "{he} sống thanh bạch, nhà chỉ có bộ bàn ghế cũ.", "{he} tổ chức lớp võ cho các cháu tự vệ.", "{he} hiến máu {n} lần.", "{he} nhặt rác, chống xả thải ra hồ.", "{he} bảo lãnh cho người mãn hạn tù có việc làm.",
)  # fmt: skip


def texts(shapes: tuple[str, ...], seed: int = 3959, times: int = 2) -> list[str]:
    """Each shape some times with its gaps filled, half of them without marks."""
    dice = random.Random(seed)
    made = []
    for shape in shapes * times:
        filled = (
            shape.replace("{he}", dice.choice(HIM))
            .replace("{n}", str(dice.randrange(2, 30)))
            .replace("{sum}", str(dice.randrange(5, 900)))
        )
        filled = filled[0].upper() + filled[1:]
        made += [filled, fold(filled)]
    return made
