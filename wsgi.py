"""The WSGI entry: `gunicorn wsgi:app`."""

import gc

gc.disable()  # of what is imported nothing is garbage; looking for it again and again takes a tenth of the start

from portal.app import create_app  # noqa: E402  # this is what is imported

app = create_app()
gc.enable()
gc.freeze()  # and nothing of it will be
