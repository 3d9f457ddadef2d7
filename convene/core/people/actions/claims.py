"""An author known from an archive turns out to be a member."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, models, transaction

from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import ArchiveAddress, User


@transaction.atomic
def claim(person: User, address: str) -> User | None:
    """Give `person`, who has proven the address, what was written under it; returns that author, if there was one."""
    found = ArchiveAddress.objects.select_related("person").filter(address=address.lower()).first()
    if found is None or not rules.may_claim(person, found.person):
        return None
    author = found.person
    merge_people(author, person)
    record(person, "people.claimed", person, facts={"author": author.pk})
    return author


@transaction.atomic
def merge_people(source: User, target: User) -> None:
    """Everything that points at the unclaimed `source` points at `target` afterwards, and its page leads there.

    Where both have a row of which there can be one, the target's stays: with the larger of each number, and true
    where either is true. A model with denormalised counts of people says how to mend them in `people_merged(target)`.
    """
    require(rules.may_claim(target, source))
    touched: set[type[models.Model]] = set()
    for relation in User._meta.get_fields(include_hidden=True):
        # the rows of many-to-many tables come as relations of their own
        if isinstance(relation, models.ManyToOneRel):
            model = relation.related_model
            if _repoint(model, relation.field.attname, source.pk, target.pk):
                touched.add(model)
    User.objects.filter(pk=source.pk).update(merged_into=target)
    for model in touched:
        if hasattr(model, "people_merged"):
            model.people_merged(target)


def _repoint(model: type[models.Model], column: str, source: int, target: int) -> int:
    """Move all rows at once or, where a constraint is in the way, one by one; returns how many there were."""
    rows = model._base_manager.filter(**{column: source})
    try:
        with transaction.atomic():
            return rows.update(**{column: target})
    except IntegrityError:
        pass
    moved = 0
    for row in rows:
        moved += 1
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=row.pk).update(**{column: target})
        except IntegrityError:
            _fold_into_twin(row, column, target)
    return moved


def _fold_into_twin(row: models.Model, column: str, target: int) -> None:
    """The target has a row in this place already: keep that one, with the best of both."""
    meta = type(row)._meta
    for names in _unique_sets(meta, column):
        place = {name: getattr(row, name) for name in names if name != column}
        twin = type(row)._base_manager.filter(**{column: target}, **place).first()
        if twin is not None:
            for field in meta.concrete_fields:
                if _is_number_or_truth(field):
                    values = (getattr(row, field.attname), getattr(twin, field.attname))
                    setattr(twin, field.attname, max(values, key=lambda value: (value is not None, value)))
            row.delete()
            twin.save()
            return
    row.delete()


def _unique_sets(meta: Any, column: str) -> list[list[str]]:
    """The columns of each constraint of which `column` is one."""
    sets = [list(names) for names in meta.unique_together]
    sets += [list(rule.fields) for rule in meta.constraints if isinstance(rule, models.UniqueConstraint)]
    sets += [[field.attname] for field in meta.concrete_fields if field.unique]
    columns = [[meta.get_field(name).attname for name in names] for names in sets]
    return [names for names in columns if column in names]


def _is_number_or_truth(field: models.Field[Any, Any]) -> bool:
    counts = isinstance(field, models.BooleanField | models.IntegerField)
    return counts and not field.primary_key and not field.is_relation
