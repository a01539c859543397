"""staff add, role, list, disable."""

import sys

import click

from portal.accounts import passwords, queries, services
from portal.accounts.models import Staff
from portal.commands.ground import DATA, application, room
from portal.core.actor import SYSTEM, Role
from portal.core.db import unit_of_work

NAME = click.argument("sign_in_name")
ROLES = click.Choice([r.value for r in Role])


@click.group()
def staff() -> None:
    """Look after staff accounts."""


@staff.command()
@DATA
@NAME
@click.option("--name", required=True, help="Full name as it is written, with marks.")
@click.option("--email", help="Work e-mail address.")
@click.option("--role", "roles", multiple=True, type=ROLES, help="An office to give; may be repeated.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def add(
    data: str | None, sign_in_name: str, name: str, email: str | None, roles: tuple[str, ...], password_stdin: bool
) -> None:
    """Open an account; its owner must choose a new password at the first sign-in."""
    app = application(data)
    password = (
        sys.stdin.readline().rstrip("\n")
        if password_stdin
        else click.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    passwords.check(password, name=name, sign_in_name=sign_in_name)
    hash = passwords.hashed(password)
    with room(app), unit_of_work():
        made = services.add(sign_in_name, name=name, email=email, password_hash=hash, by=SYSTEM, must_change=True)
        for role in roles:
            services.grant(made, Role(role), by=SYSTEM)
    click.echo(f"Opened the account {sign_in_name.strip().lower()}.")


@staff.command()
@DATA
@NAME
@click.option("--give", multiple=True, type=ROLES, help="An office to give from today; may be repeated.")
@click.option("--end", multiple=True, type=ROLES, help="An office to end now; may be repeated.")
def roles(data: str | None, sign_in_name: str, give: tuple[str, ...], end: tuple[str, ...]) -> None:
    """Give or end offices; without options, show those held."""
    with room(application(data)):
        with unit_of_work():
            person = _known(sign_in_name)
            for role in give:
                services.grant(person, Role(role), by=SYSTEM)
            for role in end:
                services.revoke(person, Role(role), by=SYSTEM)
        click.echo(_line(_known(sign_in_name)))


@staff.command("list")
@DATA
def everyone(data: str | None) -> None:
    """Show every account with its offices."""
    with room(application(data)):
        for person in queries.everyone():
            click.echo(_line(person))


@staff.command()
@DATA
@NAME
def disable(data: str | None, sign_in_name: str) -> None:
    """Close an account; its sessions end at once."""
    with room(application(data)), unit_of_work():
        services.disable(_known(sign_in_name), by=SYSTEM)
    click.echo(f"Closed the account {sign_in_name}.")


def _known(sign_in_name: str) -> Staff:
    person = queries.by_sign_in_name(sign_in_name)
    if person is None:
        raise click.ClickException(f"there is no account {sign_in_name}")
    return person


def _line(person: Staff) -> str:
    held = ", ".join(sorted(queries.roles_today(person))) or "no office"
    return f"{person.sign_in_name:<24} {person.name:<28} {held}{' (closed)' if person.disabled_at else ''}"
