"""Stop reading a request that is larger than any file may be, before it is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from ...lib.web.refusals import refusal
from . import limits
from .intake import too_large

STOPPED = "convene.upload_stopped"


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


class Stopped:
    """Says so to whoever sent a file that was too large to be read; stands behind the check of the CSRF token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Django calls this when the address is known and the form has been read."""
        return refusal(request, too_large()) if STOPPED in request.META else None
