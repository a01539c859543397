"""A process that starts serves readers: what only writers need comes in when somebody writes."""

import os
import subprocess
import sys

LATER = {
    "PIL", "altcha", "bleach", "cryptography", "email_validator", "filetype", "holidays", "nh3", "phonenumbers",
    "pillow_heif", "rapidfuzz", "reportlab", "segno", "alembic", "boto3", "redis",
}  # fmt: skip
ASKED = """
import sys
from portal.app import create_app
from portal.config import read
create_app(read({}, demo=True, data=sys.argv[1], jobs_here=False))
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_nothing_that_only_writers_need_is_loaded_at_the_start(tmp_path: object) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    told = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path)], env=bare, capture_output=True, text=True, check=True
    )
    assert not LATER & set(told.stdout.split())
