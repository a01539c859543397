"""A campaign is seen, with the reasons; neighbours who agree are left in peace."""

import random
from datetime import timedelta

import pytest

from portal.engines.synthesis.echoes.clusters import Cluster, clusters
from portal.engines.synthesis.echoes.copies import Said
from portal.engines.synthesis.echoes.signs import Sign
from tests.engines.synthesis.echoes.floods import SEEN, UNSEEN, edited, flood
from tests.engines.synthesis.echoes.neighbourhood import KNOWN, OPENS, residents

LONG, MIDDLING = SEEN[0], "Người thợ già đáng được huân chương danh giá của ngành cơ khí Thủ đô"
BRIEF = "Tôi ủng hộ bác Sáng"


def sent(text: str, count: int, every: timedelta = timedelta(hours=7), **where: str) -> list[Said[int]]:
    return [Said(at, text, OPENS + every * at, **where) for at in range(count)]


def signs(cluster: Cluster[int]) -> dict[Sign, dict[str, int]]:
    return {seen.sign: dict(seen.numbers) for seen in cluster.signs}


def test_nothing_said_is_no_cluster() -> None:
    assert clusters([]) == clusters([Said(1, "…", OPENS)]) == []


def test_a_long_text_sent_five_times_is_shown_and_four_times_is_not() -> None:
    (found,) = clusters(sent(LONG, 5))
    assert found.members == (0, 1, 2, 3, 4) and found.example == 0
    assert signs(found)[Sign.COPIED] == {"opinions": 5, "texts": 1, "wordings": 1, "words": 23}
    assert clusters(sent(LONG, 4)) == []


def test_a_middling_text_needs_one_more_sign() -> None:
    assert clusters(sent(MIDDLING, 8)) == []
    (found,) = clusters(sent(MIDDLING, 8, timedelta(minutes=3)))
    assert signs(found)[Sign.BURST] == {"opinions": 5, "minutes": 12}


def test_brief_praise_of_a_whole_meeting_is_no_campaign() -> None:
    assert clusters(sent(BRIEF, 200, timedelta(seconds=40), network="carrier")) == []


def test_brief_praise_from_a_few_devices_in_a_burst_is_shown() -> None:
    made = [Said(f"n{at}", f"{at} {at * 7}", OPENS + timedelta(hours=at), f"net{at}") for at in range(30)]
    same = [Said(f"x{at}", BRIEF, OPENS + timedelta(days=3, minutes=at), "one", f"d{at % 3}", True) for at in range(15)]
    (found,) = clusters([*made, *same])
    assert len(found.members) == 15 and {seen.sign for seen in found.signs} == set(Sign)


def test_fifteen_within_an_hour_from_one_device_are_shown_whatever_they_say() -> None:
    dice = random.Random(5)
    own = [Said(at, f"{dice.random()}", OPENS + timedelta(minutes=3 * at), device="d") for at in range(15)]
    (found,) = clusters(own)
    assert signs(found) == {Sign.BURST: {"opinions": 9, "minutes": 24}, Sign.DEVICE: {"opinions": 15, "devices": 1}}
    assert clusters(own[:14]) == []


def test_two_texts_from_the_same_devices_are_one_cluster() -> None:
    two = [Said(at, SEEN[at % 2], OPENS + timedelta(hours=at), device=f"d{at // 4 % 2}") for at in range(16)]
    (found,) = clusters(two)
    assert len(found.members) == 16 and signs(found)[Sign.COPIED]["texts"] == 2


def test_what_the_candidates_page_says_may_be_quoted_by_anyone() -> None:
    quoted = sent(f"{LONG} Tôi đồng tình.", 9)
    assert clusters(quoted) and not clusters(quoted, known=LONG)


def test_the_order_in_which_opinions_are_given_changes_nothing() -> None:
    dice = random.Random(3)
    said = [*residents(dice, 60), *flood(dice, 30, SEEN[:1])]
    forwards, backwards = clusters(said, KNOWN), clusters(said[::-1], KNOWN)
    assert [set(each.members) for each in forwards] == [set(each.members) for each in backwards]


@pytest.mark.parametrize("text", UNSEEN[:4], ids=range(4))
def test_edits_do_not_hide_a_copy(text: str) -> None:
    dice = random.Random(1)
    copies = [Said(at, edited(dice, text), OPENS + timedelta(hours=5 * at)) for at in range(40)]
    assert sum(len(found.members) for found in clusters(copies)) >= 36
