"""Both stores, so that one suite holds for the folder and for the bucket."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.core.storage.s3 import Bucket, S3Store
from portal.core.storage.store import LocalStore, Store, choose, chosen


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of a real S3 server over HTTP."""
    server_module = pytest.importorskip("moto.server", reason="moto is not installed")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_endpoint: str) -> S3Store:
    """An empty bucket."""
    store = S3Store(Bucket(f"b-{uuid.uuid4().hex}", endpoint=s3_endpoint, access_key="k", secret_key="s"))
    store._client.create_bucket(Bucket=store.bucket)
    return store


@pytest.fixture
def folder(tmp_path: Path) -> LocalStore:
    """An empty folder."""
    return LocalStore(tmp_path / "files")


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each store in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def shelf(inside: Flask, store: Store) -> Iterator[Store]:
    """Each store in turn as the one this process uses, over an empty database."""
    before = chosen()
    choose(store)
    yield store
    choose(before)
