"""Browsers that note whatever a page does wrong: errors, broken policies, requests to other hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from .site import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

    from .site import Site

PEOPLE = {
    "newcomer": "newcomer@example.org",  # signed in, and a member of nothing
    "member": "priya@example.org",
    "leader": "marisol@example.org",
    "staff": "hyacinth@example.org",
}
POLICY = """addEventListener('securitypolicyviolation', e =>
  console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`))"""
NOT_YET = """(() => {
  const untouched = new CSSStyleSheet()
  untouched.replaceSync('* { pointer-events: none !important }')
  document.adoptedStyleSheets = [untouched]
  addEventListener('DOMContentLoaded', () => setTimeout(() => { document.adoptedStyleSheets = [] }))
})()"""  # nothing is pressed before the scripts are there: who is faster than they are is a test of its own
TIMEOUT = 20_000


class Watch:
    """Opens browsers on a site and collects `troubles`."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.troubles: list[str] = []
        self.contexts: list[BrowserContext] = []

    def open(
        self, who: str = "", *, width: int = 1280, height: int = 900, scheme: str = "light", **options: Any
    ) -> Page:
        """A page in a browser of its own, signed in as one of PEOPLE or by an address."""
        state = self.state(who) if who else None
        size = {"width": width, "height": height}
        return self.context(storage_state=state, viewport=size, color_scheme=scheme, **options).new_page()

    def context(self, **options: Any) -> BrowserContext:
        """A browser whose pages are watched; without a service worker, unless it is asked for."""
        usual = {"reduced_motion": "reduce", "locale": "en-US", "service_workers": "block"}
        context = self.browser.new_context(base_url=self.site.address, **usual | options)
        context.set_default_timeout(TIMEOUT)
        context.add_init_script(POLICY)
        if options.get("java_script_enabled", True):
            context.add_init_script(NOT_YET)
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.note(f"{error.page.url if error.page else ''}: {error.error}"))
        context.on("request", self.leave)
        context.on("response", self.answer)
        self.contexts.append(context)
        return context

    def state(self, who: str) -> Any:
        """The cookies of somebody who signed in, kept for the whole run; a form is sent, for which no page is drawn."""
        if who not in self.site.states:
            context = self.browser.new_context(base_url=self.site.address)
            asked = context.request.get("/account/login/")
            token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrf")
            said = {"login": PEOPLE.get(who, who), "password": PASSWORD, "csrfmiddlewaretoken": token}
            answer = context.request.post("/account/login/", form=said, headers={"Referer": asked.url})
            assert answer.ok, f"{who} was not let in: {answer.status}"
            assert "/account/" not in answer.url, f"{who} was not let in, but led to {answer.url}"
            self.site.states[who] = context.storage_state()
            context.close()
        return self.site.states[who]

    def close(self) -> None:
        """End all browsers."""
        for context in self.contexts:
            context.close()

    @property
    def violations(self) -> list[str]:
        """What the content policy forbade."""
        return [trouble for trouble in self.troubles if "policy: " in trouble]

    def note(self, trouble: str) -> None:
        """Keep what went wrong."""
        self.troubles.append(trouble)

    def hear(self, message: ConsoleMessage) -> None:
        """An error in the console; a page that answers 4xx is told about there too, and is judged in `answer`."""
        if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded"):
            self.note(f"{message.page.url if message.page else ''}: {message.text}")

    def leave(self, request: Request) -> None:
        """A request to another host."""
        if urlsplit(request.url).hostname not in {"localhost", None, ""}:
            self.note(f"a request to another host: {request.url}")

    def answer(self, response: Response) -> None:
        """A broken page, or a part of a page that is missing."""
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.note(f"{response.status} {response.request.method} {response.url}")


def show(page: Page, address: str) -> Response:
    """Open a page; say once more that it is you, where that is asked."""
    answer = page.goto(address)
    if "/account/reauthenticate/" in page.url and "/account/reauthenticate/" not in address:
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url(f"**{address}")
        answer = page.goto(address)
    assert answer, address
    return answer


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """By password, on the page for it."""
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_label("Your menu")).to_be_visible()
