"""Many opinions are compared in a process of its own: the same clusters, no secret handed over, faults without words."""

import random
import uuid
from dataclasses import replace

import pytest

from portal.consultations.opinions import seeking
from portal.core import apart
from portal.engines.synthesis.echoes.clusters import clusters
from portal.engines.synthesis.echoes.copies import Said
from tests.engines.synthesis.echoes.floods import SEEN, flood
from tests.engines.synthesis.echoes.neighbourhood import KNOWN, residents


@pytest.fixture
def told() -> list[Said[uuid.UUID]]:
    """Sixty neighbours and two campaigns."""
    dice = random.Random(7)
    said = [*residents(dice, 60), *flood(dice, 40, SEEN), *flood(dice, 30, SEEN)]
    return [replace(each, key=uuid.UUID(int=dice.getrandbits(128))) for each in said]


def test_it_finds_what_is_found_here(told: list[Said[uuid.UUID]], monkeypatch: pytest.MonkeyPatch) -> None:
    here = clusters(told, known=KNOWN)
    monkeypatch.setattr(seeking, "FEW", 10)
    assert seeking.sought(told, KNOWN) == here and len(here) >= 1


def test_few_are_compared_here(told: list[Said[uuid.UUID]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "asked_of", None)
    assert seeking.sought(told, KNOWN) == clusters(told, known=KNOWN)
