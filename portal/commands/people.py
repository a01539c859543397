"""staff add, role, list, disable."""

import getpass
import sys
import uuid
import warnings

import click

from portal.accounts import passwords, queries, services, ties
from portal.accounts.models import Staff
from portal.commands.ground import DATA, application, room
from portal.core.actor import SYSTEM, Role
from portal.core.db import unit_of_work
from portal.organisations import queries as organisations

NAME = click.argument("sign_in_name")
UNIT = click.option("--unit", help="Code of the organisation they work for; they judge nothing it proposes.")
WARD = click.option("--ward", help="Code of the ward they live in; they judge nothing from there.")
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
@UNIT
@WARD
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def add(
    data: str | None, sign_in_name: str, name: str, email: str | None, roles: tuple[str, ...], unit: str | None,
    ward: str | None, password_stdin: bool,
) -> None:  # fmt: skip
    """Open an account; its owner must choose a new password at the first sign-in."""
    app = application(data)
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked()
    passwords.check(password, name=name, sign_in_name=sign_in_name)
    hash = passwords.hashed(password)
    with room(app), unit_of_work():
        made = services.add(sign_in_name, name=name, email=email, password_hash=hash, by=SYSTEM, must_change=True)
        for role in roles:
            services.grant(made, Role(role), by=SYSTEM)
        ties.place(made, unit=_unit(unit), ward=_ward(ward), by=SYSTEM)
    click.echo(f"Opened the account {sign_in_name.strip().lower()}.")


def _asked() -> str:
    """The password typed twice on the terminal; never read where it would be shown."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    except (click.Abort, getpass.GetPassWarning):
        line = "no password was given: without a terminal, give it on standard input with --password-stdin"
        raise click.ClickException(line) from None


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


@staff.command()
@DATA
@NAME
@UNIT
@WARD
def place(data: str | None, sign_in_name: str, unit: str | None, ward: str | None) -> None:
    """Say where somebody works and lives: they judge nothing from there. "-" takes it away; without options, show it."""
    with room(application(data)):
        with unit_of_work():
            person = _known(sign_in_name)
            ties.place(
                person, unit=person.organisation_id if unit is None else _unit(unit),
                ward=person.ward_code if ward is None else _ward(ward), by=SYSTEM,
            )  # fmt: skip
        person = _known(sign_in_name)
        works = organisations.one(person.organisation_id) if person.organisation_id else None
        click.echo(f"{person.sign_in_name:<24} unit {works.code if works else '-'}, ward {person.ward_code or '-'}")


def _unit(code: str | None) -> uuid.UUID | None:
    if code in (None, "", "-"):
        return None
    found = organisations.by_code(str(code))
    if found is None:
        raise click.ClickException(f"there is no organisation {code}")
    return found.id


def _ward(code: str | None) -> str | None:
    if code in (None, "", "-"):
        return None
    if organisations.ward(str(code)) is None:
        raise click.ClickException(f"there is no ward {code}")
    return code


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
