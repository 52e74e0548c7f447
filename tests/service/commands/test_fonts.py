from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from models.fonts.custom import load_custom_faces
from service.cli import app
from tests.models.fonts.tiny_font import HAN, LATIN, write_collection, write_font, write_web_font


@pytest.fixture
def fonts_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the file of custom fonts."""
    path = tmp_path / "folder" / "fonts.npz"
    monkeypatch.setenv("WANGTU_FONTS", str(path))
    return path


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["fonts", *map(str, arguments)])


def test_an_added_font_is_listed_under_the_name_that_its_file_gives(fonts_file: Path, tmp_path: Path) -> None:
    font = write_font(tmp_path / "brand.ttf", LATIN + HAN, family="品牌体", weight=700)
    added = _run("add", font)

    assert added.exit_code == 0, added.output
    assert "品牌体 Bold is added" in added.output
    assert _run("list").output.splitlines()[0].split() == ["own", "custom", "品牌体", "700"]
    assert [each.family for each in load_custom_faces(fonts_file)] == ["品牌体"]


def test_a_font_can_be_named_and_is_replaced_when_it_is_added_again(fonts_file: Path, tmp_path: Path) -> None:
    font = write_font(tmp_path / "brand.ttf")
    for _ in range(2):
        assert _run("add", font, "--name", "House Sans").exit_code == 0

    assert [each.name for each in load_custom_faces(fonts_file)] == ["House Sans"]


def test_every_family_of_a_collection_is_added_with_its_preview(fonts_file: Path, tmp_path: Path) -> None:
    fonts = [write_font(tmp_path / f"{family}.ttf", family=family) for family in ("One", "Two")]
    added = _run("add", write_collection(tmp_path / "all.ttc", fonts))

    assert added.output.splitlines() == ["One is added", "Two is added"]
    assert [each.family for each in load_custom_faces(fonts_file)] == ["One", "Two"]
    assert all(
        _run("show", family, "--out", tmp_path / "shown.png").exit_code == 0 for family in ("One", "Two")
    )


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
def test_a_web_font_is_added(fonts_file: Path, tmp_path: Path, flavor: str) -> None:
    added = _run("add", write_web_font(tmp_path / f"brand.{flavor}", flavor))

    assert added.exit_code == 0, added.output
    assert [each.family for each in load_custom_faces(fonts_file)] == ["Tiny"]


def test_a_removed_font_is_not_known_any_more(fonts_file: Path, tmp_path: Path) -> None:
    _run("add", write_font(tmp_path / "brand.ttf", family="Brand"))
    removed = _run("remove", "Brand")

    assert removed.exit_code == 0
    assert load_custom_faces(fonts_file) == ()
    assert _run("remove", "Brand").exit_code == 1
    assert _run("show", "Brand").exit_code == 1


def test_a_custom_font_and_a_shipped_one_have_a_preview(fonts_file: Path, tmp_path: Path) -> None:
    _run("add", write_font(tmp_path / "brand.ttf", family="Brand"))
    for name in ("Brand", "思源黑体"):
        shown = _run("show", name, "--out", tmp_path / "shown.png")
        picture = np.asarray(Image.open(tmp_path / "shown.png"))

        assert shown.exit_code == 0, shown.output
        assert picture.shape[1] > picture.shape[0] > 40
        assert picture[0, 0] == 255
        assert picture.min() == 0


def test_a_file_that_is_not_a_font_is_refused_and_changes_nothing(fonts_file: Path, tmp_path: Path) -> None:
    (tmp_path / "brand.ttf").write_bytes(b"not a font")
    added = _run("add", tmp_path / "brand.ttf")

    assert added.exit_code == 1
    assert "brand.ttf" in added.stderr
    assert not fonts_file.exists()


@pytest.mark.parametrize("arguments", [("add", "nowhere.ttf"), ("add",), ("remove",)])
def test_wrong_use_is_refused(fonts_file: Path, arguments: tuple[str, ...]) -> None:
    assert _run(*arguments).exit_code == 2


def test_the_name_of_a_font_cannot_be_empty(fonts_file: Path, tmp_path: Path) -> None:
    assert _run("add", write_font(tmp_path / "brand.ttf"), "--name", " ").exit_code == 2
