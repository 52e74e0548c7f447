from collections import Counter

import numpy as np
import pytest

from models.catalog.catalog import model_sets
from service.batching.policies.device_policies import cpu
from service.batching.policies.fairness import TYPICAL_PIXELS
from service.batching.prediction.cost import DEFAULT_TABLE, load_table
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.reading.crop import Crop
from service.tuning.page_work import LINES_BY_WIDTH
from service.tuning.probes import (
    PAGES,
    STRIP_WIDTHS,
    TYPICAL,
    PageForm,
    draw_page,
    probes,
    sample_files,
    typical_probes,
)

SHIPPED = load_table(DEFAULT_TABLE)
MODELS = model_sets()["ppocrv6-small"]
LINES = MODELS.recognizer.parameters


@pytest.mark.parametrize("form", PAGES)
def test_a_drawn_page_has_its_size_and_its_lines(form: PageForm) -> None:
    page = draw_page(form)
    rows = np.array_split(page, form.lines)

    assert page.shape == (form.height, form.width, 3)
    assert all((row < 128).any() for row in rows)


def test_the_sample_files_are_different_pictures() -> None:
    pages = [decode(open_picture(data, ImageLimits())) for data in sample_files()]

    assert len({each.tobytes() for each in pages}) == len(pages) > 1


@pytest.mark.parametrize(("width", "counts"), [(224, [1, 2, 4]), (448, [1, 2]), (640, [1])])
def test_strips_are_measured_in_every_batch_size_of_their_width(width: int, counts: list[int]) -> None:
    measured = [probe for probe in probes(cpu(2, SHIPPED), MODELS) if probe.stage == "recognize"]

    assert [probe.count for probe in measured if probe.make().bucket(LINES).width == width] == counts


@pytest.mark.parametrize("cores", [1, 4])
def test_every_stage_is_measured_with_every_number_of_streams_of_its_policy(cores: int) -> None:
    policy = cpu(cores, SHIPPED)
    measured = {(probe.stage, probe.streams) for probe in probes(policy, MODELS)}

    assert measured == {(name, n) for name, stage in policy.stages.items() for n in stage.streams}


def test_the_largest_canvas_is_measured_with_one_stream_only() -> None:
    canvases = Counter(probe.streams for probe in probes(cpu(4, SHIPPED), MODELS) if probe.stage == "detect")

    assert canvases == {1: len(PAGES), 4: len(PAGES) - 1}


def test_strips_of_all_strip_widths_are_measured() -> None:
    crops = [probe.make() for probe in probes(cpu(1, SHIPPED), MODELS) if probe.stage == "recognize"]
    widths = [item.bucket(LINES).width for item in crops]

    assert all(isinstance(item, Crop) for item in crops)
    assert tuple(dict.fromkeys(widths)) == STRIP_WIDTHS
    assert (STRIP_WIDTHS[0], STRIP_WIDTHS[-1]) == (LINES.strip_widths[0], LINES.strip_widths[-1])


def test_every_run_opens_the_picture_again() -> None:
    (probe,) = (each for each in typical_probes(cpu(2, SHIPPED), MODELS) if each.stage == "decode")

    assert [decode(probe.make()).shape for _ in range(2)] == [(TYPICAL.height, TYPICAL.width, 3)] * 2


def test_a_typical_page_is_measured_as_it_runs_under_load() -> None:
    measured = list(typical_probes(cpu(4, SHIPPED), MODELS))
    widths = [probe.make().bucket(LINES).width for probe in measured if probe.stage == "recognize"]

    assert {probe.streams for probe in measured} == {4}
    assert [probe.stage for probe in measured[:2]] == ["decode", "detect"]
    assert widths == list(LINES_BY_WIDTH)
    assert [probe.count for probe in measured if probe.stage == "recognize"] == [4, 2, 1, 1]


def test_the_typical_page_is_the_one_whose_work_is_the_grace() -> None:
    assert TYPICAL.pixels == TYPICAL_PIXELS
