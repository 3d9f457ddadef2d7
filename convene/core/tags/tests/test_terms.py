"""The network's terms: ready-made, in every language, and worded by staff."""

from __future__ import annotations

import pytest
from django.utils import translation

from convene.core.ledger.models import Entry
from convene.core.tags import actions
from convene.core.tags.models import Facet, Term
from convene.core.tags.queries import vocabulary
from convene.lib.errors import NotAllowed, NotPossible


def test_a_new_site_begins_with_terms_for_every_facet_and_nothing_has_happened_yet(db):
    assert actions.adopt(None) == Term.objects.count() > 60
    assert actions.adopt(None) == 0
    assert {facet for facet, terms in vocabulary().by_facet.items() if terms} == set(Facet.values)
    assert not [term for term in Term.objects.all() if not {"en", "es"} <= term.labels.keys()]
    assert not Entry.objects.exists()


def test_readers_see_terms_in_their_language_or_in_that_of_the_site(db):
    actions.adopt(None)
    term = vocabulary().find("kind", "guide")
    assert term
    for language, label in (("en", "Guide"), ("es", "Guía"), ("de", "Guide")):
        with translation.override(language):
            assert term.label == label


def test_staff_word_terms_and_a_slug_stays(dora, ben):
    term = actions.word(dora, facet="topic", labels={"en": "Night sky", "es": "Cielo nocturno"})
    again = actions.word(dora, facet="topic", slug=term.slug, labels={"en": "Dark skies"})
    assert (again.pk, again.slug, again.label) == (term.pk, "night-sky", "Dark skies")
    with pytest.raises(NotAllowed, match="staff"):
        actions.word(ben, facet="topic", labels={"en": "Mine"})
    with pytest.raises(NotPossible):
        actions.word(dora, facet="nonsense", labels={"en": "Mine"})
