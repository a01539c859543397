"""serve, worker."""

import socket

import click

from portal import serving
from portal.commands.ground import DATA, application, must_be_current

PORT = click.option("--port", default=5000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")


def must_be_free(host: str, port: int) -> None:
    """Stop where nothing can listen, before anything is begun that would have to be ended again."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as fault:
        raise click.ClickException(f"port {port} of {host} cannot be used: {fault.strerror}") from None


@click.command()
@DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@PORT
def serve(data: str | None, host: str, port: int) -> None:
    """Serve the portal and do its jobs in this one process."""
    app = application(data)
    must_be_current(app)
    must_be_free(host, port)
    serving.serve(app, host, port)


@click.command()
@DATA
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 32), help="How many jobs at once.")
def worker(data: str | None, threads: int) -> None:
    """Do jobs for web processes elsewhere, until told to stop."""
    app = application(data)
    must_be_current(app)
    serving.work(app, threads)
