"""Text of files, as it is found: by whoever may see what a file hangs on, down to the page.

A file says nothing of who may see it; what holds it does. So everything about it is asked of the kind that holds it,
which the setting `SEARCHED_FILES` names with a function that says which files hang on which of its things:

    SEARCHED_FILES = {"post": "convene.features.discussions.searched.held"}

A long file is several rows, so that neither a vector nor a row grows beyond its bounds: `obj` is the number of a file
times `STRETCHES`, and the number of the stretch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...files.models import File
from ...files.queries import Measured, pages_of, texts_on
from .base import Found, Kind, Line, Part, Seen, Text

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ..reader import Reader

    Held = Callable[[], QuerySet[Any, tuple[int, int]]]

VERBS = {"files.read", "files.removed"}
LETTERS = 40_000  # of a stretch, and of the page that ends it
STRETCHES = 20  # of a file; what follows is not found
SLIDES = (".pptx", ".odp")
SCOPES = 50  # communities in which one file is found


class Hold(NamedTuple):
    """A thing that holds a file."""

    kind: str
    thing: int


@cache
def _held(path: str) -> Held:
    held: Held = import_string(path)
    return held


class Files:
    """Answers for the text of files."""

    one, many = gettext_lazy("File"), gettext_lazy("Files")

    @property
    def rewords(self) -> set[str]:
        """What takes words away from what holds them."""
        return {verb for kind, _held in _holders().values() for verb in kind.rewords}

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """All of a file that was read, or of which something changed that holds it."""
        files = {line.subject_id for line in lines if line.verb in VERBS and line.subject_id}
        for kind, held in _holders().values():
            if things := kind.touched(lines):
                files |= {file for file, _thing in held().filter(thing__in=things)}
        return {file * STRETCHES + number for file in files for number in range(STRETCHES)}

    def after(self, obj: int, most: int) -> list[int]:
        """The next ones; each file as a whole."""
        read = File.objects.filter(pk__gt=obj // STRETCHES, pages__isnull=False).order_by("pk").distinct()
        files = read.values_list("pk", flat=True)[: max(most // STRETCHES, 1)]
        return [file * STRETCHES + number for file in files for number in range(STRETCHES)]

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """What stands in them, for the readers of each place where they hang."""
        hung = _hung({obj // STRETCHES for obj in objs})
        names = dict(File.objects.filter(pk__in=hung).values_list("pk", "name"))
        stretches = _stretches(obj for obj in objs if obj // STRETCHES in hung)
        said = _text(stretches.values())
        for obj, pages in stretches.items():
            name, text = names[obj // STRETCHES], "\n".join(said.get(page.pk, "") for page in pages)
            for part, one in enumerate(hung[obj // STRETCHES][:SCOPES]):
                is_first, about = obj % STRETCHES == 0, one.title or one.context
                title, context = (name, about) if is_first else ("", f"{name} {about}")
                yield Text(obj, one.scope, one.at, title, text, context, part, one.author)

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those that hang on something which the reader may see now. A query for each kind, and one for its files."""
        shown = _shown(reader, {obj // STRETCHES for obj in objs})
        return {obj: shown[obj // STRETCHES][1] for obj in objs if obj // STRETCHES in shown}

    def found(self, reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """What each hangs on, and its pages, of which the one that fits is shown."""
        shown = {file: hold for file, (hold, _seen) in _shown(reader, {obj // STRETCHES for obj in objs}).items()}
        about: dict[Hold, Found] = {}
        for key, (kind, _held) in _holders().items():
            things = [hold.thing for hold in shown.values() if hold.kind == key]
            found = kind.found(reader, things) if things else {}
            about |= {Hold(key, thing): one for thing, one in found.items()}
        files = File.objects.in_bulk([file for file, hold in shown.items() if hold in about])
        stretches = _stretches(obj for obj in objs if obj // STRETCHES in files)
        said = _text(stretches.values())
        return {
            obj: _found(file, about[shown[file.pk]], [(page, said.get(page.pk, "")) for page in stretches[obj]])
            for obj in objs if (file := files.get(obj // STRETCHES))
        }  # fmt: skip


def _holders() -> dict[str, tuple[Kind, Held]]:
    """The kinds that hold files, and how each says which."""
    return {
        key: (import_string(settings.SEARCHED[key]), _held(path)) for key, path in settings.SEARCHED_FILES.items()
    }


def _hung(files: Iterable[int]) -> dict[int, list[Text]]:
    """Each of these files with what the index keeps of the things that hold it, one for each place."""
    places: dict[int, dict[int, Text]] = defaultdict(dict)
    for kind, held in _holders().values():
        holding: dict[int, list[int]] = defaultdict(list)
        for file, thing in held().filter(file__in=files):
            holding[thing].append(file)
        for text in kind.texts(list(holding)) if holding else ():
            for file in holding[text.obj]:
                places[file].setdefault(text.scope, text)
    return {file: list(there.values()) for file, there in places.items()}


def _shown(reader: Reader, files: Iterable[int]) -> dict[int, tuple[Hold, Seen]]:
    """Those of these files that the reader may see, each with the first thing through which."""
    shown: dict[int, tuple[Hold, Seen]] = {}
    for key, (kind, held) in _holders().items():
        pairs = list(held().filter(file__in=files))
        seen = kind.seen(reader, [thing for _file, thing in pairs]) if pairs else {}
        for file, thing in pairs:
            if there := seen.get(thing):
                shown.setdefault(file, (Hold(key, thing), Seen(file, there.community, there.author)))
    return shown


def _stretches(objs: Iterable[int]) -> dict[int, list[Measured]]:
    """The pages of each of these stretches, in order; a stretch ends with the page that fills it."""
    wanted, stretches = set(objs), defaultdict[int, list[Measured]](list)
    last, number, room = 0, 0, 0
    for page in pages_of({obj // STRETCHES for obj in wanted}):
        if page.file != last:
            last, number, room = page.file, 0, LETTERS
        elif room <= 0:
            number, room = number + 1, LETTERS
        room -= page.letters
        if number < STRETCHES and (obj := page.file * STRETCHES + number) in wanted:
            stretches[obj].append(page)
    return stretches


def _text(stretches: Iterable[Sequence[Measured]]) -> dict[int, str]:
    return texts_on(page.pk for pages in stretches for page in pages)


def _found(file: File, about: Found, pages: Sequence[tuple[Measured, str]]) -> Found:
    address = file.get_absolute_url()
    return Found(
        about.title, about.address, "", file.name, address, about.author, about.at, note=about.place, slug=about.slug,
        parts=[Part(text, _place(file, page), f"{address}#page={page.number}") for page, text in pages],
    )  # fmt: skip


def _place(file: File, page: Measured) -> str:
    """Where it stands; some files have no pages of their own."""
    if page.name:
        return _("“%(name)s” in %(file)s") % {"name": page.name, "file": file.name}
    if not file.page_count:
        return file.name
    words = _("slide %(page)s of %(file)s") if file.name.lower().endswith(SLIDES) else _("page %(page)s of %(file)s")
    return words % {"page": page.number, "file": file.name}


FILES = Files()
