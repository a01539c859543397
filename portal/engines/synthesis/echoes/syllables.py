"""Words pulled apart or run together ("ủ n g hộ", "ủ.n.g.h.ộ", "ủnghộ") put back into Vietnamese syllables, without marks."""

from itertools import groupby

_ONSETS = [
    "",
    "b",
    "c",
    "ch",
    "d",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RHYMES = [
    "a",
    "ac",
    "ach",
    "ai",
    "am",
    "an",
    "ang",
    "anh",
    "ao",
    "ap",
    "at",
    "au",
    "ay",
    "e",
    "ec",
    "ech",
    "em",
    "en",
    "eng",
    "enh",
    "eo",
    "ep",
    "et",
    "eu",
    "i",
    "ia",
    "ich",
    "iec",
    "iem",
    "ien",
    "ieng",
    "iep",
    "iet",
    "ieu",
    "im",
    "in",
    "inh",
    "ip",
    "it",
    "iu",
    "o",
    "oa",
    "oac",
    "oach",
    "oai",
    "oan",
    "oang",
    "oanh",
    "oat",
    "oay",
    "oc",
    "oe",
    "oen",
    "oet",
    "oi",
    "om",
    "on",
    "ong",
    "op",
    "ot",
    "u",
    "ua",
    "uan",
    "uang",
    "uat",
    "uay",
    "uc",
    "ue",
    "uech",
    "uenh",
    "ui",
    "um",
    "un",
    "ung",
    "uo",
    "uoc",
    "uoi",
    "uom",
    "uon",
    "uong",
    "uop",
    "uot",
    "uou",
    "up",
    "ut",
    "uu",
    "uy",
    "uya",
    "uych",
    "uyen",
    "uyet",
    "uynh",
    "uyt",
    "uyu",
    "y",
    "yem",
    "yen",
    "yet",
    "yeu",
]
SYLLABLES = frozenset(onset + rhyme for onset in _ONSETS for rhyme in _RHYMES)
LONGEST = max(map(len, SYLLABLES))
TOO_LONG = 60  # letters; what is longer is no sentence without spaces but noise


def rejoined(words: list[str]) -> list[str]:
    """Folded words, with those that are no syllables joined to their neighbours and parted anew where that works."""
    if not any(map(_odd, words)):
        return words
    found: list[str] = []
    waiting: list[str] = []
    for odd, run in groupby(words, _odd):
        if odd:
            waiting = [*run]
            if parts := _parted("".join(waiting)):
                found += parts
                waiting = []
        else:
            found += _led_by(waiting, [*run])
            waiting = []
    return found + waiting


def _odd(word: str) -> bool:
    return (len(word) == 1 or word not in SYLLABLES) and word.isalpha()


def _led_by(letters: list[str], words: list[str]) -> list[str]:
    """Words after letters that are none on their own: "s", "ang" is "sang"."""
    parts = _parted("".join([*letters, words[0]])) if letters else []
    return [*(parts or [*letters, words[0]]), *words[1:]]


def _parted(letters: str) -> list[str]:
    """Letters as syllables, each as long as can be; none where letters are left over."""
    if len(letters) > TOO_LONG * LONGEST:
        return []
    parts, at = [], 0
    while at < len(letters):
        ends = (end for end in range(min(len(letters), at + LONGEST), at, -1) if letters[at:end] in SYLLABLES)
        if (end := next(ends, 0)) == 0:
            return []
        parts.append(letters[at:end])
        at = end
    return parts
