"""The library's list as a file."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....lib.errors import TooMuch
from ..carrying.out import FORMS
from ..queries import chosen_in, listed

AT_ONCE = 500  # resources that are read together


@login_not_required
@require_GET
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """What the reader may open of what they chose: csv, xlsx, bib, ris, csl or jsonld."""
    if form not in FORMS:
        raise Http404
    if not consume(request, app="allauth.account", action="library_export", limit_get=True):
        raise TooMuch(
            _("Many lists of the library were taken from where you are. Wait ten minutes, then take the next one."),
            retry_after=600,
        )
    found = listed(request.user, chosen_in(request.GET), sort=request.GET.get("sort", "used"))
    made = FORMS[form]
    answer = StreamingHttpResponse(made.pieces(found.iterator(chunk_size=AT_ONCE)), content_type=made.content_type)
    answer["Content-Disposition"] = f'attachment; filename="library.{made.ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
