"""Addresses as others reach them, and the square that a phone reads them from."""

import io

from flask import current_app
from markupsafe import Markup

from portal.engines.receipts.codes import in_lines

MASK = 3  # every mask is read alike; weighing all eight against each other would cost more than the page around it


def square(address: str) -> Markup:
    """A QR code as a drawing without any style of its own."""
    import segno  # only where there is something to draw

    drawn = io.BytesIO()
    made = segno.make(address, error="m", micro=False, mask=MASK)
    made.save(drawn, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, nl=False)
    return Markup(drawn.getvalue().decode())  # noqa: S704  # made here of numbers only


def outside(path: str) -> str:
    """A path with the public address of the portal before it."""
    site: str = current_app.config["SETTINGS"].site_url
    return site.rstrip("/") + path


def lines(code: str) -> Markup:
    """A code in lines of three words; copied, it is one line."""
    return Markup(" <br>").join(in_lines(code))
