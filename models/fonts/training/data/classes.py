"""The classes of the training. There is one for each face of the gallery's families and each script group."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from models.fonts.catalog import Face, Family, in_gallery
from models.fonts.rendering.texts import Kind

SCRIPT_GROUPS: Final[dict[Kind, int]] = {"han": 0, "mixed": 0, "latin": 1, "digits": 2}
"""Kind of text → script group. Mixed text counts as Chinese, because Chinese glyphs identify a font best."""

GROUP_COUNT: Final = len(set(SCRIPT_GROUPS.values()))


@dataclass(frozen=True, slots=True)
class Classes:
    """Families and their faces. Class `GROUP_COUNT` × n + g is face n in script group g."""

    families: tuple[Family, ...]
    faces: tuple[tuple[int, Face], ...]
    """Each face with the number of its family."""

    @property
    def family_of(self) -> list[int]:
        """The family's number for each class."""
        return [family for family, _ in self.faces for _ in range(GROUP_COUNT)]

    @property
    def style_of(self) -> list[int]:
        """The style's number for each class. Styles are numbered alphabetically."""
        styles = sorted({family.style for family in self.families})
        return [styles.index(self.families[family].style) for family in self.family_of]

    def number(self, face: int, kind: Kind) -> int:
        """Returns the class of a face's lines of one kind of text."""
        return face * GROUP_COUNT + SCRIPT_GROUPS[kind]


@cache
def classes() -> Classes:
    """Returns the classes of the catalog, in catalog order."""
    families = in_gallery()
    return Classes(
        families, tuple((number, face) for number, family in enumerate(families) for face in family.faces)
    )
