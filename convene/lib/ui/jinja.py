"""The Jinja2 environments that every page is rendered in."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from django.apps import apps
from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from ..text import safe
from . import dates, numbers
from .data import json_ld
from .emblem import emblem
from .environments import Environments, WorkedOut
from .forms import cards, csrf_field, errors_of, kind_of, widget
from .frame import frame_part
from .icons import drawings, icon, icon_again, logo
from .kept import keeper, kept
from .marks import state_mark
from .paging import page_steps
from .words import Words

OWN_TEMPLATES = Path(__file__).resolve().parent / "templates"


class Page(jinja2.Template):
    """A template whose imports cost nothing: no page brings globals of its own, so a component's module serves all."""

    def _get_default_module(self, _ctx: jinja2.runtime.Context | None = None) -> jinja2.environment.TemplateModule:
        return super()._get_default_module()


def environment(**options: Any) -> Environments:
    """Jinja2 with the templates of every installed app of ours, gettext, addresses, and times in the reader's zone."""
    return Environments(partial(_environment, **options))


def _environment(**options: Any) -> jinja2.Environment:
    options.pop("autoescape", None)
    options |= {
        "loader": jinja2.FileSystemLoader(template_folders()),
        "auto_reload": settings.DEVELOPMENT,
        "undefined": jinja2.StrictUndefined,
        "cache_size": -1,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    env = jinja2.Environment(
        autoescape=jinja2.select_autoescape(disabled_extensions=("txt", "md"), default=True),  # mails are plain text
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        **options,
    )
    env.template_class = Page
    env.code_generator_class = WorkedOut
    i18n: Any = env
    words = Words()
    i18n.install_gettext_callables(gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext)
    env.globals |= {
        "_": words.one,
        "gettext": words.one,
        "ngettext": words.by_number,
        "url": address,
        "static": static if settings.DEVELOPMENT else cache(static),
        "csrf_field": csrf_field,
        "emblem_svg": emblem,
        "frame_part": frame_part,
        "icon": icon,
        "json_ld": json_ld,
        "logo": logo,
        "page_steps": page_steps,
        "state_mark": state_mark,
        "when": dates.when,
        "widget": widget,
        "kind_of": kind_of,
        "cards": cards,
        "errors_of": errors_of,
        "kept": kept,
        "keeper": keeper,
        "drawings": drawings,
        "icon_again": icon_again,
    }
    env.filters |= {
        "cooked": safe,
        "localtime": dates.localtime,
        "date": dates.date,
        "time": dates.time,
        "datetime": dates.datetime,
        "iso": dates.iso,
        "number": numbers.number,
        "filesize": numbers.filesize,
    }
    return env


def template_folders() -> list[str]:
    """The components' folder first, then that of every installed app of ours."""
    folders = [OWN_TEMPLATES]
    folders += [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("convene.")]
    return [str(folder) for folder in dict.fromkeys(folders) if folder.is_dir()]


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route: `url("discussions:topic", community.slug, topic.pk)`."""
    return _address(name, get_urlconf(), get_script_prefix(), args, tuple(kwargs.items()))


@lru_cache(maxsize=4096)
def _address(
    name: str, _urlconf: str | None, _prefix: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]
) -> str:
    return reverse(name, args=args, kwargs=dict(named) or None)
