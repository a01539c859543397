"""States, channels and acts as the desk names them (DESIGN.md 8)."""

from datetime import datetime

from portal.core import clock
from portal.core.i18n import N_
from portal.moderation.desk.lineup import View
from portal.moderation.desk.models import DeskItem
from portal.moderation.desk.states import ItemKind, Part
from portal.moderation.states import FlagKind, Outcome
from portal.moderation.undoing.states import ActKind
from portal.nominations.states import Channel, Commended, ConsentSaid, HowKnown, NominationState, ShowName
from portal.nominees.likeness import Likeness
from portal.nominees.states import ConsentChannel, ConsentState, Covers, PositionGroup

S = NominationState


def moment(at: datetime) -> str:
    """A moment in a narrow column: the time of today, the day of anything earlier."""
    here = clock.local(at)
    return f"{here:%H:%M}" if here.date() == clock.today() else f"{here:%d/%m/%Y}"


STATES = {
    S.RECEIVED: (N_("Received"), "info"),
    S.VERIFYING: (N_("Being checked"), "info"),
    S.QUESTIONED: (N_("Waiting for the writer"), "warn"),
    S.AWAITING_CONSENT: (N_("Waiting for consent"), "warn"),
    S.ACCEPTED: (N_("Story being written"), "info"),
    S.PUBLISHED: (N_("Published"), "ok"),
    S.DECLINED: (N_("Not published"), "danger"),
    S.WITHDRAWN: (N_("Withdrawn"), ""),
    S.FORWARDED: (N_("Forwarded"), ""),
}
VIEWS = {
    View.ALL: N_("All waiting"),
    View.MINE: N_("Mine"),
    View.SOON: N_("Due soon"),
    View.LATE: N_("Late"),
    View.SUSPECT: N_("May be confidential"),
    View.WRITING: N_("Story being written"),
    View.WRITERS: N_("Waiting for the writer"),
    View.SECOND: N_("Waits for a second person"),
    View.LEAD: N_("A lead decides"),
    View.NOBODY: N_("Nobody left to read this"),
    View.SETTLED: N_("Settled"),
}
ITEM_KINDS = {
    ItemKind.NOMINATION: N_("Stories"),
    ItemKind.OPINION: N_("Opinions"),
    ItemKind.REPLY: N_("Answers to opinions"),
    ItemKind.REPORT: N_("Reports of readers"),
    ItemKind.APPEAL: N_("Asked to look again"),
}
PARTS = {
    Part.APPEAL: N_("somebody asks for a second look"),
    Part.ANSWERED: N_("the writer has answered our question"),
    Part.CLOSING: N_("its round closes soon"),
    Part.CHILD: N_("it is about a child"),
    Part.PRIVATE: N_("it holds somebody’s number"),
    Part.ACCUSATION: N_("it may belong to the confidential channel"),
    Part.MANY: N_("several readers report it"),
    Part.SLOW_LANE: N_("it came from where very many came"),
    Part.LEARNT: N_("earlier decisions of the desk"),
}
REVIEWED = {
    "waiting": (N_("Waiting"), "info"),
    "asked": (N_("Waiting for the writer"), "warn"),
    "answered": (N_("The writer has answered"), "info"),
    "unanswered": (N_("No answer came"), "warn"),
    "published": (N_("Published"), "ok"),
    "counted": (N_("Counted, not shown"), "ok"),
    "declined": (N_("Not published"), "danger"),
    "readers": (N_("Waiting"), "info"),
    "about_me": (N_("Waiting"), "info"),
    "anew": (N_("Decided anew"), "ok"),
    "lifted": (N_("Shown whole"), "ok"),
    "stands": (N_("The decision stands"), ""),
    "overtaken": (N_("Overtaken"), ""),
    "fine": (N_("Nothing wrong"), ""),
    "corrected": (N_("Corrected"), "ok"),
    "taken_down": (N_("Taken down"), "danger"),
    "moved_on": (N_("Moved on"), ""),
}


def stage(item: DeskItem) -> tuple[str, str]:
    """Where a thing of the list is in its own life, and the tone of it."""
    if item.kind is ItemKind.NOMINATION:
        return STATES[NominationState(item.stage)]
    return REVIEWED.get(item.stage, (item.stage, ""))


