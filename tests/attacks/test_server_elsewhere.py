"""A server may stand in any time zone and speak any language: rounds open and close, and days begin, in Viet Nam time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]
DECIDING = (  # what is lawful, due or late hangs on these
    "tests/engines/calendar", "tests/consultations/test_scheduling.py", "tests/consultations/test_giving.py",
    "tests/consultations/test_clocks.py",
)  # fmt: skip
PLACES = {
    "a day behind, without a language": {
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "a day ahead": {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
    "with hours that are there twice": {"TZ": "America/New_York"},
    "with a day that never was": {"TZ": "Pacific/Apia"},
}
OURS = ("PYTEST_", "PORTAL_", "LC_", "LANG", "COV_")


@pytest.mark.sqlite_only
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_the_law_is_kept_wherever_the_server_stands(place: dict[str, str]) -> None:
    there = {name: value for name, value in os.environ.items() if not name.startswith(OURS)} | place
    asked = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *DECIDING]
    done = subprocess.run(asked, cwd=HERE, env=there, capture_output=True, timeout=110, check=False)  # our own tests
    assert done.returncode == 0, done.stdout.decode("utf8", "replace")[-3_000:]
