"""Long pictures: tiles are queued like small pages, and lines in their overlaps are read once."""

from typing import Any

import numpy as np
import pytest

from models.detection.tiles import tiles
from models.page import Page, Region
from service.batching.buckets import Bucket
from service.engine.engine import Engine
from service.errors import UnreadableImage
from service.reading import pipeline as module
from tests.harness.lines import normalized
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, fake_engine, submit
from tests.service.engine.reading import image_of, read

TALL, SMALL = (600, 8000), 50
COUNT = len(tiles(*TALL))


class Tiled(FakeStages):
    """Finds one line in the middle of every tile. Searching a tile takes one second of the whole machine."""

    def bucket(self, stage: str, item: Any) -> Bucket:
        return Bucket(1000, 100) if stage == "detect" else super().bucket(stage, item)

    def _result(self, stage: str, width: int, item: Any) -> Any:
        if stage != "detect":
            return super()._result(stage, width, item)
        middle = item.picture.shape[0] / 2
        quad = np.array([[9, middle], [40, middle], [40, middle + 9], [9, middle + 9]], np.float32)
        return [Region(quad, 1.0)] * self.lines[width]


def test_every_tile_is_searched_by_itself_and_its_lines_are_in_pixels_of_the_page() -> None:
    stages = Tiled()
    fake = fake_engine(stages)
    page = submit(fake, *TALL).result(LONG_ENOUGH)
    fake.close()
    tops = [line.quad[0, 1] for line in page.lines]

    assert COUNT > 5
    assert [ran.stage for ran in stages.ran].count("detect") == COUNT
    assert tops == [(tile.top + tile.bottom) / 2 for tile in tiles(*TALL)]


def test_a_small_picture_does_not_wait_for_all_tiles_of_a_long_one() -> None:
    """The small picture overtakes all tiles that have not started. Three tiles end while it is read."""
    stages = Tiled()
    stages.block("detect")
    stages.unblocked_widths = {SMALL}
    fake = fake_engine(stages)
    long = submit(fake, *TALL)
    assert [stages.next_started().stage for _ in range(3)] == ["decode", "detect", "detect"]
    stages.wait_submitted("detect")
    small = submit(fake, SMALL)
    for stage in ("decode", "detect", "recognize"):
        stages.wait_submitted(stage)
        stages.release("detect", 1)
    small.result(LONG_ENOUGH)
    started = [ran.width for ran in stages.ran if ran.stage == "detect"].count(TALL[0])
    stages.release_all()
    long.result(LONG_ENOUGH)
    fake.close()

    assert started <= 2 + 3 < COUNT


def test_the_limit_of_lines_grows_with_the_tiles_of_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINES", 3)
    monkeypatch.setattr(module, "MAX_LINES_PER_TILE", 2)
    stages = Tiled()
    fake = fake_engine(stages)
    stages.lines[TALL[0]] = 2
    assert len(submit(fake, *TALL).result(LONG_ENOUGH).lines) == 2 * COUNT

    stages.lines[TALL[0]] = 3
    with pytest.raises(UnreadableImage):
        submit(fake, *TALL).result(LONG_ENOUGH)
    fake.close()


def test_a_page_of_many_lines_is_refused_if_none_of_a_sample_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MANY_LINES", 100)
    monkeypatch.setattr(module, "SAMPLED_LINES", 10)
    stages = FakeStages()
    fake = fake_engine(stages)
    stages.lines = {40: 100, 41: 100, 42: 99}
    stages.scores[40] = stages.scores[42] = 0.1
    with pytest.raises(UnreadableImage):
        submit(fake, 40).result(LONG_ENOUGH)
    read_lines = [ran.width for ran in stages.ran if ran.stage == "recognize"]
    lines = submit(fake, 41).result(LONG_ENOUGH).lines

    assert len(read_lines) == 2 * 10  # in both directions
    assert len(lines) == 100
    assert [ran.width for ran in stages.ran if ran.stage == "recognize"].count(41) == 100
    assert submit(fake, 42).result(LONG_ENOUGH).lines == ()
    fake.close()


def _texts(page: Page) -> list[str]:
    """The texts of the lines without single characters, which may be read differently in each tile."""
    return sorted(normalized(line.text) for line in page.lines if len(line.text) > 1)


@pytest.mark.parametrize(("kind", "axis"), [("phone", 0), ("chat", 1)])
def test_joined_copies_of_a_picture_have_the_text_of_the_picture_in_each_copy(
    real_engine: Engine, kind: str, axis: int
) -> None:
    """Each copy has the overlaps at other places, so every line is cut in some copy."""
    image = image_of(kind)
    times = 1 + 4 * image.shape[1 - axis] // image.shape[axis]
    alone = _texts(read(real_engine, image))
    page = read(real_engine, np.concatenate([image] * times, axis=axis))
    missing = [text for text in set(alone) if _texts(page).count(text) != times * alone.count(text)]

    assert len(tiles(page.width, page.height)) > 1
    assert abs(len(_texts(page)) - times * len(alone)) <= 0.02 * times * len(alone)
    assert len(missing) <= 0.1 * len(set(alone))
