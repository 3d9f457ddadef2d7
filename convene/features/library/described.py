"""A resource for machines that read its page: schema.org's LearningResource, after LRMI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from ...core.tags.models import Facet

if TYPE_CHECKING:
    from .queries import Page

DURATIONS = {"under-an-hour": "PT1H", "an-afternoon": "PT4H"}


def described(page: Page) -> dict[str, Any]:
    """What JSON-LD says of it."""
    one, terms = page.resource, page.terms
    licence = page.licence
    effort = next((DURATIONS.get(term.slug) for term in terms.get(Facet.EFFORT, ())), None)
    told = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": settings.SITE_URL + one.get_absolute_url(),
        "url": settings.SITE_URL + one.get_absolute_url(),
        "name": one.title,
        "description": one.excerpt,
        "abstract": one.context_note,
        "author": {"@type": "Organization", "name": one.authors},
        "publisher": {"@type": "Organization", "name": settings.NETWORK_NAME},
        "dateCreated": str(one.year) if one.year else None,
        "datePublished": one.published_at.date().isoformat() if one.published_at else None,
        "dateModified": one.changed_at.date().isoformat(),
        "version": str(one.number),
        "inLanguage": [term.slug for term in terms.get(Facet.LANGUAGE, ())],
        "license": (licence.address or licence.label) if licence else None,
        "isAccessibleForFree": next((term.slug != "paid" for term in terms.get(Facet.COST, ())), None),
        "learningResourceType": [term.label for term in terms.get(Facet.KIND, ())],
        "about": [{"@type": "DefinedTerm", "name": term.label} for term in terms.get(Facet.TOPIC, ())],
        "audience": [{"@type": "Audience", "audienceType": term.label} for term in terms.get(Facet.AUDIENCE, ())],
        "timeRequired": effort,
        "sameAs": [address for _words, address in one.links],
    }
    return {name: value for name, value in told.items() if value not in (None, [], "")}
