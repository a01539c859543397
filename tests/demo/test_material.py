"""The invented stories are fit to be shown: long enough, in wards that exist, in the house's spelling and voice."""

import re
import unicodedata

import pytest

from portal.demo.material import LABEL, Tale, read
from portal.nominees.states import PositionGroup
from portal.organisations import reference
from portal.stories.states import Theme

TALES = read("stories.jsonl")
BOTH = [*TALES, *read("tips.jsonl")]
WARDS = {place.code for place in reference.places() if not place.successors}
NEW_STYLE = re.compile(r"(?<!q)u[ỳýỷỹỵ]\b|o[àáảãạèéẻẽẹ]\b", re.IGNORECASE)  # hoà, thuỷ, khoẻ
NAMES = {"Hoà", "Thuý"}  # two people write themselves so


def words(tale: Tale) -> str:
    return "\n".join([tale.title, tale.deck, tale.quote, *tale.raw["body"]])


def test_there_are_enough_and_most_are_of_direct_workers() -> None:
    groups = [person["group"] for tale in TALES for person in tale.people]
    assert len(TALES) >= 60 and len({tale.title for tale in TALES}) == len(TALES)
    assert max(PositionGroup, key=groups.count) is PositionGroup.DIRECT_WORKER
    assert {theme for tale in TALES for theme in tale.kinds} == set(Theme)


@pytest.mark.parametrize("tale", TALES, ids=lambda tale: tale.title)
def test_a_story_has_between_120_and_300_words_and_no_shouting(tale: Tale) -> None:
    assert 120 <= sum(len(part.split()) for part in tale.raw["body"]) <= 300
    assert "!" not in words(tale) and tale.label == LABEL
    assert len(tale.deck) <= 400 and len(tale.quote) <= 300


@pytest.mark.parametrize("tale", BOTH, ids=lambda tale: tale.title)
def test_a_ward_exists_and_text_is_composed_in_the_houses_spelling(tale: Tale) -> None:
    assert tale.ward in WARDS
    assert unicodedata.is_normalized("NFC", words(tale))
    odd = {match for match in re.findall(r"\w+", words(tale)) if NEW_STYLE.search(match)} - NAMES
    assert not odd
