"""A resident without e-mail signs in elsewhere to be counted; after the close the writer checks the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.consultations.opinions.models import Opinion
from portal.consultations.opinions.states import Verified
from portal.consultations.outcome import freezing
from portal.consultations.rounds.models import Round
from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import db, unit_of_work
from portal.core.identity import openid
from tests.consultations.held import TEXT
from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.web.public.test_identity import CLIENT, SECRET, There, path, process  # noqa: F401  # fixtures


@pytest.fixture
def at_home(app: Flask, address: str) -> Iterator[None]:
    """The portal knows by which address it is reached, for people come back to it."""
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, site_url=address)
    yield
    app.config["SETTINGS"] = settings


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.usefixtures("at_home")
def test_a_writer_signs_in_elsewhere_and_later_checks_the_ledger(
    app: Flask,
    visit: Callable[..., Visitor],
    process: There,  # noqa: F811  # a fixture, by its name
    path: str,  # noqa: F811  # a fixture, by its name
    size: dict[str, int],
) -> None:
    process.set()
    openid.choose(openid.Provider(process.issuer, CLIENT, SECRET, "Định danh thử"))
    visitor = visit("resident", size=size)
    page = visitor.page
    visitor.open(f"{path}/gop-y")
    page.check("[name=stance][value=support]")
    page.check("[name=how_known][value=saw]")
    page.fill("[name=text]", TEXT)
    visitor.press("Gửi")
    page.get_by_role("link", name="Xác nhận bằng Định danh thử").click()  # to another site and back
    page.wait_for_url("**/da-gui*")
    visitor.look()
    assert "ý kiến đã được xác nhận" in page.inner_text("main")
    with app.app_context():
        assert db.session.scalars(sa.select(Opinion.verified)).one() is Verified.OIDC
        with unit_of_work() as session:
            round = session.scalars(sa.select(Round)).one()
            round.closes_at = clock.now() - timedelta(minutes=5)
        freezing.freeze(round.id, by=SYSTEM)
        slug = round.slug
    visitor.open(f"/lay-y-kien/{slug}/so-y-kien")
    visitor.open("/theo-doi/y-kien")
    page.get_by_role("link", name="Tự kiểm tra").click()
    page.wait_for_load_state("load")
    visitor.look()
    assert "Ba bước kiểm tra" in page.inner_text("main")
