from django.db import migrations, models
from django.db.models.lookups import IsNull


class Migration(migrations.Migration):
    dependencies = [("discussions", "0002_mail_headers")]

    operations = [
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(
                models.F("community"),
                models.OrderBy(IsNull(models.F("pinned_at"), False), descending=True),
                models.OrderBy(models.F("last_post_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="community_list",
            ),
        ),
    ]
