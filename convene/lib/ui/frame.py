"""The parts of a page's frame that are the same on every page of a section, rendered once a process."""

from __future__ import annotations

from functools import lru_cache

import jinja2
from django.conf import settings
from django.utils.translation import get_language
from markupsafe import Markup

from .navigation import for_reader, navigation


@jinja2.pass_environment
def frame_part(environment: jinja2.Environment, name: str, section: str = "", signed_in: bool = False) -> Markup:
    """A template of the folder frame/ as the section and being signed in make it, in the environment's language."""
    render = _rendered.__wrapped__ if settings.DEVELOPMENT else _rendered
    return render(environment, name, section, signed_in)


@lru_cache(maxsize=256)
def _rendered(environment: jinja2.Environment, name: str, section: str, signed_in: bool) -> Markup:
    known = {"frame": navigation(), "section": section, "signed_in": signed_in, "network": settings.NETWORK_NAME}
    known |= {"for_reader": for_reader, "languages": settings.LANGUAGES, "language": get_language()}
    return environment.get_template(f"frame/{name}.html").make_module(known).__html__()
