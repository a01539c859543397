"""The lines of the files as labelled texts: each as it stands, and once more without marks or in teencode."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from portal.engines.text.fold import fold
from tests.engines.text import private_corpus as private

KINDS = ("praise", "criticism", "accusation", "private", "advert", "insult", "offtopic", "numbers")
CLEAN = ("praise", "criticism", "numbers")
LEARNT, APART, BLIND = "learnt from", "never learnt from", "never learnt from, written last"
FRESH = "never learnt from, written at length"  # the files of fresh/, written before a look at any rule or list
STREETS = (
    "of the streets, mended from"  # written as they are spoken and thumbed in, before a look at any rule; halved by lot
)
STREETS_APART = "of the streets, never mended from"  # the other half: only ever counted
FOLDERS = {"fresh": FRESH, "streets": STREETS, "streets_apart": STREETS_APART}
PARTS = {
    "# apart": APART,
    "# blind": BLIND,
}  # the line of a file after which they stand; weights and rules never see them
HIM = ("ông Sáng", "bác tổ trưởng", "chị Hoa", "ông ấy", "chú Tư", "bà ấy", "anh ta", "cô Nhài", "ông này", "vị này")
TEENCODE = {
    "không": ("ko", "k", "hok", "kh", "hông"), "được": ("dc", "đc", "đk"), "người": ("ng", "ngừi"), "với": ("vs", "zới"), "gì": ("j",),
    "rồi": ("r", "rùi"), "cũng": ("cx", "cg"), "biết": ("bit", "bik"), "nhiều": ("nhìu", "nhiu"), "vậy": ("z", "zậy"), "mình": ("mk", "mìn"),
    "việc": ("vc",), "thì": ("thj", "thì"), "của": ("of", "của"), "làm": ("lm",), "chưa": ("chưa", "chua"), "thế": ("thế",), "trước": ("trc",),
}  # fmt: skip
BANKS = ("Vietcombank", "Techcombank", "BIDV", "Agribank", "MB Bank", "VPBank")
CHILDREN = ("Nguyễn Văn An", "Trần Gia Bảo", "Lê Khánh Linh", "Phạm Tuấn Kiệt", "Đỗ Bảo Ngọc", "Hoàng Minh Khôi")


@dataclass(frozen=True)
class Told:
    """One text, what it is, which part it belongs to, the line it was made from, and the private details in it with their kinds."""

    text: str
    kind: str
    part: str
    bare: bool
    line: str
    details: tuple[tuple[str, str], ...] = ()


def texts() -> list[Told]:
    """All of them; the same in every run, and a line stays the same when others come beside it."""
    rows = [
        told for kind in KINDS for line, part in _lines(kind) for told in _both(random.Random(line), kind, line, part)
    ]
    return [_dressed(told) if told.part == FRESH else told for told in rows]


def _lines(kind: str) -> Iterator[tuple[str, str]]:
    part = LEARNT
    for line in Path(__file__).with_name(f"{kind}.txt").read_text(encoding="utf8").splitlines():
        if line in PARTS:
            part = PARTS[line]
        elif line:
            yield line, part
    for folder, named in FOLDERS.items():
        if (file := Path(__file__).parent / folder / f"{kind}.txt").exists():
            yield from ((line, named) for line in file.read_text(encoding="utf8").splitlines())


def _dressed(told: Told) -> Told:
    """Over several lines where the line says so, and one in six as some machines write: decomposed, in capitals, with CRLF."""
    as_it_is: Callable[[str], str] = str
    ways = (partial(unicodedata.normalize, "NFD"), str.upper, lambda text: text.replace("\n", "\r\n"))
    dice = random.Random(f"{told.bare} {told.line}")
    dressed = dice.choice(ways) if dice.random() < 1 / 6 else as_it_is
    details = tuple((named, dressed(value)) for named, value in told.details)
    return replace(told, text=dressed(told.text.replace("\\n", "\n")), details=details)


def _both(dice: random.Random, kind: str, line: str, part: str) -> Iterator[Told]:
    for bare in (False, True):
        spelt = (without_marks if dice.random() < 0.5 else partial(in_teencode, dice)) if bare else str
        parts, details = [], []
        for piece in re.split(r"(\{\w+(?::[^}]*)?\})", line):
            if piece == "{he}":
                piece = dice.choice(HIM)
                parts.append(spelt(piece[0].upper() + piece[1:] if not "".join(parts).strip() else piece))
            elif piece.startswith("{"):
                named, value = detail(dice, piece[1:-1])
                value = without_marks(value) if bare else value
                parts.append(value)
                details.append((named, value))
            else:
                parts.append(spelt(piece))
        yield Told("".join(parts), kind, part, bare, line, tuple(details))


def without_marks(text: str) -> str:
    """Vietnamese as typed without its keyboard; all else stays."""
    return re.sub(r"\w+", lambda m: _as(m.group(), fold(m.group()) or m.group()), text)


def in_teencode(dice: random.Random, text: str) -> str:
    """As the young write: some words short, the others mostly without marks."""
    return re.sub(r"\w+", lambda m: _short(dice, m.group()), text)


def _short(dice: random.Random, word: str) -> str:
    folded = fold(word)
    if word.lower() in TEENCODE and dice.random() < 0.8:
        return _as(word, dice.choice(TEENCODE[word.lower()]))
    return word if dice.random() < 0.15 else _as(word, folded or word)


def _as(word: str, made: str) -> str:
    return made.upper() if len(word) > 1 and word.isupper() else made.capitalize() if word[0].isupper() else made


def detail(dice: random.Random, slot: str) -> tuple[str, str]:
    """A private detail of the slot's kind, and what it is; one that is spelt out ("phone:o9l2 345 678") stands as it is."""
    if ":" in slot:
        kind, _, value = slot.partition(":")
        return kind, value
    made = {
        "phone": ("phone", private.phone), "cccd": ("national_id", _national_id), "email": ("email", private.email),
        "evasive": ("evasive", private.evasive), "bank": ("bank", _bank), "address": ("address", _address),
        "plate": ("plate", _plate), "child": ("child", _child), "person": ("person", private.person),
    }  # fmt: skip
    named, make = made[slot]
    return named, make(dice)


