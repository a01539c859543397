"""Why a story was taken down, as everybody reads it: at its address, in the letter, on the tracking page."""

from portal.core.i18n import LANGUAGES, N_, say
from portal.stories.states import RemovalReason

REMOVALS = {
    RemovalReason.NOMINEE_ASKED: N_("The person in the story asked us to take it down."),
    RemovalReason.FACTS_WRONG: N_("Part of the story turned out not to be right."),
    RemovalReason.PRIVACY: N_("The story showed something private."),
    RemovalReason.LAW: N_("The law requires it to be taken down."),
}


def removal_texts(reason: RemovalReason) -> dict[str, str]:
    """The reason in every language, as a letter carries it."""
    return {language: say(REMOVALS[reason], language) for language in LANGUAGES}
