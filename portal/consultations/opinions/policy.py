"""Who may do what with opinions."""

from typing import Any

from portal.core.actor import Actor, Kind, Role
from portal.core.policy import Permission, allow, anyone, either, holder, only_system, staff
from portal.moderation.eyes.recusal import free
from portal.nominations.heard import hears


class Opinions(Permission):
    GIVE = "opinion:give"
    WRITE_DOWN = "opinion:write_down"  # by a clerk, for someone who came, rang or wrote
    VERIFY = "opinion:verify"
    FOLLOW = "opinion:follow"  # its tracking page
    WITHDRAW = "opinion:withdraw"
    READ = "opinion:read"  # unpublished ones too
    FETCH = "opinion:fetch"  # a file that was handed in
    READ_WRITER = "opinion:read_writer"
    PUBLISH = "opinion:publish"
    COUNT = "opinion:count"
    ASK = "opinion:ask"  # its writer, before anything is decided
    ANSWER = "opinion:answer"
    WRITE_DOWN_ANSWER = "opinion:write_down_answer"  # for the writer who rings, comes or writes a letter
    LAPSE = "opinion:lapse"  # a question that nobody answered in time
    DECLINE = "opinion:decline"
    RECONSIDER = "opinion:reconsider"
    RESTORE = "opinion:restore"  # what stood before a decision that was taken back
    CLOSE = "opinion:close"
    MOVE = "opinion:move"  # to the confidential channel
    CLUSTER = "opinion:cluster"  # found by the system
    MARK_CLUSTER = "opinion:mark_cluster"
    SORT = "opinion:sort"  # under a point of the synthesis
    REPLY = "opinion:reply"
    REVIEW_REPLY = "opinion:review_reply"
    INVITE_REPLY = "opinion:invite_reply"


def _took_it_in(by: Actor, thing: Any) -> bool:
    """The clerk who wrote this very one down."""
    return by.kind is Kind.STAFF and by.is_any(Role.CLERK) and getattr(thing, "clerk_id", None) == by.id


_deciders = free(staff(Role.MODERATOR, Role.EDITOR, Role.BOARD_LEAD))  # of what they have no part in
_board = free(staff(Role.APPRAISER, Role.BOARD_LEAD))

allow(Opinions.GIVE, Opinions.VERIFY, Opinions.REPLY, when=anyone)  # what proves them is checked by their services
allow(Opinions.WRITE_DOWN, when=staff(Role.CLERK, Role.MODERATOR))
allow(Opinions.FOLLOW, Opinions.WITHDRAW, Opinions.ANSWER, when=holder)
allow(Opinions.FETCH, when=either(_deciders, free(staff(Role.APPRAISER)), _took_it_in))
allow(Opinions.READ, when=either(_deciders, free(staff(Role.APPRAISER)), staff(Role.OBSERVER), _took_it_in))
allow(Opinions.READ_WRITER, when=either(free(staff(Role.MODERATOR)), _took_it_in))
allow(
    Opinions.PUBLISH, Opinions.COUNT, Opinions.DECLINE, Opinions.RECONSIDER, Opinions.RESTORE, Opinions.MOVE,
    Opinions.REVIEW_REPLY, Opinions.ASK, when=_deciders,
)  # fmt: skip
allow(Opinions.CLOSE, Opinions.CLUSTER, Opinions.LAPSE, when=only_system)
allow(Opinions.WRITE_DOWN_ANSWER, when=free(hears))
allow(Opinions.MARK_CLUSTER, Opinions.SORT, Opinions.INVITE_REPLY, when=_board)
