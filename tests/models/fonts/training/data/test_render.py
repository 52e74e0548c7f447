from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.fonts.catalog import Family
from models.fonts.training.data import render as stocking
from models.fonts.training.data.classes import Classes
from models.fonts.training.data.render import chunk, drawn, opened


@pytest.fixture
def known(families: Sequence[Family]) -> Classes:
    return Classes(
        tuple(families),
        tuple((number, face) for number, family in enumerate(families) for face in family.faces),
    )


def test_a_chunk_shows_every_family_as_often_and_says_what_it_shows(
    known: Classes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stocking, "CHUNK", 120)
    records = chunk(tmp_path, known, np.random.default_rng(0))
    seen = Counter(known.family_of[label] for label in records["label"])

    assert len(records) == 120
    assert seen.keys() == {0, 1}
    assert min(seen.values()) > 40
    for record in records:
        assert record["strip"][:, : record["width"]].max() > 200
        assert not record["strip"][:, record["width"] :].any()


def test_kinds_are_drawn_as_often_as_they_are_to_be() -> None:
    rng = np.random.default_rng(0)
    seen = Counter(drawn(("han", "digits"), rng) for _ in range(500))

    assert 3 < seen["han"] / seen["digits"] < 6


def test_a_face_is_opened_once(families: Sequence[Family], tmp_path: Path) -> None:
    one, again = (opened(tmp_path, families[1], families[1].faces[0]) for _ in range(2))

    assert one is again
    assert one[1].kinds == ("latin", "digits")
