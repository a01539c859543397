"""flags: read texts, print what the checks notice. Needs neither settings nor a database."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click


@click.command()
@click.option("--language", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of `why`.")
@click.option(
    "--about", multiple=True, metavar="NAME", help="Whom the texts are about and may name; may be given again."
)
def flags(language: str, about: tuple[str, ...]) -> None:
    """Read one text a line, print one line of JSON each: {"flags": [{"kind", "start", "end", "why"}], "masked": text}.

    Lines are UTF-8; bytes that are none count as U+FFFD. `start` and `end` count characters (code points) of the text as it
    was given, composed or not, and `masked` is that text with private details replaced. An empty line gives an empty
    result. Without --about, a grown-up whom a text opens with may be named; others are flagged. Machines hint: nothing
    is rejected by what this prints.
    """
    from portal.moderation.checks.reading import line

    if sys.stdin is None or sys.stdout is None:  # closed by whoever started it
        raise click.ClickException("standard input and output have to be open")
    out = sys.stdout.buffer
    try:
        for raw in _lines(sys.stdin.buffer):
            made = line(raw, language, about)
            out.write(json.dumps(made, ensure_ascii=False).encode("utf8", "replace") + b"\n")
            out.flush()
    except BrokenPipeError:
        sys.stderr.close()  # whoever read has had enough
        sys.exit(0)


def _lines(source: BinaryIO) -> Iterator[str]:
    """The lines as they come in, without their ends."""
    mark = "\ufeff"  # only the first line of a file may begin with one
    for raw in iter(source.readline, b""):
        text = raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf8", "replace")
        yield text.removeprefix(mark)
        mark = ""
