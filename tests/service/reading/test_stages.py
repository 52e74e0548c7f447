from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any, cast

import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.detection.detector import Detector
from models.detection.search import Search
from models.detection.view import View
from models.fonts.embedder import FontEmbedder
from models.orientation.classifier import Classifier
from models.page import Image, Region, Size
from models.recognition.drafter import Drafter
from models.recognition.recognizer import Recognizer
from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from service.batching.lane import Entry
from service.batching.stage import StageName
from service.errors import UnsupportedFormat
from service.imaging.decoding import ImageLimits, open_picture
from service.reading.crop import Crop
from service.reading.lazy import Lazy
from service.reading.stages import LoadedModels, Stages
from tests.service.batching.fixtures.factories import SHORT, job
from tests.service.imaging.files import picture, pillow, saved

PAGE = np.zeros((50, 200, 3), np.uint8)
QUAD = np.array([[0, 0], [100, 0], [100, 10], [0, 10]], np.float32)


def _search(picture: Image, size: Size) -> Search:
    view = View.whole(picture, size)
    return Search.of(view, (view.part,))


class FakeModel:
    """Any of the four models. Returns its name for each item. `warm` blocks until all streams call it."""

    def __init__(self, name: str, streams: int) -> None:
        self._name = name
        self._barrier = Barrier(streams)
        self.warmed = 0

    def warm(self) -> None:
        self._barrier.wait(10)
        self.warmed += 1

    def first_search(self, picture: Image) -> Search:
        return _search(picture, (7, 7))

    def second_search(self, first: Search, found: Sequence[Region]) -> Search | None:
        return _search(first.views[0].picture, (70, 70)) if found else None

    def canvas(self, view: View) -> Size:
        return 2 * view.size[0], 2 * view.size[1]

    def _names(self, items: Any, *_: Any) -> list[str]:
        return [self._name for _ in items]

    regions = are_upside_down = read = embed = _names


MODELS = model_sets()["ppocrv6-small"]
DETECTORS = {1: FakeModel("wide detector", 1), 2: FakeModel("narrow detector", 2)}
CLASSIFIERS = {2: FakeModel("classifier", 2)}
RECOGNIZERS = {1: FakeModel("wide recognizer", 1), 2: FakeModel("narrow recognizer", 2)}
EMBEDDER = FakeModel("embedder", 2)
DRAFTERS = {2: FakeModel("drafter", 2)}
LOADED = LoadedModels(
    detectors=cast(dict[int, Detector], DETECTORS),
    classifiers=cast(dict[int, Classifier], CLASSIFIERS),
    recognizers=cast(dict[int, Recognizer], RECOGNIZERS),
    drafters=cast(dict[int, Drafter], DRAFTERS),
)
LAZY_EMBEDDER = Lazy(lambda: cast(FontEmbedder, EMBEDDER))
STAGES = Stages(LOADED, LAZY_EMBEDDER, MODELS)
CROP = Crop(PAGE, QUAD, 0, False)
VIEW = View.whole(PAGE, (200, 50))


def _batch(stage: StageName, streams: int, *items: Any) -> Batch:
    return Batch(stage, streams, tuple(Entry(item, job(), stage, SHORT, work=1.0) for item in items))


@pytest.mark.parametrize(
    ("stage", "streams", "item", "model"),
    [
        ("detect", 1, VIEW, "wide detector"),
        ("detect", 2, VIEW, "narrow detector"),
        ("classify", 2, CROP, "classifier"),
        ("draft", 2, CROP, "drafter"),
        ("recognize", 1, CROP, "wide recognizer"),
        ("recognize", 2, CROP, "narrow recognizer"),
        ("embed", 2, CROP, "embedder"),
    ],
)
def test_a_batch_runs_on_the_model_for_its_number_of_streams(
    stage: StageName, streams: int, item: Any, model: str
) -> None:
    assert STAGES.run(_batch(stage, streams, item, item)) == [model, model]


def test_the_decode_stage_returns_pixels() -> None:
    opened = open_picture(saved(pillow(picture()), "PNG"), ImageLimits())

    assert STAGES.bucket("decode", opened) == Bucket(32, 24)
    np.testing.assert_array_equal(STAGES.run(_batch("decode", 2, opened))[0], picture())


def test_a_picture_damaged_behind_its_header_fails_in_the_decode_stage() -> None:
    opened = open_picture(saved(pillow(picture()), "PNG")[:80], ImageLimits())

    with pytest.raises(UnsupportedFormat):
        STAGES.run(_batch("decode", 2, opened))


def test_the_bucket_of_an_item_is_the_input_size_of_its_model() -> None:
    assert STAGES.bucket("detect", VIEW) == Bucket(400, 100)
    assert STAGES.bucket("classify", CROP) == Bucket(192, 48)
    assert STAGES.bucket("recognize", CROP) == CROP.bucket(MODELS.recognizer.parameters) == Bucket(448, 48)
    assert MODELS.drafter is not None
    assert STAGES.bucket("draft", CROP) == CROP.bucket(MODELS.drafter.parameters) == Bucket(448, 48)
    assert STAGES.bucket("embed", CROP) == Bucket(320, 48)


@pytest.mark.parametrize("drafters", [DRAFTERS, {}])
def test_there_are_drafts_if_a_drafter_is_loaded(drafters: dict[int, Any]) -> None:
    stages = Stages(replace(LOADED, drafters=drafters), LAZY_EMBEDDER, MODELS)

    assert stages.has_drafter == bool(drafters)


def test_the_detector_decides_the_first_and_the_second_search() -> None:
    first = STAGES.first_search(PAGE)
    second = STAGES.second_search(first, [Region(QUAD, 0.9)])

    assert first.views[0].size == (7, 7)
    assert second is not None
    assert second.views[0].size == (70, 70)
    assert STAGES.second_search(first, []) is None


def test_the_warm_up_runs_every_model_on_all_its_streams_at_once() -> None:
    models = [*DETECTORS.values(), *CLASSIFIERS.values(), *RECOGNIZERS.values()]
    with ThreadPoolExecutor(1) as thread:
        thread.submit(STAGES.warm).result(60)

    assert [model.warmed for model in models] == [1, 2, 2, 1, 2]
