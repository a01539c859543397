"""What the desk's pages show of a second person's work, and nothing of what the first one found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.core.actor import Actor, Role
from portal.core.i18n import N_
from portal.moderation import queries
from portal.moderation.eyes import proposals
from portal.moderation.eyes.models import Proposal
from portal.moderation.eyes.states import Act, Lapse, ProposalState
from portal.moderation.eyes.verdicts import Verdict, read
from portal.moderation.limits import NOTE
from portal.moderation.states import Outcome
from portal.moderation.things import Thing
from portal.stories.wording import REMOVALS
from portal.web.kit.locale import language, to
from portal.web.moderation import listing
from portal.web.moderation.wording import OUTCOMES

STATES = {
    ProposalState.PENDING: (N_("Waits for a second person"), "info"),
    ProposalState.DISPUTED: (N_("Waits for a lead"), "warn"),
    ProposalState.AGREED: (N_("A second person agreed"), "ok"),
    ProposalState.UPHELD: (N_("The lead agreed"), "ok"),
    ProposalState.OVERTURNED: (N_("The lead decided otherwise"), "danger"),
    ProposalState.LAPSED: (N_("Came to nothing"), ""),
}
LAPSES = {
    Lapse.CHANGED: N_("It was changed after you judged it. Please read it again and judge anew."),
    Lapse.GONE: N_("Its writer took it back meanwhile, so there is nothing left to decide."),
    Lapse.RETRACTED: N_("You took the proposal back."),
}
ACTS = {
    Act.DECIDE: N_("A decision of the desk"),
    Act.UNPUBLISH: N_("Whether it stays public"),
    Act.CLEAR: N_("Whether it is a campaign"),
}
FOUND = {
    "keep": N_("Leave it as it is"),
    "take_down": N_("Take it down"),
    "take_back": N_("Take it back to the desk"),
    "clear": N_("No campaign: count them as all others"),
}
REMOVED = {reason.value: text for reason, text in REMOVALS.items()}


@dataclass(frozen=True)
class Seen:
    """How a thing's page stands to its open proposal, for one member of staff."""

    proposal: Proposal | None
    mine: bool = False  # judged it already
    lead: bool = False  # may settle what two see differently

    @property
    def seen(self) -> int:
        """What the form hands back, so that a colleague's judgement meanwhile is noticed."""
        return self.proposal.version if self.proposal else 0

    @property
    def disputed(self) -> bool:
        """Whether two have judged it differently."""
        return self.proposal is not None and self.proposal.state is ProposalState.DISPUTED

    @property
    def judges(self) -> bool:
        """Whether this person may judge it now."""
        return not self.mine and (not self.disputed or self.lead)

    @property
    def verdicts(self) -> list["Told"]:
        """What the lead reads before settling: both judgements, without names."""
        if self.proposal is None or not (self.disputed and self.lead and not self.mine):
            return []
        return [told(v) for v in (read(self.proposal.first), read(self.proposal.second)) if v]


@dataclass(frozen=True)
class Told:
    """A judgement in words."""

    outcome: str
    reason: str
    words: str
    note: str
    covers: Sequence[Any]


def of(thing: Thing, by: Actor) -> Seen:
    """How the page of a thing stands to its open proposal."""
    proposal = proposals.open_on(thing)
    if proposal is None:
        return Seen(None)
    return Seen(proposal, by.id in (proposal.first_by, proposal.second_by), by.is_any(Role.BOARD_LEAD))


def told(verdict: Verdict) -> Told:
    """A judgement in words."""
    outcome = verdict.outcome
    name = FOUND.get(outcome) or (OUTCOMES[Outcome(outcome)][0] if outcome in list(Outcome) else outcome)
    return Told(name, reason_name(verdict.reason_code), verdict.words, verdict.note, verdict.covers)


def reason_name(code: str | None) -> str:
    """The title of a reason in the reader's language; the code itself for one that is no row of the table."""
    if code in REMOVED:
        return gettext(REMOVED[code])
    found = queries.reason(code) if code else None
    return (found.title_en if language() == "en" else found.title_vi) if found else code or ""


def note() -> str:
    """Why, in a colleague's own words."""
    return request.form.get("note", "")[:NOTE]


def kept(thing: Thing) -> ResponseReturnValue:
    """Say that it was kept, that nothing has happened yet, and where the list goes on."""
    proposal = proposals.open_on(thing)
    done = "lead" if proposal is not None and proposal.state is ProposalState.DISPUTED else "proposed"
    return redirect(to("second.waiting", done=done if proposal else "kept", of=thing.id, **listing.kept()), 303)
