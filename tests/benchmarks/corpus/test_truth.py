"""What a browser shows is what the truth says; needs Chromium."""

from collections.abc import Iterator
from math import cos, radians, sin

import numpy as np
import pytest

from benchmarks.corpus.browser import BrowserError, Tab, browser, find_chromium
from benchmarks.corpus.pages.sheet import Sheet
from benchmarks.corpus.truth import true_lines
from benchmarks.labels import Label

pytestmark = pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed")

STYLE = "<style>*{margin:0;padding:0}body{font:20px/30px sans-serif;position:relative}</style>"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with browser() as opened:
        yield opened


def truth(tab: Tab, body: str, scale: float = 1) -> list[Label]:
    sheet = Sheet(f"<!DOCTYPE html>{STYLE}<body>{body}", 400, 300, scale)
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale)
    return list(true_lines(tab, sheet))


def texts(labels: list[Label]) -> list[str]:
    return [label.text for label in labels if not label.ignore]


def test_a_paragraph_gives_one_line_for_each_row(tab: Tab) -> None:
    assert texts(truth(tab, '<p style="width:110px">aaaa bbbb cccc<br>dd</p>')) == ["aaaa bbbb", "cccc", "dd"]


def test_inline_parts_that_touch_are_one_line(tab: Tab) -> None:
    body = '<span style="font-size:14px">¥</span><b>12</b>.80 <i>each</i>'
    assert texts(truth(tab, f"<p>{body}</p>")) == ["¥12.80 each"]


def test_a_gap_of_more_than_an_em_parts_two_lines(tab: Tab) -> None:
    near, far = (f'<span>ab</span><span style="margin-left:{gap}px">cd</span>' for gap in (12, 24))
    assert texts(truth(tab, near)) == ["ab cd"]
    assert texts(truth(tab, far)) == ["ab", "cd"]


def test_shown_case_is_the_truth(tab: Tab) -> None:
    assert texts(truth(tab, '<p style="text-transform:uppercase">Invoice</p>')) == ["INVOICE"]


def test_hidden_and_covered_text_is_left_out(tab: Tab) -> None:
    cover = '<div style="position:absolute;left:0;top:30px;width:400px;height:30px;background:#fff"></div>'
    body = f'<p>seen</p><p>covered</p><p style="visibility:hidden">hidden</p><p hidden>none</p>{cover}'
    assert [label.text for label in truth(tab, body)] == ["seen"]


def test_a_line_cut_by_the_window_is_ignored(tab: Tab) -> None:
    (label,) = truth(tab, '<p style="position:absolute;top:285px">half</p>')
    assert (label.text, label.ignore) == ("half", True)
    assert label.quad[:, 1].max() <= 300


def test_text_that_overflows_ends_in_an_ellipsis_that_is_shown(tab: Tab) -> None:
    body = (
        '<div style="width:100px;overflow:hidden;white-space:nowrap" class="cut">a long name of a thing</div>'
    )
    (text,) = texts(truth(tab, body))
    assert text.startswith("a lon")
    assert text.endswith("…")
    assert len(text) < len("a long name of a thing")


def test_a_turned_quad_starts_at_the_texts_own_top_left(tab: Tab) -> None:
    """The same box, turned by hand about its centre, both when the box is turned and when its parent is."""
    box = "position:absolute;left:100px;top:100px;width:200px;height:30px"
    (straight,) = truth(tab, f'<div style="{box}">sticker</div>', scale=2)
    angle = radians(12)
    turn = np.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
    expected = (straight.quad - [400, 230]) @ turn + [400, 230]
    for body in (
        f'<div style="{box};transform:rotate(12deg)">sticker</div>',
        f'<div style="{box};transform:rotate(12deg)"><b style="font-weight:400">sticker</b></div>',
    ):
        (turned,) = truth(tab, body, scale=2)
        np.testing.assert_allclose(turned.quad, expected, atol=0.5)


def test_nested_turns_add_up(tab: Tab) -> None:
    outer = "position:absolute;left:100px;top:100px;width:100px;height:100px;transform:rotate(20deg)"
    inner = '<div style="transform:rotate(-20deg)">ab</div>'
    (label,) = truth(tab, f'<div style="{outer}">{inner}</div>')
    top_left, top_right = label.quad[0], label.quad[1]
    assert top_left[1] == pytest.approx(top_right[1], abs=0.1)


@pytest.mark.parametrize(
    "body",
    [
        '<input value="x">',
        "<style>p::before{content:'x'}</style><p>y</p>",
        '<p style="text-overflow:ellipsis">y</p>',
    ],
)
def test_text_that_the_truth_would_miss_is_refused(tab: Tab, body: str) -> None:
    with pytest.raises(BrowserError):
        truth(tab, body)
