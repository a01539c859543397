"""A process that starts serves readers: what only writers need comes in when somebody writes."""

import os
import subprocess
import sys

LATER = {
    "PIL", "altcha", "bleach", "cryptography", "email_validator", "filetype", "holidays", "nh3", "phonenumbers",
    "pillow_heif", "rapidfuzz", "reportlab", "segno", "alembic", "boto3", "redis",
}  # fmt: skip
STARTED = """
import sys
from portal.app import create_app
from portal.config import read
create_app(read({}, demo=True, data=sys.argv[1], jobs_here=False))
"""


def asked_of_a_start(question: str, folder: object) -> list[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    asked = [sys.executable, "-c", STARTED + question, str(folder)]
    return subprocess.run(asked, env=bare, capture_output=True, text=True, check=True).stdout.split()


def test_nothing_that_only_writers_need_is_loaded_at_the_start(tmp_path: object) -> None:
    names = asked_of_a_start("print(*{name.partition('.')[0] for name in sys.modules})", tmp_path)
    assert "flask" in names and not LATER & set(names)


def test_no_list_of_what_is_installed_and_no_list_of_all_marks_is_made_at_the_start(tmp_path: object) -> None:
    made = "from portal.engines.text import runs; from portal.engines.calendar import workdays; "
    made += "print(runs.marks.cache_info().currsize, workdays.kept.cache_info().currsize)"
    assert asked_of_a_start(made, tmp_path) == ["0", "0"]
