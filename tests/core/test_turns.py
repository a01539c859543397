"""Writers of SQLite stand in line, also those of other processes, and nobody waits for good."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.core.errors import Unavailable
from portal.core.turns import turn

HOLDS = "import sqlalchemy as sa; from portal.core.turns import turn; e = sa.create_engine('sqlite:///{}')\nwith turn(e, 5): print('mine', flush=True); input()"


def test_another_process_is_waited_for_and_its_end_frees_the_turn(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite3")
    command = [sys.executable, "-c", HOLDS.format(f"{tmp_path}/one.sqlite3")]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout and other.stdout.readline() == "mine\n"
    began = time.monotonic()
    with pytest.raises(Unavailable), turn(engine, 0.2):
        pass
    assert time.monotonic() - began >= 0.2
    other.kill()
    other.communicate()
    with turn(engine, 5):
        pass


def test_a_turn_that_broke_is_given_on(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite3")
    with pytest.raises(ZeroDivisionError), turn(engine, 1):
        raise ZeroDivisionError
    with turn(engine, 1):
        pass


def test_there_is_no_line_before_postgresql() -> None:
    engine = sa.create_engine("postgresql+psycopg://nobody@127.0.0.1:9/none")
    with turn(engine, 0), turn(engine, 0):
        pass
