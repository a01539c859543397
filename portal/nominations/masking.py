"""National id numbers are never asked for; where one is typed it is covered before anything is kept (domain.md 6.2)."""

import re

_TWELVE = re.compile(r"(?<![\d+])0(?:[ .\-]?\d){11}(?!\d)")
_NAMED = re.compile(
    r"(?i)((?:cccd|cmnd|cmt|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|số định danh|id card)"
    r"[^\d\n]{0,20})((?:\d[ .\-]?){8}\d(?:(?:[ .\-]?\d){3})?)(?!\d)"
)
COVER = "•"


def without_ids(text: str) -> str:
    """The text with national id numbers covered up to their last three digits."""
    text = _NAMED.sub(lambda found: found[1] + _covered(found[2]), text)
    return _TWELVE.sub(lambda found: _covered(found[0]), text)


def _covered(number: str) -> str:
    digits = [c for c in number if c.isdigit()]
    return COVER * (len(digits) - 3) + "".join(digits[-3:])
