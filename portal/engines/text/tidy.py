"""Text as it comes in, made fit to keep: NFC, nothing invisible, look-alikes mapped, words kept."""

import re
import unicodedata

from portal.engines.text import runs

LOOKALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}  # Icelandic and Ewe letters that print like đ (domain.md 6.1)
_JOINER = "‍"
_ODD = re.compile(  # whatever is not plainly a letter, mark or sign that stays: most texts have none
    "[^\n\t -~\xa1-\xac\xae-\xcf\xd1-\xef\xf1-\u0188\u018a-\u024f\u0300-\u034e\u1e00-\u1eff\u2010-\u2027\u20ab]"
)
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_GAPS = re.compile(r"\n{3,}")


def line(text: str) -> str:
    """One line of text: NFC, invisible characters gone, white space folded to single spaces."""
    return " ".join(_visible(text).split())


def prose(text: str) -> str:
    """Several paragraphs: like `line`, with line breaks kept and no more than one empty line between paragraphs."""
    lines = (" ".join(each.split()) for each in _visible(text).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n")


def words(text: str) -> int:
    """How many words by white space, as the City's writing contest counts; signs and emoji alone are no words."""
    found = text.split()
    odd = [word for word in found if not word.isalnum()]  # few: those with signs in them
    return len(found) - sum(not any(map(str.isalnum, word)) for word in odd)


def has_letters(text: str) -> bool:
    """Whether there is anything to read."""
    return any(c.isalpha() for c in text)


def _visible(text: str) -> str:
    text = runs.nfc(_BREAKS.sub("\n", text))
    if not _ODD.search(text):
        return text
    return runs.nfc(_ODD.sub(_kept, text))


def _kept(odd: re.Match[str]) -> str:
    return LOOKALIKES.get(odd[0], odd[0]) if _keep(odd.string, odd.start()) else ""


def _keep(text: str, i: int) -> bool:
    c = text[i]
    if c == _JOINER:  # holds an emoji family together; anywhere else it only hides
        return (
            0 < i < len(text) - 1
            and unicodedata.category(text[i - 1]) in ("So", "Sk", "Mn")
            and unicodedata.category(text[i + 1]) == "So"
        )
    if c in "⠀ㅤᅟᅠﾠ͏" or "︀" <= c <= "︎":
        return False
    return unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
