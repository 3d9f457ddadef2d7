"""Every page there is, as each kind of reader sees it, and why the other addresses are no pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

Places = dict[str, Any]
HOME = "citizen-science"

NO_PAGES = {
    "home:read_all",
    "search:suggest",
    "moderation:withdraw",
    "moderation:appeal",
    "discussions:preview",
    "discussions:similar",
    "discussions:remove_bookmark",
    "discussions:draft",
    "discussions:reply_draft",
    "drafts:keep",
    "drafts:discard",
    "discussions:read",
    "discussions:follow",
    "discussions:pin",
    "discussions:unpin",
    "discussions:close",
    "discussions:archive",
    "discussions:unmark_duplicate",
    "discussions:reopen",
    "discussions:unaccept",
    "discussions:react",
    "discussions:accept",
    "discussions:restore_post",
    "discussions:restore_topic",
    "discussions:vote",
    "discussions:wiki",
    "discussions:stop_scheduled",
    "discussions:remove_scheduled",
    "discussions:remove_summary",
    "discussions:unwiki",
    "discussions:unshare",
    "discussions:close_poll",
    "discussions:remove_poll",
    "messages:new_draft",
    "messages:preview",
    "messages:draft",
    "messages:read",
    "messages:mute",
    "messages:unmute",
    "messages:unblock",
    "messages:write",
    "messages:message",
    "communities:state",
    "communities:welcomed",
    "communities:hand_over",
    "communities:end_enrolment",
    "communities:resend",
    "communities:withdraw",
    "begin:done",
    "communities:join",
    "communities:remove",
    "people:end_session",
    "people:suspend",
    "people:reinstate",
    "people:export",
    "people:remove_export",
    "people:keep_open",
    "people:fetch_export",
    "people:prove",  # test_leaving.py looks at it on the way
    "people:leave_now",
    "notifications:read",
    "files:bring_in",  # only take something in
    "discussions:reply",
    "discussions:post",
    "people:settings",
    "mfa_list_webauthn",  # lead to another page
    "home:language",
    "home:robots",
    "home:sitemap",
    "offline:manifest",
    "offline:worker",
    "offline:token",
    "old",
    "overview:community_csv",
    "overview:network_csv",
    "people:suggest",
    "notifications:count",
    "files:sized",
    "files:file",
    "alive",
    "ready",
    "mfa_download_recovery_codes",
    "mfa_login_webauthn",
    "outbox:letter_html",  # not for eyes, or not ours
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "account_reauthenticate",
    "account_set_password",
    # only there in the middle of something: test_entrance.py looks at them on the way
}


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
    yield from named("offline:page", "offline:unsent")
    yield "/no/such/page/"
    yield reverse("communities:invitation", args=["not-a-token"])
    yield reverse("communities:about", args=["traveling-exhibits"])
    yield reverse("outbox:letters")


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
    yield reverse("discussions:add_poll", args=[HOME, at["bare"], 1])
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
    yield from named("people:data", "people:leave")
    yield reverse("discussions:topic", args=[HOME, at["long"]]) + "?page=1"
    yield reverse("discussions:taken_down", args=[HOME])
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
    yield from named("communities:purposes", "communities:new_purpose", "overview:network")
    yield reverse("overview:community", args=["quiet-room"])
    yield reverse("communities:purpose", args=[1])
    yield from named("communities:proposals", "communities:enrolments")
    yield reverse("communities:proposal", args=[1])
    yield reverse("communities:rename", args=[HOME])


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
