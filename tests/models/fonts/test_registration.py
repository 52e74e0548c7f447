from pathlib import Path

import numpy as np
import pytest

from models.fonts import registration
from models.fonts.fontfile import FontFile, FontFileError, fonts_of
from models.fonts.registration import prototypes, registered
from models.fonts.typeface import Typeface
from tests.models.fonts.fake_embedder import fake_embedder
from tests.models.fonts.tiny_font import HAN, LATIN, write_collection, write_font


@pytest.fixture(autouse=True)
def _few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registration, "LINES", 6)


def test_a_file_is_registered_under_its_own_name_and_weight(tmp_path: Path) -> None:
    file = write_font(tmp_path / "a.ttf", family="商号黑", weight=700)
    (face,) = registered(fonts_of(file), None, fake_embedder())

    assert (face.family, face.weight, face.name) == ("商号黑", 700, "商号黑 Bold")
    np.testing.assert_allclose(np.linalg.norm(face.prototypes, axis=1), 1, rtol=1e-5)


def test_several_files_are_registered_under_the_given_name(tmp_path: Path) -> None:
    files = [write_font(tmp_path / f"{weight}.ttf", weight=weight) for weight in (300, 700)]

    assert [
        face.name for face in registered([FontFile(file) for file in files], "Brand", fake_embedder())
    ] == [
        "Brand Light",
        "Brand Bold",
    ]


def test_all_fonts_of_a_collection_are_registered(tmp_path: Path) -> None:
    files = [
        write_font(tmp_path / f"{family}{weight}.ttf", family=family, weight=weight)
        for family, weight in (("One", 400), ("One", 700), ("Two", 400))
    ]
    fonts = fonts_of(write_collection(tmp_path / "all.ttc", files))

    names = [face.name for face in registered(fonts, None, fake_embedder())]
    assert names == ["One", "One Bold", "Two"]


def test_fonts_of_one_family_and_weight_become_one_face(tmp_path: Path) -> None:
    files = [write_font(tmp_path / f"{family}.ttf", family=family) for family in ("One", "Two")]
    fonts = [FontFile(file) for file in files]
    one, two = (registered([font], None, fake_embedder())[0] for font in fonts)
    (both,) = registered(fonts, "Brand", fake_embedder())

    np.testing.assert_array_equal(both.prototypes, np.concatenate([one.prototypes, two.prototypes]))


def test_a_face_has_one_prototype_for_each_kind_of_text(tmp_path: Path) -> None:
    both = Typeface.of([write_font(tmp_path / "both.ttf", LATIN + HAN)])
    latin = Typeface.of([write_font(tmp_path / "latin.ttf", LATIN)])
    han = Typeface.of([write_font(tmp_path / "han.ttf", HAN)])

    assert len(prototypes(both, registration.ALL_SCRIPTS, fake_embedder())) == 4
    assert len(prototypes(latin, registration.ALL_SCRIPTS, fake_embedder())) == 2
    assert len(prototypes(han, registration.ALL_SCRIPTS, fake_embedder())) == 1


def test_prototypes_are_reproducible_and_differ_between_weights(tmp_path: Path) -> None:
    thin, bold = (Typeface.of([write_font(tmp_path / f"{w}.ttf", weight=w)]) for w in (200, 900))
    first, again, other = (prototypes(each, ("latin",), fake_embedder()) for each in (thin, thin, bold))

    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 1e-3


def test_a_font_with_neither_chinese_nor_latin_characters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontFileError, match="neither common Chinese"):
        registered([FontFile(write_font(tmp_path / "signs.ttf", "←↑→↓"))], None, fake_embedder())


def test_a_file_that_is_not_a_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"not a font at all")

    with pytest.raises(FontFileError):
        registered([FontFile(tmp_path / "a.ttf")], None, fake_embedder())
