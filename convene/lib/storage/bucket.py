"""Files in a bucket of a service that speaks S3."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import Any

import boto3
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from .lending import CHUNK, Away, Lent, Outside, Span

SMALL = 4 * 1024 * 1024  # bytes that are held in memory rather than on the disk
_MISSING = {"404", "NoSuchKey", "NotFound"}


@deconstructible
class Bucket(Storage):
    """A private bucket, or a folder of one: it is read by nobody but this site, which hands out what may be seen."""

    def __init__(self, endpoint: str, bucket: str, region: str, key: str, secret: str, prefix: str = "") -> None:
        self.endpoint, self.bucket, self.region, self.prefix = endpoint, bucket, region, prefix
        self._key, self._secret = key, secret

    @cached_property
    def _client(self) -> Any:
        return self._made(signature_version="s3v4")

    def _made(self, **options: object) -> Any:
        is_amazon = self.endpoint.endswith("amazonaws.com")
        config = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 2, "mode": "standard"},
            s3={"addressing_style": "auto" if is_amazon else "path"},
            request_checksum_calculation="when_required",  # others than Amazon do not all know the newer ones
            response_checksum_validation="when_required",
            **options,
        )
        return boto3.session.Session().client(
            "s3", endpoint_url=self.endpoint, region_name=self.region, config=config,
            aws_access_key_id=self._key, aws_secret_access_key=self._secret,
        )  # fmt: skip

    def _about(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": f"{self.prefix}{name}"}

    def lend(self, name: str, span: Span | None = None) -> Lent:
        """See Shelf."""
        with spoken(name):
            found = self._client.get_object(**self._about(name), **({"Range": str(span)} if span else {}))
        length, where = found["ContentLength"], found.get("ContentRange", "")
        size = int(where.rpartition("/")[2]) if where else length
        start = int(where.removeprefix("bytes ").partition("-")[0]) if where else 0
        return Lent(size, start, start + length, _chunks(found["Body"], name))

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:  # noqa: ARG002 nobody writes this way
        held: Any = SpooledTemporaryFile(SMALL)  # noqa: SIM115 whoever opened it closes it
        for chunk in self.lend(name).chunks:
            held.write(chunk)
        held.seek(0)
        return File(held, name)

    def _save(self, name: str, content: File[bytes]) -> str:
        content.seek(0)
        with spoken(name):
            self._client.put_object(**self._about(name), Body=content.file, ContentLength=content.size)
        return name

    def delete(self, name: str) -> None:
        """Take a file away, if it is there. Raises Away."""
        with spoken(name):
            self._client.delete_object(**self._about(name))

    def exists(self, name: str) -> bool:
        """Whether there is such a file. Raises Away."""
        try:
            return self.size(name) >= 0
        except FileNotFoundError:
            return False

    def size(self, name: str) -> int:
        """Bytes. Raises FileNotFoundError or Away."""
        with spoken(name):
            return int(self._client.head_object(**self._about(name))["ContentLength"])

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and files in a folder. Raises Away."""
        inside = f"{path.strip('/')}/" if path.strip("/") else ""
        found = [name.removeprefix(inside) for name, _at in self._names(inside)]
        folders = {name.partition("/")[0] for name in found if "/" in name}
        return sorted(folders), [name for name in found if "/" not in name]

    def names(self) -> Iterator[tuple[str, datetime]]:
        """See Shelf."""
        return self._names("")

    def _names(self, inside: str) -> Iterator[tuple[str, datetime]]:
        with spoken(inside):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=f"{self.prefix}{inside}"):
                for each in page.get("Contents", ()):
                    yield each["Key"].removeprefix(self.prefix), each["LastModified"]

    def begin(self, name: str, chunks: Iterable[bytes]) -> None:
        """See Shelf; in a bucket it has its place at once, and what no row names is swept away some day."""
        with SpooledTemporaryFile(SMALL) as held:
            held.writelines(chunks)
            self._save(name, File(held, name))

    def settle(self, names: Iterable[str], placed: Callable[[str], object]) -> None:
        """See Shelf."""
        for name in names:
            placed(name)

    def clear(self) -> None:
        """See Shelf."""

    def examine(self) -> str:
        """See Shelf; a bucket that strangers can read is wrong as well."""
        probe = f".doctor-{secrets.token_hex(6)}"
        try:
            self.begin(probe, [b"was here"])
            came_back = b"".join(self.lend(probe).chunks)
            is_open = self._is_open(probe)
            self.delete(probe)
        except FileNotFoundError:
            raise Away(f"There is no bucket {self.bucket} at {self.endpoint}.") from None
        if came_back != b"was here":
            raise Away("What is put into the bucket comes back changed.")
        if is_open:
            raise Away(f"Anybody can read the bucket {self.bucket} without signing in: make it private.")
        return f"bucket {self.bucket} at {self.endpoint}, private"

    def _is_open(self, name: str) -> bool:
        try:
            self._made(signature_version=UNSIGNED).get_object(**self._about(name))["Body"].close()
        except (ClientError, BotoCoreError):
            return False
        return True


@contextmanager
def spoken(name: str) -> Iterator[None]:
    """What the library raises, in our words: FileNotFoundError, Outside or Away."""
    try:
        yield
    except ClientError as error:
        said = error.response["Error"]
        if said.get("Code") in _MISSING:
            raise FileNotFoundError(name) from None
        if said.get("Code") in {"InvalidRange", "416"}:
            raise Outside(int(said.get("ActualObjectSize") or 0)) from None
        raise Away(f"The storage refuses: {said.get('Code')} {said.get('Message', '')}".strip()) from None
    except (BotoCoreError, HTTPClientError, ValueError) as error:
        raise Away(f"The storage does not answer: {error}") from None


def _chunks(body: Any, name: str) -> Iterator[bytes]:
    with spoken(name), closing(body):
        yield from body.iter_chunks(CHUNK)
