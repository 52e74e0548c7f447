from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.fonts.catalog import Family
from models.fonts.training.data import render
from models.fonts.training.data.classes import Classes
from models.fonts.training.data.render import open_face, random_kind, render_shard


@pytest.fixture
def known(families: Sequence[Family]) -> Classes:
    return Classes(
        tuple(families),
        tuple((number, face) for number, family in enumerate(families) for face in family.faces),
    )


def test_a_shard_has_all_families_equally_often_with_correct_labels(
    known: Classes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "SHARD_SIZE", 120)
    records = render_shard(tmp_path, known, np.random.default_rng(0))
    families = Counter(known.family_of[label] for label in records["label"])

    assert len(records) == 120
    assert families.keys() == {0, 1}
    assert min(families.values()) > 40
    for record in records:
        assert record["strip"][:, : record["width"]].max() > 200
        assert not record["strip"][:, record["width"] :].any()


def test_kinds_are_drawn_with_their_shares() -> None:
    rng = np.random.default_rng(0)
    kinds = Counter(random_kind(("han", "digits"), rng) for _ in range(500))

    assert 3 < kinds["han"] / kinds["digits"] < 6


def test_a_face_is_opened_once(families: Sequence[Family], tmp_path: Path) -> None:
    first, second = (open_face(tmp_path, families[1], families[1].faces[0]) for _ in range(2))

    assert first is second
    assert first[1].kinds == ("latin", "digits")
