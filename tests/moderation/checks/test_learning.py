"""What the desk decides is learnt from 500 decisions on, judged on decisions kept apart, used only where it helps."""

import random

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.core.actor import Role
from portal.core.audit.models import AuditEntry
from portal.core.db import db, unit_of_work
from portal.core.errors import Denied
from portal.moderation.checks import learning
from portal.moderation.checks.models import Foreseen, Learnt
from tests.moderation.things import Leaf, colleague

GOOD = [
    "bác",
    "quét",
    "ngõ",
    "sửa",
    "cầu",
    "dạy",
    "học",
    "hiến",
    "máu",
    "tận",
    "tình",
    "giúp",
    "đỡ",
    "bà",
    "con",
    "xóm",
    "giềng",
    "quý",
    "mến",
]
BAD = [
    "khuyến",
    "mãi",
    "giá",
    "rẻ",
    "inbox",
    "mua",
    "ngay",
    "đồ",
    "ngu",
    "cút",
    "đi",
    "số",
    "tài",
    "khoản",
    "chuyển",
    "khoản",
]


def told(count: int) -> list[tuple[str, bool]]:
    dice = random.Random(1)
    made = []
    for _ in range(count):
        good = dice.random() < 0.6
        made.append((" ".join(dice.choices(GOOD if good else BAD, k=12) + dice.choices(GOOD + BAD, k=6)), good))
    return made


@pytest.fixture
def model(inside: Flask) -> Learnt:
    pytest.importorskip("sklearn")
    made = learning.learn(told(600))
    assert made is not None
    with unit_of_work():
        learning.keep(made)
    return made


def foreseen() -> list[float]:
    with unit_of_work():
        for text in (" ".join(GOOD), " ".join(BAD)):
            learning.foresee("leaf", Leaf().id, text)
    return sorted(db.session.scalars(sa.select(Foreseen.share)))


def test_it_is_judged_on_decisions_kept_apart(model: Learnt) -> None:
    assert (model.decisions, model.held_out) == (480, 120) and model.right > model.commonest
    low, high = foreseen()
    assert low < 0.3 and high > 0.7


def test_too_few_or_one_sided_decisions_teach_nothing() -> None:
    pytest.importorskip("sklearn")
    assert learning.learn(told(499)) is None
    assert learning.learn([("tốt", True)] * 600) is None


@pytest.mark.parametrize("harm", ["", "{}", "[]", '{"weights": [1, 2], "bias": 0}', '{"weights": "x", "bias": NaN}'])
def test_a_damaged_model_is_no_model(model: Learnt, harm: str) -> None:
    with unit_of_work():
        model.numbers = harm
    assert learning.usable(learning.newest()) is None and foreseen() == []


def test_one_that_is_no_better_than_a_guess_is_not_used(model: Learnt) -> None:
    model.right = model.commonest
    assert learning.usable(model) is None


def test_no_model_is_no_fault(inside: Flask) -> None:
    assert learning.newest() is None and foreseen() == []


def test_it_keeps_no_words(model: Learnt) -> None:
    assert not any(word in model.numbers for word in (*GOOD, *BAD))


def test_it_is_switched_off_on_record_and_stays_off(model: Learnt) -> None:
    lead = colleague("Vũ Lan Anh", Role.BOARD_LEAD)
    assert len(foreseen()) == 2
    with unit_of_work():
        learning.switch(model, on=False, by=lead)
        learning.switch(model, on=False, by=lead)
    assert foreseen() == []
    acts = db.session.scalars(sa.select(AuditEntry.act).where(AuditEntry.act == "moderation:switch_order")).all()
    assert len(acts) == 1
    again = learning.learn(told(650))
    assert again is not None
    with unit_of_work():
        learning.keep(again)
    assert learning.usable(learning.newest()) is None
    with unit_of_work():
        learning.switch(again, on=True, by=lead)
    assert learning.usable(learning.newest()) is not None


def test_a_moderator_does_not_switch_it(model: Learnt) -> None:
    with pytest.raises(Denied):
        learning.switch(model, on=False, by=colleague())
