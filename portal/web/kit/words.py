"""The trade's states and kinds as people read them: one place for every list, form and tag."""

from portal.core.i18n import N_
from portal.moderation.reports.states import ReportKind
from portal.nominees.states import PositionGroup
from portal.stories.states import Theme

THEMES = {
    Theme.RESCUE: N_("Saving lives, help in distress"),
    Theme.CARE: N_("Caring for the sick and the old"),
    Theme.LEARNING: N_("Teaching, helping others study"),
    Theme.COMMUNITY: N_("For neighbours and community"),
    Theme.ENVIRONMENT: N_("Keeping streets clean and green"),
    Theme.HONESTY: N_("Honesty, returning what was found"),
    Theme.WORK: N_("Good work, passing on a craft"),
    Theme.CULTURE: N_("Culture and the arts"),
    Theme.GRATITUDE: N_("Gratitude to those who served"),
    Theme.SAFETY: N_("Safety and order"),
    Theme.HARD_TASK: N_("A hard task nobody else took on"),
}
GROUPS = {
    PositionGroup.DIRECT_WORKER: N_("People who do the work"),
    PositionGroup.CITIZEN: N_("Residents"),
    PositionGroup.RETIRED: N_("Retired people"),
    PositionGroup.STUDENT: N_("Pupils and students"),
    PositionGroup.COLLECTIVE: N_("Groups and collectives"),
    PositionGroup.ARMED_FORCES: N_("Armed forces and police"),
    PositionGroup.MIDDLE_MANAGER: N_("Team and section heads"),
    PositionGroup.LEADER: N_("Leaders and managers"),
    PositionGroup.UNKNOWN: N_("Not known"),
}
REPORTS = {
    ReportKind.WRONG_FACT: N_("Something in it is not true"),
    ReportKind.PRIVACY: N_("It shows something private"),
    ReportKind.PHOTO: N_("A photo should not be there"),
    ReportKind.INSULT: N_("It insults somebody"),
    ReportKind.OTHER: N_("Something else"),
}
ABOUT_ME = {
    ReportKind.MY_CORRECTION: N_("Correct something about me"),
    ReportKind.MY_CONSENT: N_("Take back my consent"),
    ReportKind.MY_PHOTO: N_("Take down a photo of me"),
    ReportKind.MY_DATA: N_("Show me what you keep about me"),
}
