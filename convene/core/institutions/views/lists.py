"""Staff bring in a list in the browser: give a file, see what would become of it, confirm."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ....lib.records.asked import ColumnsForm, body_of, packed, too_long
from ....lib.ruling import require
from ....lib.ui.forms import Attempt
from ...people.models import User
from .. import rules
from ..forms import HELD, ListForm
from ..importing import Plan, carry, plan
from ..importing.columns import COLUMNS
from ..importing.reading import listed, table_of

MOST = 5_000  # new and changed, as somebody waits for the page
SHOWN = 100


@require_http_methods(["GET", "POST"])
def carry_in(request: HttpRequest) -> HttpResponse:
    """A list of institutions; nothing of it is kept before it is confirmed."""
    require(rules.may_import(request.user))
    form = ListForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {
        "form": form, "shown": SHOWN, "kept": "", "columns": None, "plan": None,
        "crumbs": [(_("Institutions"), reverse("institutions:directory"))],
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with Attempt(form) as attempt:
                looked = _looked(request, form, page)
                if request.POST.get("do") == "carry":
                    carry(cast(User, request.user), looked)
                    messages.success(request, _told(looked))
                    return redirect("institutions:pairs" if looked.alike else "institutions:directory")
                page["plan"], status = looked, 200
            status = attempt.status if form.errors else status
    return render(request, "institutions/carry_in.html", page, status=status)


def _looked(request: HttpRequest, form: ListForm, page: dict[str, Any]) -> Plan:
    """What the list would do; the page gets what goes along, also where the list is refused."""
    said = form.cleaned_data
    body = body_of(said["file"], said["kept"])
    table = table_of(body)
    called = said["source"].strip() or (PurePath(said["file"].name).stem[:60] if said["file"] else "")
    columns = ColumnsForm(table.header, request.POST, HELD, COLUMNS)
    page |= {"kept": packed(body), "columns": columns, "source": called, "country": said["country"]}
    known = {"country": said["country"]} if said["country"] else {}
    looked = plan(listed(table, columns.mapping(), known, said["source"].strip(), called=called), name=called)
    page["source"] = looked.source
    if len(looked.new) + len(looked.changed) > MOST:
        raise too_long()
    return looked


def _told(looked: Plan) -> str:
    came = ngettext("%(num)s institution came in.", "%(num)s institutions came in.", len(looked.new))
    told = came % {"num": f"{len(looked.new):,}"}
    if looked.changed:
        changed = ngettext("%(num)s was changed.", "%(num)s were changed.", len(looked.changed))
        told += " " + changed % {"num": f"{len(looked.changed):,}"}
    return told + (" " + _("Those that may be the same as others stand below.") if looked.alike else "")
