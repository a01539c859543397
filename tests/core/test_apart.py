"""Computing in a process of its own: asked and answered by pipe, with no settings, and with faults that hold no words."""

import os

import pytest

from portal.core import apart

ECHO = "tests.core.echoing"


def test_it_answers_what_it_is_asked_at_a_lower_priority() -> None:
    answer = apart.asked_of(ECHO, [{"say": "Đặng Thị Tơ"}], seconds=60)
    assert answer["said"] == "Đặng Thị Tơ" and answer["nice"] == min(19, os.nice(0) + apart.LOWER)


def test_it_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "hidden")
    assert not [name for name in apart.asked_of(ECHO, [{}], seconds=60)["knows"] if name.startswith("PORTAL")]


@pytest.mark.parametrize(("asked", "seconds"), [({"fail": True}, 60), ({"hang": True}, 0.5)])
def test_a_fault_says_nothing_of_what_was_handed_over(asked: dict[str, object], seconds: float) -> None:
    with pytest.raises(apart.Failed) as fault:
        apart.asked_of(ECHO, [asked | {"say": "Đặng Thị Tơ"}], seconds=seconds)
    assert str(fault.value) in ("status 1", "TimeoutExpired") and fault.value.__cause__ is None
