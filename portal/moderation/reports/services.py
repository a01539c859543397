"""Take in what readers report. Reports of one thing are one item; none of them hides anything by itself."""

import uuid

import sqlalchemy as sa

from portal.core import clock
from portal.core.actor import Actor
from portal.core.audit.trail import record
from portal.core.db import db
from portal.core.errors import Unfit
from portal.core.i18n import N_
from portal.core.jobs.queue import tell
from portal.core.policy import require
from portal.core.upsert import insert
from portal.engines.calendar.workdays import Calendar
from portal.engines.text import tidy
from portal.moderation.checks.jobs import ask as check
from portal.moderation.desk.models import OPENING
from portal.moderation.matters import Matter
from portal.moderation.reports import at_desk, limits, weights
from portal.moderation.reports.asked import Wish
from portal.moderation.reports.jobs import RECEIVED
from portal.moderation.reports.models import OPEN_READERS, ReaderReport, ReportCase
from portal.moderation.reports.policy import Reports
from portal.moderation.reports.states import ABOUT_ME, Lane, ReportKind
from portal.moderation.switches.services import require_on
from portal.moderation.switches.states import Function


def report(
    matter: Matter, *, by: Actor, kind: ReportKind, text: str, calendar: Calendar, contact: str = "", language: str = "vi"
) -> ReaderReport:  # fmt: skip
    """Take in a reader's report. The same sent again is the same. Raises Unfit for too few or too many words."""
    require(by, Reports.REPORT)
    require_on(Function.REPORTS)
    said = _fit(text)
    contact = tidy.line(contact)[: limits.CONTACT]
    case = _open_case(matter, calendar, language)
    if (twin := _said_already(case, kind, said, contact)) is not None:
        return twin
    mark = weights.mark(contact)
    made = _entered(case, kind=kind, text=said, contact=contact, contact_mark=mark, language=language,
                    weight=weights.of(mark, case))  # fmt: skip
    at_desk.show(case)
    record(by, Reports.REPORT, made, kind=kind.value)
    check(case)
    return made


def ask(matter: Matter, *, by: Actor, wish: Wish, calendar: Calendar) -> ReaderReport:
    """Take in what somebody asks about themselves. Each wish is an item of its own, with a promise of its own.

    Raises Unfit without a name, without a way to reach them, or for too few or too many words.
    """
    require(by, Reports.ASK)
    said, name, contact = (
        _fit(wish.text),
        tidy.line(wish.name)[: limits.NAME],
        tidy.line(wish.contact)[: limits.CONTACT],
    )
    if wish.kind not in ABOUT_ME:
        raise Unfit(N_("Choose what you would like."), field="kind")
    if not tidy.has_letters(name):
        raise Unfit(N_("Write your name."), field="name")
    if weights.mark(contact) is None:
        raise Unfit(N_("Write how we can reach you: we must make sure that it is you."), field="contact")
    if (twin := _asked_already(matter, wish.kind, said, contact)) is not None:
        return twin
    case = _case(matter, Lane.ABOUT_ME, calendar, wish.language)
    db.session.add(case)
    db.session.flush()
    made = _entered(case, kind=wish.kind, text=said, contact=contact, language=wish.language, name=name,
                    relation=wish.relation)  # fmt: skip
    at_desk.show(case)
    record(by, Reports.ASK, made, kind=wish.kind.value)
    tell(RECEIVED, unique_key=f"{RECEIVED}:{made.id}", report_id=str(made.id))
    return made


def _entered(case: ReportCase, **values: object) -> ReaderReport:
    made = ReaderReport(id=uuid.uuid4(), case_id=case.id, number=case.count + 1, made_at=clock.now(), **values)
    made.weight = weights.USUAL if made.weight is None else made.weight
    db.session.add(made)
    case.count += 1
    case.weight += made.weight
    case.opening = case.opening or made.text[:OPENING]
    db.session.flush()
    return made


def _open_case(matter: Matter, calendar: Calendar, language: str) -> ReportCase:
    """The item that reports of this thing go to, held; a new one where none is open. Two who come at once meet here."""
    fresh = _case(matter, Lane.READERS, calendar, language)
    values = {c.key: getattr(fresh, c.key) for c in sa.inspect(ReportCase).column_attrs}
    once = insert(ReportCase).values(**values).on_conflict_do_nothing(
        index_elements=["thing_kind", "thing_id"], index_where=sa.text(OPEN_READERS)
    )  # fmt: skip
    db.session.execute(once)
    mine = sa.select(ReportCase).where(
        ReportCase.thing_kind == matter.thing_kind, ReportCase.thing_id == matter.thing_id,
        ReportCase.lane == Lane.READERS, ReportCase.settled_at.is_(None),
    )  # fmt: skip
    return db.session.scalars(mine.with_for_update().execution_options(populate_existing=True)).one()


def _case(matter: Matter, lane: Lane, calendar: Calendar, language: str) -> ReportCase:
    return ReportCase(
        id=uuid.uuid4(), version=1, lane=lane, count=0, weight=0, opening="", language=language, words="", note="",
        checked="", first_at=clock.now(), due_on=calendar.add(clock.today(), limits.READ_DAYS), **matter.values,
    )  # fmt: skip


def _said_already(case: ReportCase, kind: ReportKind, text: str, contact: str) -> ReaderReport | None:
    """The same report, still open: a second click, or a page sent again."""
    mine = sa.select(ReaderReport).where(ReaderReport.case_id == case.id, ReaderReport.kind == kind)
    same = mine.where(ReaderReport.text == text, ReaderReport.contact == contact)
    return db.session.scalars(same.limit(1)).one_or_none()


def _asked_already(matter: Matter, kind: ReportKind, text: str, contact: str) -> ReaderReport | None:
    same = (
        sa.select(ReaderReport)
        .join(ReportCase, ReportCase.id == ReaderReport.case_id)
        .where(ReportCase.thing_id == matter.thing_id, ReportCase.settled_at.is_(None), ReaderReport.kind == kind)
        .where(ReaderReport.text == text, ReaderReport.contact == contact)
    )
    return db.session.scalars(same.limit(1)).one_or_none()


def _fit(text: str) -> str:
    said = tidy.prose(text)
    least, most = limits.WORDS
    count = tidy.words(said)
    if not least <= count <= most or len(said) > limits.CHARACTERS:
        raise Unfit(
            N_("Write between %(least)s and %(most)s words. You have written %(now)s."),
            field="text", least=least, most=most, now=count,
        )  # fmt: skip
    return said
