"""jobs check, jobs revive."""

from collections.abc import Iterator

import click

from portal.commands.ground import DATA, application, room
from portal.core import clock
from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.core.jobs import dead


@click.group()
def jobs() -> None:
    """Letters and other work that was given up after failing too often."""


@jobs.command("check")
@DATA
def jobs_check(data: str | None) -> None:
    """Name the work that was given up; the exit status is 1 where there is any, for a monitor to ask."""
    with room(application(data)):
        found, waiting = dead.piles(), dead.waiting()
    click.echo(f"{waiting.due} due now, {waiting.failed} failed and to be tried again by itself.")
    for pile in found:
        since = clock.local(pile.since).strftime("%d/%m/%Y %H:%M")
        click.echo(f"{pile.kind}: {pile.number} given up since {since}, last fault {pile.fault}", err=True)
    if found:
        raise click.ClickException(
            "remove the cause, then run `portal jobs revive KIND` (or `portal jobs revive --all`)"
        )
    click.echo("Nothing was given up.")


@jobs.command("revive")
@click.argument("kinds", nargs=-1, metavar="[KIND]...")
@click.option("--all", "every", is_flag=True, help="All that was given up, of whatever kind.")
@DATA
def jobs_revive(kinds: tuple[str, ...], every: bool, data: str | None) -> None:
    """Have work of these kinds tried again, from the first attempt on, once its cause is gone."""
    if bool(kinds) == every:
        raise click.UsageError("name kinds, or --all")
    with room(application(data)):
        there = [pile.kind for pile in dead.piles()]
        unknown = [kind for kind in kinds if kind not in there]
        if unknown:
            raise click.ClickException(f"nothing was given up of {', '.join(unknown)}")
        for kind in there if every else dict.fromkeys(kinds):
            click.echo(f"{kind}: {sum(_revived(kind))} to be tried again")


def _revived(kind: str) -> Iterator[int]:
    """A pile in as many acts as it takes: others want to write in between."""
    number = dead.AT_ONCE
    while number == dead.AT_ONCE:
        with unit_of_work():
            number = dead.revive(kind, by=SYSTEM)
        yield number
