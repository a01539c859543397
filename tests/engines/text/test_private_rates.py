"""How many private details are found among hundreds, and how many ordinary numbers are taken for one."""

import random
from collections.abc import Callable

import pytest

from portal.engines.text.private import Private, Span, find
from tests.engines.text import private_corpus as corpus


def covers(spans: list[Span], text: str, value: str, kinds: set[Private]) -> bool:
    start = text.index(value)
    return any(s.kind in kinds and s.start < start + len(value) and s.stop > start for s in spans)


@pytest.mark.parametrize(
    ("make", "kinds", "least"),
    [
        (corpus.phone, {Private.PHONE}, 0.99),
        (corpus.national_id, {Private.NATIONAL_ID}, 0.99),
        (corpus.email, {Private.EMAIL}, 0.99),
        (corpus.address, {Private.ADDRESS}, 0.7),
        (corpus.person, {Private.PERSON}, 0.95),
        (corpus.child, {Private.CHILD}, 0.95),
        (corpus.evasive, {Private.PHONE, Private.EMAIL}, 0.7),
    ],
    ids=["phone", "id", "email", "address", "person", "child", "evasive"],
)
def test_most_are_found(make: Callable[[random.Random], str], kinds: set[Private], least: float) -> None:
    cases = corpus.texts(make, 600)
    missed = [value for text, value in cases if not covers(find(text), text, value, kinds)]
    assert 1 - len(missed) / len(cases) >= least, missed[:20]


def test_ordinary_numbers_are_left_in_peace() -> None:
    cases = corpus.texts(corpus.ordinary, 1500, seed=152)
    wrong = [(text, find(text)[0].value) for text, _ in cases if find(text)]
    assert len(wrong) / len(cases) <= 0.03, wrong[:20]


@pytest.mark.parametrize(
    "unit",
    ["1", "0 ", "1-", "a.", "a@", "a chấm ", "ngõ 1/", "số nhà ", "Nguyễn ", "không ", "29A-", "stk 1", "(", "o", "@ "],
)
def test_hostile_repeats_are_read_to_the_end(unit: str) -> None:
    hostile = (unit * 20_000)[:19_900] + " bác Vũ Đình Hợi"
    assert find(hostile)[-1].value.endswith("bác Vũ Đình Hợi")
