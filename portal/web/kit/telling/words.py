"""Choices in words that people use, value by value."""

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from portal.nominations.states import Commended, ConsentSaid, HowKnown, ShowName
from portal.nominees.states import Honorific, PositionGroup

PERSON, COLLECTIVE, HOUSEHOLD, CHILD, SELF = "person", "collective", "household", "child", "self"
ABOUT = [
    SelectChoice(PERSON, _l("One person")),
    SelectChoice(COLLECTIVE, _l("A group, a collective")),
    SelectChoice(HOUSEHOLD, _l("A household")),
    SelectChoice(CHILD, _l("A child under 16")),
    SelectChoice(SELF, _l("Myself")),
]
ABOUT_HINTS = {
    PERSON: _l("A neighbour, someone you know, or someone you met only once."),
    COLLECTIVE: _l("A residents' group, a class, a team of volunteers, a team at work."),
    HOUSEHOLD: _l("A couple or a family who did it together."),
    CHILD: _l("We will show only the first letters of the name, and the parents must agree."),
    SELF: _l("You may, but two other people must confirm what you did."),
}
KINDS = ABOUT[:4]
HONORIFICS = [
    SelectChoice("", _l("I do not know")),
    SelectChoice(Honorific.ONG.value, _l("ông")),
    SelectChoice(Honorific.BA.value, _l("bà")),
    SelectChoice(Honorific.ANH.value, _l("anh")),
    SelectChoice(Honorific.CHI.value, _l("chị")),
    SelectChoice(Honorific.EM.value, _l("em")),
    SelectChoice(Honorific.CHAU.value, _l("cháu")),
]
GROUPS = [
    SelectChoice(PositionGroup.UNKNOWN.value, _l("I do not know")),
    SelectChoice(
        PositionGroup.DIRECT_WORKER.value, _l("Does the work with their own hands: worker, driver, nurse, teacher")
    ),
    SelectChoice(PositionGroup.CITIZEN.value, _l("Resident, trader, works for themselves")),
    SelectChoice(PositionGroup.RETIRED.value, _l("Retired")),
    SelectChoice(PositionGroup.STUDENT.value, _l("Pupil or student")),
    SelectChoice(PositionGroup.ARMED_FORCES.value, _l("Soldier, police officer")),
    SelectChoice(PositionGroup.MIDDLE_MANAGER.value, _l("Leads a team or a section")),
    SelectChoice(PositionGroup.LEADER.value, _l("Head of an office or a company")),
]
HOW_KNOWN = [
    SelectChoice(HowKnown.SAW.value, _l("I saw it myself")),
    SelectChoice(HowKnown.HELPED.value, _l("I was helped by them")),
    SelectChoice(HowKnown.HEARD.value, _l("I heard or read of it")),
]
ONCE, SINCE, UNSURE = "once", "since", "unsure"
WHEN = [
    SelectChoice(ONCE, _l("Once, on a certain day")),
    SelectChoice(SINCE, _l("Many times, over a long time")),
    SelectChoice(UNSURE, _l("I am not sure")),
]
COMMENDED = [
    SelectChoice(Commended.NO.value, _l("Not commended yet")),
    SelectChoice(Commended.YES.value, _l("Yes")),
    SelectChoice(Commended.UNKNOWN.value, _l("I do not know")),
]
CONSENT = [
    SelectChoice(ConsentSaid.AGREED.value, _l("Yes, and they agree")),
    SelectChoice(ConsentSaid.NOT_ASKED.value, _l("Not asked yet")),
    SelectChoice(ConsentSaid.REFUSED.value, _l("Yes, but they would rather not be written about")),
]
PARENT = [
    SelectChoice(ConsentSaid.AGREED.value, _l("The parents know and agree")),
    SelectChoice(ConsentSaid.NOT_ASKED.value, _l("The parents have not been asked yet")),
    SelectChoice(ConsentSaid.REFUSED.value, _l("The parents do not agree")),
]
SHOW_NAME = [
    SelectChoice(ShowName.HIDDEN.value, _l("A resident")),
    SelectChoice(ShowName.INITIALS.value, _l("The first letters of my name")),
    SelectChoice(ShowName.FULL.value, _l("My full name")),
]
SHOW_NAME_HINTS = {ShowName.HIDDEN.value: _l("Only Board staff know your name.")}
CHANNELS = [
    SelectChoice("desk", _l("Came to the desk")),
    SelectChoice("phone", _l("Telephoned")),
    SelectChoice("letter", _l("Wrote a letter")),
]


def values(choices: list[SelectChoice]) -> set[str]:
    """What may be chosen."""
    return {choice.value for choice in choices}
