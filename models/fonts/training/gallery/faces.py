"""Registers the faces of the catalog's families."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from models.fonts.catalog import Family
from models.fonts.embedder import FontEmbedder
from models.fonts.gallery import GalleryFace
from models.fonts.registration import prototypes
from models.fonts.training.data.render import open_face


def gallery_faces(fonts: Path, families: Iterable[Family], embedder: FontEmbedder) -> Iterator[GalleryFace]:
    """Yields a gallery face for every face of these families. `fonts` is the folder of all font files."""
    for family in families:
        for face in family.faces:
            typeface, _ = open_face(fonts, family, face)
            yield GalleryFace(
                family.name, family.style, face.weight, prototypes(typeface, family.scripts, embedder)
            )
