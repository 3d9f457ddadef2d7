"""What the index keeps beside the words: what each row stands for, how words are spelt, and how far it has come.

The words themselves lie where the database keeps full text: see engines/. All of it can be made again from what it is
about, so backups leave it out. What members looked for is another matter: it is theirs, and is carried.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

LONGEST = 200  # letters of a search that is kept


class Doc(models.Model):
    """A thing that can be found, or a part of one. No foreign keys: things of any kind, gone or not, are rows here."""

    id = models.BigAutoField(primary_key=True)  # its time, so that what is newer has a higher one: see engines/
    kind = models.CharField(max_length=12)  # a key of the setting SEARCHED
    obj = models.BigIntegerField()
    part = models.SmallIntegerField(default=0)
    scope = models.BigIntegerField()  # the community whose readers may find it, or one of kinds/base.py
    author = models.BigIntegerField(null=True)
    state = models.SmallIntegerField(default=0)
    round = models.SmallIntegerField(default=0)  # in which it was written last

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "obj", "part"], name="one_doc_a_part")]
        indexes = [models.Index(fields=["author", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.obj}"


class Sense(models.Model):
    """What a row of the index means, as numbers: see senses.py. There are none where search by meaning is off."""

    doc = models.BigIntegerField(unique=True)
    digest = models.BigIntegerField()  # of what was read, and of who may read it
    vector = models.BinaryField()  # empty where there is nothing to understand

    def __str__(self) -> str:
        return f"of {self.doc}"


class Unsent(models.Model):
    """A row of the index whose copy at a server is to be brought into step: see copies/. Its number is its version."""

    doc = models.BigIntegerField()
    is_changed = models.BooleanField()  # since the copy that is asked was made
    refusals = models.SmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["is_changed", "refusals", "id"])]

    def __str__(self) -> str:
        return f"{self.doc}, version {self.pk}"


class Word(models.Model):
    """A folded word that stands in what everybody can read."""

    word = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField()
    round = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.word


class Slip(models.Model):
    """A key by which a mistyped word leads to this one."""

    key = models.BigIntegerField(db_index=True)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="slips")

    def __str__(self) -> str:
        return f"{self.key} of {self.word_id}"


class Progress(models.Model):
    """How far the index has come; one row, or none before it begins."""

    place = models.BigIntegerField()  # every line of the ledger up to this one is in the index
    round = models.SmallIntegerField(default=0)  # how often everything was written anew
    kind = models.CharField(max_length=12, blank=True)  # which is being written anew; "" when all are
    after = models.BigIntegerField(default=0)  # of that kind, the last that was
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    copied = models.CharField(max_length=400, blank=True)  # the copy that is asked: server/name-round
    copying = models.CharField(max_length=400, blank=True)  # the one that is being made beside it

    def __str__(self) -> str:
        return f"up to {self.place}"


class Past(models.Model):
    """What a member looked for and found, kept for themselves; and counted, where several looked for the same."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST)  # the words, folded
    words = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="looked_for_once")]
        indexes = [models.Index(fields=["at", "key"], name="past_by_age")]

    def __str__(self) -> str:
        return f"by {self.person_id}"


class Unkept(models.Model):
    """Somebody who wants none of that kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"of {self.person_id}"


class Popular(models.Model):
    """What several members looked for, in words that everybody may know: see popular.py."""

    words = models.CharField(max_length=LONGEST)
    people = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.words
