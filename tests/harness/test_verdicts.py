"""Verdicts on lines, and the matching of read lines to true ones."""

import numpy as np
import pytest

from tests.harness.labels import Label, LabelledImage
from tests.harness.verdicts import Reading, Verdict, readings, verdict


def _line(text: str, left: float, width: float = 100, top: float = 0) -> Label:
    corners = [[left, top], [left + width, top], [left + width, top + 20], [left, top + 20]]
    return Label(np.array(corners, dtype=np.float64), text)


def _picture(*lines: Label) -> LabelledImage:
    return LabelledImage("images/a.png", 400, 300, "prices", lines)


@pytest.mark.parametrize(
    ("text", "read", "expected"),
    [
        ("第 1 页", "第 1 页", Verdict.EXACT),
        ("张三\u3000李四", "张三  李四", Verdict.EXACT),
        ("￥99", "¥99", Verdict.EXACT),
        ("第 1 页", "第1页", Verdict.SPACES),
        ("OK", "O K", Verdict.SPACES),
        ("（一）", "(一）", Verdict.WIDTH),
        ("“好”……", '"好"......', Verdict.WIDTH),
        ("（一） 二", "(一)二", Verdict.SPACES),
        ("50㎡", "50", Verdict.WRONG),
        ("……", "", Verdict.MISSING),
    ],
)
def test_the_verdict_names_the_smallest_difference(text: str, read: str, expected: Verdict) -> None:
    assert verdict(text, read) is expected


def test_case_counts_unless_the_labels_do_not_keep_it() -> None:
    assert verdict("Total", "TOTAL") is Verdict.WRONG
    assert verdict("Total", "TOTAL", casefold=True) is Verdict.EXACT


def test_the_parts_of_a_split_line_are_joined_with_a_space() -> None:
    truth = _picture(_line("姓名 电话", 0, 200))

    assert readings(truth, [_line("电话", 100), _line("姓名", 0)]) == [
        Reading("姓名 电话", "姓名 电话", Verdict.EXACT)
    ]


def test_two_glued_lines_are_both_wrong() -> None:
    truth = _picture(_line("704", 0), _line("1", 110, 20))

    assert readings(truth, [_line("704 1", 0, 130)]) == [
        Reading("704", "704 1", Verdict.WRONG),
        Reading("1", "704 1", Verdict.WRONG),
    ]


def test_a_line_that_is_not_read_is_missing_and_a_line_without_truth_is_extra() -> None:
    truth = _picture(_line("你好", 0))

    assert readings(truth, [_line("Q", 0, 20, top=200)]) == [
        Reading("你好", "", Verdict.MISSING),
        Reading("", "Q", Verdict.EXTRA),
    ]
