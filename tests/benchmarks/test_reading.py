"""Character error rates of whole pages."""

import json
from pathlib import Path

import pytest

from benchmarks.reading import Errors, Transcript, errors, table_rows, transcripts


def test_differences_in_white_space_and_width_forms_are_not_errors() -> None:
    assert errors("合计 ９.90\n\n谢谢", ["合计9.90", "谢谢"]) == Errors(8, 0, 0)


def test_a_wrong_reading_order_is_not_an_error_in_the_best_order() -> None:
    found = errors("第一句话在这里。第二句话在那里。", ["第二句话在那里。", "第一句话在这里。"])

    assert found.wrong > 0
    assert found.wrong_in_best_order == 0


def test_a_misread_character_is_an_error_in_every_order() -> None:
    found = errors("第一句话在这里。第二句话在那里。", ["第一句话在这甲。", "第二句话在那里。"])

    assert found == Errors(16, 1, 1)
    assert found.share == pytest.approx(1 / 16)


def test_words_that_are_not_on_the_page_are_errors() -> None:
    assert errors("甲乙", ["甲乙", "丙丁戊"]).wrong == 3


def test_transcripts_are_read_with_their_language(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    row = {"image": "a.png", "lang": "zh", "full_text": "甲\n乙", "lines": []}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")

    assert transcripts(path) == [Transcript("a.png", "zh", "甲\n乙")]


def test_error_rates_are_per_character_and_the_median_is_over_pages() -> None:
    measured = {"zh": [Errors(10, 5, 1)], "en": [Errors(90, 0, 0)], "ru": [Errors(50, 50, 50)]}

    assert list(table_rows(measured)) == [
        ("zh", "1", "10", "0.5000", "0.1000", "0.5000"),
        ("en", "1", "90", "0.0000", "0.0000", "0.0000"),
        ("zh and en", "2", "100", "0.0500", "0.0100", "0.2500"),
    ]
