import numpy as np

from benchmarks.spaces import Line, mark_samples, measured, space_samples
from models.recognition.spaces.evidence import INPUTS
from models.recognition.spaces.mark_evidence import INPUTS as MARK_INPUTS
from tests.models.recognition.spaces.drawn import drawn


def test_a_line_knows_which_gaps_have_a_printed_space() -> None:
    line = measured(Line(drawn("张三李四王五", 0.4, (2, 4)), "张三  李四　王五"))

    assert line is not None
    samples = space_samples(*line)
    assert samples.answers.tolist() == [False, True, False, True, False]
    assert samples.numbers.shape == (5, len(INPUTS))
    assert mark_samples(*line) is None


def test_a_line_knows_which_marks_are_printed_full_width() -> None:
    line = measured(Line(drawn("张,三，李", 0.4, (2, 4)), "张，三,李"))

    assert line is not None
    samples = mark_samples(*line)
    assert samples is not None
    assert samples.answers.tolist() == [True, False]
    assert samples.numbers.shape == (2, len(MARK_INPUTS))


def test_a_line_with_other_characters_is_not_used() -> None:
    assert measured(Line(drawn("张三李四", 0.4, (2,)), "张三 李四五")) is None


def test_inputs_stay_within_their_limits() -> None:
    line = measured(Line(drawn("张三李", 30, (2,)), "张三 李"))

    assert line is not None
    assert np.abs(space_samples(*line).numbers).max() <= 2
