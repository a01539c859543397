"""Seeking what looks like a cluster: few opinions here, many in a process of its own (core/apart.py)."""

import uuid
from collections.abc import Sequence
from itertools import chain

from portal.core import apart
from portal.engines.synthesis.echoes.clusters import Cluster, clusters
from portal.engines.synthesis.echoes.copies import Said
from portal.engines.synthesis.echoes.signs import Seen, Sign

Key = uuid.UUID
FEW = 500  # opinions that are compared in less time than a process takes to start
LONGEST = 25 * 60  # seconds; the lease of the work is longer


def sought(told: Sequence[Said[Key]], known: str) -> list[Cluster[Key]]:
    """The clusters among opinions, largest first; `known` is the text of the candidate's page. Raises apart.Failed."""
    if len(told) <= FEW:
        return clusters(told, known=known)
    said = ([each.text, each.at.isoformat(), each.network, each.device, each.newcomer] for each in told)
    found = apart.asked_of("portal.engines.synthesis.echoes", chain([known], said), seconds=LONGEST)
    return [
        Cluster(
            tuple(told[place].key for place in members),
            told[example].key,
            tuple(Seen(Sign(sign), numbers) for sign, numbers in signs),
        )
        for members, example, signs in found
    ]
