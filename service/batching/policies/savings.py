"""Finds the batch sizes that save time on a machine, by its cost table. docs/decisions/0040."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

from service.batching.policies.policy import StagePolicy
from service.batching.prediction.cost import CostTable
from service.batching.stage import StageName


def without_useless_batches(name: StageName, stage: StagePolicy, costs: CostTable) -> StagePolicy:
    """The policy of a stage, limited to batches that save time."""
    return replace(stage, largest_inputs=largest_inputs(name, stage, costs))


def largest_inputs(name: StageName, stage: StagePolicy, costs: CostTable) -> Mapping[int, float]:
    """Count → the pixels of the largest input for which a batch of this count saves time.

    A batch saves time if each of its inputs takes less time than in any smaller batch. This is checked for
    the measured input sizes. A count that saves time at all of them has no limit and is left out. A count
    that was not measured gets the limit 0.
    """
    limits = {count: _largest_input(name, stage, costs, count) for count in stage.counts[1:]}
    return {count: limit for count, limit in limits.items() if limit < inf}


def _largest_input(name: StageName, stage: StagePolicy, costs: CostTable, count: int) -> float:
    """The largest measured input size up to which all measured sizes save time. 0 if none, inf if all do."""
    streams, limit = stage.streams[-1], 0
    smaller = [each for each in stage.counts if each < count]
    sizes = costs.measured_pixels(name, count, streams)
    for pixels in sizes:
        best = min(costs.milliseconds(name, pixels, each, streams) / each for each in smaller)
        if costs.milliseconds(name, pixels, count, streams) / count >= best:
            return limit
        limit = pixels
    return inf if sizes else 0
