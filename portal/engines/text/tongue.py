"""In which language a few sentences are, Vietnamese or English: so that a screen reader says them rightly."""

import re

LOOKED_AT = 120  # characters in which Vietnamese shows itself by its marks
MARKS = re.compile(
    r"(?:[à-ãè-êìíò-õùúýăđĩũơưạ-ỹÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠ-Ỹ\u0300-\u0323].*?){6}", re.DOTALL
)  # more than a name has
WORD = re.compile(r"[^\W\d_]+")
# No syllable of Vietnamese written without marks is among them
ENGLISH = frozenset(
    [
        "and",
        "of",
        "is",
        "was",
        "were",
        "she",
        "they",
        "his",
        "her",
        "for",
        "with",
        "has",
        "have",
        "every",
        "who",
        "that",
        "this",
        "are",
        "our",
        "we",
        "you",
        "by",
        "from",
        "not",
        "but",
        "always",
    ]
)
LEAST, SHARE = 2, 0.08  # different ones, and of all words


def tongue(text: str) -> str:
    """ "en" for what is plainly English, else "vi": that is what people write here, with marks or without."""
    if MARKS.search(text[:LOOKED_AT]):
        return "vi"
    words = WORD.findall(text.lower())
    known = [word for word in words if word in ENGLISH]
    return "en" if len(set(known)) >= LEAST and len(known) >= SHARE * len(words) else "vi"
