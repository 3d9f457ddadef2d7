"""Stop reading a request that is larger than any file may be, before it is on the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from . import limits

STOPPED = "convene.upload_stopped"


def was_stopped(request: HttpRequest) -> bool:
    """Whether a file of this request was too large to be read."""
    return bool(request.META.get(STOPPED))


class Bounded(TemporaryFileUploadHandler):
    """Writes uploads to the disk, and gives up at the first file of a request that declares or brings too much."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Remember how much the request says that it brings: Django's third argument."""
        self._declared = int(args[2])
        self._brought = 0
        super().handle_raw_input(*args, **kwargs)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Fields before the first file, the CSRF token among them, have been read by now."""
        if self._declared > settings.FILE_LARGEST * limits.FILES_AT_ONCE + limits.REST_OF_A_FORM:
            self._stop()
        super().new_file(*args, **kwargs)
        self._brought = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece of the file."""
        self._brought += len(raw_data)
        if self._brought > settings.FILE_LARGEST:
            self._stop()
        super().receive_data_chunk(raw_data, start)

    def _stop(self) -> None:
        if self.request is not None:
            self.request.META[STOPPED] = True
        raise StopUpload(connection_reset=True)
