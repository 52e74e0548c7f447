from collections.abc import Sequence
from pathlib import Path

import pytest

from models.fonts import registration
from models.fonts.catalog import Family
from models.fonts.training.gallery.faces import gallery_faces
from tests.models.fonts.fake_embedder import fake_embedder


def test_every_catalog_face_becomes_a_gallery_face(
    families: Sequence[Family], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "LINES", 2)
    faces = list(gallery_faces(tmp_path, families, fake_embedder()))

    assert [(face.name, face.style) for face in faces] == [
        ("小黑 Light", "sans"),
        ("小黑 Black", "sans"),
        ("Small Medium", "mono"),
    ]
