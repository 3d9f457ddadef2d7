"""Bring in a list in the browser: give a file, see what would become of it, confirm.

Nothing is kept between the steps: the list goes along in the form, packed, until it is confirmed or left.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages as words
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ....core.communities.models import Community
from ....core.people.models import User
from ....lib.records.asked import ColumnsForm, body_of, packed, too_long
from ....lib.records.reading import read_bytes, table_in
from ....lib.ruling import YES, no
from ....lib.ui.forms import Attempt
from .. import rules
from ..carrying import Plan, carry, plan
from ..forms import HELD, ListForm
from .find import member

MOST = 1000  # new resources, as somebody waits for the page
SHOWN = 100


@require_http_methods(["GET", "POST"])
def carry_in(request: HttpRequest) -> HttpResponse:
    """A list for one of the communities in which I keep order."""
    me = member(request)
    places = _places(me)
    ruling = YES if places else no(_("Lists are brought in by those who keep order in a community."))
    initial = {"community": request.GET.get("community", "")}
    form = ListForm(places, request.POST or None, request.FILES or None, initial=initial)
    context: dict[str, Any] = {"form": form, "ruling": ruling, "shown": SHOWN, "kept": "", "columns": None}
    context["plan"] = None
    status = 200 if ruling else 403
    if request.method == "POST" and ruling:
        status = 422
        if form.is_valid():
            with Attempt(form) as attempt:
                body = body_of(form.cleaned_data["file"], form.cleaned_data["kept"])
                community = next(one for one in places if one.slug == form.cleaned_data["community"])
                table = table_in(body)
                columns = ColumnsForm(table.header, request.POST, HELD) if table else None
                context |= {"kept": packed(body), "columns": columns, "community": community}
                looked = _looked(community, body, columns)
                if request.POST.get("do") == "carry":
                    _carry(request, community, looked, publish=form.cleaned_data["publish"])
                    return redirect("library:queue")
                context["plan"], status = looked, 200
            status = attempt.status if form.errors else status
    return render(request, "library/carry_in.html", context, status=status)


def _places(me: User) -> list[Community]:
    mine = Community.objects.readable_by(me) if me.is_staff else Community.objects.of(me)
    return [one for one in mine if rules.may_carry_in(me, one)]


def _looked(community: Community, body: bytes, columns: ColumnsForm | None) -> Plan:
    looked = plan(community, read_bytes(body, columns.mapping() if columns else {}))
    if len(looked.new) > MOST:
        raise too_long()
    return looked


def _carry(request: HttpRequest, community: Community, looked: Plan, *, publish: bool) -> None:
    made = carry(member(request), community, looked, publish=publish)
    ready = looked.ready if publish else 0
    told = ngettext("%(num)s resource came in.", "%(num)s resources came in.", made) % {"num": made}
    if made > ready:
        told += " " + _("Those that wait stand below: say why each fits a science center, and publish it.")
    words.success(request, told)
