"""serve, worker."""

import click

from portal import serving
from portal.commands.ground import DATA, application, must_be_current

PORT = click.option("--port", default=5000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")


@click.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@PORT
def serve(data: str | None, host: str, port: int) -> None:
    """Serve the portal and do its jobs in this one process."""
    app = application(data)
    must_be_current(app)
    serving.serve(app, host, port)


@click.command()
@DATA
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32), help="How many jobs at once.")
def worker(data: str | None, threads: int) -> None:
    """Do jobs for web processes elsewhere, until told to stop."""
    app = application(data)
    must_be_current(app)
    serving.work(app, threads)
