"""The `portal` command: serve, work, demo, and the operator's tools."""

import sys
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

from portal import serving
from portal.app import MIGRATIONS, create_app
from portal.config import WrongSetting, read
from portal.core import schema
from portal.core.audit import verify
from portal.core.db import db

DATA = click.option("--data", metavar="DIR", help="Folder of the embedded database and files (default: PORTAL_DATA).")


class OneLine(click.Group):
    """A group whose commands end with one clear line on an expected error, and with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WrongSetting as fault:
            raise click.ClickException(str(fault)) from None
        except sa.exc.OperationalError as fault:
            raise click.ClickException(f"the database does not answer: {str(fault.orig).splitlines()[0]}") from None
        except OSError as fault:
            raise click.ClickException(
                f"{fault.strerror or fault}{f': {fault.filename}' if fault.filename else ''}"
            ) from None


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nguoi-tot-viec-tot")
def main() -> None:
    """Người tốt, việc tốt: the portal of a city's Emulation and Commendation Board.

    Settings come from the environment (PORTAL_…); see README.md.
    """


def application(data: str | None, **overrides: object) -> Flask:
    """The app for a command, with its data folder made."""
    settings = read(**({"data": data} if data else {}), **overrides)  # type: ignore[arg-type]
    if not settings.database_url:
        settings.folder.mkdir(parents=True, exist_ok=True)
    return create_app(settings)


def current(app: Flask) -> None:
    """Stop unless the database has the present shape."""
    with app.app_context():
        if not schema.is_current(db.engine, MIGRATIONS):
            raise click.ClickException("the database is not up to date: run `portal db upgrade` first")


@main.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
def serve(data: str | None, host: str, port: int) -> None:
    """Serve the portal and do its jobs in this one process."""
    app = application(data)
    current(app)
    serving.serve(app, host, port)


@main.command()
@DATA
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32), help="How many jobs at once.")
def worker(data: str | None, threads: int) -> None:
    """Do jobs for web processes elsewhere, until told to stop."""
    app = application(data)
    current(app)
    serving.work(app, threads)


@main.group("db")
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


@main.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command("verify")
@DATA
@click.option(
    "--anchor", metavar="SEQ:HASH", help="A link noted outside the portal earlier; must still be in the chain."
)
def audit_verify(data: str | None, anchor: str | None) -> None:
    """Prove the audit trail whole, or name each row that was edited, removed or reordered."""
    app = application(data)
    noted = _anchor(anchor)
    with app.app_context():
        found = list(verify.faults(noted))
        seq, hash = verify.head()
        db.session.rollback()
        db.engine.dispose()
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


def folder_argument(value: str) -> Path:
    """A path given on the command line, made absolute."""
    return Path(value).expanduser().resolve()


if __name__ == "__main__":
    sys.exit(main())
