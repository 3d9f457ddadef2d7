"""What can be found, in the order of the page: see core/search/kinds/base.py."""

from __future__ import annotations

from ..lib import env
from ..lib.opensearch.place import place

SEARCH_URL = env.text(
    "SEARCH_URL", help="opensearch://user:password@host:9200/name, a server that searches; empty for the database"
)
if SEARCH_URL:
    place(SEARCH_URL)  # says what is wrong with it
SEARCH_BY_MEANING = env.boolean(
    "SEARCH_BY_MEANING", False, help="Find things by what they mean too; needs the extra [semantic], see how-to/run.md"
)
SEARCHED = {
    "post": "convene.features.discussions.searched.POSTS",
    "resource": "convene.features.library.searched.RESOURCES",
    "dialogue": "convene.features.dialogues.searched.DIALOGUES",
    "file": "convene.core.search.kinds.files.FILES",
    "person": "convene.core.search.kinds.people.PEOPLE",
    "institution": "convene.core.search.kinds.institutions.INSTITUTIONS",
    "community": "convene.core.search.kinds.communities.COMMUNITIES",
}

# Who knows about something, and who of them takes a message: see core/search/queries/knowing.py
KNOWING: dict[str, list[str]] = {
    "ways": [
        "convene.features.discussions.queries.knowing.who_answered",
        "convene.features.library.queries.knowing.who_brought",
    ],
    "open_to": ["convene.features.messages.asking.open_to"],
    "offers": ["convene.features.mentoring.offers.mentors"],  # see core/help/offers.py
}

SAVED_ON = {  # pages whose searches can be saved: see core/saved/pages/base.py
    "search": "convene.core.saved.pages.search.SEARCH",
    "library": "convene.features.library.saved.SHELF_SEARCHES",
}

SEARCHED_FILES = {  # the kinds that hold files: see core/search/kinds/files.py
    "post": "convene.features.discussions.searched.held",
    "resource": "convene.features.library.searched.held",
}
