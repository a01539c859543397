"""Words below the web: msgids are marked here and put into a language only at the edge."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
CATALOGUES = Path(__file__).parent.parent / "translations"


def N_(msgid: str) -> str:
    """Mark an English msgid for the catalogues and hand it back untranslated."""
    return msgid


@cache
def catalogue(language: str) -> NullTranslations:
    """The catalogue of a language; msgids stand for themselves where it is missing."""
    return Translations.load(CATALOGUES, [language], "messages")


def say(msgid: str, language: str = DEFAULT, /, **values: object) -> str:
    """A marked sentence in a language, with its values in place."""
    text = catalogue(language).gettext(msgid)
    return text % values if values else text
