"""How the states and choices of opinions and rounds are put into words."""

from flask_babel import lazy_gettext as _l

from portal.consultations.candidates.states import CandidateKind, Met
from portal.consultations.opinions.states import HowKnown, OpinionState, Relation, ReplyBy, ReplyState, Stance
from portal.consultations.outcome.states import Answer, Unused
from portal.consultations.rounds.states import CommentsShown, NoteKind, Phase, RoundState, TallyShown

STANCES = {
    Stance.SUPPORT.value: _l("Support"),
    Stance.REMARKS.value: _l("Support with remarks"),
    Stance.NOT_YET.value: _l("Not yet"),
    Stance.INFORMATION.value: _l("Information only"),
}
MARKS = {"support": "for", "remarks": "note", "not_yet": "against", "information": "none"}  # as the styles call them
HOW_KNOWN = {
    HowKnown.SAW.value: _l("I saw it myself"),
    HowKnown.HELPED.value: _l("I was helped"),
    HowKnown.WORKS_WITH.value: _l("I work with them"),
    HowKnown.HEARD.value: _l("I heard of it from others"),
}
RELATIONS = {
    Relation.NONE.value: _l("Nothing in particular"),
    Relation.NEIGHBOUR.value: _l("Neighbour"),
    Relation.COLLEAGUE.value: _l("Colleague, present or former"),
    Relation.FAMILY.value: _l("Family"),
    Relation.HELPED.value: _l("Someone they have helped"),
    Relation.OTHER.value: _l("Something else"),
}
DISPLAYS = {
    "everyone": _l("Everyone"),
    "initials": _l("Only my initials"),
    "staff": _l("Only the Board"),
    "unpublished": _l("Only the Board, and do not publish my opinion"),
}
PHASES = {
    Phase.COMING: (_l("Opens soon"), ""),
    Phase.OPEN: (_l("Open for opinions"), "info"),
    Phase.CLOSED: (_l("Closed"), ""),
    Phase.ANSWERED: (_l("The Board has answered"), "ok"),
}
KINDS = {
    CandidateKind.DIRECT_WORKER: (_l("Direct worker"), "ok"),
    CandidateKind.LEADER: (_l("Leader or manager"), ""),
    CandidateKind.CITIZEN: (_l("Citizen"), "ok"),
    CandidateKind.COLLECTIVE: (_l("Collective"), "info"),
    CandidateKind.HOUSEHOLD: (_l("Household"), "info"),
    CandidateKind.ENTERPRISE: (_l("Enterprise"), "info"),
}
STATES = {
    OpinionState.WAITING: (_l("Under review"), "info"),
    OpinionState.PUBLISHED: (_l("Published"), "ok"),
    OpinionState.COUNTED: (_l("Read and counted"), "ok"),
    OpinionState.DECLINED: (_l("Not published"), "danger"),
    OpinionState.CLOSED: (_l("Taken back"), ""),
}
ANSWERS = {
    Answer.ACCEPTED: (_l("Taken on board"), "ok"),
    Answer.EXPLAINED: (_l("Explained"), "info"),
    Answer.NOT_CONFIRMED: (_l("Could not be confirmed"), "warn"),
}
NOTES = {
    NoteKind.EXTENDED: _l("Extended"),
    NoteKind.OUTAGE: _l("Interruption"),
    NoteKind.CORRECTED: _l("Corrected"),
    NoteKind.WITHDRAWN: _l("Candidate withdrawn"),
    NoteKind.COUNCIL_MOVED: _l("Council meeting moved"),
    NoteKind.OUTCOME_CHANGED: _l("Outcome changed"),
}
COMMENTS = {
    CommentsShown.SHOWN.value: _l("Shown, once reviewed"),
    CommentsShown.COUNTED_ONLY.value: _l("Counted only"),
}
TALLY = {
    TallyShown.AFTER_CLOSE.value: _l("After the close (recommended: nobody follows the crowd)"),
    TallyShown.ALWAYS.value: _l("Always"),
    TallyShown.NEVER.value: _l("Never"),
}
ROUND_STATES = {
    RoundState.DRAFT: _l("Being prepared"),
    RoundState.SCHEDULED: _l("Announced"),
    RoundState.ANSWERED: _l("The Board has answered"),
    RoundState.CANCELLED: _l("Cancelled"),
}
MET = {
    Met.OK.value: _l("Met"),
    Met.WAIT.value: _l("Still being looked at"),
    Met.NO.value: _l("Not met"),
}
UNUSED = {
    Unused.NO_POINT.value: _l("Takes a stance without naming anything to answer"),
    Unused.OFF_TOPIC.value: _l("Is about something else"),
    Unused.DECLINED.value: _l("Was not published"),
    Unused.COORDINATED.value: _l("Stands once, with the text it repeats"),
}
MISSING = {
    "ledger": _l("The ledger is not closed yet"),
    "waiting": _l("Opinions that the desk has not read"),
    "unsorted": _l("Opinions that stand nowhere yet"),
    "unanswered": _l("Points without an answer"),
    "conclusion": _l("The conclusion is not written"),
}
REPLY_BY = {ReplyBy.NOMINEE: _l("The nominee"), ReplyBy.UNIT: _l("The unit that proposes")}
REPLY_STATES = {
    ReplyState.WAITING: (_l("Being read"), "warn"),
    ReplyState.PUBLISHED: (_l("Published"), "ok"),
    ReplyState.DECLINED: (_l("Not published"), "line"),
}
