"""Links in letters open one tracking page for a while, and nothing else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.nominations import links

pytestmark = pytest.mark.usefixtures("inside")
ID = uuid.uuid4()


def test_a_link_opens_what_it_was_made_for() -> None:
    assert links.opened(links.token(ID)) == ID


@pytest.mark.parametrize("at", range(48))
def test_a_changed_link_opens_nothing(at: int) -> None:
    token = links.token(ID)
    other = "A" if token[at] != "A" else "B"
    assert links.opened(token[:at] + other + token[at + 1 :]) is None


@pytest.mark.parametrize("token", ["", "x", "é" * 48, "A" * 48, "A" * 500, "=" * 48])
def test_rubbish_opens_nothing(token: str) -> None:
    assert links.opened(token) is None


def test_an_old_link_opens_nothing() -> None:
    with time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC), tick=False) as now:
        token = links.token(ID)
        now.shift(links.LASTS - timedelta(seconds=1))
        assert links.opened(token) == ID
        now.shift(timedelta(seconds=2))
        assert links.opened(token) is None
