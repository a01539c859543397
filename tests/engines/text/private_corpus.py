"""Made-up texts with and without private details, by the hundred; the seed is fixed, so the rates are too."""

import random
from collections.abc import Callable
from itertools import pairwise

from portal.engines.text.fold import fold

ADJACENT = ("{}", "{}.", "Ai cần xin gọi {} nhé", "Bác ấy bảo: {}, lúc nào cũng được.", "({})", "Liên hệ {} để rõ hơn",
            "lien he {} de ro hon", "Năm 2024 có 12 hộ được giúp; hỏi {}")  # fmt: skip
SPOKEN = "không một hai ba bốn năm sáu bảy tám chín"
BARE = "khong mot hai ba bon nam sau bay tam chin"
STREETS = ("Bạch Mai", "Láng", "Nguyễn Trãi", "Hàng Bạc", "Lý Thường Kiệt", "Trần Hưng Đạo", "Huế", "Minh Khai")
NAMES = ("Nguyễn Văn Hùng", "Trần Thị Lan", "Lê Đình Phúc", "Phạm Thu Ánh", "Đặng Hòa", "Vũ Đình Hợi", "Bùi Minh Đức")


def digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(count))


def grouped(number: str, shape: tuple[int, ...], sign: str) -> str:
    cuts = [sum(shape[:i]) for i in range(len(shape) + 1)]
    return sign.join(number[a:b] for a, b in pairwise(cuts))


def phone(dice: random.Random) -> str:
    mobile = dice.choice("35789") + digits(dice, 8)
    kind = dice.randrange(6)
    if kind == 0:
        return dice.choice(("+84", "+84 ", "84", "0084")) + mobile
    if kind == 1:
        tail = dice.choice("23678") + digits(dice, 7)
        return dice.choice(("024", "(024) ", "024.", "024 ")) + grouped(tail, (4, 4), dice.choice(("", " ", ".")))
    shape = dice.choice(((4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 2, 2, 2), (4, 6), (5, 5), (2, 4, 4), (10,)))
    return grouped("0" + mobile, shape, dice.choice((" ", ".", "-", " - ")))


def national_id(dice: random.Random) -> str:
    number = f"0{dice.randrange(1, 97):02}{dice.randrange(4)}{digits(dice, 8)}"
    if dice.random() < 0.25:
        return f"{dice.choice(('CMND', 'căn cước', 'so chung minh thu', 'CCCD số'))}: {digits(dice, 9)}"
    return dice.choice((number, grouped(number, (3, 3, 3, 3), " "), grouped(number, (4, 4, 4), ".")))


def email(dice: random.Random) -> str:
    who = dice.choice(("lan.nguyen", "hung_85", "bacloi1960", "minh-duc", "t.a.nh", "vu+ban"))
    return f"{who}@{dice.choice(('gmail.com', 'yahoo.com.vn', 'vnu.edu.vn', 'hanoi.gov.vn', 'a-b.vn'))}"


def evasive(dice: random.Random) -> str:
    number = "0" + dice.choice("35789") + digits(dice, 8)
    spoken = dice.choice((SPOKEN, BARE)).split()
    ways: list[Callable[[], str]] = [
        lambda: " ".join(spoken[int(d)] for d in number),
        lambda: " ".join(d if i % 2 else spoken[int(d)] for i, d in enumerate(number)),
        lambda: number.replace("0", "o").replace("1", "l"),
        lambda: grouped(number, (4, 3, 3), ".").replace("0", "O"),
        lambda: number.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        lambda: dice.choice((" ", "-", ".", "*", "_")).join(number),
        lambda: f"{number[:4]} {number[4:7]} {' '.join(spoken[int(d)] for d in number[7:])}",
        lambda: "bac loi cham ha noi a cong gmail cham com",
        lambda: dice.choice(("lan85 (at) gmail.com", "lan85[at]yahoo[dot]com", "lan chấm vũ a còng gmail chấm com")),
        lambda: dice.choice(("lan85 @ gmail . com", "lan85 at gmail dot com", "zalo " + number[1:])),
        lambda: "so " + "".join(d + ("," if i % 2 else "") for i, d in enumerate(number)),
        lambda: "/".join((number[:4], number[4:7], number[7:])),
        lambda: f"{number[:5]}abc{number[5:]}",
    ]
    return dice.choice(ways)()


