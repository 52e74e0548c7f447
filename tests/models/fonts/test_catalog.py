from collections import Counter

import pytest

from models.fonts.catalog import Face, Package, held_out, in_gallery, load

CHINESE = {"hans", "hant"}


def test_the_gallery_has_at_least_80_families_and_15_more_are_held_out() -> None:
    assert len(in_gallery()) >= 80
    assert len(held_out()) == 15
    assert len(in_gallery()) + len(held_out()) == len(load())


def test_at_least_35_families_of_the_gallery_are_chinese() -> None:
    assert sum(bool(CHINESE & {*family.scripts}) for family in in_gallery()) >= 35


def test_family_names_and_font_files_are_unique() -> None:
    files = Counter((face.files, face.index) for family in load() for face in family.faces)

    assert max(Counter(family.name for family in load()).values()) == 1
    assert max(files.values()) == 1


@pytest.mark.parametrize("style", ["sans", "serif", "kai", "fangsong", "round", "display", "handwriting"])
def test_the_gallery_has_every_style_in_chinese(style: str) -> None:
    assert any(family.style == style and CHINESE & {*family.scripts} for family in in_gallery())


@pytest.mark.parametrize("style", ["sans", "serif", "mono", "display", "script"])
def test_the_gallery_has_every_style_in_latin(style: str) -> None:
    assert any(family.style == style and "latin" in family.scripts for family in in_gallery())


@pytest.mark.parametrize("family", load(), ids=lambda family: family.name)
def test_a_family_has_a_licence_scripts_packages_and_sorted_weights(family: object) -> None:
    (known,) = (candidate for candidate in load() if candidate is family)

    assert known.licence
    assert known.scripts
    assert all(package.name and package.version for package in known.packages)
    weights = [face.weight for face in known.faces]
    assert weights == sorted({*weights})
    assert all(100 <= weight <= 900 for weight in weights)


def test_a_debian_family_selects_a_font_in_a_collection() -> None:
    (family,) = (family for family in load() if family.name == "思源黑体")

    assert {package.name for package in family.packages} == {"fonts-noto-cjk", "fonts-noto-cjk-extra"}
    assert Face(400, ("opentype/noto/NotoSansCJK-Regular.ttc",), 2) in family.faces


def test_an_npm_family_has_one_file_for_each_script() -> None:
    (family,) = (family for family in load() if family.name == "站酷快乐体")

    assert family.packages == (Package("npm", "zcool-kuaile", family.packages[0].version),)
    assert family.faces == (
        Face(400, ("npm/zcool-kuaile-latin-400.ttf", "npm/zcool-kuaile-chinese-simplified-400.ttf")),
    )
