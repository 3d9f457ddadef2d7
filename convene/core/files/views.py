"""Bring a file in, and hand it out to whoever may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ...lib.errors import Refusal
from ...lib.storage.lending import Away, Lent, Outside, span
from . import actions, shelf
from .models import PRIVATE, File

if TYPE_CHECKING:
    from ..people.models import User

Answer = HttpResponse | StreamingHttpResponse
SHUT = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@require_POST
def bring_in(request: HttpRequest) -> JsonResponse:
    """Take in the multipart field `file`; answers with the file, or with a sentence that says why not."""
    upload = request.FILES.get("file")
    try:
        if upload is None or isinstance(upload, list):
            return JsonResponse({"error": _("Choose a file first.")}, status=422)
        purpose = PRIVATE if request.GET.get("purpose") == PRIVATE else "post"
        file = actions.take_in(cast("User", request.user), upload, purpose=purpose)
    except Refusal as refusal:
        return JsonResponse({"error": refusal.sentence}, status=422)
    return JsonResponse(
        {
            "id": file.pk,
            "key": file.key,
            "name": file.name,
            "size": file.size,
            "url": file.get_absolute_url(),
            "markdown": file.markdown,
            "is_image": file.is_picture,
        },
        status=201,
    )


@login_not_required
@require_safe
def file(request: HttpRequest, key: str, name: str) -> Answer:  # noqa: ARG001
    """The whole file, to whoever may see it; the name in the address is for people only."""
    found = _visible_file(request, key)
    return _handed_out(request, found, str(found.content.name), found.content_type)


@login_not_required
@require_safe
def sized(request: HttpRequest, key: str, width: int, name: str) -> Answer:  # noqa: ARG001
    """A picture made no wider than so many pixels, or one of a document's first page, to whoever may see it."""
    found = _visible_file(request, key)
    smaller = found.renditions.get(str(width))
    if not (smaller or found.is_picture):
        raise Http404
    return _handed_out(
        request, found, smaller or str(found.content.name), "image/webp" if smaller else found.content_type
    )


def _visible_file(request: HttpRequest, key: str) -> File:
    return get_object_or_404(File.objects.visible_to(request.user), key=key)


def _handed_out(request: HttpRequest, found: File, place: str, content_type: str) -> Answer:
    """The bytes, or the stretch of them that is asked for.

    They are shut in: they cannot run anything, cannot be taken for another type, and stay with this reader.
    """
    part = place.rpartition("/")[2]
    etag = f'"{found.sha256[:24]}-{part}"'
    response: Answer
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        asked = span(request.headers.get("Range", "")) if request.headers.get("If-Range", etag) == etag else None
        try:
            response = _streamed(shelf.kept().lend(place, asked), content_type, is_part=asked is not None)
        except FileNotFoundError:
            raise Http404 from None
        except Outside:
            response = HttpResponse(status=416)
            response["Content-Range"] = f"bytes */{found.size if part == 'whole' else '*'}"
        except Away:
            raise shelf.away() from None
        is_inline = found.is_shown_in_place or content_type.startswith("image/")
        name = found.name if part == "whole" else f"{found.name.rpartition('.')[0]}.webp"
        response["Content-Disposition"] = content_disposition_header(not is_inline, name) or "inline"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SHUT
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _streamed(lent: Lent, content_type: str, *, is_part: bool) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lent.chunks, status=206 if is_part else 200, content_type=content_type)
    response["Content-Length"] = str(lent.end - lent.start)
    if is_part:
        response["Content-Range"] = f"bytes {lent.start}-{lent.end - 1}/{lent.size}"
    return response
