"""What Django is told about the place for files."""

from __future__ import annotations

from typing import Any

from ..env import address


def storage(url: str) -> dict[str, Any]:
    """The `STORAGES` entry for a URL: `s3://key:secret@host/bucket/folder?region=…&tls=0`, or empty for the disk."""
    if not url:
        return {"BACKEND": "convene.lib.storage.disk.Disk"}
    told = address(url)
    bucket, _slash, folder = told.path.strip("/").partition("/")
    if told.scheme != "s3" or not (told.host and bucket and told.user and told.password):
        raise ValueError("STORAGE_URL must look like s3://key:secret@host/bucket?region=name")
    port = f":{told.port}" if told.port else ""
    return {
        "BACKEND": "convene.lib.storage.bucket.Bucket",
        "OPTIONS": {
            "endpoint": f"{'http' if told.options.get('tls') == '0' else 'https'}://{told.host}{port}",
            "bucket": bucket,
            "region": told.options.get("region", "us-east-1"),
            "key": told.user,
            "secret": told.password,
            "prefix": f"{folder}/" if folder else "",
        },
    }
