"""Find out that there is a person behind an opinion: a link by e-mail, six digits by e-mail or telephone.

Opening a link changes nothing, for mail scanners open links too: only the button on its page does.
"""

import secrets
import uuid

import sqlalchemy as sa

from portal.consultations.candidates import edition
from portal.consultations.opinions import limits, persons, queries, tallies
from portal.consultations.opinions.models import Opinion, Verification
from portal.consultations.opinions.policy import Opinions
from portal.consultations.opinions.states import OpinionState, Verified
from portal.consultations.rounds.states import RoundState
from portal.core import clock, marks
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Missing, NotNow, TooMany, Unfit
from portal.core.i18n import N_
from portal.core.policy import require


def prepare(opinion: Opinion, way: Verified) -> tuple[str, str]:
    """A fresh link key and six digits for one way of verifying; only their marks are kept. Telephones get no link.

    Raises TooMany when too many were sent for this opinion already.
    """
    if len(queries.sent_for(opinion)) >= limits.SENDINGS:
        raise TooMany(N_("A code was sent several times already. Please call us instead."))
    key, code = secrets.token_urlsafe(24), f"{secrets.randbelow(10**6):06}"
    now = clock.now()
    made = Verification(
        id=uuid.uuid4(), opinion_id=opinion.id, by=way, code_hash="", sent_at=now,
        link_hash=_link(key) if way is Verified.EMAIL else None,
        expires_at=now + (limits.LINK_LASTS if way is Verified.EMAIL else limits.CODE_LASTS),
    )  # fmt: skip
    made.code_hash = _code(made, code)
    db.session.add(made)
    db.session.flush()
    return key, code


def by_link(key: str) -> Verification:
    """What a link asks to verify. Raises Missing for one that is unknown or too old; one used before is found still."""
    found = queries.verification(_link(key))
    if found is None or (found.used_at is None and found.expires_at <= clock.now()):
        raise Missing(N_("This link is no longer valid. Open your tracking page with the receipt to get a new one."))
    return found


def spend_link(key: str, *, by: Actor) -> Opinion:
    """Verify with a link; pressing the button twice is once."""
    return _verified(by_link(key), by)


def try_code(opinion: Opinion, code: str, *, by: Actor) -> Opinion | None:
    """Verify with six digits; nothing when they are wrong, which is counted and must be kept.

    Raises Unfit where no code is waiting or none has left yet, TooMany after five wrong tries.
    """
    require(by, Opinions.FOLLOW, opinion)
    sent, writer = queries.sent_for(opinion), opinion.writer
    if not sent and writer is not None and (writer.email or writer.phone):
        raise Unfit(N_("A code is on its way. Please wait a minute before you ask for another."), field="code")
    waiting = next((v for v in sent if v.used_at is None and v.code_hash), None)
    if waiting is not None:
        db.session.refresh(waiting, with_for_update=True)  # guesses sent at once are counted one by one
    if waiting is None or waiting.sent_at + limits.CODE_LASTS <= clock.now():
        raise Unfit(N_("This code is too old. Ask for a new one."), field="code")
    if waiting.attempts >= limits.ATTEMPTS:
        raise TooMany(N_("Too many wrong tries. Ask for a new code."))
    typed = "".join(c for c in code if c.isdigit())
    if not secrets.compare_digest(waiting.code_hash, _code(waiting, typed)):
        waiting.attempts += 1
        return None
    return _verified(waiting, by)


def by_identity(opinion: Opinion, subject: str, *, by: Actor) -> Opinion:
    """Verify with a signed-in identity (OpenID Connect); `subject` is the mark of the person (core/identity)."""
    require(by, Opinions.VERIFY, opinion)
    return _settled(opinion, Verified.OIDC, subject, by)


def _verified(row: Verification, by: Actor) -> Opinion:
    require(by, Opinions.VERIFY, row)
    opinion = db.session.get_one(Opinion, row.opinion_id)
    if row.used_at is None:
        contact = opinion.writer.email if row.by is Verified.EMAIL else opinion.writer.phone
        _settled(opinion, row.by, contact, by)
        row.used_at = clock.now()
    return opinion


def _settled(opinion: Opinion, way: Verified, contact: str, by: Actor) -> Opinion:
    edition.hold(opinion.candidate)
    again = sa.select(Opinion).where(Opinion.id == opinion.id).with_for_update()
    db.session.scalars(again.execution_options(populate_existing=True)).one()
    if opinion.state is OpinionState.CLOSED:
        raise NotNow(N_("This opinion was taken back."))
    if opinion.candidate.round.state is RoundState.ANSWERED:  # nobody steps behind a sibling once all is accounted for
        raise NotNow(N_("The Board has answered: what was counted does not change any more."))
    if persons.unproved(opinion):
        before = tallies.facts(opinion)
        opinion.verified, opinion.verified_at = way, clock.now()
        db.session.flush()
        tallies.changed(opinion, before)
        persons.settle(opinion, contact)
        record(by, Opinions.VERIFY, opinion, way=way)
    return opinion


def _link(key: str) -> str:
    return marks.of("opinion-link", key)


def _code(row: Verification, code: str) -> str:
    return marks.of("opinion-code", row.id.hex, code)
