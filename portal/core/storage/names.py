"""The name a person gave a file, made safe to show and to offer for saving."""

import re
import unicodedata

from portal.core.storage import limits

_SUFFIXES = {"image/jpeg": (".jpg", ".jpeg"), "application/pdf": (".pdf",)}
LONGEST = 1000  # characters looked at: marks piled on one letter cost the square of their number
_BARRED = re.compile(r'[<>:"|?*]')


def tidy(name: str, *, fallback: str) -> str:
    """NFC, without folders, control, direction or invisible characters, at most 120 characters, ending kept."""
    name = unicodedata.normalize("NFC", (name or "")[-LONGEST:]).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if _blank(char) else char for char in name if _shown(char))
    name = " ".join(_BARRED.sub("-", name).split()).strip(". ")
    if not name:
        return fallback
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 5:
        return name[: limits.NAME].strip()
    return f"{stem[: limits.NAME - len(ending) - 1].strip()}.{ending}"


def for_saving(name: str, media_type: str) -> str:
    """The name under which a browser saves the file: its ending tells what it holds, whatever was claimed."""
    endings = _SUFFIXES.get(media_type, ("",))
    if name.casefold().endswith(endings):
        return name
    stem = name.rpartition(".")[0] or name
    return stem[: limits.NAME - len(endings[0])] + endings[0]


def _blank(char: str) -> bool:
    return unicodedata.category(char) in ("Zs", "Zl", "Zp") or char in "\t\r\n"


def _shown(char: str) -> bool:
    return _blank(char) or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
