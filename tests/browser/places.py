"""Every page there is, as each kind of reader sees it, and why the other addresses are no pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from . import guided, rated
from . import places_of_belonging as belonging
from . import places_of_dialogues as dialogues
from .no_pages import NO_PAGES as NO_PAGES

Places = dict[str, Any]
HOME = "citizen-science"


def visitor(at: Places) -> Iterator[str]:
    """What one sees before signing in."""
    yield from named(
        "home:home", "search:search", "home:about", "home:guidelines", "home:rules", "home:privacy", "home:accessibility", "communities:list"
    )
    yield from (
        reverse(name, args=[HOME]) for name in ("discussions:community", "communities:about", "communities:members")
    )
    yield reverse("discussions:topic", args=[HOME, at["answered"]])
    yield reverse("discussions:topic", args=[HOME, at["shut"]])
    yield reverse("communities:about", args=[at["asked"]])
    yield reverse("people:profile", args=[at["marisol"]])
    yield reverse("communities:invitation", args=[at["invitation"]])
    yield reverse("communities:decline", args=[at["invitation"]])
    yield from named(
        "account_login", "account_signup", "account_reset_password", "account_request_login_code", "account_inactive"
    )
    yield from named("guides:overview", "guides:guide", "readiness:levels", "readiness:rubric", "skills:wheel")
    yield reverse("guides:attribute", args=["shares-leadership"])
    yield reverse("guides:approach", args=["open-innovation"])
    yield reverse("guides:outcome", args=["impactful-scientific-research"])
    yield from named("offline:page", "offline:unsent", "library:browse", "library:collections", "directory:people")
    yield reverse("library:browse") + "?language=es&sort=title"
    yield from (reverse("library:resource", args=[at[name]]) for name in ("used", "made_of", "retired"))
    yield reverse("saved:stop", args=[at["stop_token"]])
    yield "/no/such/page/"
    yield reverse("communities:invitation", args=["not-a-token"])
    yield reverse("communities:about", args=["traveling-exhibits"])
    yield reverse("outbox:letters")
    yield from belonging.visitor(at)
    yield from dialogues.visitor(at)


def newcomer(at: Places) -> Iterator[str]:
    """What somebody sees who has just come: empty pages."""
    yield from named("home:home", "home:mine", "notifications:list", "communities:list", "people:edit")
    yield from (reverse("search:search") + query for query in ("", "?q=sensor", "?q=zzyzx&kind=person", "?q=!"))
    yield from (reverse("home:mine") + f"?show={show}" for show in ("new", "mentions", "bookmarks", "drafts"))
    yield from named("begin:purpose", "begin:communities", "begin:you", "begin:hello", "communities:mine")
    yield from named("messages:inbox", "messages:start", "messages:settings", "messages:reports", "messages:groups")
    yield from named("communities:propose", "communities:proposals", "moderation:mine")
    yield reverse("discussions:community", args=["quiet-room"])
    yield reverse("communities:about", args=["quiet-room"])
    yield reverse("communities:about", args=[HOME])
    yield reverse("communities:about", args=[at["asked"]])
    yield reverse("communities:ask", args=["membership-managers"])
    yield reverse("communities:invitation", args=[at["invitation"]])
    yield reverse("discussions:topic", args=[HOME, at["bare"]])
    yield reverse("discussions:start", args=[HOME])
    yield reverse("communities:requests", args=[HOME])
    yield reverse("people:profile", args=["nia-newcomer"])
    yield from named("library:browse", "library:add", "library:queue", "library:carry_in", "saved:list", "mentoring:board", "introductions:mine")
    yield reverse("library:browse") + "?community=quiet-room"
    yield from belonging.newcomer(at)
    yield from dialogues.newcomer(at)


def member(at: Places) -> Iterator[str]:
    """What a busy member sees."""
    yield from named("home:home", "home:mine", "notifications:list", "communities:list", "communities:mine")
    yield from (reverse("home:mine") + f"?show={show}" for show in ("new", "wrote", "mentions", "bookmarks", "drafts"))
    community = reverse("discussions:community", args=[HOME])
    yield from (community, community + "?show=unanswered", community + "?show=unresolved")
    long = reverse("discussions:topic", args=[HOME, at["long"]])
    yield from (long + "?page=1", long + "?page=3", long + "?page=1&quote=2")
    yield reverse("discussions:topic", args=[HOME, at["bare"]])
    yield reverse("discussions:topic", args=[HOME, at["shut"]])
    yield reverse("discussions:start", args=[HOME])
    yield from (reverse("discussions:bookmark", args=[HOME, at["long"], number]) for number in (1, 2))
    yield reverse("discussions:history", args=[HOME, at["long"], 2])
    yield reverse("discussions:edit", args=[HOME, at["long"], 4])
    yield reverse("discussions:votes", args=[HOME, at["long"], 4])
    yield reverse("discussions:summaries", args=[HOME, at["long"]])
    yield reverse("discussions:add_hands", args=[HOME, at["bare"], 1])
    yield reverse("discussions:edit", args=[HOME, at["long"], 5])
    yield reverse("discussions:title", args=[HOME, at["bare"]])
    yield reverse("communities:leave", args=[HOME])
    yield from (reverse("people:profile", args=[at[name]]) for name in ("priya", "marisol", "long_named"))
    yield from named(
        "people:edit",
        "people:preferences",
        "people:security",
        "people:data",
        "people:leave",
        "usersessions_list",
        "account_email",
        "account_change_password",
    )
    yield from named("library:browse", "library:add", "library:queue", "library:carry_in", "skills:mine", "skills:clear")
    yield reverse("library:browse") + "?topic=citizen-science"
    yield from named("mentoring:board")
    yield from (reverse(f"mentoring:{name}", args=[1]) for name in ("ask", "mentorship"))
    yield reverse("mentoring:enrol", args=["mentor"])
    yield reverse("introductions:mine")
    yield reverse("introductions:ask", args=[at["long_named"]])
    yield from (reverse("introductions:introduction", args=[pk]) for pk in at["introductions"])
    yield from (reverse("directory:people") + query for query in ("", "?languages=english", "?q=zzyzx"))
    yield reverse("library:beside") + f"?topic={at['answered']}"
    yield reverse("search:people") + "?q=sensor"
    yield reverse("discussions:people", args=[HOME, at["bare"]])
    yield reverse("saved:new") + "?on=search&q=sensor"
    yield from (reverse("library:resource", args=[at[name]]) for name in ("draft", "used", "made_of", "stale"))
    yield from (reverse(f"library:{name}", args=[at["draft"]]) for name in ("edit", "retire"))
    yield reverse("library:version", args=[at["used"], 1])
    yield reverse("library:collection", args=[at["collection"]])
    yield reverse("library:add") + f"?source={at['answered']}"
    yield reverse("moderation:mine")
    yield reverse("moderation:mend", args=[at["refused"]])
    yield reverse("moderation:report", args=["discussions.post", at["worded"]])
    talk = reverse("messages:conversation", args=[at["talk"]])
    yield from (talk, talk + "?page=1", talk + "?page=2")
    yield from (reverse(f"messages:{name}", args=[at["talk"]]) for name in ("add", "leave"))
    yield from (reverse(f"messages:{name}", args=[at["talk"], 1]) for name in ("edit", "take_back", "ask_for_help"))
    yield reverse("messages:ask_for_help", args=[at["talk"], 30])
    yield from (reverse("messages:start") + f"?to={at[name]}" for name in ("long_named", "suspended"))
    yield from named("messages:inbox", "messages:settings", "messages:reports", "messages:groups")
    yield from (reverse(f"messages:{name}", args=[at["to_all"]]) for name in ("group", "report_group"))
    yield reverse("messages:report", args=[at["report"]])
    yield reverse("messages:block", args=[at["long_named"]])
    yield from named("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout")
    yield from guided.member(at)
    yield from belonging.member(at)
    yield from dialogues.member(at)


def leader(at: Places) -> Iterator[str]:
    """What is there for those who lead."""
    queue = reverse("moderation:queue")
    yield from (queue, queue + "?show=decided", queue + "?show=appealed")
    waiting = reverse("moderation:item", args=[at["waiting"]])
    yield from (waiting, waiting + "?edit", reverse("moderation:item", args=[at["appealed"]]))
    yield from (reverse(f"moderation:{name}", args=[at["waits"]]) for name in ("person", "undo"))
    yield reverse("moderation:undoing", args=[at["undoing"]])
    yield from (reverse(f"moderation:{name}", args=[HOME]) for name in ("policy", "words"))
    yield reverse("discussions:community", args=[HOME])
    yield reverse("discussions:community", args=["quiet-room"])
    yield reverse("overview:community", args=[HOME])
    yield reverse("discussions:mark_duplicate", args=[HOME, at["answered"]])
    yield reverse("communities:members", args=[HOME])
    yield reverse("communities:roles", args=[HOME, at["priya"]])
    yield reverse("communities:invite", args=[HOME])
    yield reverse("communities:requests", args=[HOME])
    yield reverse("communities:settings", args=[HOME])
    yield reverse("discussions:welcome", args=[HOME])
    yield reverse("communities:handover", args=[HOME])
    yield reverse("messages:to_members", args=[HOME])
    yield from named("people:data", "people:leave", "library:queue", "library:gather", "saved:list")
    yield from (reverse(f"saved:{name}", args=[at["saved"]]) for name in ("search", "delete"))
    yield reverse("library:add") + f"?source={at['answered']}"
    yield from (reverse("library:resource", args=[at[name]]) for name in ("to_review", "used"))
    yield from (reverse(f"library:{name}", args=[at["to_review"]]) for name in ("edit", "refuse"))
    yield reverse("library:retire", args=[at["used"]])
    yield from (reverse(f"library:{name}", args=[at["collection"]]) for name in ("collection", "change_collection"))
    yield reverse("discussions:topic", args=[HOME, at["long"]]) + "?page=1"
    yield reverse("discussions:taken_down", args=[HOME])
    yield from (reverse(name, args=[key]) for name, key in rated.leader_sees(at))
    yield reverse("discussions:scheduled")
    yield reverse("discussions:scheduled_one", args=[at["scheduled"]])
    yield reverse("discussions:hide_topic", args=[HOME, at["bare"]])
    yield reverse("discussions:hide_post", args=[HOME, at["long"], 4])
    yield reverse("discussions:title", args=[HOME, at["long"]])
    yield reverse("discussions:move", args=[HOME, at["long"]])
    yield reverse("discussions:merge", args=[HOME, at["long"]]) + "?target=the"
    share = reverse("discussions:share", args=[HOME, at["long"]])
    yield from (share, f"{share}?community=research-and-evaluation", f"{share}?community=quiet-room")
    yield reverse("discussions:community", args=["research-and-evaluation"])
    split = reverse("discussions:split", args=[HOME, at["long"]])
    yield from (split + "?post=5", split + "?post=5&post=6&go=1", split + "?post=5&go=1&target=the")
    yield from (reverse(f"discussions:{name}", args=[HOME, at["long"]]) for name in ("slow", "sum_up"))
    yield reverse("discussions:topic", args=[HOME, at["announcement"]])
    yield reverse("discussions:start", args=[HOME]) + "?kind=announcement"
    yield from guided.leader(at)
    yield from belonging.leader(at)
    yield from dialogues.leader(at)


def staff(at: Places) -> Iterator[str]:
    """What the staff of the network sees."""
    yield reverse("communities:settings", args=["quiet-room"])
    yield reverse("communities:requests", args=[at["asked"]])
    yield from (reverse("people:profile", args=[at[name]]) for name in ("priya", "suspended"))
    yield reverse("people:close", args=[at["priya"]])
    yield from (reverse("home:edit", args=[key]) for key in ("welcome", "about"))
    yield from named("messages:inbox", "messages:reports", "moderation:site_policy", "moderation:site_words")
    yield reverse("messages:report", args=[at["report"]])
    yield reverse("outbox:letters")
    yield "/mail/1/"
    yield from named("communities:purposes", "communities:new_purpose", "overview:network", "mentoring:figures")
    yield reverse("frameworks:list")
    yield reverse("frameworks:text", args=["guide"])
    yield reverse("overview:community", args=["quiet-room"])
    yield reverse("communities:purpose", args=[1])
    yield from named("communities:proposals", "communities:enrolments")
    yield reverse("communities:proposal", args=[1])
    yield reverse("communities:rename", args=[HOME])
    yield from belonging.staff(at)


def catalogue(_at: Places) -> Iterator[str]:
    """Every component, and the pages that are hard to reach."""
    yield reverse("ui:catalogue")
    yield from (
        reverse("ui:sample", args=[name])
        for name in ("400", "403", "404", "429", "500", "503", "refusal", "confirm", "text")
    )


READERS: dict[str, Callable[[Places], Iterator[str]]] = {
    "": visitor,
    "newcomer": newcomer,
    "member": member,
    "leader": leader,
    "staff": staff,
    "cataloguer": catalogue,
}


def named(*names: str) -> Iterator[str]:
    """Addresses of pages that need no more than a name."""
    yield from map(reverse, names)


def routes(resolver: Any = None, space: str = "") -> Iterator[str]:
    """The names of all addresses of ours."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver) and one.namespace != "admin":
            yield from routes(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


MOST_TO_SEE_FIRST = ("leader", "member", "staff", "newcomer", "", "cataloguer")


def each_page_once(at: Places, who: str) -> list[str]:
    """One address of each page, where this reader is the one who sees most of it."""
    seen: set[str] = set()
    mine = []
    for reader in MOST_TO_SEE_FIRST:
        for address in READERS[reader](at):
            name = address if address == "/no/such/page/" else resolve(address.partition("?")[0]).view_name
            if name not in seen or name == "ui:sample":
                seen.add(name)
                mine += [address] * (reader == who)
    return mine
