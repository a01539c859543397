"""Who may do what with drafts and nominations."""

from typing import Any

from portal.core.actor import Actor, Kind, Role
from portal.core.policy import Permission, allow, anyone, either, holder, only_system, staff
from portal.moderation.eyes.recusal import free
from portal.nominations.heard import hears


class Nominations(Permission):
    """Acts on nominations; the first three belong to drafts."""

    DRAFT = "nomination:draft"
    SUBMIT = "nomination:submit"
    WRITE_DOWN = "nomination:write_down"  # by a clerk, for someone who came, rang or wrote
    READ = "nomination:read"
    FOLLOW = "nomination:follow"  # its tracking page
    ANSWER = "nomination:answer"
    WRITE_DOWN_ANSWER = "nomination:write_down_answer"  # for the writer who rings, comes or writes a letter
    WRITE = "nomination:write"  # a message nobody asked for
    WRITE_TO = "nomination:write_to"  # one of the Board
    ADD_PHOTOS = "nomination:add_photos"
    REMOVE_FILE = "nomination:remove_file"
    CORRECT = "nomination:correct"
    WITHDRAW = "nomination:withdraw"
    OPEN_CONTACT = "nomination:open_contact"  # the nominee's, to ask for consent
    SPLIT = "nomination:split"  # one testimony of two people into two
    JOIN = "nomination:join"  # put them together again
    VERIFY = "nomination:verify"
    ASK = "nomination:ask"
    AWAIT_CONSENT = "nomination:await_consent"
    ACCEPT = "nomination:accept"
    DECLINE = "nomination:decline"
    FORWARD = "nomination:forward"
    REOPEN = "nomination:reopen"
    RESTORE = "nomination:restore"  # what stood before a decision that was taken back
    PUBLISH = "nomination:publish"
    STORY_CORRECTED = "nomination:story_corrected"  # a public story from it was put right
    UNPUBLISH = "nomination:unpublish"
    FORGET = "nomination:forget"  # the content of one that was withdrawn


def _took_it_in(by: Actor, thing: Any) -> bool:
    """The clerk who wrote this very thing down; of things in general, any clerk."""
    return by.is_any(Role.CLERK) and _writes_down(by, thing)


def _writes_down(by: Actor, thing: Any) -> bool:
    """A clerk, or a moderator who happens to pick up the phone: anything new, and what they took in themselves."""
    if by.kind is not Kind.STAFF or not by.is_any(Role.CLERK, Role.MODERATOR):
        return False
    return thing is None or thing.clerk_id == by.id


_deciders = free(staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD))  # of what they have no part in
# Who puts before the public and takes back: those who answer for it, not those who checked it (domain.md 7.5).
publishes = free(staff(Role.EDITOR, Role.BOARD_LEAD))

allow(Nominations.DRAFT, Nominations.SUBMIT, when=anyone)
allow(Nominations.WRITE_DOWN, when=_writes_down)
allow(Nominations.OPEN_CONTACT, Nominations.WRITE_TO, when=either(_deciders, _took_it_in))
allow(Nominations.READ, when=either(_deciders, staff(Role.OBSERVER), _took_it_in))
allow(
    Nominations.FOLLOW,
    Nominations.ANSWER,
    Nominations.WRITE,
    Nominations.ADD_PHOTOS,
    Nominations.REMOVE_FILE,
    Nominations.CORRECT,
    Nominations.WITHDRAW,
    when=holder,
)
allow(
    Nominations.SPLIT,
    Nominations.JOIN,
    Nominations.VERIFY,
    Nominations.ASK,
    Nominations.AWAIT_CONSENT,
    Nominations.ACCEPT,
    Nominations.DECLINE,
    Nominations.FORWARD,
    Nominations.REOPEN,
    Nominations.RESTORE,
    when=_deciders,
)
allow(Nominations.PUBLISH, Nominations.STORY_CORRECTED, Nominations.UNPUBLISH, when=publishes)
allow(Nominations.WRITE_DOWN_ANSWER, when=free(hears))
allow(Nominations.FORGET, when=only_system)
