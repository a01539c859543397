"""db upgrade, audit verify, backup, restore."""

from collections.abc import Callable
from pathlib import Path

import click

from portal.app import MIGRATIONS
from portal.commands.ground import DATA, application, room
from portal.core import backup as backups
from portal.core import dump, schema
from portal.core.audit import verify
from portal.core.db import db
from portal.core.storage.store import chosen


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
    noted = anchor_of(anchor)
    with room(application(data)):
        found = list(verify.faults(noted))
        seq, hash = verify.head()
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException(f"the audit trail has {len(found)} fault(s)")
    click.echo(f"The audit trail is whole: {seq} entries. Note this link elsewhere: {seq}:{hash}")


def anchor_of(text: str | None) -> tuple[int, str] | None:
    """A link as an operator noted it. Raises BadParameter."""
    if text is None:
        return None
    seq, colon, hash = text.partition(":")
    if not (seq.isdecimal() and colon and len(hash) == 64):
        raise click.BadParameter("must read SEQ:HASH", param_hint="--anchor")
    return int(seq), hash


@click.command()
@DATA
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(data: str | None, file: Path) -> None:
    """Write the database and all files into FILE while the portal runs."""
    with room(application(data)):
        made = _told(lambda: backups.write(file.resolve(), engine=db.engine, store=chosen(), progress=_counter("file")))
    click.echo(f"Wrote {file}: {made.files} files.")
    if made.damaged:
        raise click.ClickException(
            f"{len(made.damaged)} file(s) in the store were damaged before: {', '.join(made.damaged[:5])}"
        )


@click.command()
@DATA
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(data: str | None, file: Path) -> None:
    """Put the backup FILE into an empty database and an empty store, after finding it whole."""
    app = application(data)
    with app.app_context():
        try:
            made = _told(
                lambda: backups.restore(file.resolve(), engine=db.engine, store=chosen(), progress=_counter("part"))
            )
            schema.upgrade(db.engine, MIGRATIONS)
        finally:
            db.session.remove()
            db.engine.dispose()
    click.echo(f"Restored {file}: {made.files} files.")


def _told(act: Callable[[], backups.Manifest]) -> backups.Manifest:
    try:
        return act()
    except dump.DumpFault as fault:
        raise click.ClickException(str(fault)) from None


def _counter(what: str) -> backups.Progress:
    def show(done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            click.echo(f"  {what} {done} of {total}", err=True)

    return show
