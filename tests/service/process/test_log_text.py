import json
from typing import Any

import pytest

from service.process.log_text import MOST_CHARACTERS, MOST_EXCEPTION_CHARACTERS, cut_texts, escape_line

HOSTILE = "\x1b[2J \x7f \x9b \u202e\u2066 \u200f \u2028 \ufeff \U000e0041 \ud800 \r\n\t\0"


def _line(value: Any) -> str:
    return escape_line(None, "info", json.dumps({"path": value}, ensure_ascii=False))


@pytest.mark.parametrize("text", [HOSTILE, "汉字 and an emoji 😀", "\U0001d173", '"\\u202e\\"'])
def test_an_escaped_line_has_printable_characters_only_and_means_the_same(text: str) -> None:
    line = _line(text)

    assert line.isprintable()
    assert json.loads(line) == {"path": text}


def test_printable_characters_of_any_script_stay_as_they_are() -> None:
    assert "汉字 עברית عربي" in _line("汉字 עברית عربي")


@pytest.mark.parametrize("value", ["x" * 10_000, b"x" * 10_000, "\u202e" * 10_000])
def test_a_long_text_is_cut(value: Any) -> None:
    assert len(cut_texts(None, "info", {"path": value})["path"]) == MOST_CHARACTERS + 1


def test_texts_within_lists_and_exceptions_are_cut() -> None:
    line = cut_texts(None, "info", {"keys": ["x" * 999], "exception": [{"exc_value": "x" * 9999}], "n": 1})

    assert line == {
        "keys": ["x" * MOST_CHARACTERS + "…"],
        "exception": [{"exc_value": "x" * MOST_EXCEPTION_CHARACTERS + "…"}],
        "n": 1,
    }
