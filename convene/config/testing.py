"""The environment of tests: a pytest plugin, because settings are read before any conftest."""

from __future__ import annotations

import os
import tempfile

os.environ["DEVELOPMENT"] = "1"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="convene-test-")
os.environ["SECRET_KEY"] = "only for tests"  # noqa: S105
os.environ["SITE_URL"] = "http://testserver"
for name in [
    "MAIL_URL", "CACHE_URL", "LIVE_URL", "STORAGE_URL", "CLAMAV_URL", "SEARCH_URL", "DEBUG", "SEARCH_BY_MEANING",
]:  # fmt: skip
    os.environ.pop(name, None)
