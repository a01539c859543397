"""Whether a text is in a language the desk reads: Vietnamese, with marks or without, or English. Guesses only where sure."""

import re
import unicodedata

from portal.engines.text.fold import fold

_WORD = re.compile(r"[^\W\d_]+")
_READ = 5_000  # characters judged
ENOUGH = 5  # words below which nothing is said
_ONSETS = "ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x|"
_RHYMES = (
    "oang|oanh|oach|oeng|uang|uynh|uych|uyen|uyet|uech|uenh|uong|uoc|uoi|uom|uon|uop|uot|uou|ieng|iec|iem|ien|iep|iet|ieu|yem|yen|yet|yeu|uyt|uyu|uya|uay|uan|uat|uau|uac|oac|oai|oam|oan|oap|oat|oay|oen|oet|oeo|ang|anh|ach|eng|enh|ech|inh|ich|ong|ung|uoi"
    "|ac|ai|am|an|ao|ap|at|au|ay|ec|em|en|eo|ep|et|eu|ia|im|in|ip|it|iu|oa|oc|oe|oi|om|on|op|ot|ua|uc|ue|ui|um|un|uo|up|ut|uu|uy|a|e|i|o|u|y"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{_RHYMES})")
ENGLISH = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "he",
        "she",
        "it",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "their",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
        "with",
        "for",
        "on",
        "at",
        "by",
        "from",
        "as",
        "not",
        "no",
        "but",
        "if",
        "so",
        "who",
        "which",
        "what",
        "when",
        "where",
        "why",
        "how",
        "very",
        "good",
        "great",
        "people",
        "person",
        "help",
        "helped",
        "helps",
        "work",
        "works",
        "always",
        "every",
        "day",
        "school",
        "teacher",
        "old",
        "young",
        "city",
        "street",
        "ward",
        "thank",
        "thanks",
        "deserve",
        "deserves",
        "support",
        "honest",
        "kind",
        "children",
        "woman",
        "man",
        "neighbour",
        "neighbor",
        "money",
        "give",
        "gave",
        "given",
        "all",
        "many",
        "more",
        "most",
        "can",
        "could",
        "would",
        "should",
        "will",
        "do",
        "does",
        "did",
        "there",
        "here",
        "about",
        "after",
        "before",
    ]
)


def foreign(text: str) -> tuple[int, int] | None:
    """The stretch of a text that is mostly in another language or script; none where it is not plainly so."""
    found = [*_WORD.finditer(text[:_READ])]
    letters = sum(len(match.group()) for match in found)
    elsewhere = sum(len(match.group()) for match in found if _other_script(match))
    if elsewhere > 3 and elsewhere * 2 > letters:
        return found[0].start(), found[-1].end()
    if len(found) < ENOUGH:
        return None
    strange = [match for match in found if _strange(match)]
    share = len(strange) / max(1, len(found))
    english = sum(match.group().lower() in ENGLISH for match in found) / max(1, len(found))
    if share < 0.6 or english >= 0.2:
        return None
    return strange[0].start(), strange[-1].end()


def _strange(match: re.Match[str]) -> bool:
    return _other_script(match) or (not _SYLLABLE.fullmatch(fold(match.group())) and len(match.group()) > 2)


def _other_script(match: re.Match[str]) -> bool:
    letter = match.group()[0]
    return letter > "\u02ff" and not unicodedata.name(letter, "LATIN").startswith("LATIN")
