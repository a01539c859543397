"""On the pages of rounds, whatever is in another language than the page says so (WCAG 3.1.2), and nothing else does."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element

import pytest
import sqlalchemy as sa
from flask import Flask
from time_machine import Traveller

from portal.consultations.candidates import services as candidates
from portal.consultations.candidates.models import Candidate
from portal.consultations.candidates.states import Met
from portal.consultations.opinions import replies, reviewing
from portal.consultations.opinions.models import Opinion, Reply
from portal.consultations.opinions.states import ReplyBy, Stance
from portal.consultations.outcome import freezing, points
from portal.consultations.outcome import services as outcome
from portal.consultations.outcome.states import Answer
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.models import Round
from portal.core.actor import RESIDENT, SYSTEM
from portal.core.db import db, unit_of_work
from portal.organisations.models import Ward, WardKind
from tests.browser import Browser
from tests.consultations.held import BOARD, LAW, LEAD, MODERATOR, announce, candidate_of, drafted, opinion, particulars

DURING, AFTER = datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 12, 9, 2, tzinfo=UTC)
VIETNAMESE = re.compile("[ăđơưĂĐƠƯạ-ỹẠ-Ỹ]")
NAMES = ("Trần Thị Nhài", "Nhài", "Người tốt, việc tốt", "Tiếng Việt")  # proper names need no mark
ENGLISH = "She has swept this lane for ten years, and we have always been proud of her and of the team."
WHY_VI, WHY_EN = "Đính chính theo văn bản gốc của phường.", "Corrected after the ward's original paper."


def pieces(node: Element, tongue: str) -> Iterator[tuple[str, str]]:
    """Every piece of text of a page with the language it is said to be in; what pictures show too."""
    if node.tag in ("script", "style"):
        return
    mine = node.get("lang") or tongue
    for words in (node.text, node.get("alt")):
        if words and words.strip():
            yield mine, words.strip()
    for child in node:
        yield from pieces(child, mine)
        if child.tail and child.tail.strip():
            yield mine, child.tail.strip()


def marked(browser: Browser, url: str) -> list[str]:
    """Vietnamese on the page that is said to be English; on a Vietnamese page nothing but the other language's name."""
    page = browser.get(url)
    main = page.all("main")[0]
    wrong = []
    for tongue, words in pieces(main, page.root.get("lang") or ""):
        bare = words
        for name in NAMES:
            bare = bare.replace(name, "")
        if tongue == "en" and VIETNAMESE.search(bare):
            wrong.append(words)
        if tongue == "vi" and re.search(r"\b(born|opinions?|closed|of the|and|Labour Order|is taken)\b", words, re.I):
            wrong.append(words)
    return wrong


@pytest.fixture
def path(app: Flask, now: Traveller) -> str:
    """A candidate with all that a page can show, noted, corrected, extended, spoken of in both languages, with an answer."""
    with app.app_context():
        round = drafted("Trần Thị Nhài")
        with unit_of_work() as session:
            session.add(Ward(code="hn-x", kind=WardKind.WARD, name="Hai Bà Trưng", name_fold="hai ba trung"))
            session.execute(sa.update(Round).values(notice_number="785/BTĐ-HCTH", lede_vi="Mời bạn đọc kỹ."))
            found = session.scalars(sa.select(Candidate)).one()
            found.achievements = [{"title": "Quét ca đêm", "text": "Ba mươi năm không nghỉ."}]
            found.past_honours = [{"year": "2019", "text": "Bằng khen của Thành phố"}]
            found.standards = [{"standard": "Tiêu chuẩn một", "met": Met.OK.value, "evidence": "Hồ sơ của đơn vị."}]
            found.submission_number, found.posthumous = "12/TTr-UBNĐ", True
        announce(round)
        now.move_to(DURING)
        for n, (text, stance) in enumerate(((ENGLISH, Stance.SUPPORT), ("Tôi nghĩ nên ghi rõ cả tổ cùng quét, chị chỉ là một người trong đó.", Stance.NOT_YET))):  # fmt: skip
            made = opinion(candidate_of(round), text=text, stance=stance, email=f"n{n}@example.vn")
            with unit_of_work() as session:
                session.execute(sa.update(Opinion).where(Opinion.id == made.id).values(ward_code="hn-x"))
            with unit_of_work() as session:
                reviewing.accept(session.get_one(Opinion, made.id), by=MODERATOR)
        with unit_of_work():
            key = replies.invite(candidate_of(round), who=ReplyBy.UNIT, by=BOARD)
        with unit_of_work() as session:
            invitation, _ = replies.by_key(key)
            asked = session.scalars(sa.select(Opinion).where(Opinion.stance == Stance.NOT_YET)).one()
            replies.answer(asked, invitation, text="Cảm ơn bác, đơn vị đã ghi tên cả tổ.", signed="Xí nghiệp Môi trường đô thị", by=RESIDENT)  # fmt: skip
        with unit_of_work() as session:
            replies.publish(session.scalars(sa.select(Reply)).one(), by=MODERATOR)
        with unit_of_work():
            scheduling.extend(round, closes_on=date(2026, 12, 3), reason_vi=WHY_VI, reason_en=WHY_EN, law=LAW, by=BOARD)
        address = f"/lay-y-kien/{round.slug}/{candidate_of(round).slug}"
        with unit_of_work():
            candidate = candidate_of(round)
            told = particulars(headline="Ba mươi ba năm quét ca đêm.", posthumous=True, achievements=candidate.achievements,
                               past_honours=candidate.past_honours, standards=candidate.standards)  # fmt: skip
            candidates.correct(candidate, told, of_version=candidate.version, reason_vi=WHY_VI, law=LAW, by=BOARD)
        db.session.remove()
    return address


