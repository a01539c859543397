"""Honours, the law and the calendar in words: one place for public pages and the Board's."""

from portal.core.i18n import N_
from portal.honours.states import DayKind, Level, PublicAsked, Recipient, Subject

LEVELS = {
    Level.STATE: N_("State level"),
    Level.CITY: N_("City level"),
    Level.UNIT: N_("Unit level"),
}
RECIPIENTS = {
    Recipient.INDIVIDUAL: N_("A person"),
    Recipient.COLLECTIVE: N_("A collective"),
    Recipient.HOUSEHOLD: N_("A household"),
    Recipient.ENTERPRISE: N_("An enterprise"),
    Recipient.COMMUNITY: N_("A community"),
    Recipient.FOREIGNER: N_("A foreigner"),
}
ASKED = {
    PublicAsked.YES: N_("Must be asked"),
    PublicAsked.OPTIONAL: N_("May be asked"),
    PublicAsked.NO: N_("Not asked"),
}
SUBJECTS = {
    Subject.COMMENDATION: N_("Emulation and commendation"),
    Subject.DENUNCIATION: N_("Denunciations"),
    Subject.PERSONAL_DATA: N_("Personal data"),
    Subject.ACCESS: N_("Accessibility"),
    Subject.WORKING_TIME: N_("Working time and time limits"),
}
DAY_KINDS = {
    DayKind.HOLIDAY: N_("Public holiday"),
    DayKind.SWAP_OFF: N_("Day off by swap"),
    DayKind.MAKE_UP: N_("Make-up working day"),
}
WORDS: dict[str, str] = {
    value.value: text for words in (LEVELS, RECIPIENTS, ASKED, SUBJECTS, DAY_KINDS) for value, text in words.items()
}
