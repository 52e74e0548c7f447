"""The classes of the training: each face of the gallery's families, in each script."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from models.fonts.catalog import Face, Family, in_gallery
from models.fonts.rendering.texts import Kind

SCRIPTS: Final[dict[Kind, int]] = {"han": 0, "mixed": 0, "latin": 1, "digits": 2}
"""Which script a line counts as; where both stand, the Chinese characters tell more."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Families and their faces; class 3 n + s is face n in script s."""

    families: tuple[Family, ...]
    faces: tuple[tuple[int, Face], ...]
    """Each face with the number of its family."""

    @property
    def family_of(self) -> list[int]:
        """The number of the family of each class."""
        return [family for family, _ in self.faces for _ in set(SCRIPTS.values())]

    @property
    def style_of(self) -> list[int]:
        """The number of the style of each class, among the styles that there are."""
        styles = sorted({family.style for family in self.families})
        return [styles.index(self.families[family].style) for family in self.family_of]

    def number(self, face: int, kind: Kind) -> int:
        """The class of a face's lines of a kind."""
        return face * len(set(SCRIPTS.values())) + SCRIPTS[kind]


@cache
def classes() -> Classes:
    """Those of the catalog, in its order."""
    families = in_gallery()
    return Classes(
        families, tuple((number, face) for number, family in enumerate(families) for face in family.faces)
    )
