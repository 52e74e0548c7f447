"""Predicted times: the cost table, corrected by the batches that ran since the engine started."""

from dataclasses import dataclass
from functools import lru_cache

from service.batching.prediction.cost import CostTable
from service.batching.stage import PAGE, StageName


@dataclass(frozen=True, slots=True)
class Learning:
    """How fast and how far corrections follow the measured times."""

    time_constant: float = 2000.0
    """Milliseconds of predicted work after which a correction has moved 63 % (1 - 1/e) of the way towards new
    measurements. That is the work of about 20 typical pages."""

    largest_factor: float = 16.0
    """The largest factor by which a correction multiplies or divides. A measurement beyond it is clipped, so
    that a suspended process does not spoil the predictions. A GPU reaches this factor, because its
    predictions start from the table of a CPU."""


DEFAULT_LEARNING = Learning()


class Correction:
    """The exponential moving average of measured / predicted time, weighted by the predicted milliseconds."""

    def __init__(self, factor: float = 1.0, learning: Learning = DEFAULT_LEARNING) -> None:
        self.factor = factor
        self._learning = learning

    def learn(self, measured: float, predicted: float) -> None:
        """Add one measurement. Both times are in milliseconds, and `predicted` is that of the cost table."""
        largest = self._learning.largest_factor
        ratio = min(max(measured / predicted, 1 / largest), largest)
        self.factor += (ratio - self.factor) * predicted / (predicted + self._learning.time_constant)


class Predictor:
    """Predicts the time of batches and the work of pages, and learns from the measured times."""

    def __init__(self, table: CostTable, learning: Learning = DEFAULT_LEARNING) -> None:
        # Cached: few buckets occur, and interpolation takes as long as all other steps for an entry.
        self._by_table = lru_cache(maxsize=4096)(table.milliseconds)
        self._learning = learning
        self._stages: dict[tuple[StageName, int], Correction] = {}
        self._machine = Correction(learning=learning)
        self._pages = Correction(learning=learning)

    def milliseconds(self, stage: StageName, pixels: int, count: int, streams: int) -> float:
        """The milliseconds of a batch. A stage that has not run gets the mean correction of the others."""
        correction = self._stages.get((stage, streams), self._machine)
        return self._by_table(stage, pixels, count, streams) * correction.factor

    def page(self, pixels: int) -> float:
        """The work of a page, in milliseconds of the whole machine."""
        return self._page_by_table(pixels) * self._machine.factor * self._pages.factor

    def learn(self, stage: StageName, pixels: int, count: int, streams: int, measured: float) -> None:
        """Learn from the time that a batch took, in milliseconds."""
        predicted = self._by_table(stage, pixels, count, streams)
        if (stage, streams) not in self._stages:
            self._stages[stage, streams] = Correction(self._machine.factor, self._learning)
        self._stages[stage, streams].learn(measured, predicted)
        self._machine.learn(measured, predicted)

    def learn_page(self, pixels: int, measured: float) -> None:
        """Learn from the actual work of a page, in milliseconds of the whole machine.

        The speed of the machine is divided out, because `learn` has learnt it from the batches.
        """
        self._pages.learn(measured / self._machine.factor, self._page_by_table(pixels))

    def _page_by_table(self, pixels: int) -> float:
        return self._by_table(PAGE, pixels, 1, 1)
