"""Small computations that a browser does before a stranger's form is taken in: dear in the thousands, nothing for one.

As in Hashcash: find a number so that the SHA-256 of "nonce:number" begins with so many zero bits. The puzzle is signed
and says itself how hard it is and when it was given out, so that nothing is kept until it is solved.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from dataclasses import dataclass

from django.core import signing

HARDEST = 26  # zero bits: minutes on a fast machine
GOOD_FOR = 30 * 60  # seconds
ANSWER = re.compile(r"[0-9]{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A puzzle that we gave out."""

    nonce: str
    bits: int  # how hard it is: about 2 ** bits tries
    age: float  # seconds

    def is_solved_by(self, answer: str) -> bool:
        """Whether the answer fits."""
        if not ANSWER.fullmatch(answer):
            return False
        digest = hashlib.sha256(f"{self.nonce}:{answer}".encode()).digest()
        return int.from_bytes(digest) >> (256 - self.bits) == 0


def puzzle(bits: int) -> str:
    """A new puzzle as text; what a browser needs of it stands in front: "bits:nonce:…"."""
    return _SIGNER.sign(f"{min(bits, HARDEST)}:{secrets.token_urlsafe(16)}:{time.time():.3f}")


def read(text: str) -> Puzzle | None:
    """A puzzle from a form; None for what we never gave out, and for what is too old."""
    try:
        bits, nonce, at = _SIGNER.unsign(text[:200]).split(":")
    except (signing.BadSignature, ValueError):
        return None
    age = time.time() - float(at)
    return Puzzle(nonce, int(bits), age) if age < GOOD_FOR else None


_SIGNER = signing.Signer(salt="puzzle")
