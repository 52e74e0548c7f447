"""Readings: the characters that a recognizer finds in a strip, with their places and probabilities."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.ink import Mask, difference_from_ground, ink_by_difference
from models.page import Image

KEPT = ("difference", "ink")
"""What depends on the pixels of a reading alone."""


@dataclass(frozen=True, eq=False)
class Reading:
    """The characters of a strip, which may be spaces, from left to right.

    scores: float32 (characters,), the probability of each. spans: float64 (characters, 2), the columns of
    `pixels` where the run of each character starts and ends; its middle is the middle of the character.
    pixels: uint8 (rows, columns, 3) BGR, the strip without its padding. height: the height of the crop in
    columns of `pixels`. It exceeds the number of rows where a strip is stretched, and is less where the strip
    is squeezed. spaces: float32 (columns,), the probability of a space at each column of `pixels`. Empty if
    it is unknown.
    """

    characters: tuple[str, ...]
    scores: NDArray[np.float32]
    spans: NDArray[np.float64]
    pixels: Image
    height: float
    spaces: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))

    @property
    def text(self) -> str:
        """The characters, without outer spaces."""
        return "".join(self.characters).strip()

    @property
    def score(self) -> float:
        """The mean probability of all characters. 0 if there are none."""
        return sum(self.probabilities) / len(self.probabilities) if self.probabilities else 0.0

    @cached_property
    def probabilities(self) -> tuple[float, ...]:
        """The scores as Python's floats, for tests of a few of them."""
        return tuple(self.scores.tolist())

    @cached_property
    def difference(self) -> NDArray[np.uint8]:
        """How far each of `pixels` is from the ground, computed once."""
        return difference_from_ground(self.pixels)

    @cached_property
    def ink(self) -> Mask:
        """The ink of `pixels`, computed once."""
        return ink_by_difference(self.difference)

    @property
    def visible_scores(self) -> tuple[float, ...]:
        """The probability of each character that is no space."""
        pairs = zip(self.characters, self.probabilities, strict=True)
        return tuple(score for character, score in pairs if character.strip())

    @property
    def middles(self) -> NDArray[np.float64]:
        """The middle of each character as a column of `pixels`: float64 (characters,), ascending."""
        middles: NDArray[np.float64] = (self.spans[:, 0] + self.spans[:, 1]) / 2
        return middles

    def revised(
        self,
        characters: Sequence[str] | None = None,
        scores: NDArray[np.float32] | None = None,
        spans: NDArray[np.float64] | None = None,
    ) -> "Reading":
        """The reading with these instead of its own. What was computed from the pixels is kept."""
        revised = replace(
            self,
            characters=self.characters if characters is None else tuple(characters),
            scores=self.scores if scores is None else scores,
            spans=self.spans if spans is None else spans,
        )
        revised.__dict__.update({name: self.__dict__[name] for name in KEPT if name in self.__dict__})
        return revised


Refinement = Callable[[Reading], Reading]
"""Corrects a reading by what its pixels show. It depends on nothing but the reading."""
