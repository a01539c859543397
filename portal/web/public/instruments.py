"""The legal instruments that public pages name, each with its dates: rows, so that a change of law is a change of data."""

from dataclasses import dataclass
from datetime import date

CHECKED = date(2026, 11, 22)  # when somebody last looked whether each is still in force


@dataclass(frozen=True)
class Instrument:
    """A legal instrument: its number as printed, when it was made, and from when it holds."""

    number: str
    made: date | None
    since: date | None
    vi: str
    en: str


COMMENDATION = (
    Instrument(
        "06/2022/QH15", date(2022, 6, 15), date(2024, 1, 1),
        "Luật Thi đua, khen thưởng", "Law on Emulation and Commendation",
    ),
    Instrument(
        "06/2026/QH16", date(2026, 4, 23), date(2026, 10, 1),
        "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng",
        "Law amending the Law on Emulation and Commendation",
    ),
    Instrument(
        "152/2025/NĐ-CP", date(2025, 6, 14), date(2025, 7, 1),
        "Nghị định quy định chi tiết và hướng dẫn thi hành Luật Thi đua, khen thưởng",
        "Government decree detailing the Law on Emulation and Commendation",
    ),
    Instrument(
        "3959/UBND-NC", date(2021, 11, 10), date(2021, 11, 10),
        "Công văn của UBND thành phố Hà Nội về nâng cao chất lượng công tác thi đua, khen thưởng",
        "Official dispatch of the Hanoi People’s Committee on raising the quality of emulation and commendation work",
    ),
)  # fmt: skip
PERSONAL_DATA = (
    Instrument(
        "91/2025/QH15", None, date(2026, 1, 1),
        "Luật Bảo vệ dữ liệu cá nhân", "Law on Personal Data Protection",
    ),
    Instrument(
        "356/2025/NĐ-CP", None, date(2026, 1, 1),
        "Nghị định quy định chi tiết Luật Bảo vệ dữ liệu cá nhân",
        "Government decree detailing the Law on Personal Data Protection",
    ),
)  # fmt: skip
DENUNCIATION = (
    Instrument("25/2018/QH14", None, None, "Luật Tố cáo", "Law on Denunciations"),
    Instrument(
        "136/2025/QH15", None, date(2026, 7, 1),
        "Luật sửa đổi, bổ sung (có sửa Luật Tố cáo)", "Amending law (which also amends the Law on Denunciations)",
    ),
)  # fmt: skip
ACCESS = (
    Instrument(
        "26/2020/TT-BTTTT", None, None,
        "Thông tư về hỗ trợ người khuyết tật tiếp cận, sử dụng sản phẩm, dịch vụ thông tin và truyền thông",
        "Ministry circular on access to information and communication services for people with disabilities",
    ),
)  # fmt: skip
