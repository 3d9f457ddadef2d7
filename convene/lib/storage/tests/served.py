"""A server that speaks S3: a real one at S3_TEST_URL (`s3://key:secret@host:port/?tls=0`), or one for tests."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

from convene.lib.env import address


@contextmanager
def server() -> Iterator[str]:
    """Where it answers, with the key that opens it."""
    if real := os.environ.get("S3_TEST_URL"):
        yield real
        return
    made = ThreadedMotoServer(port=0, verbose=False)
    made.start()
    yield f"s3://key:s%2Fecret@127.0.0.1:{made.get_host_and_port()[1]}/?tls=0"
    made.stop()


def new_bucket(at: str) -> str:
    """The STORAGE_URL of an empty bucket."""
    told, name = address(at), f"files-{secrets.token_hex(6)}"
    client = boto3.client(
        "s3", endpoint_url=f"http://{told.host}:{told.port}", aws_access_key_id=told.user, region_name="us-east-1",
        aws_secret_access_key=told.password, config=Config(s3={"addressing_style": "path"}, signature_version="s3v4"),
    )  # fmt: skip
    client.create_bucket(Bucket=name)
    return at.replace("/?", f"/{name}?")
