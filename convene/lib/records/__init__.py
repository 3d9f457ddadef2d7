"""Lists of things as others keep them: tables, bibliographies, JSON-LD and OAI-PMH, read into one plain `Record`.

    for found in read(path):          # raises NotRecords with a sentence, before anything is given
        if isinstance(found, Fault):  # one record that could not be read; the others can
            print(found.place, found.sentence)

Whatever the bytes are, reading ends: in time that grows with their number, and within `limits`.
"""

from __future__ import annotations

from .reading import read
from .record import Fault, Found, NotRecords, Record

__all__ = ["Fault", "Found", "NotRecords", "Record", "read"]
