"""The drawings of ours that may stand where there is no photo."""

from functools import cache
from pathlib import Path

from flask import current_app


@cache
def _in(folder: str) -> tuple[str, ...]:
    found = (path.stem for pattern in ("story-*.svg", "person-*.svg") for path in Path(folder, "img").glob(pattern))
    return tuple(sorted(found))


def names() -> tuple[str, ...]:
    """Their names, without folder and ending."""
    return _in(current_app.static_folder or "")
