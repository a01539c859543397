"""Opinions of which nothing is noticed: taken down by a clerk, each in words of its own, and checked."""

import itertools
import uuid
from typing import Any

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Channel
from portal.core.actor import Actor, Kind, Role
from portal.core.db import db
from portal.moderation.checks import jobs
from tests.consultations.held import opinion

CLERK = Actor(Kind.STAFF, uuid.uuid4(), "Phạm Hà", frozenset({Role.CLERK}))
SAID = (
    "Mùa mưa năm ngoái chị khơi từng miệng cống để nước rút kịp cho cả xóm.",
    "Cô bưng cháo nóng sang cho cụ già neo đơn suốt đợt rét kéo dài.",
    "Bà đứng phân luồng trước cổng trường khi tan học, tay cầm cờ nhỏ.",
    "Bãi rác tự phát cuối đường nay thành vườn hoa nhờ một mình chị khởi xướng.",
    "Lũ trẻ chúng tôi học được cách gấp giấy vụn thành đèn lồng.",
    "Đêm giao thừa chị vẫn mặc áo phản quang quét rác bên chiếc xe đẩy.",
    "Lần tôi ngã ngoài chợ, người đỡ dậy rồi băng bó chính là chị ấy.",
    "Ai đánh rơi ví quanh đây đều tìm lại được đủ giấy tờ lẫn tiền.",
    "Tổ dân phố họp bàn phân loại rác, chị kiên nhẫn giảng cho từng nhà.",
    "Hàng cây bàng trước nhà văn hóa sống được là do chị tưới mỗi chiều.",
    "Chồng ốm nặng mà ca trực nào cũng có mặt, không một lời than.",
    "Quầy nước miễn phí dành cho thợ xây mở ra từ tiền lương ít ỏi.",
    "Vụ cháy bếp nhà số bốn dập được sớm vì có người hô hoán kịp thời.",
    "Mấy cháu khuyết tật ở lớp tình thương mong thứ bảy để gặp cô giáo tình nguyện.",
    "Nước ngập tới đầu gối, chị vẫn cõng bệnh nhân ra xe cấp cứu.",
    "Sách cũ gom về đóng lại gáy, lập thành tủ đọc chung dưới chân cầu thang.",
    "Công ty định giảm biên chế, bà xin nhường suất cho đồng nghiệp trẻ nuôi con nhỏ.",
    "Khu tập thể từ khi có đội tự quản do chị đứng đầu không còn mất xe.",
    "Tôi mới chuyển đến, ngạc nhiên thấy hẻm nhỏ sạch bong không một mẩu thuốc lá.",
    "Nghe nói tháng nào bà cũng hiến máu, giấy chứng nhận treo kín một góc tường.",
    "Bức tường loang lổ được sơn lại, vẽ thêm tranh làng nghề rất đẹp.",
    "Lúc phong tỏa, rau củ tới tay từng hộ đều qua chiếc xe thồ ấy.",
    "Quán cơm hai nghìn đồng mở trưa thứ tư, sinh viên xếp hàng trật tự.",
    "Thư viện phường thiếu người, cô về hưu ra trông giúp mà chẳng nhận thù lao.",
    "Giếng khoan hỏng, chị vận động thợ quen sửa hộ, ba ngày là xong.",
    "Chúng tôi trồng rau trên sân thượng theo hướng dẫn tỉ mỉ của chị Nhài.",
    "Có hôm mưa đá, thấy chị che bạt cho hàng hoa của người bán rong.",
    "Nhóm đi bộ buổi sớm nhặt được hơn chục bao rác ven hồ mỗi tuần.",
)
_turn = itertools.cycle(SAID)


def words() -> str:
    """A few sentences in a row, none like the one before."""
    return next(_turn)


def clean(candidate: Candidate, *, checked: bool = True, **values: Any) -> Opinion:
    """One that may be accepted together with others, unless `values` say otherwise."""
    told: dict[str, Any] = {"text": words(), "channel": Channel.DESK, "by": CLERK, "email": ""}
    made = opinion(candidate, **told | values)
    if checked:
        jobs.check("opinion", str(made.id))
        db.session.expire_all()
    return made


def some(candidate: Candidate, number: int) -> list[Opinion]:
    """So many of them, in the order in which they came."""
    return [clean(candidate) for _ in range(number)]
