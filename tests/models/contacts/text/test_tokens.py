import pytest

from models.contacts.text.phones import find_phones
from models.contacts.text.tokens import (
    canonical_name,
    join_broken_names,
    labelled_name,
    mask_phones,
    split_at,
    strip_name,
    tokenize,
)


def test_punctuation_spaces_and_phone_numbers_separate_words() -> None:
    text = "林晓雯,13822334455 金山路88号;翠竹苑"

    assert [token.text for token in tokenize(mask_phones(text, find_phones(text)))] == [
        "林晓雯",
        "金山路88号",
        "翠竹苑",
    ]


def test_consecutive_latin_words_are_one_token() -> None:
    assert [token.text for token in tokenize("Alice Johnson, 99 Wensan Road")] == [
        "Alice Johnson",
        "99",
        "Wensan Road",
    ]


def test_marks_and_words_for_the_recipient_are_no_tokens() -> None:
    assert [token.text for token in tokenize("林晓雯 收 - 金山路88号 (收)")] == ["林晓雯", "金山路88号"]


def test_a_token_is_split_at_a_position_inside_it() -> None:
    parts = list(split_at(tokenize("林晓雯江苏省"), 3))

    assert [(token.start, token.text) for token in parts] == [(0, "林晓雯"), (3, "江苏省")]


@pytest.mark.parametrize("text", ["林晓雯", "(林晓雯)", "林晓雯收", "林晓雯(收)", "-林晓雯/"])
def test_punctuation_around_a_name_is_removed(text: str) -> None:
    assert strip_name(text) == "林晓雯"


@pytest.mark.parametrize(
    ("text", "name"),
    [("周 子 昂", "周子昂"), ("周子昂 先生", "周子昂先生"), ("周子昂 金山路", "周子昂"), ("", "")],
)
def test_a_labelled_name_is_its_first_word_with_a_title(text: str, name: str) -> None:
    assert labelled_name(text, tokenize(text)) == name


def test_a_name_that_a_line_break_divides_is_joined() -> None:
    text = "金山路,林\n晓雯"

    assert [token.text for token in join_broken_names(tokenize(text), text, "林晓雯".__eq__)] == [
        "金山路",
        "林晓雯",
    ]
    assert [token.text for token in join_broken_names(tokenize(text), text, "王强".__eq__)] == [
        "金山路",
        "林",
        "晓雯",
    ]


@pytest.mark.parametrize(
    ("text", "name"), [("AliceJohnson", "Alice Johnson"), ("McDonald", "McDonald"), ("林晓雯", "林晓雯")]
)
def test_a_lost_space_in_a_latin_name_is_restored(text: str, name: str) -> None:
    assert canonical_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("欧阳\n冬梅", "欧阳冬梅"),
        ("才让\n卓玛", "才让卓玛"),
        ("古丽\n娜尔·卡德尔", "古丽娜尔·卡德尔"),
        ("李建\n(女士)", "李建(女士)"),
    ],
)
def test_a_name_that_a_line_break_divides_is_one_token(text: str, name: str) -> None:
    assert [token.text for token in join_broken_names(tokenize(text), text, lambda word: word == name)] == [
        name
    ]
