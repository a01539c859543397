"""huey as the engine: threads in the serving process, or `portal worker` processes over Redis."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from huey import Huey, MemoryHuey, crontab
from huey.consumer import Consumer

from portal.core.jobs import runner
from portal.core.jobs.trigger import hang

Context = Callable[[], AbstractContextManager[object]]
PATIENCE = 0.5  # seconds: somebody waits for an answer


class QuietConsumer(Consumer):
    """A consumer that leaves the process's signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


def ring_in(redis_url: str, context: Context) -> None:
    """Hang the bell of a process that asks for work and does none: it rings for workers elsewhere, and soon gives up."""
    build(context, redis_url, patience=PATIENCE)


def build(context: Context, redis_url: str = "", *, patience: float | None = None) -> Huey:
    """A huey whose tasks run outbox rows inside `context()`; hangs the bell for this process.

    `patience` is for how many seconds Redis may be silent; without it, as long as a worker waits for work.
    """
    huey = _over_redis(redis_url, patience) if redis_url else MemoryHuey("portal", results=False)

    @huey.task(name="run")
    def run(id: str) -> None:
        with context():
            runner.run(uuid.UUID(id))

    @huey.periodic_task(crontab(minute="*"), name="sweep")
    def sweep() -> None:
        with context():
            runner.sweep()

    hang(lambda id: run(str(id)))
    return huey


def _over_redis(url: str, patience: float | None) -> Huey:
    from huey import RedisHuey  # these packages are only there when spread out
    from redis import ConnectionPool

    pool = ConnectionPool.from_url(url, socket_timeout=patience, socket_connect_timeout=patience)
    return RedisHuey("portal", connection_pool=pool, results=False)


def consumer(huey: Huey, workers: int = 2) -> QuietConsumer:
    """A consumer with worker threads; call start(), and stop(graceful=True) to end."""
    return QuietConsumer(huey, workers=workers, worker_type="thread", max_delay=0.5, check_worker_health=True)
