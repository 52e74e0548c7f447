"""Scores of small pictures whose counts are known."""

from dataclasses import replace

import numpy as np
import pytest

from tests.harness.labels import Label, LabelledImage
from tests.harness.scoring import Score, merge, score_image


def line(text: str, left: float, top: float, width: float = 100, *, ignore: bool = False) -> Label:
    right, bottom = left + width, top + 20
    quad = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float64)
    return Label(quad, text, ignore)


def picture(*lines: Label, casefold: bool = False) -> LabelledImage:
    return LabelledImage("images/a.png", 400, 300, "phone", lines, casefold)


def _without_words(score: Score) -> Score:
    words = {"words": 0, "words_matched": 0, "words_predicted": 0}
    return replace(score, **words, spaces=0, spaces_matched=0, spaces_predicted=0)


def test_a_perfect_reading_scores_one() -> None:
    lines = (line("你好", 0, 0), line("Hello 42", 0, 50))
    assert _without_words(score_image(picture(*lines), lines)) == Score(
        9, 9, 9, 2, 2, first_corners=2, pairs=2
    )


def test_a_wrong_character_lowers_recall_and_precision() -> None:
    score = score_image(picture(line("已签收", 0, 0)), [line("己签收", 0, 0)])
    assert (score.matched, score.true, score.predicted) == (2, 3, 3)
    assert (score.exact_groups, score.groups) == (0, 1)
    assert (score.recall, score.precision, score.exact) == pytest.approx((2 / 3, 2 / 3, 0))


def test_a_picture_in_which_nothing_was_read_scores_zero() -> None:
    score = score_image(picture(line("abc", 0, 0)), [])
    assert (score.recall, score.precision, score.f1, score.exact) == (0, 0, 0, 0)


def test_text_that_is_not_in_the_picture_lowers_precision_only() -> None:
    score = score_image(picture(line("abc", 0, 0)), [line("abc", 0, 0), line("xyz", 0, 200)])
    assert (score.recall, score.precision, score.exact) == (1, 0.5, 1)
    assert score.f1 == pytest.approx(2 / 3)


def test_a_split_line_scores_as_well_as_a_whole_one() -> None:
    split = [line("收货地址", 100, 0), line("北京", 0, 1)]
    assert _without_words(score_image(picture(line("北京收货地址", 0, 0, 200)), split)) == Score(
        6, 6, 6, 1, 1
    )


def test_merged_lines_are_joined_in_rows() -> None:
    other = line("abc", 0, 100)
    truth = picture(line("下", 0, 30), line("右", 120, 2), line("左", 0, 0), other)
    whole = Label(np.array([[0, 0], [220, 0], [220, 50], [0, 50]], dtype=np.float64), "左右下")
    assert _without_words(score_image(truth, [other, whole])) == Score(
        6, 6, 6, 2, 2, first_corners=1, pairs=1
    )


def test_lines_that_share_half_of_the_smaller_area_are_not_grouped() -> None:
    truth = picture(line("abc", 0, 0))
    assert score_image(truth, [line("abc", 50, 0)]).matched == 0
    assert score_image(truth, [line("abc", 49, 0)]).matched == 3


def test_width_forms_and_white_space_do_not_count() -> None:
    score = score_image(picture(line("Ａ： 1", 0, 0)), [line("A:1", 0, 0)])
    assert (score.matched, score.true, score.predicted, score.exact) == (3, 3, 3, 1)


def test_case_counts_unless_the_labels_are_casefolded() -> None:
    truth, read = line("TOTAL", 0, 0), [line("Total", 0, 0)]
    assert score_image(picture(truth), read).matched == 1
    assert score_image(picture(truth, casefold=True), read).matched == 5


def test_text_on_an_ignored_line_is_not_counted() -> None:
    truth = picture(line("半行", 0, 0, ignore=True), line("abc", 0, 50))
    read = [line("牛彳", 0, 0), line("abc", 0, 50), line("", 0, 100)]
    assert _without_words(score_image(truth, read)) == Score(3, 3, 3, 1, 1, first_corners=1, pairs=1)


def test_text_is_counted_if_at_most_half_of_its_area_is_on_an_ignored_line() -> None:
    truth = picture(line("半行", 0, 0, ignore=True))
    assert score_image(truth, [line("牛彳", 50, 0)]).predicted == 2
    assert score_image(truth, [line("牛彳", 49, 0)]).predicted == 0


def test_a_quad_without_area_matches_nothing() -> None:
    flat = Label(np.zeros((4, 2)), "abc")
    assert _without_words(score_image(picture(line("abc", 0, 0)), [flat])) == Score(0, 3, 3, 0, 1)


def test_counts_are_summed_before_they_are_divided() -> None:
    total = merge([Score(10, 10, 10, 1, 1), Score(0, 30, 10, 0, 3)])
    assert total == Score(10, 40, 20, 1, 4)
    assert (total.recall, total.precision, total.exact) == (0.25, 0.5, 0.25)


@pytest.mark.parametrize(("shift", "share"), [(0, 1), (1, 0), (2, 0), (3, 0)])
def test_the_first_corner_is_right_if_it_is_nearest_to_the_true_first_corner(shift: int, share: int) -> None:
    true = line("箱", 0, 0, 20)
    found = Label(np.roll(true.quad, -shift, axis=0) + 3, "箱")
    assert score_image(picture(true), [found]).first_corner == share


def test_first_corners_are_scored_only_for_lines_that_were_neither_split_nor_merged() -> None:
    truth = picture(line("北京收货地址", 0, 0, 200), line("abc", 0, 50), line("unseen", 0, 90))
    score = score_image(truth, [line("收货地址", 100, 0), line("北京", 0, 1), line("abc", 0, 50)])
    assert (score.first_corners, score.pairs) == (1, 1)


def test_noise_is_the_share_of_blank_pictures_in_which_text_was_found() -> None:
    blank, misread = score_image(picture(), []), score_image(picture(), [line("O", 0, 0)])
    assert (blank.noise, misread.noise, merge([blank, misread]).noise) == (0, 1, 0.5)


def test_a_picture_with_only_ignored_lines_is_not_blank() -> None:
    assert score_image(picture(line("半行", 0, 0, ignore=True)), [line("x", 0, 200)]).blank == 0


def test_a_lost_space_lowers_the_recall_of_spaces_and_the_f1_of_words_only() -> None:
    truth = picture(line("CASH BILL NO 7", 0, 0))
    score = score_image(truth, [line("CASHBILL NO 7", 0, 0)])

    assert (score.f1, score.exact) == (1, 1)
    assert (score.spaces_matched, score.spaces, score.spaces_predicted) == (2, 3, 2)
    assert (score.space_recall, score.space_precision) == pytest.approx((2 / 3, 1))
    assert score.words_f1 == pytest.approx(2 * 2 / (4 + 3))


def test_a_space_at_a_wrong_place_is_not_matched() -> None:
    score = score_image(picture(line("ab cd", 0, 0)), [line("abc  d", 0, 0)])

    assert (score.spaces_matched, score.spaces, score.spaces_predicted) == (0, 1, 1)
    assert (score.words_matched, score.words, score.words_predicted) == (0, 2, 2)


def test_a_wide_space_and_a_gap_between_two_lines_count_as_one_space() -> None:
    truth = picture(line("张三\u3000李四", 0, 0, 200))
    score = score_image(truth, [line("张三", 0, 0), line("李四", 100, 1)])

    assert (score.spaces_matched, score.spaces, score.spaces_predicted) == (1, 1, 1)
    assert score.words_f1 == 1
