"""desk check, desk lay."""

import click

from portal.commands.ground import DATA, application, room
from portal.core.db import unit_of_work
from portal.moderation.desk import keeping


@click.group()
def desk() -> None:
    """Look after the list of the moderation desk."""


@desk.command("check")
@DATA
def desk_check(data: str | None) -> None:
    """Prove that the list says what the things on it say, or name each that it does not."""
    with room(application(data)):
        found = list(keeping.differences())
    for line in found:
        click.echo(line, err=True)
    if found:
        raise click.ClickException(f"{len(found)} line(s) of the list are not so: run `portal desk lay`")
    click.echo("The list says what is so.")


@desk.command("lay")
@DATA
def desk_lay(data: str | None) -> None:
    """Lay the list anew from the things themselves."""
    with room(application(data)), unit_of_work():
        number = keeping.lay()
    click.echo(f"{number} thing(s) on the list.")
