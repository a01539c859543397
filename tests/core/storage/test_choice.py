"""Where files go is a matter of settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.app import create_app
from portal.config import read
from portal.core.storage.s3 import S3Store
from portal.core.storage.store import LocalStore, choose, chosen


@pytest.fixture(autouse=True)
def _put_back(app: object) -> Iterator[None]:
    """Leave this process's store as it was."""
    before = chosen()
    yield
    choose(before)


def test_without_a_bucket_files_go_into_the_data_folder(tmp_path: Path) -> None:
    create_app(read({}, demo=True, data=str(tmp_path)))
    store = chosen()
    assert isinstance(store, LocalStore)
    assert store.root == tmp_path.resolve() / "files"


def test_a_named_bucket_takes_the_files(tmp_path: Path) -> None:
    create_app(read({}, demo=True, data=str(tmp_path), s3_bucket="files", s3_endpoint="http://127.0.0.1:9"))
    store = chosen()
    assert isinstance(store, S3Store)
    assert store.bucket == "files"
