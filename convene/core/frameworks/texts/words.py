"""A text in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in several languages; as text it is what the reader understands best."""

    said: Mapping[str, str] = field(default_factory=dict)  # language code -> text; "" for a text without a language

    def __str__(self) -> str:
        for language in ((get_language() or "").partition("-")[0], settings.LANGUAGE_CODE.partition("-")[0], "en"):
            if text := self.said.get(language):
                return text
        return next(iter(self.said.values()), "")

    def __bool__(self) -> bool:
        return any(self.said.values())

    @property
    def language(self) -> str:
        """The code of the language in which it is read now, where that is not the page's; else nothing."""
        read, here = str(self), (get_language() or "").partition("-")[0]
        if self.said.get(here) == read:
            return ""
        return next((code for code, text in self.said.items() if text == read), "")
