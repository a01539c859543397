"""What is judged at the desk, in words."""

from portal.core.i18n import N_
from portal.moderation.states import Kind

KINDS = {
    Kind.NOMINATION: N_("Stories"),
    Kind.OPINION: N_("Opinions"),
    Kind.REPLY: N_("Answers to opinions"),
    Kind.REPORT: N_("Reports by readers"),
    Kind.PHOTO: N_("Photos"),
}
