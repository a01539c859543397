"""db upgrade, audit verify, backup, restore."""

import click

from portal.app import MIGRATIONS
from portal.commands.ground import DATA, application, room
from portal.core import schema
from portal.core.audit import verify
from portal.core.db import db


@click.group("db")
def database() -> None:
    """Care for the database."""


@database.command()
@DATA
def upgrade(data: str | None) -> None:
    """Bring the tables to the present shape; safe to run from several machines at once."""
    app = application(data)
    with app.app_context():
        schema.upgrade(db.engine, MIGRATIONS)
        db.engine.dispose()
    click.echo("The database is up to date.")


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command("verify")
@DATA
@click.option(
    "--anchor", metavar="SEQ:HASH", help="A link noted outside the portal earlier; must still be in the chain."
)
def audit_verify(data: str | None, anchor: str | None) -> None:
    """Prove the audit trail whole, or name each row that was edited, removed or reordered."""
    noted = _anchor(anchor)
    with room(application(data)):
        found = list(verify.faults(noted))
        seq, hash = verify.head()
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException(f"the audit trail has {len(found)} fault(s)")
    click.echo(f"The audit trail is whole: {seq} entries. Note this link elsewhere: {seq}:{hash}")


def _anchor(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    seq, colon, hash = text.partition(":")
    if not (seq.isdecimal() and colon and len(hash) == 64):
        raise click.BadParameter("must read SEQ:HASH", param_hint="--anchor")
    return int(seq), hash