def _national_id(dice: random.Random) -> str:
    number = f"0{dice.randrange(1, 97):02}{dice.randrange(4)}{private.digits(dice, 8)}"
    return dice.choice((number, private.grouped(number, (3, 3, 3, 3), " "), private.grouped(number, (4, 4, 4), " ")))


def _bank(dice: random.Random) -> str:
    bank, number = dice.choice(BANKS), dice.choice("1234567890") + private.digits(dice, dice.randrange(8, 13))
    return dice.choice(
        (f"stk {number} {bank}", f"số tài khoản {number} ngân hàng {bank}", f"{bank} {number}", f"STK: {number} - {bank}", f"tk {number} {bank}")
    )  # fmt: skip


def _address(dice: random.Random) -> str:
    n, m, street = dice.randrange(2, 300), dice.randrange(2, 60), dice.choice(private.STREETS)
    return dice.choice((
        private.address(dice), f"số {n} ngõ {m} {street}", f"sn {m} ng {n}", f"sn {m} ngõ {n} {street}", f"{n}/{m}/5 {street}",
        f"P{n + 100} nhà N{m} khu đô thị Trung Hòa", f"căn {n + 100} chung cư Linh Đàm", f"ngách {n}/{m} {street}",
        f"số {n}, {street}, phường Láng", f"nhà số {m} hẻm {n}/3/2", f"kiot {m} chợ {street}, nhà số {n}",
    ))  # fmt: skip


def _plate(dice: random.Random) -> str:
    province, tail = dice.choice(("29", "30", "31", "33", "15", "88", "99", "51")), private.digits(dice, 5)
    return dice.choice((
        f"{province}A-{tail[:3]}.{tail[3:]}", f"{province}A {tail}", f"{province}H{dice.randrange(1, 9)}-{tail}", f"{province}k-{tail[:3]}.{tail[3:]}",
        f"{province}F1 {tail[:3]}.{tail[3:]}", f"{province}A{tail}", f"{province} M1 - {tail[:4]}",
    ))  # fmt: skip


def _child(dice: random.Random) -> str:
    name, age = dice.choice(CHILDREN), dice.randrange(4, 15)
    return dice.choice((
        f"cháu {name}", f"bé {name}", f"em {name} lớp {dice.randrange(1, 9)}A", f"cháu {name} {age} tuổi", f"{name} học lớp {dice.randrange(1, 9)}",
        f"con {name}, {age} tuổi", f"cháu gái {name}",
    ))  # fmt: skip
