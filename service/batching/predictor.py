"""Predictions: the cost table, corrected by what batches took since the engine started."""

from functools import lru_cache

from service.batching.cost import CostTable
from service.batching.stage import PAGE, StageName

FURTHEST = 16.0
"""By how much a correction may multiply or divide: what lies beyond is an accident, not the machine."""

MEMORY = 2000.0
"""Milliseconds of predicted work after which a correction has gone most of the way (1 - 1/e)."""


class Correction:
    """A moving average of measured over predicted, in which every predicted millisecond weighs the same."""

    def __init__(self, factor: float = 1.0) -> None:
        self.factor = factor

    def learn(self, measured: float, predicted: float) -> None:
        """Take in one more measurement; both in milliseconds, `predicted` by the table alone."""
        ratio = min(max(measured / predicted, 1 / FURTHEST), FURTHEST)
        self.factor += (ratio - self.factor) * predicted / (predicted + MEMORY)


class Predictor:
    """Predicts, and learns: how fast the machine is in each stage and cut, and how much is on a page."""

    def __init__(self, table: CostTable) -> None:
        # Widths and canvases come again and again, and a look-up costs as much as all the rest of an entry.
        self._by_table = lru_cache(maxsize=4096)(table.milliseconds)
        self._of_stages: dict[tuple[StageName, int], Correction] = {}
        self._of_all = Correction()
        self._of_pages = Correction()

    def milliseconds(self, stage: StageName, pixels: int, count: int, streams: int) -> float:
        """How long a batch will take; a stage that never ran is taken to be as fast as all others."""
        correction = self._of_stages.get((stage, streams), self._of_all)
        return self._by_table(stage, pixels, count, streams) * correction.factor

    def page(self, pixels: int) -> float:
        """How much work of the whole machine a page will be."""
        return self._page_by_table(pixels) * self._of_all.factor * self._of_pages.factor

    def learn(self, stage: StageName, pixels: int, count: int, streams: int, measured: float) -> None:
        """Take in how long a batch took."""
        predicted = self._by_table(stage, pixels, count, streams)
        if (stage, streams) not in self._of_stages:
            self._of_stages[stage, streams] = Correction(self._of_all.factor)
        self._of_stages[stage, streams].learn(measured, predicted)
        self._of_all.learn(measured, predicted)

    def learn_page(self, pixels: int, measured: float) -> None:
        """Take in how much work a page was; how fast the machine is was learnt from its batches already."""
        self._of_pages.learn(measured / self._of_all.factor, self._page_by_table(pixels))

    def _page_by_table(self, pixels: int) -> float:
        return self._by_table(PAGE, pixels, 1, 1)
