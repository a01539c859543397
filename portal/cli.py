"""The `portal` command: serve, work, demo, and the operator's tools."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

import click

COMMANDS = {  # where each command lies; loaded when it is asked for, so that those that need no database start at once
    "serve": "run.serve",
    "worker": "run.worker",
    "demo": "demo.demo",
    "staff": "people.staff",
    "reference": "data.reference",
    "db": "care.database",
    "audit": "care.audit",
    "backup": "care.backup",
    "restore": "care.restore",
    "confidential": "confidential.confidential",
    "jobs": "jobs.jobs",
    "ledger": "consultations.ledger",
    "recount": "consultations.recount",
    "desk": "desk.desk",
    "flags": "flags.flags",
}


class _Misused(click.ClickException):
    """A command given wrongly: one line, and where to read how it is given."""

    exit_code = click.UsageError.exit_code

    def __init__(self, fault: click.UsageError) -> None:
        at = f" ({fault.ctx.command_path} --help says how)" if fault.ctx else ""
        super().__init__(" ".join(fault.format_message().split()) + at)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:  # which shows the help
        raise
    except click.UsageError as fault:
        raise _Misused(fault) from None


def _loaded(module: str) -> ModuleType:
    """Of what is imported nothing is garbage, now or later: looking for it again and again takes a sixth of the start."""
    if module in sys.modules:
        return sys.modules[module]
    was = gc.isenabled()
    gc.disable()
    try:
        loaded = import_module(module)
        gc.freeze()
    finally:
        if was:
            gc.enable()
    return loaded


class OneLine(click.Group):
    """A group whose commands end with one clear line on an expected error, and with exit status 1."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _in_one_line():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _in_one_line():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as fault:
            if (line := _told(fault)) is None:
                raise
            raise click.ClickException(line) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(_loaded(f"portal.commands.{module}"), name)
        return command


def _told(fault: Exception) -> str | None:
    """What an operator is told of an expected error; nothing for one that nobody expected."""
    if isinstance(fault, OSError):
        return f"{fault.strerror or fault}{f': {fault.filename}' if fault.filename else ''}"
    import sqlalchemy as sa

    from portal.config import WrongSetting
    from portal.core.errors import Refusal
    from portal.core.i18n import say

    if isinstance(fault, WrongSetting):
        return str(fault)
    if isinstance(fault, Refusal):
        return say(fault.msgid, "en", **fault.values)
    if isinstance(fault, sa.exc.OperationalError):
        return f"the database does not answer: {str(fault.orig).splitlines()[0]}"
    if type(fault) is sa.exc.DatabaseError:  # none of its kinds: the file itself
        return f"the database cannot be read: {str(fault.orig).splitlines()[0]}"
    return None


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nguoi-tot-viec-tot")
def main() -> None:
    """Người tốt, việc tốt: the portal of a city's Emulation and Commendation Board.

    Settings come from the environment (PORTAL_…); see README.md.
    """
