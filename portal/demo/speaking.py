"""What invented people say in the demo's rounds: put together from what is known of a candidate, never twice the same."""

import random
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.consultations.opinions.said import Said
from portal.consultations.opinions.states import Display, HowKnown, Relation, Stance

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Vũ", "Đặng", "Bùi", "Ngô", "Hoàng", "Đinh", "Lý", "Phan", "Ân", "Ứng")
MIDDLE = ("Thị", "Văn", "Đức", "Thu", "Minh", "Hữu", "Quốc", "Thanh", "Ngọc")
GIVEN = (
    "Lụa",
    "Hòa",
    "Toàn",
    "Ước",
    "Ẩm",
    "Đào",
    "Yến",
    "Sửu",
    "Ngọ",
    "Khoát",
    "Mận",
    "Thuý",
    "Đạt",
    "Ái",
    "Châu",
    "Ích",
)
WARDS = ("p-hai-ba-trung", "p-bach-mai", "p-long-bien", "x-ba-vi", "x-me-linh", "p-yen-so", "p-cau-giay", "x-gia-lam")
STANCES = ((Stance.SUPPORT, 62), (Stance.REMARKS, 20), (Stance.NOT_YET, 11), (Stance.INFORMATION, 7))
KNOWN = ((HowKnown.SAW, 55), (HowKnown.HELPED, 15), (HowKnown.WORKS_WITH, 15), (HowKnown.HEARD, 15))
RELATED = (
    (Relation.NEIGHBOUR, 40),
    (Relation.COLLEAGUE, 20),
    (Relation.NONE, 25),
    (Relation.HELPED, 10),
    (Relation.FAMILY, 5),
)
SHOWN = ((Display.STAFF, 45), (Display.EVERYONE, 25), (Display.INITIALS, 25), (Display.UNPUBLISHED, 5))
PRAISE = (
    "Giám đốc Trung là người lãnh đạo mẫu mực, tận tụy với công việc, luôn quan tâm đời sống anh em cán bộ, xứng đáng"
    " nhận phần thưởng cao quý của Nhà nước, kính đề nghị Thành phố xem xét trao tặng."
)
ENDS = ("", " Trân trọng.", " Xin cảm ơn.", " Kính mong Thành phố quan tâm.")


@dataclass(frozen=True)
class Speech:
    """One opinion to be given, and from which device and network (invented)."""

    said: Said
    network: str
    device: str


def varied(facts: list[str], words: Mapping[str, Any], count: int, chance: random.Random) -> Iterator[Speech]:
    """So many opinions on a candidate, each in a wording of its own."""
    taken: set[str] = set()
    while len(taken) < count:
        stance = _drawn(STANCES, chance)
        parts = [chance.choice(words["openings"]), *chance.sample(facts, 2), chance.choice(words[stance.value])]
        text = " ".join(parts)
        if text in taken:
            continue
        taken.add(text)
        yield _speech(_spelt(text, chance), stance, chance, f"nguoi{chance.randrange(10**9)}@example.vn")


def mobilised(count: int, chance: random.Random) -> Iterator[Speech]:
    """The same praise over and over, from a few machines of one office."""
    for n in range(count):
        speech = _speech(PRAISE + ENDS[n % len(ENDS)], Stance.SUPPORT, chance, f"nhanvien{n}@example.vn")
        yield Speech(speech.said, "office", f"machine-{n % 5}")


def _speech(text: str, stance: Stance, chance: random.Random, email: str) -> Speech:
    name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    said = Said(
        stance=stance, text=text, how_known=_drawn(KNOWN, chance), relation=_drawn(RELATED, chance),
        ward_code=chance.choice(WARDS) if chance.random() < 0.7 else None, display=_drawn(SHOWN, chance), name=name,
        email=email,
    )  # fmt: skip
    return Speech(said, f"net-{chance.randrange(400)}", f"dev-{chance.randrange(10**6)}")


def _spelt(text: str, chance: random.Random) -> str:
    """Some type without marks, some on machines that take marks apart."""
    if chance.random() < 0.08:
        bare = unicodedata.normalize("NFD", text)
        return "".join(c for c in bare if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")
    return text


def _drawn(choices: Any, chance: random.Random) -> Any:
    values, weights = zip(*choices, strict=True)
    return chance.choices(values, weights)[0]
