from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from models.fonts.custom import own_specimens
from service.cli import app
from tests.models.fonts.tiny_font import HAN, LATIN, write_font


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the fonts of one's own lie for a test."""
    path = tmp_path / "kept" / "fonts.npz"
    monkeypatch.setenv("WANGTU_FONTS", str(path))
    return path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["fonts", *map(str, arguments)])


def test_a_font_that_is_added_is_listed_under_the_name_that_its_file_gives(
    kept: Path, tmp_path: Path
) -> None:
    font = write_font(tmp_path / "brand.ttf", LATIN + HAN, family="品牌体", weight=700)
    added = _run("add", font)

    assert added.exit_code == 0, added.output
    assert "品牌体 Bold is known" in added.output
    assert _run("list").output.splitlines()[0].split() == ["own", "custom", "品牌体", "700"]
    assert [each.family for each in own_specimens(kept)] == ["品牌体"]


def test_a_font_may_be_given_a_name_and_is_replaced_when_it_is_added_again(
    kept: Path, tmp_path: Path
) -> None:
    font = write_font(tmp_path / "brand.ttf")
    for _ in range(2):
        assert _run("add", font, "--name", "House Sans").exit_code == 0

    assert [each.name for each in own_specimens(kept)] == ["House Sans"]


def test_a_font_that_is_removed_is_known_no_more(kept: Path, tmp_path: Path) -> None:
    _run("add", write_font(tmp_path / "brand.ttf", family="Brand"))
    removed = _run("remove", "Brand")

    assert removed.exit_code == 0
    assert own_specimens(kept) == ()
    assert _run("remove", "Brand").exit_code == 1
    assert _run("show", "Brand").exit_code == 1


def test_a_picture_shows_a_font_of_ones_own_and_a_shipped_one(kept: Path, tmp_path: Path) -> None:
    _run("add", write_font(tmp_path / "brand.ttf", family="Brand"))
    for name in ("Brand", "思源黑体"):
        shown = _run("show", name, "--out", tmp_path / "shown.png")
        picture = np.asarray(Image.open(tmp_path / "shown.png"))

        assert shown.exit_code == 0, shown.output
        assert picture.shape[1] > picture.shape[0] > 40
        assert picture[0, 0] == 255
        assert picture.min() == 0


def test_what_is_no_font_is_said_to_be_none_and_changes_nothing(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "brand.ttf").write_bytes(b"no font")
    added = _run("add", tmp_path / "brand.ttf")

    assert added.exit_code == 1
    assert "brand.ttf" in added.stderr
    assert not kept.exists()


@pytest.mark.parametrize("arguments", [("add", "nowhere.ttf"), ("add",), ("remove",)])
def test_wrong_use_is_refused(kept: Path, arguments: tuple[str, ...]) -> None:
    assert _run(*arguments).exit_code == 2


def test_a_font_cannot_be_called_nothing(kept: Path, tmp_path: Path) -> None:
    assert _run("add", write_font(tmp_path / "brand.ttf"), "--name", " ").exit_code == 2
