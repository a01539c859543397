"""How alike two texts are, and marks by which alike texts among very many are found without comparing all with all.

Texts are sets of words and of pairs of neighbours. Minima of 36 hashes of such a set (MinHash; Broder 1997) agree about as
often as the sets overlap; three minima together are one of twelve marks. Texts that overlap by 0.6 share a mark with
probability 0.95, by 0.5 with 0.80, by 0.2 with 0.09; one of forty copies finds at least one of the others all but surely.
"""

import struct
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import shake_128

MARKS, EACH = 12, 3
_ROW = struct.Struct(f"<{MARKS * EACH}I")
_WIDTH = 4 * EACH  # bytes of one mark

SHORT, LONG = (
    8,
    14,
)  # different words of meaning: fewer than SHORT is what anyone says; from LONG on nobody says it by chance
REORDERED = 0.8  # overlap of words at which their order does not matter
EDITED, IN_ORDER = 0.5, 0.25  # overlap of words, and of pairs, of a copy with edits
WITHIN = 12  # pairs that two texts share where one stands within the other, or both hold the same passage


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared: its words of meaning, without those that everybody has read beforehand.

    Its sets are made when asked for: kept, those of a million texts would fill the memory.
    """

    words: tuple[str, ...]

    @property
    def bag(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(self.words)

    @property
    def pairs(self) -> frozenset[str]:
        """Its different pairs of neighbouring words, in either order."""
        return frozenset(f"{min(a, b)} {max(a, b)}" for a, b in zip(self.words, self.words[1:], strict=False))


class Kept:
    """A text that is compared with many others: its sets are made once."""

    def __init__(self, text: Text) -> None:
        self.text = text

    @cached_property
    def bag(self) -> frozenset[str]:
        """See Text."""
        return self.text.bag

    @cached_property
    def pairs(self) -> frozenset[str]:
        """See Text."""
        return self.text.pairs


def marks(text: Text) -> tuple[bytes, ...]:
    """Twelve marks; texts that share one may be alike. None for a text without words of meaning."""
    if not text.words:
        return ()
    rows = [_row(feature) for feature in (*text.bag, *text.pairs)]
    least = _ROW.pack(*(map(min, *rows) if len(rows) > 1 else rows[0]))
    return tuple(least[at : at + _WIDTH] for at in range(0, len(least), _WIDTH))


@lru_cache(maxsize=1 << 15)
def _row(feature: str) -> tuple[int, ...]:
    return _ROW.unpack(shake_128(feature.encode()).digest(_ROW.size))


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of both that is in both, 0 to 1 (Jaccard)."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if both else 0.0


def alike(a: Text | Kept, b: Text | Kept) -> bool:
    """Whether one text may be a copy of the other with edits: the shorter they are, the more alike they must be."""
    mine, theirs = a.bag, b.bag
    near = overlap(mine, theirs)
    if near >= REORDERED:
        return True
    if len(mine & theirs) < SHORT:
        return False
    ours, others = a.pairs, b.pairs
    return (near >= EDITED and overlap(ours, others) >= IN_ORDER) or len(ours & others) >= WITHIN
