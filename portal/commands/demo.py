"""demo."""

import os

import click

from portal import serving
from portal.app import MIGRATIONS
from portal.commands.ground import DATA, application
from portal.commands.run import PORT, must_be_free
from portal.core import schema
from portal.core.db import db
from portal.demo.seed import seed

HOST = "127.0.0.1"


@click.command()
@DATA
@PORT
def demo(data: str | None, port: int) -> None:
    """Show the portal with invented data: makes it where there is none, then serves it on this machine."""
    must_be_free(HOST, port)  # before a quarter of a minute is spent on what could not be served
    here = {} if os.environ.get("PORTAL_SITE_URL") else {"site_url": f"http://{HOST}:{port}"}
    app = application(data, demo=True, **here)
    with app.app_context():
        schema.upgrade(db.engine, MIGRATIONS)
    click.echo("Preparing the demonstration (about a quarter of a minute the first time)")
    accounts = seed(app, lambda step: click.echo(f"  {step}"))
    click.echo(
        f"\nThe portal is at http://{HOST}:{port}  (stop it with Ctrl C). Staff sign in at /tai-khoan/dang-nhap:"
    )
    for account in accounts:
        click.echo(f"  {account.sign_in_name:12} {account.name} ({account.role.value})")
    click.echo(f"  The password of all: {accounts[0].password}\n")
    serving.serve(app, HOST, port)
