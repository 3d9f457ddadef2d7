"""How mails are known that became posts."""

from __future__ import annotations

from django.db import models

from ....core.communities.models import Community
from .post import Post
from .topic import Topic


class MailId(models.Model):
    """How a mail is known: by Message-ID or fingerprint. Without `post`, others refer to it and it has not come yet."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    digest = models.BinaryField(max_length=16)  # see archives/mails.py
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="mail_ids")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="mail_ids")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="one_place_a_mail")]

    def __str__(self) -> str:
        return f"mail of {self.post_id}"


class MailHeader(models.Model):
    """What an imported post's place in a topic was found by, so that it can be found anew when more mail comes."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="mail")
    key = models.BinaryField(max_length=16)
    references = models.BinaryField(blank=True)  # digests of 16 bytes, from the oldest to the parent
    subject = models.BinaryField(max_length=16, null=True)  # of community and subject
    follows = models.BinaryField(max_length=16, null=True)  # key of the mail that it is joined to by subject alone
    author = models.BinaryField(max_length=16)
    is_reply = models.BooleanField(default=False)
    has_parent = models.BooleanField(default=False)  # whether a mail that it refers to is here
    written_at = models.DateTimeField(null=True)  # None when it does not say
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="mail_by_subject")]

    def __str__(self) -> str:
        return f"header of {self.post_id}"