def places(path: str) -> tuple[str, ...]:
    return (path, path.rpartition("/")[0], "/lay-y-kien", "/lay-y-kien/tim", f"{path}/gop-y", "/")


@pytest.mark.parametrize("english", [False, True], ids=["Vietnamese only", "in both languages"])
@pytest.mark.parametrize("base", ["", "/en"])
def test_open_pages_say_what_is_in_another_language(
    app: Flask, browser: Browser, path: str, base: str, english: bool
) -> None:
    with app.app_context(), unit_of_work() as session:
        session.execute(sa.update(Round).values(name_en="Labour Orders, round two" if english else ""))
        session.execute(sa.update(Candidate).values(honour_en="Labour Order, third class" if english else ""))
    assert {each: found for each in places(path) if (found := marked(browser, f"{base}{each}"))} == {}
    assert all(
        mine == "en" for mine, words in pieces(browser.get(f"{base}{path}").all("main")[0], "") if words == ENGLISH
    )


@pytest.mark.parametrize("english", ["", "The Board has read every opinion and answers them."])
@pytest.mark.parametrize("base", ["", "/en"])
def test_pages_of_an_answered_round_say_what_is_in_another_language(
    app: Flask, browser: Browser, path: str, now: Traveller, base: str, english: str
) -> None:
    now.move_to(AFTER)
    with app.app_context():
        candidate = db.session.scalars(sa.select(Candidate)).one()
        freezing.freeze(candidate.round_id, by=SYSTEM)
        with unit_of_work():
            here = points.add(candidate, title_vi="Cả tổ cùng quét", title_en="The team" if english else "", by=BOARD)
        with unit_of_work() as session:
            for each in session.scalars(sa.select(Opinion)):
                points.sort(each, under=here, by=BOARD)
            points.answer(
                here, candidate, answer=Answer.ACCEPTED, text_vi="Đã ghi tên cả tổ.", text_en=english,
                of_version=here.version, by=BOARD,
            )  # fmt: skip
            outcome.conclude(candidate, text_vi="Ban đã đọc mọi ý kiến.", text_en=english, by=BOARD)
        with unit_of_work() as session:
            outcome.publish(session.scalars(sa.select(Round)).one(), by=LEAD)
        db.session.remove()
    round = path.rpartition("/")[0]
    found = {each: wrong for each in (path, round, f"{round}/so-y-kien", "/lay-y-kien") if (wrong := marked(browser, f"{base}{each}"))}  # fmt: skip
    assert found == {}


@pytest.mark.parametrize("why", ["", WHY_EN])
def test_a_withdrawal_is_told_in_the_readers_language_where_it_was_said_in_it(
    app: Flask, browser: Browser, path: str, why: str
) -> None:
    with app.app_context(), unit_of_work() as session:
        candidates.withdraw(session.scalars(sa.select(Candidate)).one(), why_vi=WHY_VI, why_en=why, by=BOARD)
    assert marked(browser, f"/en{path}") == []
    notice = next(n for n in browser.all("div") if n.get("class") == "notice" and "withdrawn" in "".join(n.itertext()))
    assert (why or WHY_VI) in "".join(notice.itertext())
    assert marked(browser, path) == []
