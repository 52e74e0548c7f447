from collections import Counter

import numpy as np
import pytest

from models.catalog.catalog import model_sets
from service.batching.policy import cpu
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.reading.crop import Crop
from service.tuning.page_work import LINES_BY_WIDTH
from service.tuning.probes import LINE_WIDTHS, PAGES, TYPICAL, PageForm, page, probes, samples, typical_probes

MODELS = model_sets()["ppocrv6-small"]
LINES = MODELS.recognizer.parameters


@pytest.mark.parametrize("form", PAGES)
def test_a_page_has_its_size_and_a_line_in_each_of_its_rows(form: PageForm) -> None:
    drawn = page(form)
    rows = np.array_split(drawn, form.lines)

    assert drawn.shape == (form.height, form.width, 3)
    assert all((row < 128).any() for row in rows)


def test_samples_are_pictures_of_different_text() -> None:
    pages = [decode(open_picture(data, ImageLimits())) for data in samples()]

    assert len({each.tobytes() for each in pages}) == len(pages) > 1


@pytest.mark.parametrize(("width", "counts"), [(224, [1, 2, 4]), (448, [1, 2]), (640, [1])])
def test_lines_are_measured_in_every_batch_that_they_are_read_in(width: int, counts: list[int]) -> None:
    measured = [probe for probe in probes(cpu(2), MODELS) if probe.stage == "recognize"]

    assert [probe.count for probe in measured if probe.make().bucket(LINES).width == width] == counts


@pytest.mark.parametrize("cores", [1, 4])
def test_every_stage_is_measured_in_every_cut_that_it_runs_in(cores: int) -> None:
    policy = cpu(cores)
    cuts = {(probe.stage, probe.streams) for probe in probes(policy, MODELS)}

    assert cuts == {(name, cut) for name, stage in policy.stages.items() for cut in stage.streams}


def test_the_largest_page_is_searched_on_one_stream_alone() -> None:
    searched = Counter(probe.streams for probe in probes(cpu(4), MODELS) if probe.stage == "detect")

    assert searched == {1: len(PAGES), 4: len(PAGES) - 1}


def test_lines_are_read_as_strips_of_the_widths_that_are_said() -> None:
    made = [probe.make() for probe in probes(cpu(1), MODELS) if probe.stage == "recognize"]
    widths = [item.bucket(LINES).width for item in made]

    assert all(isinstance(item, Crop) for item in made)
    assert tuple(dict.fromkeys(widths)) == LINE_WIDTHS
    assert (LINE_WIDTHS[0], LINE_WIDTHS[-1]) == (LINES.strip_widths[0], LINES.strip_widths[-1])


def test_a_picture_can_be_decoded_for_every_run() -> None:
    (probe,) = (each for each in typical_probes(cpu(2), MODELS) if each.stage == "decode")

    assert [decode(probe.make()).shape for _ in range(2)] == [(TYPICAL.height, TYPICAL.width, 3)] * 2


def test_a_typical_page_is_tried_as_it_runs_under_load() -> None:
    tried = list(typical_probes(cpu(4), MODELS))
    widths = [probe.make().bucket(LINES).width for probe in tried if probe.stage == "recognize"]

    assert {probe.streams for probe in tried} == {4}
    assert [probe.stage for probe in tried[:2]] == ["decode", "detect"]
    assert widths == list(LINES_BY_WIDTH)
    assert [probe.count for probe in tried if probe.stage == "recognize"] == [4, 2, 1, 1]
