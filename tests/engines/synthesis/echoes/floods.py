"""Made-up campaigns: one text or a few, sent many times with the edits that people make so that it should not look so."""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from portal.engines.synthesis.echoes.copies import Said
from portal.engines.text.fold import fold
from tests.engines.synthesis.echoes.neighbourhood import DEEDS, ENDS, OPENS, STARTS, filled

SEEN = (  # thresholds were chosen on these
    "Bác Sáng là tấm gương sáng về tinh thần lao động sáng tạo, luôn tận tụy với công việc, hết lòng giúp đỡ đồng nghiệp và bà con lối xóm. Tôi hoàn toàn ủng hộ và mong Nhà nước sớm tặng thưởng huân chương cho bác.",
    "Tôi nhiệt liệt ủng hộ việc đề nghị khen thưởng ông Trịnh Công Sáng. Ông là người thợ giỏi, sống giản dị, gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước, được quần chúng tin yêu, kính trọng.",
    "Không đồng ý khen ông Sáng. Sáng kiến là của tập thể phân xưởng mà ông nhận về mình, anh em bức xúc nhiều năm nay nhưng không ai dám nói. Đề nghị xem xét lại hồ sơ thật kỹ trước khi trình lên trên.",
    "Ông Sáng xứng đáng nhận huân chương. Cả đời cống hiến thầm lặng bên cỗ máy, dìu dắt lớp thợ trẻ, nghỉ hưu vẫn tham gia công tác xã hội ở địa phương.",
    "Đề nghị Hội đồng bỏ phiếu tín nhiệm tuyệt đối cho bác Sáng, ngôi sao sáng của ngành cơ khí Thủ đô.",
    "Là người dân Thủ đô, tôi vô cùng tự hào khi có một công nhân ưu tú như bác Sáng. Những sáng kiến của bác đã tiết kiệm hàng tỷ đồng cho đơn vị, tạo việc làm ổn định cho hàng trăm lao động, góp phần xây dựng Hà Nội văn minh, hiện đại.",
)  # fmt: skip
UNSEEN = (  # kept apart from every choice
    "Tôi theo dõi quá trình công tác của ông Sáng đã lâu và khẳng định đây là cá nhân tiêu biểu, có bản lĩnh, có tay nghề cao, dám nghĩ dám làm, xứng đáng được Chủ tịch nước ghi nhận bằng phần thưởng cao quý.",
    "Một con người bình dị mà cao quý! Bác đã truyền lửa đam mê cho bao thế hệ công nhân trẻ, biến phế liệu thành thiết bị có ích, đưa thương hiệu nhà máy vươn xa. Kính mong các cấp quan tâm trao huân chương.",
    "Đề nghị dừng việc xét tặng cho ông Sáng vì thành tích kê khai phóng đại, con số làm lợi không có căn cứ, nhiều đồng nghiệp giỏi hơn bị bỏ quên, dư luận trong công ty không tâm phục khẩu phục.",
    "Nhờ có bác Sáng mà phân xưởng chúng tôi vượt qua giai đoạn khó khăn, máy móc chạy êm, năng suất tăng gấp đôi, đời sống anh em được cải thiện rõ rệt.",
    "Người thợ già ấy đáng được cả thành phố ngả mũ chào bằng tấm huân chương danh giá nhất.",
    "Chúng tôi, những công nhân trẻ, coi bác như người cha thứ hai: nghiêm khắc trong kỹ thuật, bao dung trong đời thường, chia sẻ từng suất cơm ca đêm, chưa một lần to tiếng, đó là lý do phải vinh danh bác.",
)  # fmt: skip
SWAPS = {  # of people, not of the engine's list: about half of these it does not know
    "ủng hộ": ("tán thành", "đồng tình", "hưởng ứng"), "xứng đáng": ("đáng được", "rất đáng", "thích đáng"), "tận tụy": ("tận tâm", "mẫn cán"),
    "giúp đỡ": ("hỗ trợ", "đỡ đần", "cưu mang", "chìa tay với"), "bà con": ("người dân", "nhân dân", "mọi người"), "đề nghị": ("kiến nghị", "yêu cầu"),
    "mong": ("hy vọng", "ước", "trông đợi"), "rất": ("cực kỳ", "quá"), "khen thưởng": ("tuyên dương", "vinh danh", "biểu dương"), "bác": ("ông", "chú"),
    "tấm gương": ("điển hình", "hình mẫu"), "vô cùng": ("hết sức", "rất"), "công nhân": ("người thợ", "người lao động"), "giỏi": ("lành nghề", "cao tay"),
    "đồng nghiệp": ("anh em", "bạn thợ"), "nhiều năm": ("lâu nay", "bao năm"), "giản dị": ("mộc mạc", "bình dị"), "lao động": ("làm việc",),
    "cao quý": ("cao đẹp", "lớn lao"), "tiêu biểu": ("nổi bật", "xuất sắc"), "hàng tỷ": ("nhiều tỷ", "bạc tỷ"), "trẻ": ("mới",), "xem xét": ("cân nhắc",),
}  # fmt: skip
TEEN = {
    "không": "ko",
    "được": "đc",
    "với": "vs",
    "người": "ng",
    "gì": "j",
    "mọi ng": "mn",
    "là": "la",
    "cũng": "cx",
    "mình": "mk",
}
BEFORE = (
    "Tôi xin có ý kiến: ",
    "Kính gửi Ban Thi đua! ",
    "Xin chào. ",
    "Theo tôi thì ",
    "Em có ý kiến ạ. ",
    "",
    "",
    "",
    "",
)
AFTER = (
    " Xin cảm ơn.",
    " Trân trọng.",
    " Ạ!",
    " Mong được xem xét.",
    " Chúc mọi người sức khỏe.",
    "!!!",
    "",
    "",
    "",
    "",
)


