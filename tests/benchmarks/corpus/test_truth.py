"""Labels taken from documents in a browser. Needs Chromium."""

from collections.abc import Iterator
from math import cos, radians, sin

import numpy as np
import pytest

from benchmarks.corpus.browser import BrowserError, Tab, browser, find_chromium
from benchmarks.corpus.fonts import missing_packages
from benchmarks.corpus.pages.sheet import Sheet
from benchmarks.corpus.truth import true_lines
from tests.harness.labels import Label

pytestmark = pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed")

STYLE = "<style>*{margin:0;padding:0}body{font:20px/30px sans-serif;position:relative}</style>"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with browser() as opened:
        yield opened


def truth(tab: Tab, body: str, scale: float = 1) -> list[Label]:
    return shown(tab, Sheet(f"<!DOCTYPE html>{STYLE}<body>{body}", 400, 300, scale))


def shown(tab: Tab, sheet: Sheet) -> list[Label]:
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale)
    return list(true_lines(tab, sheet))


def texts(labels: list[Label]) -> list[str]:
    return [label.text for label in labels if not label.ignore]


def test_a_paragraph_gives_one_line_for_each_row(tab: Tab) -> None:
    assert texts(truth(tab, '<p style="width:110px">aaaa bbbb cccc<br>dd</p>')) == ["aaaa bbbb", "cccc", "dd"]


def test_adjacent_inline_elements_are_one_line(tab: Tab) -> None:
    body = '<span style="font-size:14px">¥</span><b>12</b>.80 <i>each</i>'
    assert texts(truth(tab, f"<p>{body}</p>")) == ["¥12.80 each"]


def test_a_gap_of_more_than_one_em_separates_two_lines(tab: Tab) -> None:
    near, far = (f'<span>ab</span><span style="margin-left:{gap}px">cd</span>' for gap in (12, 24))
    assert texts(truth(tab, near)) == ["ab cd"]
    assert texts(truth(tab, far)) == ["ab", "cd"]


def test_the_label_has_the_displayed_case(tab: Tab) -> None:
    assert texts(truth(tab, '<p style="text-transform:uppercase">Invoice</p>')) == ["INVOICE"]


def test_hidden_and_covered_text_is_left_out(tab: Tab) -> None:
    cover = '<div style="position:absolute;left:0;top:30px;width:400px;height:30px;background:#fff"></div>'
    body = f'<p>seen</p><p>covered</p><p style="visibility:hidden">hidden</p><p hidden>none</p>{cover}'
    assert [label.text for label in truth(tab, body)] == ["seen"]


def test_a_line_that_the_window_cuts_off_is_ignored(tab: Tab) -> None:
    (label,) = truth(tab, '<p style="position:absolute;top:285px">half</p>')
    assert (label.text, label.ignore) == ("half", True)
    assert label.quad[:, 1].max() <= 300


def test_overflowing_text_is_shortened_with_an_ellipsis(tab: Tab) -> None:
    body = (
        '<div style="width:100px;overflow:hidden;white-space:nowrap" class="cut">a long name of a thing</div>'
    )
    (text,) = texts(truth(tab, body))
    assert text.startswith("a lon")
    assert text.endswith("…")
    assert len(text) < len("a long name of a thing")


def test_the_quad_of_a_rotated_line_starts_at_its_own_top_left(tab: Tab) -> None:
    """The expected quad is the straight quad rotated about its centre. The line or its parent is rotated."""
    box = "position:absolute;left:100px;top:100px;width:200px;height:30px"
    (straight,) = truth(tab, f'<div style="{box}">sticker</div>', scale=2)
    angle = radians(12)
    rotation = np.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
    expected = (straight.quad - [400, 230]) @ rotation + [400, 230]
    for body in (
        f'<div style="{box};transform:rotate(12deg)">sticker</div>',
        f'<div style="{box};transform:rotate(12deg)"><b style="font-weight:400">sticker</b></div>',
    ):
        (rotated,) = truth(tab, body, scale=2)
        np.testing.assert_allclose(rotated.quad, expected, atol=0.5)


