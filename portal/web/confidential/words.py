"""States, findings and acts of this room as its readers read them."""

from flask_babel import lazy_gettext as _l

from portal.confidential.policy import Confidential
from portal.confidential.states import HowKnown, Outcome, Purpose, ReportState

STATES = {
    ReportState.RECEIVED: (_l("To be classified"), "warn"),
    ReportState.NO_GROUND: (_l("No ground"), ""),
    ReportState.INSPECTING: (_l("Evidence to inspect"), "info"),
    ReportState.FORWARDED: (_l("Forwarded"), "ok"),
    ReportState.TOLD_HOW: (_l("Told how to denounce"), "ok"),
}
OUTCOMES = {
    Outcome.NO_GROUND: _l("No ground: nothing that can be checked"),
    Outcome.INSPECT: _l("Evidence to inspect: a clear person, grounds that can be checked"),
    Outcome.FORWARD: _l("Forward to the body that is competent"),
    Outcome.TELL_HOW: _l("Tell the writer how to denounce formally"),
}
KNOWN = {
    HowKnown.SAW: _l("Saw or heard it"),
    HowKnown.AFFECTED: _l("Was affected"),
    HowKnown.PAPERS: _l("Has papers or pictures"),
    HowKnown.HEARD: _l("Heard of it"),
    HowKnown.UNSAID: _l("Not said"),
}
PURPOSES = {
    Purpose.CHECK: _l("To check the sender of a formal denunciation"),
    Purpose.PROTECT: _l("To protect the writer"),
    Purpose.AGREED: _l("The writer agreed that their name goes with the transfer"),
    Purpose.ORDER: _l("A competent body asks for it in writing"),
}
ACTS = {
    Confidential.SEND: _l("came in"),
    Confidential.FOLLOW: _l("added to by the writer"),
    Confidential.MOVE: _l("moved here"),
    Confidential.READ: _l("read"),
    Confidential.FETCH: _l("file opened"),
    Confidential.SLIP: _l("transfer slip opened"),
    Confidential.DECIDE: _l("classified"),
    Confidential.WRITE: _l("message to the writer"),
    Confidential.NOTE: _l("note"),
    Confidential.HOLD: _l("dossier asked to stand still"),
    Confidential.IDENTITY: _l("identity opened"),
    Confidential.TELL: _l("writer told that there is a message"),
}
