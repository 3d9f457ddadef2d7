"""What a form attempts: a refusal stands on the form, and nothing else is caught."""

from __future__ import annotations

import pytest
from django.forms import CharField, Form

from convene.lib.errors import NotAllowed, NotPossible, TooMuch
from convene.lib.ui.forms import Attempt


class Naming(Form):
    """A form of one field."""

    name = CharField()


@pytest.mark.parametrize(("no", "status"), [(NotPossible("That is taken."), 422), (TooMuch("That is taken."), 429)])
@pytest.mark.parametrize(("field", "place"), [("name", "name"), (None, "__all__")])
def test_a_refusal_stands_on_the_form_and_says_how_to_answer(no, status, field, place):
    form = Naming({"name": "Owls"})
    assert form.is_valid()
    with Attempt(form, field) as attempt:
        raise no
    assert form.errors == {place: ["That is taken."]}
    assert attempt.status == status


@pytest.mark.parametrize("error", [NotAllowed("Only leaders do this."), ValueError("broken")])
def test_whoever_may_not_do_it_and_whatever_breaks_is_told_elsewhere(error):
    form = Naming({"name": "Owls"})
    with pytest.raises(type(error)), Attempt(form):
        raise error
    assert not form.errors
