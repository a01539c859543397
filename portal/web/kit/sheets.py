"""Tables on their way out as CSV: no cell that a spreadsheet would run, every row there, one piece at a time."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from flask import Response, stream_with_context

from portal.web.kit.downloads import saved_as

RUNS = re.compile(  # what a spreadsheet takes for the beginning of a formula, wide or behind what is not seen
    r"[\t\r\n]|[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−]"
)
BOM = "\ufeff"  # by which Excel knows UTF-8
SOME = 200  # rows in one piece


def streamed(rows: Iterable[Sequence[object]], *, name: str) -> Response:
    """Rows as a file to be saved, made while it is sent and kept nowhere on the way."""
    response = Response(stream_with_context(pieces(rows)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = saved_as(name, "text/csv")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def pieces(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file in pieces of a few hundred rows."""
    out = io.StringIO()
    out.write(BOM)
    write = csv.writer(out, lineterminator="\r\n")
    for at, row in enumerate(rows, 1):
        write.writerow([cell(value) for value in row])
        if at % SOME == 0:
            yield _emptied(out)
    yield _emptied(out)


def cell(value: object) -> object:
    """A value that no spreadsheet runs: numbers as they are, words that look like a formula behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = "".join(char for char in str(value) if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff"))
    return f"'{text}" if RUNS.match(text) else text


def _emptied(out: io.StringIO) -> str:
    piece = out.getvalue()
    out.seek(0)
    out.truncate()
    return piece
