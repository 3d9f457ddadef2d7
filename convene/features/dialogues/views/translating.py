"""Statements in other languages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ....lib.ui.forms import Attempt
from ....lib.web.numbers import number_in
from .. import actions
from ..forms import TranslationForm
from .found import crumbs, me, to_run

FIELD, AT_ONCE = "text-", 100  # with the number of the statement; statements on a page


@never_cache
@require_http_methods(["GET", "POST"])
def translations(request: HttpRequest, slug: str) -> HttpResponse:
    """Each statement that is not in the chosen language, with its words in it: `?language=`, `?from=` a number."""
    here, languages = to_run(request, slug), dict(settings.LANGUAGES)
    language = request.GET.get("language", "")
    if language not in languages:
        language = next((code for code in languages if code != here.language), here.language)
    form = TranslationForm(request.POST if request.method == "POST" else None)
    given = {number_in(name.removeprefix(FIELD)): request.POST[name] for name in request.POST if name.startswith(FIELD)}
    first = number_in(request.GET.get("from", ""))
    again = f"{reverse('dialogues:translations', args=[slug])}?language={language}&from={first}"
    if form.is_valid():
        with Attempt(form):
            changed = actions.translate(me(request), here, language=language, texts=given, **form.cleaned_data)
            said = ngettext("Saved: %(num)s translation.", "Saved: %(num)s translations.", changed)
            messages.success(request, said % {"num": changed})
            return redirect(again)
    rows = here.statements.shown().exclude(language=language).filter(number__gte=first).order_by("number")
    found = list(rows.read_in(language)[: AT_ONCE + 1])
    page = {
        "dialogue": here, "crumbs": crumbs(here), "form": form, "into": language, "languages": languages,
        "rows": [(one, given.get(one.number, one.translated or "")) for one in found[:AT_ONCE]], "here": again,
        "more": found[AT_ONCE].number if len(found) > AT_ONCE else 0,
    }  # fmt: skip
    return render(request, "dialogues/translations.html", page, status=422 if form.errors else 200)
