"""python -m tests.bench NAME [--json FILE] [--stories N] [--data DIR]"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench import echoes, flags, front, opinions, public, queue, search, submit, summary

NAMES = {
    each.__name__.rpartition(".")[2]: each.measure
    for each in (echoes, flags, front, opinions, public, queue, search, submit, summary)
}


def main() -> int:
    """Measure one thing, print it as Markdown, and keep the figures where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--json", metavar="FILE", help="also write the figures here")
    parser.add_argument(
        "--stories", type=int, default=100_000, help="how many stories, or opinions, lie on the large ground"
    )
    parser.add_argument("--data", metavar="DIR", help="keep the grounds here for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as own:
        figures = NAMES[asked.name](Path(asked.data or own), asked.stories)
    if asked.json:
        Path(asked.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
