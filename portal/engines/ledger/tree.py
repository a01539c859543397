"""A Merkle tree over lines in a fixed order, built as RFC 6962 (section 2.1) builds it.

A leaf is SHA-256 of 0x00 and the line as UTF-8; a node is SHA-256 of 0x01 and its two children; of an odd number the
last goes up as it is. Whoever holds a line, its place, its path and the root can check by these rules alone that the
line is in the list:

>>> import hashlib
>>> lines = ["a", "b", "c"]
>>> made = root(leaf(each) for each in lines)
>>> here = hashlib.sha256(b"\\x00" + b"c").digest()
>>> for side, other in path([leaf(each) for each in lines], 2):
...     pair = other + here if side == "left" else here + other
...     here = hashlib.sha256(b"\\x01" + pair).digest()
>>> here == made
True
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

Step = tuple[Literal["left", "right"], bytes]
BLOCK = (
    1_024  # lines whose hash may be kept, so that a path among a million needs some two thousand hashes; a power of two
)
EMPTY = hashlib.sha256(b"").digest()


def line(values: Mapping[str, object]) -> str:
    """Values as canonical JSON: keys sorted, no spaces, characters as they are."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def leaf(line: str) -> bytes:
    """The hash of one line, 32 bytes."""
    return hashlib.sha256(b"\x00" + line.encode()).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The hash that stands for all leaves in this order, 32 bytes. Leaves are taken one by one: a million need no list."""
    waiting: list[tuple[int, bytes]] = []  # (height, hash) of whole subtrees, each higher than the next
    for each in leaves:
        height, here = 0, each
        while waiting and waiting[-1][0] == height:
            here = _node(waiting.pop()[1], here)
            height += 1
        waiting.append((height, here))
    if not waiting:
        return EMPTY
    _, here = waiting.pop()
    while waiting:
        here = _node(waiting.pop()[1], here)
    return here


def path(leaves: Sequence[bytes], place: int) -> list[Step]:
    """What must be joined to the leaf at this place (counted from 0), from below, and on which side."""
    steps: list[Step] = []
    level = list(leaves)
    while len(level) > 1:
        other = place ^ 1
        if other < len(level):
            steps.append(("left" if other < place else "right", level[other]))
        level = [_node(*level[i : i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
        place //= 2
    return steps


def path_by_blocks(block: Sequence[bytes], roots: Sequence[bytes], place: int) -> list[Step]:
    """The same path from the leaves of the block in which the place lies and the roots of all blocks."""
    return path(block, place % BLOCK) + path(roots, place // BLOCK)


def certificate(line: str, steps: Iterable[Step], root: bytes, *, key: str = "", text: str = "") -> str:
    """A proof to take away, as JSON; README.md beside this module shows how anyone checks it. `key` and `text` are the
    writer's own: with them the marks in the line can be made anew."""
    told: dict[str, object] = {
        "line": line, "path": [[side, other.hex()] for side, other in steps], "root": root.hex()
    }  # fmt: skip
    if key:
        told |= {"key": key, "text": text}
    return json.dumps(told, ensure_ascii=False, indent=1)


def leads_to(here: bytes, steps: Iterable[Step]) -> bytes:
    """The root that a leaf and its path lead to."""
    for side, other in steps:
        here = _node(other, here) if side == "left" else _node(here, other)
    return here


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