def test_nested_rotations_add_up(tab: Tab) -> None:
    outer = "position:absolute;left:100px;top:100px;width:100px;height:100px;transform:rotate(20deg)"
    inner = '<div style="transform:rotate(-20deg)">ab</div>'
    (label,) = truth(tab, f'<div style="{outer}">{inner}</div>')
    top_left, top_right = label.quad[0], label.quad[1]
    assert top_left[1] == pytest.approx(top_right[1], abs=0.1)


has_ideographs = pytest.mark.skipif("fonts-noto-cjk" in missing_packages(), reason="no font for columns")

COLUMN = """writing-mode:vertical-rl;position:absolute;left:100px;top:40px;height:200px;
font-family:'Noto Sans CJK SC'"""


@has_ideographs
def test_a_column_of_upright_characters_starts_at_their_top_left(tab: Tab) -> None:
    (label,) = truth(tab, f'<div style="{COLUMN}">山中的春天</div>')
    assert (label.text, label.direction) == ("山中的春天", "column")
    np.testing.assert_allclose(label.quad, [[106, 40], [124, 40], [124, 140], [106, 140]], atol=2)


def test_a_column_of_latin_words_is_a_rotated_row(tab: Tab) -> None:
    """Browsers rotate Latin text in columns clockwise, so it starts at the top right of its box."""
    (label,) = truth(tab, f'<div style="{COLUMN}">Tea House</div>')
    first, second = label.quad[0], label.quad[1]
    assert (label.text, label.direction) == ("Tea House", "row")
    assert first[0] == pytest.approx(second[0], abs=0.1)
    assert first[0] > label.quad[2, 0]
    assert first[1] < second[1]


@has_ideographs
def test_latin_words_between_upright_characters_are_part_of_their_column(tab: Tab) -> None:
    (label,) = truth(tab, f'<div style="{COLUMN}">春天Tea茶</div>')
    assert (label.text, label.direction) == ("春天Tea茶", "column")


@has_ideographs
def test_columns_of_a_flowing_document_are_read_from_right_to_left(tab: Tab) -> None:
    sheet = Sheet(
        f'<!DOCTYPE html>{STYLE}<body><div style="{COLUMN}">一二<br>三四</div>', 400, 300, flows=True
    )
    first, second = shown(tab, sheet)
    assert (first.text, second.text) == ("一二", "三四")
    assert first.quad[0, 0] > second.quad[1, 0]


def test_columns_of_running_text_are_read_one_after_the_other(tab: Tab) -> None:
    style = "column-count:2;column-gap:40px;column-fill:auto;width:200px;height:60px"
    html = f'<!DOCTYPE html>{STYLE}<body><p style="{style}">aaaaaa bbbbbb cccccc dddddd</p>'
    lines = shown(tab, Sheet(html, 400, 300, flows=True))
    assert texts(lines) == ["aaaaaa", "bbbbbb", "cccccc", "dddddd"]
    assert lines[2].quad[0, 1] == pytest.approx(lines[0].quad[0, 1], abs=0.5)


@pytest.mark.parametrize(("degrees", "corner"), [(90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_a_rotated_label_starts_at_the_corner_where_its_text_begins(
    tab: Tab, degrees: int, corner: tuple[int, int]
) -> None:
    box = "position:absolute;left:100px;top:100px;width:100px;height:30px"
    (label,) = truth(tab, f'<div style="{box};transform:rotate({degrees}deg)">label</div>')
    least, most = label.quad.min(axis=0), label.quad.max(axis=0)
    np.testing.assert_allclose(label.quad[0], np.where(corner, most, least), atol=0.1)


def test_a_rotated_body_rotates_its_lines(tab: Tab) -> None:
    (label,) = truth(tab, "<style>body{padding:90px;transform:rotate(3deg)}</style><p>a rotated line</p>")
    across, down = label.quad[1] - label.quad[0]
    assert down / across == pytest.approx(sin(radians(3)) / cos(radians(3)), abs=1e-3)


@pytest.mark.parametrize(
    "body",
    [
        '<input value="x">',
        "<style>p::before{content:'x'}</style><p>y</p>",
        '<p style="text-overflow:ellipsis">y</p>',
        '<p style="writing-mode:vertical-lr">y</p>',
    ],
)
def test_text_that_labels_would_miss_is_an_error(tab: Tab, body: str) -> None:
    with pytest.raises(BrowserError):
        truth(tab, body)
