"""Who may ask for another look, and who may give it: never whoever decided."""

from typing import Any

from portal.core.actor import Actor, Role
from portal.core.policy import Permission, Rule, allow, either, holder, staff
from portal.moderation.eyes import proposals
from portal.moderation.eyes.recusal import free


class Appeals(Permission):
    ASK = "appeal:ask"
    WRITE_DOWN = "appeal:write_down"  # by a clerk, for someone who came, rang or wrote
    READ = "appeal:read"
    JUDGE = "appeal:judge"
    OVERTAKE = "appeal:overtake"  # the decision was taken back meanwhile
    RESUME = "appeal:resume"  # what ended it was taken back within its minute


_deciders = staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD)


def _not_their_own(rule: Rule) -> Rule:
    """A rule for all but whoever made the decision, alone or with others, whatever other office they hold."""
    return lambda by, thing: rule(by, thing) and (thing is None or not _decided(by, thing))


def _decided(by: Actor, thing: Any) -> bool:
    return thing.decided_by == by.id or proposals.took_part(thing.decision_id, by.id)


allow(Appeals.ASK, when=holder)
allow(Appeals.WRITE_DOWN, when=staff(Role.CLERK, Role.MODERATOR))
allow(Appeals.READ, when=_not_their_own(either(_deciders, staff(Role.OBSERVER))))
allow(Appeals.JUDGE, when=free(_not_their_own(_deciders)))
allow(Appeals.OVERTAKE, Appeals.RESUME, when=_deciders)