def _swap(dice: random.Random, text: str) -> str:
    for word, others in SWAPS.items():
        if dice.random() < 0.5:
            text = re.sub(rf"(?<!\w){word}(?!\w)", lambda m, o=others: dice.choice(o), text, flags=re.I)
    return text


def _sentences(dice: random.Random, text: str) -> str:
    parts = re.findall(r"[^.!?]+[.!?]*", text)
    dice.shuffle(parts)
    return " ".join(part.strip() for part in parts)


def _clauses(dice: random.Random, text: str) -> str:
    parts = [part.strip() for part in re.split(r"[,.;:]", text) if part.strip()]
    dice.shuffle(parts)
    return ", ".join(parts)


def _slips(dice: random.Random, text: str) -> str:
    words = text.split()
    for at in dice.sample(range(len(words)), max(1, len(words) // 9)):
        word = words[at]
        words[at] = dice.choice(("", word + " " + word, word[:-1], word[::-1] if len(word) < 4 else word[0] + word[2:]))
    return " ".join(filter(None, words))


def _teen(dice: random.Random, text: str) -> str:
    for word, short in TEEN.items():
        text = re.sub(rf"(?<!\w){word}(?!\w)", short, text, flags=re.I)
    return text


def _apart(dice: random.Random, text: str) -> str:
    words = text.split()
    for at in dice.sample(range(len(words)), len(words) // 3):
        words[at] = dice.choice((" ", ".", "\u200b")).join(words[at])
    return re.sub(r"(\w) (\w)", lambda m: m[1] + m[2] if dice.random() < 0.05 else m[0], " ".join(words))


EDITS: tuple[Callable[[random.Random, str], str], ...] = (
    _swap, _swap, _sentences, _clauses, _slips, _teen, _apart,
    lambda dice, text: fold(text), lambda dice, text: unicodedata.normalize("NFD", text), lambda dice, text: text.upper(),
    lambda dice, text: dice.choice(BEFORE) + text + dice.choice(AFTER),
)  # fmt: skip


def edited(dice: random.Random, text: str, most: int = 3) -> str:
    """A text after none to `most` edits."""
    for edit in dice.sample(EDITS, dice.randrange(most + 1)):
        text = edit(dice, text)
    return text


def flood(dice: random.Random, count: int, texts: Sequence[str], most: int = 3) -> list[Said[str]]:
    """A campaign on some texts: within hours or days, from a few devices, a few networks, or each from its own."""
    start, lasts = OPENS + timedelta(days=10 * dice.random()), timedelta(hours=dice.choice((1, 3, 12, 72)))
    networks, devices = dice.choice((1, 4, 10_000)), dice.choice((count // 8, count // 4, 10_000))
    made = []
    for at in range(count):
        when = start + lasts * dice.random() ** 2
        network, device = f"far-{dice.randrange(networks)}", f"bot-{dice.randrange(devices)}"
        made.append(
            Said(
                f"flood-{start:%d%H%M%S}-{at}",
                edited(dice, dice.choice(texts), most),
                when,
                network,
                device,
                dice.random() < 0.95,
            )
        )
    return made


def padded(dice: random.Random, campaign: Sequence[Said[str]]) -> list[Said[str]]:
    """A campaign whose copies each stand among sentences of their own."""
    made = []
    for said in campaign:
        own = [filled(dice, dice.choice(shapes)) for shapes in (STARTS, DEEDS, ENDS)]
        made.append(replace(said, text=" ".join(dice.sample([said.text, *own], 4))))
    return made
