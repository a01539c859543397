"""Forty times the same praise: the Board sees it, looks, confirms; a clerk writes a letter down; the outcome counts apart."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.candidates.models import Candidate
from portal.consultations.opinions import clusters, reviewing
from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Channel
from portal.consultations.rounds import scheduling
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import SYSTEM, Role
from portal.core.db import db, unit_of_work
from portal.engines.calendar.workdays import standard
from tests.consultations.held import BOARD, LAW, MODERATOR, TEXT, candidate_of, drafted, opinion
from tests.consultations.test_clusters import PRAISE, WHY
from tests.core.storage.shots import PDF
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.test_in_confidence import enter

N = 40


@pytest.fixture
def path(app: Flask) -> str:
    """The address of a candidate who was praised forty times in the same words, and seven times in their own."""
    with app.app_context():
        round = drafted("Đặng Quốc Trung")
        close = LAW.first_close(clock.today() + timedelta(days=1))  # should midnight come before it opens
        with unit_of_work():
            scheduling.schedule(
                round, opens_at=clock.now(), closes_on=close, council_on=standard().add(close, 3), law=LAW, by=BOARD
            )
        candidate = candidate_of(round)
        for n in range(N):
            one = opinion(candidate, text=PRAISE, email=f"c{n}@example.vn", network="a", device=str(n % 3))
            if n < 5:
                with unit_of_work():
                    reviewing.accept(one, by=MODERATOR)
        with unit_of_work():
            clusters.find(candidate, by=SYSTEM)
        address = f"/lay-y-kien/{round.slug}/{candidate.slug}"
        db.session.remove()
    return address


@pytest.mark.parametrize(("size", "script"), [(PHONE, False), (DESK, True)], ids=["phone-without-script", "desk"])
def test_a_flood_of_forty_praises_is_seen_and_counted_apart(
    app: Flask, visit: Callable[..., Visitor], path: str, size: dict[str, int], script: bool
) -> None:
    board = visit("board", size=size, script=script)
    enter(app, board, Role.APPRAISER)
    board.open("/nghiep-vu/dau-hieu")
    assert f"1 nội dung × {N}" in board.page.inner_text("main")
    board.page.locator("main a[href*='/dau-hieu/']").first.click()
    board.page.wait_for_url("**/dau-hieu/*-*")
    board.look()
    assert f"{N} ý kiến" in board.page.inner_text("main")
    board.page.fill("[name=why]", WHY)
    board.page.locator("main button[value=mark]").click()
    board.page.wait_for_load_state("load")
    board.look()
    with app.app_context():
        over = clock.now() - timedelta(seconds=2)
        with unit_of_work() as session:  # the round is over
            for table in (Candidate, Round):
                session.execute(sa.update(table).values(opens_at=over - timedelta(days=14), closes_at=over))
                session.execute(sa.update(table).values(edition=table.edition + 1))
        db.session.remove()
    reader = visit("reader", size=size, script=script)
    reader.open(path)
    assert "1 nội dung × 5" in reader.page.inner_text("#y-kien"), "those that were read; the others wait"


def test_a_clerk_writes_a_letter_down_with_its_scan(app: Flask, visit: Callable[..., Visitor], path: str) -> None:
    clerk = visit("clerk", size=PHONE)
    enter(app, clerk, Role.CLERK)
    clerk.open("/nghiep-vu/ghi-ho-y-kien")
    clerk.page.locator("main").get_by_role("link", name="Đặng Quốc Trung").click()
    clerk.look()
    clerk.page.check("[name=channel][value=letter]")
    clerk.page.check("[name=stance][value=support]")
    clerk.page.fill("[name=text]", TEXT)
    clerk.page.check("[name=how_known][value=saw]")
    clerk.page.fill("[name=name]", "Đinh Thị Lụa")
    clerk.page.set_input_files("[name=letter]", {"name": "thu.pdf", "mimeType": "application/pdf", "buffer": PDF})
    clerk.page.locator("main form button.btn").last.click()
    clerk.page.wait_for_selector("#receipt-code")
    clerk.look()
    with app.app_context():
        made = db.session.scalars(sa.select(Opinion).where(Opinion.channel == Channel.LETTER)).one()
        assert made.letter_file_id and made.verified.value == "clerk"
