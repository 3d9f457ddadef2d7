"""Home finds the questions without a reply by an index of their own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("discussions", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(
                condition=models.Q(
                    ("accepted_post", None),
                    ("closed_at", None),
                    ("hidden_at", None),
                    ("kind", "question"),
                    ("post_count", 1),
                ),
                fields=["community", "created_at"],
                name="unanswered_questions",
            ),
        ),
    ]
