"""Clusters among opinions read as JSON from standard input: `python -m portal.engines.synthesis.echoes`.

Asked, a line each: what is known, then of every opinion [text, instant, network, device, newcomer], instants in ISO 8601.
Answered: for each cluster its members and its example as places among these, and its signs: [[[3, 0, …], 0, [[sign, numbers], …]], …].
"""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal.engines.synthesis.echoes.clusters import clusters
from portal.engines.synthesis.echoes.copies import Said


def found(asked: Iterable[bytes]) -> list[Any]:
    """See above."""
    known, *rows = map(json.loads, asked)
    said = [
        Said(place, text, datetime.fromisoformat(at), network, device, newcomer)
        for place, (text, at, network, device, newcomer) in enumerate(rows)
    ]
    return [
        [each.members, each.example, [[seen.sign.value, dict(seen.numbers)] for seen in each.signs]]
        for each in clusters(said, known=known)
    ]


if __name__ == "__main__":
    json.dump(found(sys.stdin.buffer), sys.stdout)
