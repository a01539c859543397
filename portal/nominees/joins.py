"""Who wants to know, in the same unit of work, who is one with whom from now on: pages that name them are remade."""

import uuid
from collections.abc import Callable, Collection

Watcher = Callable[[Collection[uuid.UUID]], None]
_watchers: list[Watcher] = []


def watch(watcher: Watcher) -> Watcher:
    """Let a room above hear of all whom a merge touched, or one taken back."""
    _watchers.append(watcher)
    return watcher


def changed(*touched: uuid.UUID) -> None:
    """Tell all who watch, before the present unit of work is kept."""
    for watcher in _watchers:
        watcher(touched)
