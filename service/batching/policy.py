"""Policies: how a device is cut into streams and how its batches are made up, as literal tables."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, inf

from service.batching.buckets import Bucket
from service.batching.fairness import Fairness
from service.batching.stage import StageName

FAIRNESS = Fairness(grace=100, stretch=12)
"""A usual page is 50 to 250 ms of two cores. With these the slowest pages of each size stay near its usual
ones, as tests show by simulation; see docs/benchmarks.md."""


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """How batches of one stage are made up."""

    streams: tuple[int, ...]
    """Ways to cut the device: into how many streams, ascending. A batch takes one of them."""

    counts: tuple[int, ...] = (1,)
    """How many inputs the device sees in a batch, ascending; it prepares itself for each of them."""

    budget: float = inf
    """The most pixels in a batch of several, which bounds its memory and how long others wait for it."""

    is_padded: bool = False
    """Whether a batch is filled up with blanks to the next count; else it has as many entries as one says."""

    is_beside: bool = False
    """Whether it runs on the processor's cores beside the device, and takes none of its streams."""

    def counts_of(self, bucket: Bucket) -> tuple[int, ...]:
        """The counts that batches of that bucket may have."""
        return self.counts[: self._fitting(bucket)]

    def largest(self, bucket: Bucket) -> int:
        """The largest batch of that bucket."""
        return self.counts[self._fitting(bucket) - 1]

    def _fitting(self, bucket: Bucket) -> int:
        return max(1, bisect_right(self.counts, self.budget / bucket.pixels))


@dataclass(frozen=True, slots=True)
class Policy:
    """How one device is used. Raises ValueError where the numbers do not go together."""

    slots: int
    """The finest cut: the number of batches that run side by side on the device."""

    patience: float
    """Seconds after its due for which an entry may wait while better filled lanes go first; where it is not
    to wait for that at all, -inf, because a due may lie ahead."""

    oldest_every: int
    """How many batches make up a round in which one at least goes to the oldest that lost its patience."""

    stages: Mapping[StageName, StagePolicy]
    fairness: Fairness = FAIRNESS

    beside: int = 0
    """The number of batches that run side by side beside the device."""

    def __post_init__(self) -> None:
        for name, stage in self.stages.items():
            slots = self.slots_of(name)
            if not stage.streams or any(slots % cut or cut > slots for cut in stage.streams):
                raise ValueError(f"{slots} slots cannot be cut into {stage.streams} for {name}.")

    @property
    def workers(self) -> int:
        """The number of all batches that run side by side."""
        return self.slots + self.beside

    def slots_of(self, stage: StageName) -> int:
        """The finest cut of what the stage runs on: the device, or the cores beside it."""
        return self.beside if self.stages[stage].is_beside else self.slots

    def count(self, stage: StageName, bucket: Bucket, alike: int, waiting: int) -> int:
        """How many entries the next batch has, where `alike` wait in its lane and `waiting` in all.

        Where blanks fill a batch up, a full one takes hardly longer than one of one. Elsewhere a stream takes
        no more than its part of what is left, so that all end at about the same time (guided self-scheduling:
        Polychronopoulos and Kuck, IEEE Transactions on Computers C-36, 1987).
        """
        rule = self.stages[stage]
        if rule.is_padded:
            return min(alike, rule.largest(bucket))
        counts, share = rule.counts_of(bucket), ceil(waiting / self.slots_of(stage))
        return counts[bisect_right(counts, min(alike, share)) - 1]

    def cut(self, stage: StageName, free: int, waiting: int) -> int | None:
        """Into how many streams the device is cut for the next batch: None where its narrowest does not fit.

        The widest stream that leaves room for one of the same width for everything else that waits for it.
        """
        cuts, slots = self.stages[stage].streams, self.slots_of(stage)
        for streams in cuts:
            if slots // streams * waiting <= free:
                return streams
        return cuts[-1] if slots // cuts[-1] <= free else None


def cpu(cores: int) -> Policy:
    """All cores for what is alone, else a core each, with a few crops of one width at a time.

    The direction classifier and the decoders gain nothing from a second core, and a lone line is so soon read
    that all cores for it are not worth another copy of the recognizer, nor the seconds until it is warm.
    What a call costs whatever its size is worth sharing among short lines; of long ones several do not fit
    the nearer caches, and every shape takes megabytes. See docs/benchmarks.md.
    """
    narrow, either = (cores,), tuple(sorted({1, cores}))
    stages: dict[StageName, StagePolicy] = {
        "decode": StagePolicy(narrow),
        "detect": StagePolicy(either),
        "classify": StagePolicy(narrow, (1, 2, 4, 8)),
        "recognize": StagePolicy(narrow, (1, 2, 4), budget=1000 * 48),
        "embed": StagePolicy(narrow),
    }
    return Policy(cores, -inf, 1, stages)


STREAMS = 2
"""On a GPU: while it computes one batch, another is cut out of its pages, copied, or read."""


def gpu(cores: int) -> Policy:
    """Batches across requests on the GPU; pictures are decoded beside it, on as many cores."""
    cut = (STREAMS,)
    stages: dict[StageName, StagePolicy] = {
        "decode": StagePolicy((cores,), is_beside=True),
        "detect": StagePolicy(cut, (1, 2, 4), budget=4 * 1024 * 1024, is_padded=True),
        "classify": StagePolicy(cut, (1, 2, 4, 8, 16, 32, 64), is_padded=True),
        "recognize": StagePolicy(cut, (1, 2, 4, 8, 16, 32), budget=32 * 48 * 640, is_padded=True),
        "embed": StagePolicy(cut, (1, 2, 4, 8, 16), is_padded=True),
    }
    return Policy(STREAMS, 0.05, 4, stages, beside=cores)


FORMS: Mapping[str, Callable[[int], Policy]] = {"cpu": cpu, "gpu": gpu}
"""Kind of device → its policy on a machine with so many cores."""
