import pytest

from models.contacts.text.phones import phones
from models.contacts.text.tokens import cut_at, labelled_name, masked, mended, name_in, spelled, tokens_of


def test_signs_gaps_and_numbers_stand_between_words() -> None:
    text = "林晓雯,13822334455 金山路88号;翠竹苑"

    assert [token.text for token in tokens_of(masked(text, phones(text)))] == [
        "林晓雯",
        "金山路88号",
        "翠竹苑",
    ]


def test_words_of_latin_letters_stay_together() -> None:
    assert [token.text for token in tokens_of("Alice Johnson, 99 Wensan Road")] == [
        "Alice Johnson",
        "99",
        "Wensan Road",
    ]


def test_a_word_is_cut_where_a_region_begins_in_it() -> None:
    cut = list(cut_at(tokens_of("林晓雯江苏省"), 3))

    assert [(token.start, token.text) for token in cut] == [(0, "林晓雯"), (3, "江苏省")]


@pytest.mark.parametrize("text", ["林晓雯", "(林晓雯)", "林晓雯收", "林晓雯(收)", "-林晓雯/"])
def test_a_name_has_no_signs_around_it(text: str) -> None:
    assert name_in(text) == "林晓雯"


@pytest.mark.parametrize(
    ("text", "name"),
    [("周 子 昂", "周子昂"), ("周子昂 先生", "周子昂先生"), ("周子昂 金山路", "周子昂"), ("", "")],
)
def test_a_labelled_name_is_its_first_word_with_a_title(text: str, name: str) -> None:
    assert labelled_name(text, tokens_of(text)) == name


def test_a_name_cut_by_a_break_is_mended() -> None:
    text = "金山路,林\n晓雯"

    assert [token.text for token in mended(tokens_of(text), text, "林晓雯".__eq__)] == ["金山路", "林晓雯"]
    assert [token.text for token in mended(tokens_of(text), text, "王强".__eq__)] == ["金山路", "林", "晓雯"]


@pytest.mark.parametrize(
    ("read", "name"), [("AliceJohnson", "Alice Johnson"), ("McDonald", "McDonald"), ("林晓雯", "林晓雯")]
)
def test_a_lost_gap_of_a_latin_name_is_put_back(read: str, name: str) -> None:
    assert spelled(read) == name
