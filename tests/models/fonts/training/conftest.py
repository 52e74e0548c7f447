"""A folder of fonts and a catalog of them, both tiny."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.fonts.catalog import Face, Family
from tests.models.fonts.tiny_font import HAN, LATIN, write_font


@pytest.fixture
def families(tmp_path: Path) -> Sequence[Family]:
    """Two families in `tmp_path`: a Chinese one of two weights, and a Latin one."""
    for weight in (300, 900):
        write_font(tmp_path / f"han{weight}.ttf", LATIN + HAN, weight=weight)
    write_font(tmp_path / "latin.ttf", LATIN, weight=500)
    faces = tuple(Face(weight, (f"han{weight}.ttf",)) for weight in (300, 900))
    return (
        Family("小黑", "sans", ("hans", "latin"), (), "OFL-1.1", faces),
        Family("Small", "mono", ("latin",), (), "OFL-1.1", (Face(500, ("latin.ttf",)),)),
    )