def address(dice: random.Random) -> str:
    n, m, street = dice.randrange(1, 400), dice.randrange(1, 90), dice.choice(STREETS)
    ways = (
        f"số nhà {n}, phố {street}", f"ngõ {n} {street}", f"số {m} ngách {n}/{m} ngõ {n} đường {street}",
        f"{n} phố {street}", f"nhà số {n} đường {street}", f"hẻm {n}/{m}/2 phố {street}", f"so nha {n} ngo {m}",
        f"phòng {n + 100} tòa CT{m} chung cư Hoa Sen", f"tổ {m}, đường {street}", f"thôn {m} đường {street}",
        f"nhà ở {n} {street}", f"đường {street}, số {n}", f"ngõ {n}, ngách {m}", f"SN {n} phố {street}",
        f"địa chỉ {n} {street}", f"{n}/{m} {street}", f"khu tập thể {street}, nhà B{m}, phòng {n}",
    )  # fmt: skip
    return dice.choice(ways)


def person(dice: random.Random) -> str:
    name = dice.choice(NAMES)
    return f"{dice.choice(('ông', 'bà', 'bác', 'anh', 'chị', 'tổ trưởng', 'cô giáo', 'bác sĩ'))} {dice.choice((name, fold(name).title()))}"


def child(dice: random.Random) -> str:
    name = dice.choice(NAMES)
    return dice.choice(
        (f"cháu {name}", f"bé {name}", f"{name}, {dice.randrange(3, 16)} tuổi", f"{name} (học sinh lớp 6)")
    )


def ordinary(dice: random.Random) -> str:
    n, day, month, year = (
        dice.randrange(2, 999),
        dice.randrange(1, 29),
        dice.randrange(1, 13),
        dice.randrange(1990, 2027),
    )
    ways = (
        f"{n}.{digits(dice, 3)}.000 đồng", f"{n * 1000000} đồng", f"{n},5 triệu", f"{n}.{digits(dice, 3)} ảnh",
        f"ngày {day:02}/{month:02}/{year}", f"{day}.{month}.{year}", f"{day:02}-{month:02}-{year}", f"{year}-{month:02}-{day:02}",
        f"ngày {day} tháng {month} năm {year}", f"từ {year} đến {year + 3}", f"{n}/UBND-NC", f"{n}/{year}/NĐ-CP",
        f"số {n}/QĐ-UBND ngày {day:02}/{month:02}/{year}", f"{n} km đường", f"đường dài {n} m", f"{n} suất cơm, {n} hộ",
        f"tổ dân phố {day}, phường Láng", f"lớp {month} năm học {year} - {year + 1}", f"{day}h{month:02}, {day} giờ {month:02}",
        f"{n}.{digits(dice, 3)}.{digits(dice, 3)} đ", f"{day:02}/{month:02}/{year} - {day:02}/{month:02}/{year + 1}",
        f"lúc {day:02}:{month:02} ngày {day:02}.{month:02}.{year}", f"tổng {n}.{digits(dice, 3)} lượt", f"{n} m² đất",
        f"các năm {year}, {year + 1}, {year + 2}", f"tỷ lệ {day},{month} %", f"{n} USD", f"giấy phép {digits(dice, 8)}",
        f"số tài khoản có {n}.{digits(dice, 3)}.000 đồng", f"điện thoại trị giá {n}.{digits(dice, 3)}.000 đồng",
        f"ngõ dài {n} mét", f"đường {n} năm tuổi", f"xe đi {n} km", f"chuyến bay VN{n}", f"xe buýt số {n}", f"cứu {day} người",
        f"kết quả 08 12 15 20 {n}", f"ngân hàng máu nhận {n} đơn vị năm {year}", f"quyết định {n} năm {year} số 0{day}",
        f"bay hai ba người, sau năm {year}, không một ai", f"tỉ số {day}-{month}", f"điều {day} khoản {month}",
        f"chuyển khoản {n}.{digits(dice, 3)}.000 đồng ngày {day}/{month}/{year}", f"Nghị quyết {n}/NQ-HĐND, tháng {month}/{year}",
    )  # fmt: skip
    return dice.choice(ways)


def texts(make: Callable[[random.Random], str], count: int, seed: int = 3959) -> list[tuple[str, str]]:
    """Texts of residents with what was put into each."""
    dice = random.Random(seed)
    made = [make(dice) for _ in range(count)]
    return [(dice.choice(ADJACENT).format(value), value) for value in made]
