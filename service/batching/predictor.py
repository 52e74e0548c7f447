"""Predicted times: the cost table, corrected by the batches that ran since the engine started."""

from dataclasses import dataclass
from functools import lru_cache

from service.batching.cost import CostTable
from service.batching.stage import PAGE, StageName


@dataclass(frozen=True, slots=True)
class Learning:
    """How fast corrections follow the measured times."""

    memory: float = 2000.0
    """Milliseconds of predicted work after which a correction has moved by 1 - 1/e towards new measurements:
    some twenty typical pages."""

    limit: float = 16.0
    """The largest factor by which a correction multiplies or divides. One measurement beyond it is cut to it,
    so that a suspended process does not spoil the predictions. A GPU is about this much faster than the
    shipped table of a CPU."""


DEFAULT_LEARNING = Learning()


class Correction:
    """The moving average of measured over predicted time. Every predicted millisecond has the same weight."""

    def __init__(self, factor: float = 1.0, learning: Learning = DEFAULT_LEARNING) -> None:
        self.factor = factor
        self._learning = learning

    def learn(self, measured: float, predicted: float) -> None:
        """Add one measurement. Both times are in milliseconds, and `predicted` is the cost table's."""
        limit = self._learning.limit
        ratio = min(max(measured / predicted, 1 / limit), limit)
        self.factor += (ratio - self.factor) * predicted / (predicted + self._learning.memory)


class Predictor:
    """Predicts the time of batches and the work of pages, and learns from what they took."""

    def __init__(self, table: CostTable, learning: Learning = DEFAULT_LEARNING) -> None:
        # Few different buckets occur, and a look-up takes as long as everything else for an entry.
        self._by_table = lru_cache(maxsize=4096)(table.milliseconds)
        self._learning = learning
        self._stages: dict[tuple[StageName, int], Correction] = {}
        self._machine = Correction(learning=learning)
        self._pages = Correction(learning=learning)

    def milliseconds(self, stage: StageName, pixels: int, count: int, streams: int) -> float:
        """The time of a batch. A stage that has not run yet gets the mean correction of all stages."""
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
        """Learn from the work that a page was, without the machine's speed, which batches teach already."""
        self._pages.learn(measured / self._machine.factor, self._page_by_table(pixels))

    def _page_by_table(self, pixels: int) -> float:
        return self._by_table(PAGE, pixels, 1, 1)
