from models.fonts.catalog import in_gallery
from models.fonts.rendering.texts import Kind
from models.fonts.training.data.classes import classes

KINDS: tuple[Kind, ...] = ("han", "latin", "digits")


def test_every_face_has_its_own_class_for_each_script_group() -> None:
    known = classes()
    numbers = [known.number(face, kind) for face in range(len(known.faces)) for kind in KINDS]

    assert sorted(numbers) == list(range(len(known.family_of)))


def test_mixed_text_counts_as_chinese() -> None:
    assert classes().number(7, "mixed") == classes().number(7, "han")


def test_a_class_belongs_to_the_family_of_its_face() -> None:
    known = classes()
    for face, (family, catalog_face) in enumerate(known.faces):
        assert {known.family_of[known.number(face, kind)] for kind in KINDS} == {family}
        assert catalog_face in known.families[family].faces


def test_a_class_has_the_style_of_its_family() -> None:
    known = classes()
    styles = {
        (known.families[family].style, style)
        for family, style in zip(known.family_of, known.style_of, strict=True)
    }

    assert len(styles) == len({style for style, _ in styles}) == len({number for _, number in styles}) > 5


def test_families_that_are_held_out_are_never_trained() -> None:
    assert classes().families == in_gallery()
    assert not any(family.held_out for family in classes().families)
