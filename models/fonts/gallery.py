"""The gallery: embeddings of the known fonts, and a search for the fonts that a line resembles most.

docs/decisions/0024 explains the choice of an embedding network and a gallery.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from models.fonts.vote import Looks, voted

SHIPPED = Path(__file__).with_name("gallery.npz")

ANSWERS: Final = 5
"""Maximum number of families that are returned for a line."""

WEIGHT_NAMES: Final = {
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
"""OpenType's usWeightClass → its name in the OpenType specification. The regular weight has no name here."""

Floats = NDArray[np.float32]
Match = tuple[str, float]
"""Name of a face, and the probability that the line is set in the family of the face."""


@dataclass(frozen=True, slots=True, eq=False)
class GalleryFace:
    """One known face. `weight` is 100 to 900. `prototypes` are its embeddings, unit vectors (n, 128)."""

    family: str
    style: str
    weight: int
    prototypes: Floats

    @property
    def name(self) -> str:
        """The family's name, followed by the weight's name unless the weight is regular."""
        weight = WEIGHT_NAMES[min(max(round(self.weight / 100), 1), 9) * 100]
        return f"{self.family} {weight}" if weight else self.family


@dataclass(frozen=True)
class Gallery:
    """All known faces and the parameters of the scores. Faces of one family are next to each other.

    The similarity of a line to a family is the highest cosine between the line's embedding and the family's
    prototypes. Probabilities are a softmax over `sharpness` × similarity. The softmax has one more entry for
    "none of these families", with the fixed similarity `floor`.
    """

    faces: tuple[GalleryFace, ...]
    sharpness: float
    floor: float

    @classmethod
    def load(cls, path: Path | BinaryIO = SHIPPED) -> "Gallery":
        """Reads a file that `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            prototypes = np.split(arrays["prototypes"].astype(np.float32), np.cumsum(arrays["counts"])[:-1])
            rows = zip(arrays["families"], arrays["styles"], arrays["weights"], prototypes, strict=True)
            faces = tuple(GalleryFace(str(f), str(s), int(w), p) for f, s, w, p in rows)
            return cls(faces, float(arrays["sharpness"]), float(arrays["floor"]))

    def save(self, path: Path) -> None:
        """Writes a compressed NPZ file. Prototypes are stored as float16."""
        arrays: dict[str, Any] = {
            "families": np.array([face.family for face in self.faces]),
            "styles": np.array([face.style for face in self.faces]),
            "weights": np.array([face.weight for face in self.faces], np.uint16),
            "counts": np.array([len(face.prototypes) for face in self.faces], np.uint16),
            "prototypes": self._prototypes.astype(np.float16),
            "sharpness": np.float32(self.sharpness),
            "floor": np.float32(self.floor),
        }
        np.savez_compressed(path, **arrays)

    def with_faces(self, added: Iterable[GalleryFace]) -> "Gallery":
        """Returns the gallery with more faces. Faces of a known family are added to that family."""
        faces = sorted((*self.faces, *added), key=lambda face: face.family)
        return Gallery(tuple(faces), self.sharpness, self.floor)

    @cached_property
    def families(self) -> tuple[str, ...]:
        """The names of the families, in the order of the faces."""
        return tuple(self.faces[first].family for first in self._first_faces)

    def similar(self, embeddings: Floats, looks: Looks | None = None) -> list[tuple[Match, ...]]:
        """Returns the five most probable families of each line, most probable first.

        `embeddings` are unit vectors (lines, 128). With `looks`, the lines are those of one page and vote
        together. Each name is that of the family's most similar face. Probabilities have 4 decimals. Their
        sum can be below 1.
        """
        if not len(embeddings):
            return []
        face_cosines = self._face_cosines(embeddings)
        family_cosines = self._best_of_families(face_cosines)
        if looks:
            family_cosines = voted(family_cosines, embeddings, looks)
        order = np.argsort(-family_cosines, axis=1, kind="stable")[:, :ANSWERS]
        probabilities = np.take_along_axis(self.probabilities(family_cosines), order, axis=1)
        return [self._matches(*line) for line in zip(face_cosines, order, probabilities, strict=True)]

    def cosines(self, embeddings: Floats) -> Floats:
        """Returns the similarity of each line to each family: (lines, families).

        `embeddings` are unit vectors (lines, 128).
        """
        return self._best_of_families(self._face_cosines(embeddings))

    def probabilities(self, cosines: Floats) -> Floats:
        """Returns the probability of each family, (lines, families).

        Each row and the probability of "none of these families" sum to 1.
        """
        exponentials = np.exp(self.sharpness * (cosines - 1))
        none = np.exp(self.sharpness * (self.floor - 1))
        shares: Floats = exponentials / (exponentials.sum(axis=1, keepdims=True) + none)
        return shares

    def _face_cosines(self, embeddings: Floats) -> Floats:
        """Returns the similarity of each line to each face: (lines, faces)."""
        return np.maximum.reduceat(embeddings @ self._prototypes.T, self._first_prototypes, axis=1)

    def _best_of_families(self, face_cosines: Floats) -> Floats:
        return np.maximum.reduceat(face_cosines, self._first_faces, axis=1)

    def _matches(
        self, face_cosines: Floats, order: NDArray[np.intp], probabilities: Floats
    ) -> tuple[Match, ...]:
        ends = [*self._first_faces[1:], len(self.faces)]
        best = [self._first_faces[i] + face_cosines[self._first_faces[i] : ends[i]].argmax() for i in order]
        return tuple(
            (self.faces[face].name, round(float(probability), 4))
            for face, probability in zip(best, probabilities, strict=True)
        )

    @cached_property
    def _prototypes(self) -> Floats:
        return np.concatenate([face.prototypes for face in self.faces])

    @cached_property
    def _first_prototypes(self) -> list[int]:
        return _starts([len(face.prototypes) for face in self.faces])

    @cached_property
    def _first_faces(self) -> list[int]:
        return _starts([len(list(faces)) for _, faces in groupby(self.faces, lambda face: face.family)])


def _starts(lengths: Sequence[int]) -> list[int]:
    """Returns the index at which each of several adjacent runs begins, from their lengths."""
    return [0, *(int(end) for end in np.cumsum(lengths)[:-1])]
