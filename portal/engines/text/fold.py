"""Fold, sort and shorten Vietnamese text (domain.md 6.1). đ has no decomposition and is folded by name."""

import functools
import re
import unicodedata

from portal.engines.text import runs

_D = {ord("đ"): "d", ord("Đ"): "d", ord("ð"): "d", ord("Ð"): "d", ord("ɖ"): "d", ord("Ɖ"): "d"}
_WORD, _BETWEEN = re.compile(r"\w+"), re.compile(r"\W")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}  # ngang, huyền, hỏi, ngã, sắc, nặng
_ORDER = {letter: i for i, letter in enumerate(_ALPHABET, start=100)}


def fold(text: str) -> str:
    """The words of a text without marks, đ as d, in lower case, split by single spaces; the same for every spelling."""
    if runs.plain(text):  # nearly every text holds only letters that fold alone, each always to the same
        return " ".join(text.translate(_alone()).split())
    return " ".join(_WORD.findall(_taken_apart(text)))


def _taken_apart(text: str) -> str:
    return runs.nfkd(runs.nfkd(text).casefold()).translate(_without_marks())


@functools.cache
def _without_marks() -> dict[int, str | None]:
    return _D | {ord(mark): None for mark in runs.marks()}


@functools.cache
def _alone() -> dict[int, str]:
    """What each character leaves in a word, and white space for what ends one: as `_taken_apart` gives them, but one letter
    is no pile of marks, so that every mark of Unicode need not be looked for. All are named: one that were not would cost
    translate() an exception."""
    apart = {c: unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", c).casefold()) for c in runs.PLAIN}
    bare = {c: "".join(part for part in text if not unicodedata.combining(part)) for c, text in apart.items()}
    return {ord(c): _BETWEEN.sub(" ", text.translate(_D)) for c, text in bare.items()}


def exact(text: str) -> str:
    """The words of a text in lower case with their marks, in NFC, split by single spaces: for ranking exact hits first."""
    return " ".join(_WORD.findall(runs.nfc(text).casefold()))


def vi_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A sort key for Vietnamese: letters a ă â b c d đ e ê …, tones only where the letters are the same."""
    letters: list[int] = []
    tones: list[int] = []
    for c in runs.nfc(text).casefold():
        parts = unicodedata.normalize("NFD", c)
        tone = next((_TONES[p] for p in parts if p in _TONES), 0)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        letters.append(_ORDER.get(base, ord(base[0]) if base < "a" else 1000 + ord(base[0])) if base else 0)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def given_name(full: str) -> str:
    """The given name: the last word of a Vietnamese name."""
    return full.split()[-1] if full.split() else ""


def name_key(full: str) -> tuple[object, object]:
    """A sort key for people: by given name, then family and middle name."""
    parts = full.split()
    return vi_key(" ".join(parts[-1:])), vi_key(" ".join(parts[:-1]))


def initials(full: str) -> str:
    """Only the first letters of a name: "Nguyễn Văn An" is N.V.A."""
    return "".join(f"{part[0].upper()}." for part in runs.nfc(full).split())


def slug(text: str, limit: int = 80) -> str:
    """Words for an address: folded, ASCII only, joined by hyphens, cut between words."""
    parts = [p for p in (re.sub(r"[^a-z0-9]", "", w) for w in fold(text).split()) if p]
    made = ""
    for part in parts:
        if len(made) + len(part) + 1 > limit:
            break
        made = f"{made}-{part}" if made else part
    return made or (parts[0][:limit] if parts else "")


def highlight(text: str, query: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word the query asks for (by its beginning), whatever its marks."""
    wanted = tuple(fold(query).split())
    pieces: list[tuple[str, bool]] = []
    at = 0
    for match in re.finditer(r"[\w\u0300-\u036f]+", text):
        if wanted and any(fold(match.group()).startswith(w) for w in wanted):
            if match.start() > at:
                pieces.append((text[at : match.start()], False))
            pieces.append((match.group(), True))
            at = match.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces
