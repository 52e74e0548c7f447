"""Policies: how a device is cut into streams and how its batches are made up, as literal tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf

from service.batching.buckets import Bucket
from service.batching.fairness import Fairness

FAIRNESS = Fairness(grace=500, stretch=4)
"""A usual page is 100 to 400 ms of two cores. What both figures do is shown in tests, by simulation."""


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """How batches of one stage are made up."""

    streams: tuple[int, ...]
    """Ways to cut the device: into how many streams, ascending. A batch takes one of them."""

    most: int = 1
    """The largest batch."""

    budget: float = inf
    """The most pixels in a batch of several, which bounds its memory and how long others wait for it."""

    def largest(self, bucket: Bucket) -> int:
        """The largest batch of that bucket."""
        return max(1, int(min(self.most, self.budget / bucket.pixels)))


@dataclass(frozen=True, slots=True)
class Policy:
    """How one device is used. Raises ValueError where the numbers do not go together."""

    slots: int
    """The finest cut: the number of batches that run side by side, and of workers."""

    patience: float
    """Seconds after its turn for which an entry may wait while better filled lanes go first."""

    oldest_every: int
    """How many batches make up a round in which one at least goes to the oldest that lost its patience."""

    stages: Mapping[str, StagePolicy]
    fairness: Fairness = FAIRNESS

    def __post_init__(self) -> None:
        for name, stage in self.stages.items():
            if not stage.streams or any(self.slots % cut for cut in stage.streams):
                raise ValueError(f"{self.slots} slots cannot be cut into {stage.streams} for {name}.")

    def cut(self, stage: str, free: int, waiting: int) -> int | None:
        """Into how many streams the device is cut for the next batch: None where its narrowest does not fit.

        The widest stream that leaves room for one of the same width for everything else that waits.
        """
        cuts = self.stages[stage].streams
        for streams in cuts:
            if self.slots // streams * waiting <= free:
                return streams
        return cuts[-1] if self.slots // cuts[-1] <= free else None


def cpu(cores: int) -> Policy:
    """Batches of one, for larger ones buy nothing on a CPU: all cores for what is alone, else a core each.

    The direction classifier and the decoders gain nothing from a second core, and a lone line is so soon read
    that all cores for it are not worth another copy of the recognizer, nor the seconds until it is warm.
    """
    narrow, either = StagePolicy((cores,)), StagePolicy(tuple(sorted({1, cores})))
    stages = {"decode": narrow, "detect": either, "classify": narrow, "recognize": narrow}
    return Policy(cores, 0, 1, stages)


def gpu(streams: int) -> Policy:
    """Batches across requests; with two streams one batch is prepared or read while another runs."""
    cut = (streams,)
    stages = {
        "detect": StagePolicy(cut, most=4, budget=4 * 1024 * 1024),
        "classify": StagePolicy(cut, most=64),
        "recognize": StagePolicy(cut, most=32, budget=32 * 48 * 640),
    }
    return Policy(streams, 0.05, 4, stages)


FORMS: Mapping[str, Callable[[int], Policy]] = {"cpu": cpu, "gpu": gpu}
"""Kind of device → its policy for so many cores or streams."""
