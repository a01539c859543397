"""Writers of SQLite stand in line, also those of other processes, and nobody waits for good."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.core import turns
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


WRITES = """
import sys, time, sqlalchemy as sa
from portal.core.turns import turn
e = sa.create_engine('sqlite:///{}')
print('ready', flush=True); input()
until = time.monotonic() + 2
while time.monotonic() < until:
    with turn(e, 5):
        with open('{}', 'a') as told: told.write(sys.argv[1])
        time.sleep(0.002)
"""


def test_two_processes_that_always_want_to_write_take_turns(tmp_path: Path) -> None:
    code = WRITES.format(f"{tmp_path}/one.sqlite3", f"{tmp_path}/told")
    pipe = subprocess.PIPE
    both = [subprocess.Popen([sys.executable, "-c", code, name], stdin=pipe, stdout=pipe, text=True) for name in "ab"]
    assert [each.stdout and each.stdout.readline() for each in both] == ["ready\n"] * 2
    for each in both:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    for each in both:
        each.communicate()
    told = (tmp_path / "told").read_text()
    middle = told[len(told) // 4 : -len(told) // 4]  # while both were at it
    longest = max(len(run) for run in re.findall("a+|b+", middle))
    assert longest <= 20, middle


def test_a_turn_that_broke_is_given_on(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite3")
    with pytest.raises(ZeroDivisionError), turn(engine, 1):
        raise ZeroDivisionError
    with turn(engine, 1):
        pass


ELSEWHERE = sa.create_engine("postgresql+psycopg://nobody@127.0.0.1:9/none")


def test_before_postgresql_a_few_write_at_once_and_the_next_waits_for_one_of_them() -> None:
    with turn(ELSEWHERE, 0), turn(ELSEWHERE, 0), turn(ELSEWHERE, 0), pytest.raises(Unavailable), turn(ELSEWHERE, 0):
        pass
    with turn(ELSEWHERE, 0):
        pass


@pytest.mark.parametrize("server", [False, True])
def test_where_the_line_does_not_move_only_a_few_wait_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: bool
) -> None:
    monkeypatch.setattr(turns, "STILL", 0.0)
    engine = ELSEWHERE if server else sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite3")
    hold, told = threading.Event(), []

    def wants() -> None:
        try:
            with turn(engine, 60):
                hold.wait(60)
            told.append("wrote")
        except Unavailable:
            told.append("told")

    crowd = [threading.Thread(target=wants) for _ in range(8)]
    for each in crowd:
        each.start()
    while told.count("told") < 8 - turns.PLACES - 1:  # one tries, a few wait, the others are told at once
        time.sleep(0.01)
    hold.set()
    for each in crowd:
        each.join()
    assert sorted(told) == ["told"] * (7 - turns.PLACES) + ["wrote"] * (turns.PLACES + 1)


def test_a_line_that_moves_is_waited_in_however_long_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "STILL", 30.0)
    engine, wrote = sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite3"), []

    def wants(n: int) -> None:
        with turn(engine, 60):
            time.sleep(0.15)
            wrote.append(n)

    crowd = [threading.Thread(target=wants, args=(n,)) for n in range(12)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert len(wrote) == 12


def test_a_line_that_stood_still_is_forgotten_once_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "STILL", 1.5)  # ten times as long as a turn, for machines that are slow
    engine, wrote = sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite3"), []
    with pytest.raises(Unavailable), turn(engine, 60):
        raise Unavailable()  # somebody else held the database
    time.sleep(1.6)

    def wants() -> None:
        with turn(engine, 60):
            time.sleep(0.15)  # longer than a look at whether the line moves
            wrote.append(1)

    crowd = [threading.Thread(target=wants) for _ in range(8)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert len(wrote) == 8
