"""What stands before those who try the doors: things, and sessions that have just begun."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import Flask

from portal.core.db import db
from tests.attacks.things import THINGS
from tests.attacks.visitors import Sessions, Thing, Visitor

READS = ("SELECT", "PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "SET")


@dataclass
class Standing:
    """Made when it is wanted, kept as long as nobody who tries a door makes the portal write anything."""

    app: Flask
    things: dict[tuple[str, str], Thing] = field(default_factory=dict)
    sessions: Sessions = field(default_factory=dict)

    def thing(self, name: str, visitor: Visitor) -> Thing:
        """A thing of this name: everybody's, or this visitor's own."""
        key = name, visitor.name if "/own" in name else ""
        if key not in self.things:
            self.things[key] = self._made(name, visitor)
        return self.things[key]

    @contextmanager
    def tried(self) -> Iterator[None]:
        """A door is tried inside. Where anything was written, all is made anew for the next one."""
        written: list[str] = []

        def noted(connection: object, cursor: object, statement: str, *rest: object) -> None:
            if not statement.lstrip().upper().startswith(READS):
                written.append(statement)

        with self.app.app_context():
            engine = db.engine
        sa.event.listen(engine, "before_cursor_execute", noted)
        try:
            yield
        finally:
            sa.event.remove(engine, "before_cursor_execute", noted)
        if written:
            self.things.clear()
            self.sessions.clear()

    def _made(self, name: str, visitor: Visitor) -> Thing:
        with self.app.app_context():
            thing = THINGS[name](visitor)
            db.session.remove()
        return thing
