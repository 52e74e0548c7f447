import pytest

from models.recognition.letters.printed_letters import with_printed_letters
from tests.models.recognition.letters.drawn import drawn


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("v3", "V3"),
        ("V3", "v3"),
        ("OSS9", "oss9"),
        ("mxm", "mXm"),
        ("订单xxx", "订单XXX"),
        ("订单XXX", "订单xxx"),
        ("XXX-XX", "xXx-xx"),
        ("xxx-xx", "xXX-XX"),
        ("XXXXX", "XXxXX"),
        ("Cox", "COX"),
    ],
    ids=[
        "a small letter beside a digit",
        "a capital beside a digit",
        "a word",
        "a letter in a word",
        "small letters beside ideographs",
        "capitals beside ideographs",
        "capitals beside a hyphen",
        "small letters beside a hyphen",
        "equally high letters as most are read",
        "letters of two heights",
    ],
)
def test_letters_get_the_case_that_their_height_shows(printed: str, read: str) -> None:
    assert with_printed_letters(drawn(printed, read)).text == printed


@pytest.mark.parametrize(
    ("printed", "read"),
    [("R0D5T3", "ROD5T3"), ("50", "5O"), ("AOB5", "A0B5"), ("mOOOO", "m0000")],
    ids=["between letters", "behind a digit", "a letter in a code", "a row behind a letter"],
)
def test_zeros_and_letters_are_told_apart_by_their_width(printed: str, read: str) -> None:
    assert with_printed_letters(drawn(printed, read)).text == printed


@pytest.mark.parametrize(
    "text", ["v3", "V3", "OSS", "oss", "xX", "订单xX", "Cox", "R0D5T3", "POS5", "AOB5", "mSm", "中x"]
)
def test_what_was_read_right_stays(text: str) -> None:
    reading = drawn(text, text)

    assert with_printed_letters(reading) is reading


def test_words_of_one_known_case_are_not_examined() -> None:
    reading = drawn("mOSS", "moss")

    assert with_printed_letters(reading) is reading


def test_a_line_without_ink_stays() -> None:
    reading = drawn("v3", "V3")
    reading.pixels[:] = 255

    assert with_printed_letters(reading) is reading


@pytest.mark.parametrize(("printed", "read"), [("R0D5T3", "ROD5T3"), ("v3", "V3"), ("mXm", "mxm")])
def test_a_sure_letter_stays_unless_it_is_in_a_row(printed: str, read: str) -> None:
    reading = drawn(printed, read, score=0.99)

    assert with_printed_letters(reading) is reading


def test_a_row_of_sure_zeros_becomes_letters_in_their_case() -> None:
    assert with_printed_letters(drawn("m-ooo", "m-000", score=0.99)).text == "m-ooo"
