"""Who wants to know, in the same unit of work, that a photo looks different from now on: pages that show it are remade."""

from collections.abc import Callable

from portal.core.storage.models import StoredFile

Watcher = Callable[[StoredFile], None]
_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> Watcher:
    """Let a room above hear of every photo whose public copies were taken away or made anew."""
    _watchers.append(watcher)
    return watcher


def changed(file: StoredFile) -> None:
    """Tell all who watch, before the present unit of work is kept."""
    for watcher in _watchers:
        watcher(file)
