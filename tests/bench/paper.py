"""Tables in Markdown, and progress beside them."""

import sys
from collections.abc import Iterable, Sequence


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; the first column is words, the others are figures."""
    print(f"\n### {title}\n\n| {' | '.join(heads)} |\n|---|{'---:|' * (len(heads) - 1)}")
    for row in rows:
        print("| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row) + " |")
    sys.stdout.flush()


def say(text: str) -> None:
    """A word on what is being done, apart from the tables."""
    print(text, file=sys.stderr, flush=True)
