from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from models.fonts.fontfile import Axis, FontFile, FontFileError, fonts_of
from tests.models.fonts.tiny_font import write_collection, write_font, write_web_font

CHINA, JAPAN = 0x0804, 0x0411


def _set_name(path: Path, language: int, name: str) -> None:
    with TTFont(path) as font:
        font["name"].setName(name, 1, 3, 1, language)
        font.save(path)


def test_metadata_has_family_weight_and_characters(tmp_path: Path) -> None:
    metadata = FontFile(write_font(tmp_path / "a.ttf", "ab中", family="Tiny", weight=700)).metadata

    assert (metadata.family, metadata.weight, metadata.characters) == ("Tiny", 700, frozenset("ab中"))
    assert metadata.axes == ()


def test_a_chinese_family_name_is_preferred(tmp_path: Path) -> None:
    path = write_font(tmp_path / "a.ttf")
    _set_name(path, JAPAN, "小さい")
    assert FontFile(path).metadata.family == "Tiny"

    _set_name(path, CHINA, "小小黑")
    assert FontFile(path).metadata.family == "小小黑"


def test_a_character_with_an_empty_glyph_is_missing_unless_it_is_a_space(tmp_path: Path) -> None:
    path = write_font(tmp_path / "a.ttf", "ab ")
    with TTFont(path) as font:
        font["cmap"].getBestCmap()[ord("中")] = "u0020"
        for table in font["cmap"].tables:
            table.cmap[ord("中")] = "u0020"
        font.save(path)

    assert FontFile(path).metadata.characters == frozenset("ab ")


@pytest.mark.parametrize("content", [b"", b"no font at all", b"\x00\x01\x00\x00" + bytes(40)])
def test_a_file_that_is_not_a_font_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(content)

    with pytest.raises(FontFileError, match=r"a\.ttf"):
        _ = FontFile(path).metadata
    with pytest.raises(FontFileError, match=r"a\.ttf"):
        FontFile(path).at(20)


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
def test_a_compressed_font_has_the_metadata_of_its_source(tmp_path: Path, flavor: str) -> None:
    plain = FontFile(write_font(tmp_path / "a.ttf"))
    compressed = FontFile(write_web_font(tmp_path / f"a.{flavor}", flavor))

    assert compressed.metadata == plain.metadata
    assert compressed.at(40).getlength("abc") == plain.at(40).getlength("abc")


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
def test_a_damaged_compressed_font_is_refused(tmp_path: Path, flavor: str) -> None:
    path = write_web_font(tmp_path / f"a.{flavor}", flavor)
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(FontFileError, match=rf"a\.{flavor}"):
        _ = FontFile(path).metadata


def test_a_collection_has_several_fonts_and_another_file_has_one(tmp_path: Path) -> None:
    files = [write_font(tmp_path / f"{family}.ttf", family=family) for family in ("One", "Two")]
    fonts = fonts_of(write_collection(tmp_path / "all.ttc", files))

    assert [font.metadata.family for font in fonts] == ["One", "Two"]
    assert fonts_of(files[0]) == [FontFile(files[0])]


@pytest.mark.parametrize("content", [b"ttcf", b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(40)])
def test_a_damaged_collection_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ttc"
    path.write_bytes(content)

    with pytest.raises(FontFileError, match=r"a\.ttc"):
        fonts_of(path)


def test_a_value_is_clamped_to_its_axis() -> None:
    axis = Axis("wght", minimum=200, default=400, maximum=700)

    assert [axis.clamp(value) for value in (100, 300, 900)] == [200, 300, 700]


def _write_variable_font(path: Path) -> Path:
    """Writes a font whose glyph gets wider along the axis `wght`, 100 to 900 with default 400."""
    write_font(path, "a")
    with TTFont(path) as font:
        builder = FontBuilder(font=font)
        builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
        deltas = [(2 * x // 3, 0) for x, _ in font["glyf"]["u0061"].coordinates] + [(0, 0)] * 4
        builder.setupGvar({".notdef": [], "u0061": [TupleVariation({"wght": (0, 1, 1)}, deltas)]})
        font.save(path)
    return path


def test_a_variable_font_is_drawn_at_the_requested_weight(tmp_path: Path) -> None:
    file = FontFile(_write_variable_font(tmp_path / "a.ttf"))
    widths = [file.at(100, weight).getbbox("a")[2] for weight in (None, 400, 650, 900, 2000)]

    assert file.metadata.axes == (Axis("wght", minimum=100, default=400, maximum=900),)
    assert widths[0] == widths[1] < widths[2] < widths[3] == widths[4]
