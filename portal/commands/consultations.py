"""recount, ledger verify."""

import click
import sqlalchemy as sa

from portal.commands.ground import DATA, application, room
from portal.consultations.opinions import tallies
from portal.consultations.outcome import proofs
from portal.consultations.rounds.models import Round
from portal.core.db import db


@click.command()
@DATA
def recount(data: str | None) -> None:
    """Prove that every counter of opinions says what the opinions say, or name each that does not."""
    with room(application(data)):
        found = list(tallies.differences())
    for each in found:
        cell = " ".join(part for part in (each.cell.axis.value, each.cell.key, each.cell.group.value) if part)
        click.echo(f"{each.candidate_id} {cell}: kept {each.kept}, counted {each.counted}", err=True)
    if found:
        raise click.ClickException(f"{len(found)} counter(s) differ from the opinions")
    click.echo("Every counter says what the opinions say.")


@click.group()
def ledger() -> None:
    """Look after the ledgers of closed rounds."""


@ledger.command("verify")
@DATA
def ledger_verify(data: str | None) -> None:
    """Prove each closed ledger whole against its public seal, or name the lines that were changed."""
    with room(application(data)):
        closed = sa.select(Round).where(Round.root_hash.is_not(None)).order_by(Round.frozen_at, Round.id)
        found = [each for round in db.session.scalars(closed).all() for each in _checked(round)]
    for slug, size, broken in found:
        click.echo(f"{slug}: {_told(size, broken)}", err=bool(broken))
    if any(broken for _, _, broken in found):
        raise click.ClickException("a ledger is not what was made public")
    click.echo(f"{len(found)} ledger(s) whole.")


def _checked(round: Round) -> list[tuple[str, int, list[int]]]:
    """A ledger and its supplements: name, size, and what is wrong."""
    parts = [(round.slug, round.ledger_size, proofs.broken(round))]
    for each in proofs.supplements(round):
        parts.append((f"{round.slug}, supplement {each.part}", each.size, proofs.broken(round, each.part)))
    return parts


def _told(size: int, broken: list[int]) -> str:
    if broken == [-1]:
        return "the lines together do not make the public seal"
    return f"changed at line(s) {', '.join(map(str, broken))}" if broken else f"{size} line(s), whole"
