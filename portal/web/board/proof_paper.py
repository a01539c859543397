"""The proof of publicity as an administrative paper, in Vietnamese whatever is being read (see board/proof/page.html)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime

from portal.config import Settings
from portal.consultations.rounds.states import NoteKind
from portal.core import clock
from portal.engines.paper.parts import Heading, Paper, Table, Text
from portal.web.board.proof_facts import Facts, Proved

Part = Heading | Text | Table
OVER = "HỘI ĐỒNG THI ĐUA – KHEN THƯỞNG THÀNH PHỐ"
LEAST = (
    "Số người xem là con số tối thiểu: mỗi ngày một người dùng một máy chỉ tính một lần, không tính máy tự động, không "
    "tính trang do bộ nhớ đệm đứng trước cổng trả lời. Cổng không theo dõi ai: dấu vết dùng để đếm được bỏ đi sau mỗi ngày."
)
ABREAST = 3  # days in a row of the visitors' table, at most


def paper(facts: Facts, settings: Settings, link: str) -> Paper:
    """The paper of today; with the same facts it is the same for the whole day, and its code on every later day."""
    body = list(_body(facts, settings.board_name))
    made = Paper(
        over=OVER, issuer=settings.board_name, number="……/XN", place=settings.city, on=clock.today(),
        title="GIẤY XÁC NHẬN", about="về việc công khai lấy ý kiến", body=body,
        sent_to=("Hồ sơ khen thưởng;", "Lưu."), signer="NGƯỜI XÁC NHẬN", check="", link=link,
    )  # fmt: skip
    told = json.dumps(asdict(made) | {"on": ""}, ensure_ascii=False, sort_keys=True, default=str)
    return replace(made, check=hashlib.sha256(told.encode()).hexdigest())


def _body(facts: Facts, board: str) -> Iterator[Part]:
    round = facts.round
    notice = f" (thông báo số {round.notice_number})" if round.notice_number else ""
    done = "đang được" if facts.runs else "đã được"
    yield Text(
        f"{board} xác nhận đợt lấy ý kiến “{round.name_vi}”{notice} {done} công khai trên Cổng thông tin “Người tốt, việc "
        "tốt” như sau."
    )
    yield Heading("1. Thời gian")
    yield Text(
        f"Từ {_at(round.opens_at)} đến 23:59:59 ngày {_day(round.closes_at)} (giờ Việt Nam). Thời hạn ít nhất "
        f"{round.min_working_days} ngày làm việc, lấy theo hình thức khen đòi hỏi lâu nhất trong đợt, tính theo lịch "
        f"{round.calendar_version}. Hội đồng dự kiến họp ngày {_day(round.council_on)}."
    )
    yield Text("Căn cứ:" if round.legal_basis else "Căn cứ: –.")
    for law in round.legal_basis:
        yield Text(", số ".join(filter(None, (law.get("title_vi"), law.get("number")))), dash=True)
    yield Heading("2. Nội dung đã công khai")
    for n, each in enumerate(facts.proved, 1):
        yield from _candidate(n, each, runs=facts.runs)
    yield Text(LEAST)
    yield Heading("3. Gián đoạn")
    for outage in facts.outages:
        yield Text(f"Từ {_at(outage.began_at)} đến {_at(outage.ended_at)}: {outage.cause}", dash=True)
    if not facts.outages:
        yield Text("Không ghi nhận lần gián đoạn nào.")
    yield Heading("4. Ghi chú công khai")
    for note in facts.notes:
        moved = note.closed_before and note.closes_now and note.closed_before != note.closes_now
        what = "Ngày họp Hội đồng" if note.kind is NoteKind.COUNCIL_MOVED else "Ngày cuối"
        grown = f" {what} chuyển từ {_day(note.closed_before)} sang {_day(note.closes_now)}." if moved else ""
        about = f"{who}. " if (who := facts.about(note)) else ""
        anew = f" Thời hạn về trường hợp này tính lại từ {_at(note.made_at)}." if facts.anew(note) else ""
        yield Text(f"{_at(note.made_at)}: {about}{note.text_vi}{anew}{grown}", dash=True)
    if not facts.notes:
        yield Text("Không có.")
    yield from _result(facts)


def _candidate(n: int, proved: Proved, *, runs: bool) -> Iterator[Part]:
    who, ends = proved.candidate, f"23:59:59 {_day(proved.candidate.closes_at)}"
    yield Heading(f"{n}) {who.name} – {proved.honour}", small=True)
    rows = [
        (
            _at(each.shown.shown_from),
            _at(each.shown.shown_until) if each.shown.shown_until else ends,
            each.shown.calendar_version,
            each.shown.sha256 + ("" if each.true else " – nội dung lưu không còn khớp với mã này"),
        )
        for each in proved.pages
    ]
    yield Table(("Hiện từ", "Đến", "Lịch", "Mã SHA-256 của nội dung"), rows, (23, 24, 18, 43))
    for title, code in proved.beside:
        yield Text(f"Công khai kèm theo: {title}. Mã SHA-256 của tệp:", code=code)
    if who.withdrawn_at:
        yield Text(f"Rút đề nghị lúc {_at(who.withdrawn_at)}: {who.withdrawn_why}")
    none = "Không có ý kiến nào được gửi" + (" đến lúc lập giấy này." if runs else ".")
    yield Text(f"Số ý kiến đã gửi: {_number(proved.opinions)}." if proved.opinions else none)
    days = [(_day(each.day), _number(each.visitors)) for each in proved.visitors]
    if not days:
        yield Text("Không có số liệu người xem.")
        return
    abreast = min(ABREAST, len(days))
    days += [("", "")] * (-len(days) % abreast)
    yield Table(
        ("Ngày", "Người xem") * abreast,
        [tuple(cell for pair in days[at : at + abreast] for cell in pair) for at in range(0, len(days), abreast)],
        (20, 16) * abreast,
    )


def _result(facts: Facts) -> Iterator[Part]:
    yield Heading("5. Kết quả")
    none = "Không nhận được ý kiến nào" + (" đến lúc lập giấy này." if facts.runs else ".")
    yield Text(f"Tổng số ý kiến đã gửi: {_number(facts.any)}." if facts.any else none)
    if facts.round.root_hash:
        size = _number(facts.round.ledger_size)
        yield Text(
            f"Sổ ý kiến khép lúc {_at(facts.round.frozen_at)}, {size} dòng, mã niêm phong:", code=facts.round.root_hash
        )
    for each in facts.supplements:
        yield Text(
            f"Phụ lục {each.part} của sổ, khép lúc {_at(each.sealed_at)}, {_number(each.size)} dòng, mã niêm phong:",
            code=each.root_hash,
        )
    yield Text("Giấy này do hệ thống lập từ dữ liệu đã lưu; có giá trị khi người có thẩm quyền ký.")


def _at(moment: datetime | None) -> str:
    return f"{clock.local(moment):%H:%M %d/%m/%Y}" if moment else "–"


def _day(moment: datetime | date | None) -> str:
    if moment is None:
        return "–"
    return f"{clock.local(moment).date() if isinstance(moment, datetime) else moment:%d/%m/%Y}"


def _number(n: int) -> str:
    return f"{n:,}".replace(",", ".")
