"""What can be found, in the order of the page: see core/search/kinds/base.py."""

from __future__ import annotations

SEARCHED = {
    "post": "convene.features.discussions.searched.POSTS",
    "resource": "convene.features.library.searched.RESOURCES",
    "person": "convene.core.search.kinds.people.PEOPLE",
    "community": "convene.core.search.kinds.communities.COMMUNITIES",
}
