import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailHeader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BinaryField(max_length=16)),
                ('references', models.BinaryField(blank=True)),
                ('subject', models.BinaryField(max_length=16, null=True)),
                ('follows', models.BinaryField(max_length=16, null=True)),
                ('author', models.BinaryField(max_length=16)),
                ('is_reply', models.BooleanField(default=False)),
                ('has_parent', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField(null=True)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail', to='discussions.post')),
            ],
        ),
        migrations.AddIndex(
            model_name='mailheader',
            index=models.Index(fields=['subject'], name='mail_by_subject'),
        ),
        migrations.DeleteModel(
            name='MailSubject',
        ),
    ]
