"""The gallery: what is known of fonts, and which of them a line resembles most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).with_name("gallery.npz")

ANSWERS: Final = 5
"""So many families are named for a line."""

WEIGHTS: Final = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
"""How weights are called, by the OpenType specification's usWeightClass; the regular one is not called."""

Numbers = NDArray[np.float32]
Match = tuple[str, float]
"""A font's name, and how likely a line is set in its family."""


@dataclass(frozen=True, slots=True, eq=False)
class Specimen:
    """One face: its family, its look, its weight from 100 to 900, and unit vectors (n, 128) of its lines."""

    family: str
    style: str
    weight: int
    prototypes: Numbers

    @property
    def name(self) -> str:
        """The family's name, followed by the weight's where it is not regular."""
        called = WEIGHTS[min(max(round(self.weight / 100), 1), 9) * 100]
        return f"{self.family} {called}" if called else self.family


@dataclass(frozen=True)
class Gallery:
    """Specimens, those of a family side by side, and how similarities become probabilities.

    The probability of a family is its share in the exponentials of `sharpness` times the best cosine between
    the line and the family's prototypes; that the line is in none of them counts as a family of the cosine
    `floor`.
    """

    specimens: tuple[Specimen, ...]
    sharpness: float
    floor: float

    @classmethod
    def load(cls, path: Path | BinaryIO = SHIPPED) -> "Gallery":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            prototypes = np.split(kept["prototypes"].astype(np.float32), np.cumsum(kept["counts"])[:-1])
            rows = zip(kept["families"], kept["styles"], kept["weights"], prototypes, strict=True)
            specimens = tuple(Specimen(str(f), str(s), int(w), p) for f, s, w, p in rows)
            return cls(specimens, float(kept["sharpness"]), float(kept["floor"]))

    def save(self, path: Path) -> None:
        """Write an NPZ file; prototypes in half precision."""
        kept: dict[str, Any] = {
            "families": np.array([each.family for each in self.specimens]),
            "styles": np.array([each.style for each in self.specimens]),
            "weights": np.array([each.weight for each in self.specimens], np.uint16),
            "counts": np.array([len(each.prototypes) for each in self.specimens], np.uint16),
            "prototypes": self._prototypes.astype(np.float16),
            "sharpness": np.float32(self.sharpness),
            "floor": np.float32(self.floor),
        }
        np.savez_compressed(path, **kept)

    def with_specimens(self, added: Iterable[Specimen]) -> "Gallery":
        """The same gallery with more specimens; those of a family that it knows join the family."""
        together = sorted((*self.specimens, *added), key=lambda each: each.family)
        return Gallery(tuple(together), self.sharpness, self.floor)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Their names, each once, in the order of the specimens."""
        return tuple(self.specimens[first].family for first in self._first_faces)

    def similar(self, embeddings: Numbers) -> list[tuple[Match, ...]]:
        """For each line, unit vectors (lines, 128), the best font of each of the five likeliest families.

        Likeliest first, with probabilities of 4 decimals that need not add up to 1.
        """
        if not len(embeddings):
            return []
        faces = self._faces(embeddings)
        families = self._best_of_families(faces)
        order = np.argsort(-families, axis=1, kind="stable")[:, :ANSWERS]
        chances = np.take_along_axis(self.probabilities(families), order, axis=1)
        return [self._answer(*each) for each in zip(faces, order, chances, strict=True)]

    def cosines(self, embeddings: Numbers) -> Numbers:
        """How near lines, unit vectors (lines, 128), come to each of the `families`: (lines, families)."""
        return self._best_of_families(self._faces(embeddings))

    def probabilities(self, cosines: Numbers) -> Numbers:
        """How likely each family is, of the same shape; each row, with "none of them", adds up to 1."""
        raised = np.exp(self.sharpness * (cosines - 1))
        none = np.exp(self.sharpness * (self.floor - 1))
        shares: Numbers = raised / (raised.sum(axis=1, keepdims=True) + none)
        return shares

    def _faces(self, embeddings: Numbers) -> Numbers:
        """How near each line comes to each specimen."""
        return np.maximum.reduceat(embeddings @ self._prototypes.T, self._first_prototypes, axis=1)

    def _best_of_families(self, faces: Numbers) -> Numbers:
        return np.maximum.reduceat(faces, self._first_faces, axis=1)

    def _answer(self, faces: Numbers, order: NDArray[np.intp], chances: Numbers) -> tuple[Match, ...]:
        ends = [*self._first_faces[1:], len(self.specimens)]
        best = [self._first_faces[i] + faces[self._first_faces[i] : ends[i]].argmax() for i in order]
        return tuple(
            (self.specimens[face].name, round(float(chance), 4))
            for face, chance in zip(best, chances, strict=True)
        )

    @cached_property
    def _prototypes(self) -> Numbers:
        return np.concatenate([each.prototypes for each in self.specimens])

    @cached_property
    def _first_prototypes(self) -> list[int]:
        return _starts([len(each.prototypes) for each in self.specimens])

    @cached_property
    def _first_faces(self) -> list[int]:
        return _starts([len(list(faces)) for _, faces in groupby(self.specimens, lambda each: each.family)])


def _starts(lengths: Sequence[int]) -> list[int]:
    return [0, *(int(end) for end in np.cumsum(lengths)[:-1])]
