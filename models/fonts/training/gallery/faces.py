"""The faces of the catalog as specimens."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.fonts.catalog import Family
from models.fonts.embedder import FontEmbedder
from models.fonts.gallery import Specimen
from models.fonts.registration import prototypes
from models.fonts.training.data.render import opened


def specimens(fonts: Path, families: Iterable[Family], embedder: FontEmbedder) -> Iterator[Specimen]:
    """Every face of these families, whose files lie in the folder."""
    for family in families:
        for face in family.faces:
            typeface, _ = opened(fonts, family, face)
            yield Specimen(
                family.name, family.style, face.weight, prototypes(typeface, family.scripts, embedder)
            )
