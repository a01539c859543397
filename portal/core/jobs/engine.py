"""huey as the engine: threads in the serving process, or `portal worker` processes over Redis."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from huey import Huey, MemoryHuey, crontab
from huey.consumer import Consumer

from portal.core.jobs import runner
from portal.core.jobs.trigger import hang

Context = Callable[[], AbstractContextManager[object]]


class QuietConsumer(Consumer):
    """A consumer that leaves the process's signals to the server it lives in."""

    def _set_signal_handlers(self) -> None:
        pass


def build(context: Context, redis_url: str = "") -> Huey:
    """A huey whose tasks run outbox rows inside `context()`; hangs the bell for this process."""
    if redis_url:
        from huey import RedisHuey  # the redis package is only there when spread out

        huey = RedisHuey("portal", url=redis_url, results=False)
    else:
        huey = MemoryHuey("portal", results=False)

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


def consumer(huey: Huey, workers: int = 2) -> QuietConsumer:
    """A consumer with worker threads; call start(), and stop(graceful=True) to end."""
    return QuietConsumer(huey, workers=workers, worker_type="thread", max_delay=0.5, check_worker_health=True)
