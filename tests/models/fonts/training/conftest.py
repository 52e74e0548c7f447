"""A folder with small fonts and a catalog of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.fonts.catalog import Face, Family
from tests.models.fonts.tiny_font import HAN, LATIN, write_font


@pytest.fixture
def families(tmp_path: Path) -> Sequence[Family]:
    """Two families in `tmp_path`: a Chinese one with two weights, and a Latin one."""
    for weight in (300, 900):
        write_font(tmp_path / f"han{weight}.ttf", LATIN + HAN, weight=weight)
    write_font(tmp_path / "latin.ttf", LATIN, weight=500)
    faces = tuple(Face(weight, (f"han{weight}.ttf",)) for weight in (300, 900))
    return (
        Family(
            name="小黑",
            style="sans",
            scripts=("hans", "latin"),
            packages=(),
            licence="OFL-1.1",
            faces=faces,
        ),
        Family(
            name="Small",
            style="mono",
            scripts=("latin",),
            packages=(),
            licence="OFL-1.1",
            faces=(Face(500, ("latin.ttf",)),),
        ),
    )
