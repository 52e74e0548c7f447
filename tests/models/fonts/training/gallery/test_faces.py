from collections.abc import Sequence
from pathlib import Path

import pytest

from models.fonts import registration
from models.fonts.catalog import Family
from models.fonts.training.gallery.faces import specimens
from tests.models.fonts.fake_embedder import embedder


def test_every_face_of_the_catalogue_becomes_a_specimen(
    families: Sequence[Family], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "LINES", 2)
    found = list(specimens(tmp_path, families, embedder()))

    assert [(each.name, each.style) for each in found] == [
        ("小黑 Light", "sans"),
        ("小黑 Black", "sans"),
        ("Small Medium", "mono"),
    ]