CHANNELS = {
    Channel.WEB: N_("On the portal"),
    Channel.DESK: N_("At the desk"),
    Channel.PHONE: N_("By phone"),
    Channel.LETTER: N_("By letter"),
}
CHANNEL_NAMES = {channel.value: name for channel, name in CHANNELS.items()}  # of every room
HOW_KNOWN = {
    HowKnown.SAW: N_("Saw it"),
    HowKnown.HELPED: N_("Was helped"),
    HowKnown.HEARD: N_("Heard of it"),
    HowKnown.DID: N_("Tells of an own deed"),
}
CONSENT_SAID = {
    ConsentSaid.AGREED: N_("The nominee agreed, says the writer"),
    ConsentSaid.NOT_ASKED: N_("The writer has not asked the nominee"),
    ConsentSaid.REFUSED: N_("The nominee would rather not, says the writer"),
}
COMMENDED = {
    Commended.YES: N_("Commended before"),
    Commended.NO: N_("Not commended before"),
    Commended.UNKNOWN: N_("Not known whether commended"),
}
SHOW_NAME = {
    ShowName.FULL: N_("The name may be shown"),
    ShowName.INITIALS: N_("Initials only"),
    ShowName.HIDDEN: N_("Only the Board knows the name"),
}
GROUPS = {
    PositionGroup.DIRECT_WORKER: N_("Direct worker"),
    PositionGroup.MIDDLE_MANAGER: N_("Head of a team"),
    PositionGroup.LEADER: N_("Leader, manager"),
    PositionGroup.CITIZEN: N_("Resident"),
    PositionGroup.RETIRED: N_("Retired"),
    PositionGroup.STUDENT: N_("Pupil, student"),
    PositionGroup.ARMED_FORCES: N_("Armed forces"),
    PositionGroup.COLLECTIVE: N_("Collective"),
    PositionGroup.UNKNOWN: N_("Not known"),
}
CONSENT_STATES = {
    ConsentState.ASKED: (N_("Asked, no answer yet"), "warn"),
    ConsentState.AGREED: (N_("Agreed"), "ok"),
    ConsentState.REFUSED: (N_("Refused"), "danger"),
    ConsentState.WITHDRAWN: (N_("Consent withdrawn"), "danger"),
    ConsentState.NOT_NEEDED: (N_("Not needed, with a ground"), "info"),
}
CONSENT_CHANNELS = {
    ConsentChannel.IN_PERSON: N_("In person"),
    ConsentChannel.PHONE: N_("By phone"),
    ConsentChannel.LETTER: N_("By letter"),
    ConsentChannel.EMAIL: N_("By e-mail"),
    ConsentChannel.THROUGH_WARD: N_("Through the ward"),
    ConsentChannel.PARENT: N_("From a parent or guardian"),
}
COVERS = {Covers.STORY: N_("The story"), Covers.NAME: N_("The name"), Covers.PHOTO: N_("The photos")}
LIKENESS = {
    Likeness.SAME_NAME: N_("same name"),
    Likeness.SAME_NAME_FOLDED: N_("same name but for the marks"),
    Likeness.LIKE_NAME: N_("similar name"),
    Likeness.SAME_WARD: N_("same ward"),
    Likeness.FORMER_WARD: N_("the former ward"),
    Likeness.LIKE_WORK: N_("similar work"),
    Likeness.OTHER_HONORIFIC: N_("addressed otherwise"),
}
FLAGS = {
    FlagKind.PHONE: N_("phone number"),
    FlagKind.NATIONAL_ID: N_("national id number"),
    FlagKind.EMAIL: N_("e-mail address"),
    FlagKind.CONTACT: N_("name on a network"),
    FlagKind.BANK: N_("bank account"),
    FlagKind.ADDRESS: N_("address"),
    FlagKind.PLATE: N_("number plate"),
    FlagKind.CHILD: N_("child"),
    FlagKind.PERSON: N_("name of another person"),
    FlagKind.RUDE: N_("hurtful words"),
    FlagKind.LEGACY_ENCODING: N_("old font"),
    FlagKind.LIKELY_SAME: N_("likely the same"),
    FlagKind.ACCUSATION: N_("accusation"),
    FlagKind.ADVERT: N_("advert"),
    FlagKind.LINK: N_("link"),
    FlagKind.ECHO: N_("like other texts"),
    FlagKind.COPIED: N_("copied from the page"),
    FlagKind.LANGUAGE: N_("other language"),
    FlagKind.SHORT: N_("very short"),
    FlagKind.OFF_TOPIC: N_("off topic"),
    FlagKind.PLACE_IN_PHOTO: N_("place in a photo"),
    FlagKind.ELSEWHERE: N_("check outside"),
}
CHECKS = {
    "encoding": N_("Old fonts"),
    "personal": N_("Personal data"),
    "insults": N_("Insults"),
    "accusations": N_("Accusations"),
    "adverts": N_("Adverts and links"),
    "language": N_("Language"),
    "length": N_("Length"),
    "off_topic": N_("Off topic"),
    "copied": N_("Copied from the candidate's page"),
    "echoes": N_("Echo of other texts"),
    "photos": N_("Places in photos"),
    "outside": N_("Check outside the portal"),
}
NOTICED = {
    "phone": (N_("Has a phone number"), "danger", "eye-off"),
    "national_id": (N_("Has a national id number"), "danger", "eye-off"),
    "bank": (N_("Has a bank account"), "danger", "eye-off"),
    "email": (N_("Has an e-mail address"), "danger", "eye-off"),
    "address": (N_("Has a home address"), "danger", "eye-off"),
    "child": (N_("A child"), "warn", "user"),
    "rude": (N_("Hurtful words"), "warn", "flag"),
    "accusation": (N_("May be an accusation"), "secret", "lock"),
    "advert": (N_("Advert"), "warn", "flag"),
    "link": (N_("Link"), "warn", "flag"),
    "echo": (N_("Like other texts"), "warn", "copy"),
    "copied": (N_("Copied from the dossier"), "warn", "copy"),
    "off_topic": (N_("Perhaps off topic"), "line", "flag"),
    "language": (N_("Another language"), "line", "flag"),
    "legacy_encoding": (N_("Old font"), "line", "flag"),
    "place_in_photo": (N_("Photo told its place"), "line", "eye-off"),
}  # what the checks noticed, as the list says it: words, tone, icon
KINDS = {kind.value: name for kind, name in FLAGS.items()} | {"chosen": N_("chosen words")}
OUTCOMES = {
    Outcome.ACCEPT: (
        N_("Publish"),
        N_(
            "The deed was verified; the public page will say so. A draft of the story is opened, and nothing is public yet."
        ),
    ),
    Outcome.ACCEPT_COVERED: (
        N_("Publish after covering"),
        N_("The same, without the parts that are ticked above or covered in a photo."),
    ),
    Outcome.ASK: (N_("Ask the writer"), N_("The writer reads your question on the tracking page.")),
    Outcome.AWAIT_CONSENT: (N_("Ask for consent"), N_("We now wait for the nominee’s own answer.")),
    Outcome.FORWARD: (N_("Forward"), N_("To the unit that can act on it. The writer is told.")),
    Outcome.DECLINE: (N_("Do not publish"), N_("The writer reads the reason.")),
}
HELD = {
    ActKind.REVERSE: N_("The decision is taken back."),
    ActKind.PUBLISH: N_("The story is public."),
    ActKind.CORRECT: N_("The public story is corrected."),
    ActKind.UNPUBLISH: N_("The story is taken down."),
    ActKind.ANSWER_APPEAL: N_("The writer is answered."),
    ActKind.UNCOVER: N_("It is shown whole."),
    ActKind.COVER: N_("Parts of it are covered now."),
    ActKind.SETTLE_REPORTS: N_("The reports are closed."),
}  # what can be taken back for a minute beside decisions, as the offer to do so says it
FIELDS = {
    "title": N_("Title"),
    "story": N_("The story"),
    "for_whom": N_("For whom"),
    "result": N_("What came of it"),
}
CORRECTED = FIELDS | {
    "happened_text": N_("When it happened"),
    "place": N_("Where it happened"),
    "name": N_("The name"),
}  # what a writer may correct
ACTS = {
    "moderation:claim": N_("took it in hand"),
    "moderation:release": N_("put it back"),
    "moderation:take_over": N_("took it over"),
    "moderation:decide": N_("decided"),
    "moderation:undo": N_("took the decision back"),
    "moderation:reverse": N_("reversed the decision"),
    "moderation:redact": N_("chose what is covered"),
    "moderation:edit_text": N_("edited the text"),
    "moderation:mask": N_("covered parts of a photo"),
    "moderation:read_original": N_("opened the original"),
    "moderation:contacts": N_("looked at how to reach the writer and the witnesses"),
    "moderation:fetch": N_("opened a document"),
    "nomination:submit": N_("sent the story"),
    "nomination:answer": N_("answered the question"),
    "nomination:write_down_answer": N_("wrote down the writer’s answer"),
    "nomination:write": N_("wrote a message"),
    "nomination:write_to": N_("wrote to the writer"),
    "nomination:add_photos": N_("added photos"),
    "nomination:remove_file": N_("removed a file"),
    "nomination:correct": N_("corrected the story"),
    "nomination:withdraw": N_("withdrew the story"),
    "nomination:open_contact": N_("looked at how to reach the nominee"),
    "nomination:split": N_("split the story in two"),
    "nomination:join": N_("joined its parts again"),
    "nomination:verify": N_("began to check"),
    "nomination:ask": N_("asked the writer"),
    "nomination:await_consent": N_("began to wait for consent"),
    "nomination:accept": N_("accepted it for a story"),
    "nomination:decline": N_("declined it"),
    "nomination:forward": N_("forwarded it"),
    "nomination:reopen": N_("opened it again"),
    "nomination:restore": N_("restored the state before"),
    "nomination:publish": N_("published the story"),
    "nomination:story_corrected": N_("corrected the public story; the writer was told"),
    "nomination:unpublish": N_("took the story down"),
}
