"""reference load."""

import click

from portal.commands.ground import DATA, application, room
from portal.core.actor import SYSTEM
from portal.core.db import unit_of_work
from portal.honours.reference import load_honours
from portal.moderation.reasons import load_reasons
from portal.organisations.services import load_reference


@click.group()
def reference() -> None:
    """Look after reference data."""


@reference.command()
@DATA
def load(data: str | None) -> None:
    """Load wards, organisations, reasons, honours, law and calendar from the data files; what staff edited is left alone."""
    with room(application(data)):
        with unit_of_work():
            counts = load_reference(by=SYSTEM, progress=lambda step: click.echo(f"  {step}", err=True))
            reasons = load_reasons()
            honours = load_honours(by=SYSTEM)
        click.echo(
            f"Wards and organisations: {counts.added} added, {counts.changed} changed, {counts.same} as they were"
        )
        click.echo("Reasons: " + ", ".join(f"{number} {word}" for word, number in reasons.items()))
        click.echo(
            f"Honours, law, calendar: {honours.added} added, {honours.renewed} renewed, {honours.kept} as they were"
        )
