"""Static files under names that carry their content's hash."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed and compressed; modules find each other under the hashed names too."""

    support_js_module_import_aggregation = True
