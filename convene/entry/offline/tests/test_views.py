"""What a browser is given to install the site, and what it may keep."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from convene.features.discussions import actions
from convene.features.discussions.models import Post

pytestmark = pytest.mark.django_db
WORKER = reverse("offline:worker")


def test_the_worker_serves_the_whole_site_under_a_policy_of_its_own(client):
    script = client.get(WORKER)
    assert WORKER.count("/") == 1, "its place is its scope"
    assert script["Content-Type"] == "text/javascript"
    assert script["Content-Security-Policy"] == "default-src 'none'; script-src 'self'; connect-src 'self'"
    assert "max-age" in script["Cache-Control"]
    (files,) = re.findall(r"^const FILES = (.*)$", script.content.decode(), re.MULTILINE)
    assert {name.rpartition(".")[2] for name in json.loads(files)} == {"css", "js", "svg", "woff2"}


def test_the_manifest_speaks_the_reader_s_language(client):
    told = json.loads(client.get(reverse("offline:manifest"), headers={"Accept-Language": "es"}).content)
    assert told["lang"] == "es"
    assert told["start_url"] == "/"
    assert {icon["sizes"] for icon in told["icons"]} >= {"192x192", "512x512"}


def test_every_answer_names_its_reader_and_tells_nothing_else(client, as_, ana, ben, topic):
    address = topic.get_absolute_url()
    assert client.get(address)["Convene-Reader"] == "nobody"
    names = {as_(person).get(address)["Convene-Reader"] for person in (ana, ben)}
    assert len(names) == 2
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in names)
    assert as_(ana).get("/no/such/page/")["Convene-Reader"] in names


def test_pages_without_a_connection_name_nobody(as_, ben):
    for name in ("page", "unsent"):
        page = as_(ben).get(reverse(f"offline:{name}"))
        assert ben.name not in page.content.decode()
        assert ben.handle not in page.content.decode()


def test_only_what_a_browser_may_hold_is_marked_so(as_, ben, topic):
    browser = as_(ben)
    for address in ("/", topic.get_absolute_url(), topic.community.get_absolute_url()):
        assert browser.get(address)["Cache-Control"] == "private, no-cache", address
    for name in ("messages:inbox", "people:data", "moderation:mine", "people:security", "account_login", "offline:token"):
        caching = browser.get(reverse(name)).get("Cache-Control", "")
        assert "private" not in caching or "no-store" in caching, name


def test_a_reply_by_script_is_told_its_address_and_comes_once(ben, topic):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)
    token = browser.get(reverse("offline:token")).json()["token"]
    sent = {"body": "From the basement.", "key": str(uuid.uuid4()), "may_wait": "1", "csrfmiddlewaretoken": token}
    answers = [
        browser.post(f"{topic.get_absolute_url()}reply/", sent, headers={"Accept": "application/json"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Post.objects.filter(body="From the basement.").count() == 1
    assert browser.get(answers[0].json()["address"]).status_code == 200


def test_a_refused_reply_by_script_is_told_why(as_, ana, ben, topic):
    def reply(body: str) -> tuple[int, str]:
        answer = as_(ben).post(
            f"{topic.get_absolute_url()}reply/", {"body": body}, headers={"Accept": "application/json"}
        )
        return answer.status_code, answer.json()["error"]

    assert reply("") == (422, "This field is required.")
    actions.close(ana, topic)
    status, why = reply("Too late.")
    assert status == 403
    assert "closed" in why
