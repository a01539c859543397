"""The `portal` command: serve, work, demo, and the operator's tools."""

from typing import Any

import click
import sqlalchemy as sa

from portal.commands import care, confidential, consultations, data, demo, desk, people, run
from portal.config import WrongSetting
from portal.core.errors import Refusal
from portal.core.i18n import say


class OneLine(click.Group):
    """A group whose commands end with one clear line on an expected error, and with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WrongSetting as fault:
            raise click.ClickException(str(fault)) from None
        except Refusal as refusal:
            raise click.ClickException(say(refusal.msgid, "en", **refusal.values)) from None
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


for command in (
    run.serve,
    run.worker,
    demo.demo,
    people.staff,
    data.reference,
    care.database,
    care.audit,
    care.backup,
    care.restore,
    confidential.confidential,
    consultations.ledger,
    consultations.recount,
    desk.desk,
):
    main.add_command(command)
