"""confidential key, rotate, verify."""

import click

from portal.commands.care import anchor_of
from portal.commands.ground import DATA, application, room
from portal.confidential import rotation
from portal.confidential.log import LOG
from portal.engines.sealing.ring import Unsealable, new_key


@click.group()
def confidential() -> None:
    """Look after the keys and the log of the confidential channel."""


@confidential.command()
def key() -> None:
    """Make a key, to be put in front of those in PORTAL_CONFIDENTIAL_KEYS or PORTAL_CONFIDENTIAL_IDENTITY_KEYS."""
    click.echo(new_key())


@confidential.command()
@DATA
def rotate(data: str | None) -> None:
    """Shut everything anew under the newest keys; cut off, it goes on where it stopped. Old keys may then be dropped."""
    with room(application(data)):
        try:
            done = rotation.rotate(_counted)
        except Unsealable as fault:
            raise click.ClickException(f"{fault}: put its key back and run this again") from None
    click.echo(
        f"Shut anew: {done}. Keys behind the newest may be taken out of the settings, once no backup needs them."
    )


@confidential.command()
@DATA
@click.option(
    "--anchor", metavar="SEQ:HASH", help="A link noted outside the portal earlier; must still be in the chain."
)
def verify(data: str | None, anchor: str | None) -> None:
    """Prove this room's log whole, and that every piece has its key."""
    noted = anchor_of(anchor)
    with room(application(data)):
        found, strangers = list(LOG.faults(noted)), rotation.strangers()
        seq, hash = LOG.head()
    if strangers:
        found.append(f"{strangers} sealed piece(s) have no key in the settings")
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException(f"the confidential channel has {len(found)} fault(s)")
    click.echo(f"The log is whole: {seq} entries. Note this link where only its officers look: {seq}:{hash}")


def _counted(done: int, total: int) -> None:
    if done % 50 == 0 or done == total:
        click.echo(f"  {done} of {total}", err=True)
