from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from convene.core.outbox import letters
from convene.core.outbox.models import Letter
from convene.core.outbox.reading import OpenLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    message = EmailMultiAlternatives(
        "Your code & more",
        "Hello <Ben>,\n\nyour code is\n\n  KQ4F-77RT\n\nor open https://example.org/a?b=1&c=2.\n",
        "Convene <convene@example.org>",
        ["ben@example.org"],
    )
    message.attach_alternative('<p>Hello <script>document.title = "taken"</script></p>', "text/html")
    return letters.post(message)[0]


def test_kept_mails_are_listed_newest_first_with_codes_and_links(client, letter):
    letters.post(EmailMultiAlternatives("Newer", "", "a@example.org", ["cleo@example.org"]))
    page = client.get("/mail/").content.decode()
    assert page.index("Newer") < page.index("Your code &amp; more")
    assert "KQ4F-77RT" in page
    assert 'href="https://example.org/a?b=1&amp;c=2"' in page


def test_a_mail_shows_its_text_and_puts_its_html_in_a_frame_without_powers(client, letter):
    page = client.get(f"/mail/{letter.pk}/")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    text = page.content.decode()
    assert "Hello &lt;Ben&gt;" in text
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in text
    assert "document.title" not in text
    html = client.get(f"/mail/{letter.pk}/html/")
    assert "document.title" in html.content.decode()
    policy = html["Content-Security-Policy"]
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert html["X-Frame-Options"] == "SAMEORIGIN"


def test_a_site_without_mails_says_what_will_be_here(client):
    assert "No mail yet" in client.get("/mail/").content.decode()


def test_a_mail_that_is_not_there_is_missing(client):
    assert client.get("/mail/99999/").status_code == 404


def test_a_sign_in_code_is_found_among_the_mails_and_nothing_was_sent(client, person, settings):
    settings.EMAIL_BACKEND = "convene.core.outbox.mail.OutboxBackend"
    ben = person("Ben Osei")
    client.post(reverse("account_request_login_code"), {"email": ben.email})
    letter = Letter.objects.get()
    assert (letter.recipient, letter.sent_at) == (ben.email, None)
    (code,) = OpenLetter(letter).codes
    assert code in client.get("/mail/").content.decode()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/").wsgi_request.user == ben
