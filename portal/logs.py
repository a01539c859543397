"""Log lines as JSON on standard error: events and ids, never names, contacts or texts."""

import logging
import sys
import traceback

import structlog
from structlog.typing import EventDict


def _where(logger: object, method: str, event: EventDict) -> EventDict:
    """Put a fault into the line as its kind and where it happened, never its words: databases quote what people typed."""
    if not event.pop("exc_info", None):
        return event
    kind, fault, trace = sys.exc_info()
    if kind is not None:
        event["fault"] = f"{kind.__module__}.{kind.__qualname__}"
        event["trace"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)][-12:]
        if fault is not None and fault.__cause__ is not None:
            event["cause"] = type(fault.__cause__).__qualname__
    return event


def install() -> None:
    """Set up structured logging once for the process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _where,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *names: structlog.WriteLogger(
            sys.stderr
        ),  # the stream of this moment: it may be exchanged
        cache_logger_on_first_use=False,
    )
    logging.getLogger("huey").setLevel(logging.WARNING)
    logging.getLogger("waitress").setLevel(logging.WARNING)
