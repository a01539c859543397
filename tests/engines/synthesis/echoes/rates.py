"""How much of a campaign is seen, and how many neighbours are taken for part of one."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.engines.synthesis.echoes.clusters import clusters
from portal.engines.synthesis.echoes.copies import Said
from tests.engines.synthesis.echoes.floods import flood, padded
from tests.engines.synthesis.echoes.neighbourhood import KNOWN, residents


@dataclass(frozen=True)
class Rates:
    """Of one set: shares 0 to 1."""

    found: float  # of the campaign, in the three clusters that hold most of it
    organic: float  # of those three clusters' members, written by neighbours
    alarmed: float  # of all neighbours, in any cluster


def rates(neighbours: Sequence[Said[str]], campaign: Sequence[Said[str]]) -> Rates:
    """The rates of one set of opinions."""
    arranged = {said.key for said in campaign}
    found = [set(cluster.members) for cluster in clusters([*neighbours, *campaign], KNOWN)]
    holding = sorted((members for members in found if members & arranged), key=lambda members: -len(members & arranged))
    best = set().union(*holding[:3])
    wrong = set().union(*found) - arranged
    caught = len(best & arranged) / len(campaign) if campaign else 1.0
    return Rates(caught, len(best - arranged) / max(1, len(best)), len(wrong) / max(1, len(neighbours)))


@dataclass(frozen=True)
class Scene:
    """What is generated: how many neighbours, campaigns of which sizes, on how many texts each, with how many edits a copy."""

    neighbours: int
    campaigns: tuple[int, ...] = ()
    texts: int = 1
    edits: int = 3
    padded: bool = False  # each copy among sentences of its own


def drawn(scene: Scene, seeds: Iterable[int], texts: Sequence[str]) -> list[Rates]:
    """The rates of generated sets, one for each seed."""
    made = []
    for seed in seeds:
        dice = random.Random(seed)
        organic = [*residents(dice, scene.neighbours // 2, "a"), *residents(dice, (scene.neighbours + 1) // 2, "b")]
        sent = [s for n in scene.campaigns for s in flood(dice, n, dice.sample(list(texts), scene.texts), scene.edits)]
        made.append(rates(organic, padded(dice, sent) if scene.padded else sent))
    return made
