"""What the field component needs to know of a Django form."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from django.forms import BaseForm, BoundField, ChoiceField, Form, ModelChoiceField, RadioSelect
from django.forms.boundfield import BoundWidget
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    Select,
    Textarea,
)
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from ..errors import NotAllowed, Refusal
from ..web.csrf import csrf_token

KINDS = {"checkbox": CheckboxInput, "select": Select, "textarea": Textarea, "file": ClearableFileInput}


class Attempt:
    """`with Attempt(form, "slug"):` says a refusal on the form, beside a field or above all of them.

    `status` is what the page then answers. Who may not do this at all is told so on a page of its own.
    """

    def __init__(self, form: BaseForm, field: str | None = None) -> None:
        self.form, self.field, self.status = form, field, 422

    def __enter__(self) -> Attempt:
        return self

    def __exit__(self, _kind: type | None, error: BaseException | None, _trace: TracebackType | None) -> bool:
        if not isinstance(error, Refusal) or isinstance(error, NotAllowed):
            return False
        self.form.add_error(self.field, error.sentence)
        self.status = error.status
        return True


def choice_of(form: BaseForm, name: str) -> ChoiceField:
    """A field of which a form says itself what can be chosen."""
    field = form.fields[name]
    assert isinstance(field, ChoiceField)
    return field


def rows_of(form: BaseForm, name: str) -> ModelChoiceField[Any]:
    """A field of which a form says itself which rows can be chosen."""
    field = form.fields[name]
    assert isinstance(field, ModelChoiceField)
    return field


def csrf_field(request: HttpRequest) -> SafeString:
    """The hidden field that every form with method="post" carries."""
    token = csrf_token(request)  # letters and digits
    return mark_safe(f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">')  # noqa: S308


def kind_of(field: BoundField) -> str:
    """How a field is shown: hidden, choices, checkbox, select, textarea, file or text."""
    shown = field.field.widget
    if shown.is_hidden:
        return "hidden"
    if isinstance(shown, (RadioSelect, CheckboxSelectMultiple)):
        return "choices"
    return next((kind for kind, widgets in KINDS.items() if isinstance(shown, widgets)), "text")


def widget(field: BoundField, hint: str = "", **attrs: Any) -> str:
    """The field's own input element, tied to its hint and its errors."""
    described = [f"{field.auto_id}_hint"] if hint or field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if kind_of(field) not in {"checkbox", "hidden"}:
        attrs["class"] = f"input {field.field.widget.attrs.get('class', '')}".strip()
    return field.as_widget(attrs=attrs)


def cards(field: BoundField) -> list[BoundWidget]:
    """The choices of a radio or checkbox group."""
    return list(field.subwidgets)


def errors_of(form: Form) -> list[tuple[str, str, str]]:
    """Every error of a form as (id of the field, its label, the sentence); those of the whole form have no id."""
    found = [("", "", str(error)) for error in form.non_field_errors()]
    for field in form:
        found += [(field.id_for_label or field.auto_id, str(field.label), str(error)) for error in field.errors]
    return found
