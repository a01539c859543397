"""Files in an S3-compatible bucket, for a portal spread over several machines."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from portal.core.storage.faults import NotStored, StoreFull, StoreUnavailable
from portal.core.storage.store import Entry, Readable, checked

_MISSING = {"404", "NoSuchKey", "NotFound"}
_FULL = {"507", "InsufficientStorage", "QuotaExceeded", "XMinioStorageFull"}


@dataclass(frozen=True)
class Bucket:
    """Where the bucket is; without keys the machine's own credentials are used."""

    name: str
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: str | None = None
    connect_seconds: float = 3
    read_seconds: float = 10


class S3Store:
    """A bucket, reached over HTTP with short patience; its answers are those of the local folder."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket.name
        self._client = _client(bucket)

    def put(self, key: str, data: bytes | BinaryIO, media_type: str) -> None:
        """See Store."""
        with _faults():
            self._client.put_object(Bucket=self.bucket, Key=checked(key), Body=data, ContentType=media_type)

    def open(self, key: str) -> Readable:
        """See Store."""
        with _faults():
            return _Body(self._client.get_object(Bucket=self.bucket, Key=checked(key))["Body"])

    def entry(self, key: str) -> Entry | None:
        """See Store."""
        try:
            with _faults():
                head = self._client.head_object(Bucket=self.bucket, Key=checked(key))
        except NotStored:
            return None
        return Entry(key, head["ContentLength"], head["LastModified"])

    def exists(self, key: str) -> bool:
        """See Store."""
        return self.entry(key) is not None

    def delete(self, key: str) -> None:
        """See Store."""
        with _faults():
            self._client.delete_object(Bucket=self.bucket, Key=checked(key))

    def entries(self, prefix: str = "") -> Iterator[Entry]:
        """See Store."""
        pages = self._client.get_paginator("list_objects_v2")
        with _faults():
            for page in pages.paginate(Bucket=self.bucket, Prefix=prefix):
                for one in page.get("Contents", ()):
                    yield Entry(one["Key"], one["Size"], one["LastModified"])


class _Body:
    """What is kept, as it comes. A bucket that falls silent or breaks off in the middle is unavailable, too."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int = -1, /) -> bytes:
        """See Readable."""
        with _faults():
            piece: bytes = self._body.read(None if size < 0 else size)
            return piece

    def close(self) -> None:
        """See Readable."""
        self._body.close()


def _client(bucket: Bucket) -> Any:
    import boto3  # costs 30 MB and 0.2 s: only where a bucket is used
    from botocore.config import Config

    return boto3.session.Session().client(
        "s3",
        endpoint_url=bucket.endpoint,
        region_name=bucket.region,
        aws_access_key_id=bucket.access_key,
        aws_secret_access_key=bucket.secret_key,
        config=Config(
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=bucket.connect_seconds,
            read_timeout=bucket.read_seconds,
            retries={"max_attempts": 2, "mode": "standard"},
        ),
    )


@contextlib.contextmanager
def _faults() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as fault:
        code = str(fault.response.get("Error", {}).get("Code", ""))
        if code in _MISSING:
            raise NotStored from fault
        raise (StoreFull if code in _FULL else StoreUnavailable)() from fault
    except (BotoCoreError, OSError) as fault:
        raise StoreUnavailable from fault
