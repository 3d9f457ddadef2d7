"""MiniLM, a small model of sentences, in plain numpy: six layers of attention, and the mean of what comes out of them.

Its weights are read from their file as they lie there, so all processes of a machine share them in memory.

source: Wang et al. 2020, "MiniLM"; Reimers and Gurevych 2019, "Sentence-BERT";
        https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import PACKAGE
from .pieces import Pieces

Floats = NDArray[np.float32]

SIZE = 384  # numbers of a text
MOST_PIECES = 96  # of a text: its beginning says what it is about
LAYERS, HEADS = 6, 12
AT_ONCE = 16  # texts of like length
_NEVER = np.float32(-1e9)


class Model:
    """Texts as numbers."""

    def __init__(self, folder: Path) -> None:
        self.pieces = Pieces(folder / "vocab.txt")
        self.weights = _weights(folder / "model.safetensors")

    def embed(self, texts: Sequence[str]) -> Floats:
        """Where each text lies.

        shapes: texts in, (texts, 384) out.
        units:  none; each row has the length 1, so a product of two is how alike they are, from -1 to 1.
        """
        cut = [self.pieces.cut(text, MOST_PIECES) for text in texts]
        order = sorted(range(len(cut)), key=lambda at: len(cut[at]))
        found = np.zeros((len(cut), SIZE), np.float32)
        for start in range(0, len(order), AT_ONCE):
            some = order[start : start + AT_ONCE]
            found[some] = self._read([cut[at] for at in some])
        return found

    def _read(self, texts: list[list[int]]) -> Floats:
        many, longest = len(texts), max(map(len, texts))
        pieces, is_there = np.zeros((many, longest), np.int64), np.zeros((many, longest), np.float32)
        for at, text in enumerate(texts):
            pieces[at, : len(text)] = text
            is_there[at, : len(text)] = 1
        heard = ((1 - is_there) * _NEVER)[:, None, None, :]
        named = self.weights
        read = named["embeddings.word_embeddings.weight"][pieces]
        read = read + named["embeddings.position_embeddings.weight"][:longest]
        read = self._level(read + named["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for number in range(LAYERS):
            read = self._layer(read, heard, f"encoder.layer.{number}")
        mean = (read * is_there[:, :, None]).sum(1) / is_there.sum(1, keepdims=True)
        return _unit(mean)

    def _layer(self, read: Floats, heard: Floats, name: str) -> Floats:
        many, longest, _size = read.shape

        def heads(what: str) -> Floats:
            parts = self._line(read, f"{name}.attention.self.{what}").reshape(many, longest, HEADS, -1)
            return parts.transpose(0, 2, 1, 3)

        near = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32((SIZE / HEADS) ** 0.5) + heard
        near = np.exp(near - near.max(-1, keepdims=True))
        near /= near.sum(-1, keepdims=True)
        met = (near @ heads("value")).transpose(0, 2, 1, 3).reshape(many, longest, SIZE)
        met = self._line(met, f"{name}.attention.output.dense")
        read = self._level(read + met, f"{name}.attention.output.LayerNorm")
        more = _bent(self._line(read, f"{name}.intermediate.dense"))
        return self._level(read + self._line(more, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _line(self, read: Floats, name: str) -> Floats:
        product: Floats = read @ self.weights[f"{name}.weight"].T
        product += self.weights[f"{name}.bias"]
        return product

    def _level(self, read: Floats, name: str) -> Floats:
        read = read - read.mean(-1, keepdims=True)
        read /= np.sqrt((read * read).mean(-1, keepdims=True) + np.float32(1e-12))
        levelled: Floats = read * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return levelled


@cache
def model() -> Model:
    """The model, read once in each process."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("The extra [semantic] is not installed.")
    return Model(Path(found.submodule_search_locations[0]) / "model")


def _weights(path: Path) -> dict[str, Floats]:
    """The arrays of a file of safetensors: the length of its head, the head as JSON, then the numbers."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        head = json.loads(file.read(length))
    numbers = np.memmap(path, np.uint8, "r", offset=8 + length)
    return {
        name: np.asarray(numbers[slice(*one["data_offsets"])]).view(np.float32).reshape(one["shape"])
        for name, one in head.items()
        if name != "__metadata__" and one["dtype"] == "F32"
    }


def _bent(read: Floats) -> Floats:
    """GELU, by its usual formula of tanh."""
    inner = np.tanh(np.float32(0.7978845608) * (read + np.float32(0.044715) * read * read * read))
    bent: Floats = np.float32(0.5) * read * (1 + inner)
    return bent


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit
