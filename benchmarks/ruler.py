"""The ruler: a bare Django project, with the middleware that `startproject` gives it, and one page of 20 rows through a
Django template, on the same database.

Nothing of Convene runs here but the settings of its database. `python -m benchmarks.ruler PORT WORKERS` serves it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from convene.lib.database import driver

driver.load()

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402
from granian.constants import HTTPModes, Interfaces  # noqa: E402
from granian.log import LogLevels  # noqa: E402
from granian.server import Server  # noqa: E402

from convene.lib.database.settings import database  # noqa: E402

TOPIC = 1000
ROWS = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Twenty rows</title></head>
<body><h1>Twenty rows</h1>
{% for post in posts %}
<article id="post-{{ post.number }}">
<p><a href="{% url "person" post.author.handle %}">{{ post.author.name }}</a>
{{ post.created_at|date:"j M Y, H:i" }}</p>
<div>{{ post.html|safe }}</div>
<p><a href="{% url "post" post.pk %}">{{ post.number }}</a>{% if post.edited_at %} edited{% endif %}</p>
</article>
{% endfor %}
</body></html>"""

if not settings.configured:
    settings.configure(
        SECRET_KEY="only-for-the-ruler",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        DATABASES={
            "default": database(os.environ.get("DATABASE_URL", ""), Path(os.environ["DATA_DIR"]) / "convene.sqlite3")
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [("django.template.loaders.locmem.Loader", {"rows.html": ROWS})],
                        )
                    ]
                },
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402


class Person(models.Model):
    """Who wrote a row."""

    name = models.CharField(max_length=120)
    handle = models.CharField(max_length=40)

    class Meta:
        app_label, db_table, managed = "ruler", "people_user", False


class Post(models.Model):
    """A row."""

    topic_id = models.BigIntegerField()
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Person, on_delete=models.CASCADE)
    html = models.TextField()
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    class Meta:
        app_label, db_table, managed = "ruler", "discussions_post", False


def rows(request: HttpRequest) -> HttpResponse:
    """The page."""
    posts = Post.objects.filter(topic_id=TOPIC).select_related("author").order_by("number")[:20]
    return render(request, "rows.html", {"posts": posts})


urlpatterns = [
    path("", rows),
    path("people/<str:handle>/", rows, name="person"),
    path("posts/<int:pk>/", rows, name="post"),
]
application = get_wsgi_application()


def main(port: int, workers: int) -> None:
    """Serve as `convene web` serves."""
    Server(
        "benchmarks.ruler:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI, http=HTTPModes.http1,
        websockets=False, workers=workers, blocking_threads=1, log_level=LogLevels.error,
    ).serve(target_loader=lambda: application, wrap_loader=False)  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
