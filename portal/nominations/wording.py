"""What a decision says to the writer: the reason's own text, and the moderator's words below it."""

from portal.core.i18n import LANGUAGES
from portal.moderation import queries as desk
from portal.moderation.models import Decision


def reason_text(code: str | None, language: str) -> str:
    """The text of a reason as its writer reads it; nothing for none."""
    reason = desk.reason(code) if code else None
    if reason is None:
        return ""
    return reason.text_en if language == "en" else reason.text_vi


def reason_texts(code: str | None) -> dict[str, str]:
    """The text of a reason in every language, as a letter carries it."""
    return {language: reason_text(code, language) for language in LANGUAGES}


def decided_texts(decision: Decision) -> dict[str, str]:
    """What the reason of a decision said when it was made: it may have been reworded or taken away since."""
    said = {"vi": decision.reason_vi, "en": decision.reason_en}
    return said if any(said.values()) else reason_texts(decision.reason_code)


def told(decision: Decision, language: str) -> str:
    """All that a decision says, in one language: used for letters, for the thread and for the desk's preview."""
    return joined(decided_texts(decision).get(language, ""), decision.words)


def joined(reason: str, words: str) -> str:
    """A reason's text with the moderator's own words below it."""
    return "\n\n".join(part for part in (reason, words.strip()) if part)
