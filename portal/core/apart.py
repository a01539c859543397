"""Long computing in a process of its own, at a lower priority: pages and writers of this one do not wait for it.

Python runs one thread of a process at a time. Beside half a minute of computing, a thread that held the right to write got
the interpreter back only after each turn of the other, and everybody waited for that thread. The child touches no database,
knows no secret, and is handed what it needs by pipe: nothing lies on a disk.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LOWER = 10  # what is added to the child's niceness


class Failed(Exception):
    """The child ended with a fault, or took longer than it may."""


def asked_of(module: str, asked: Iterable[Any], *, seconds: float) -> Any:
    """What a module answers to what it is asked: JSON a line on its standard input, JSON on its output. Raises Failed.

    `seconds` are those from the last line to the answer.
    """
    lower = f"import os, runpy; os.nice({LOWER}); runpy.run_module({module!r}, run_name='__main__')"
    command, pipe = [sys.executable, "-c", lower], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_bare()) as child:  # noqa: S603  # our own interpreter, and a module that the caller names
        try:
            for each in asked:  # a million opinions are never one string
                child.stdin.write(json.dumps(each, ensure_ascii=False).encode() + b"\n")  # type: ignore[union-attr]  # it is a pipe
            answer, _ = child.communicate(timeout=seconds)
        except (subprocess.SubprocessError, OSError) as fault:
            child.kill()
            raise Failed(type(fault).__name__) from None  # its text would hold what was handed over
    if child.returncode:
        raise Failed(f"status {child.returncode}")
    return json.loads(answer)


def _bare() -> dict[str, str]:
    """No settings: none are needed, and some are secret."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONPATH": str(ROOT)}
