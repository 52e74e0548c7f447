"""Forms of single characters."""

import pytest

from models.script.variants import (
    is_variant,
    simplified_only,
    traditional_forms,
    traditional_only,
)


@pytest.mark.parametrize("character", "时灭识声无国")
def test_simplified_characters_are_not_used_in_traditional_text(character: str) -> None:
    assert character in simplified_only()


@pytest.mark.parametrize("character", "后里面干台咸岳云只松")
def test_characters_that_traditional_text_uses_too_are_not_simplified_only(character: str) -> None:
    assert character not in simplified_only()


@pytest.mark.parametrize(("character", "expected"), [("時", True), ("國", True), ("裡", True), ("乾", False)])
def test_traditional_characters_of_simplified_text_are_not_traditional_only(
    character: str, expected: bool
) -> None:
    assert (character in traditional_only()) == expected


@pytest.mark.parametrize(("character", "form"), [("时", "時"), ("国", "國"), ("发", None), ("后", None)])
def test_only_characters_with_one_traditional_form_are_mapped(character: str, form: str | None) -> None:
    assert traditional_forms().get(character) == form


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("时", "時", True), ("發", "发", True), ("時", "時", False), ("时", "日", False)],
)
def test_two_forms_of_one_character_are_variants(one: str, other: str, expected: bool) -> None:
    assert is_variant(one, other) == expected
