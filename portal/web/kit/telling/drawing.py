"""Addresses as others reach them, and the square that a phone reads them from."""

import re

from flask import current_app
from markupsafe import Markup

from portal.engines.receipts.codes import in_lines

MASK = 3  # every mask is read alike; weighing all eight against each other would cost more than the page around it
EDGE = 2  # modules of paper around the square
_DARK = re.compile(rb"\x01+")


def square(address: str) -> Markup:
    """A QR code as a drawing without any style of its own."""
    import segno  # only where there is something to draw

    rows = segno.make(address, error="m", micro=False, mask=MASK).matrix
    bars = "".join(
        f"M{bar.start() + EDGE} {at + EDGE}.5h{bar.end() - bar.start()}"
        for at, row in enumerate(rows)
        for bar in _DARK.finditer(row)
    )
    size = len(rows) + 2 * EDGE
    path = f'<path stroke="#000" d="{bars}"/>'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">{path}</svg>'
    return Markup(drawn)  # noqa: S704  # made here of numbers only


def outside(path: str) -> str:
    """A path with the public address of the portal before it."""
    site: str = current_app.config["SETTINGS"].site_url
    return site.rstrip("/") + path


def lines(code: str) -> Markup:
    """A code in lines of three words; copied, it is one line."""
    return Markup(" <br>").join(in_lines(code))
