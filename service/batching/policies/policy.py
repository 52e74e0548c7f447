"""Policies: how a device is divided into streams, and how many inputs its batches have."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, inf

from service.batching.buckets import Bucket
from service.batching.policies.fairness import Fairness
from service.batching.stage import StageName


@dataclass(frozen=True, slots=True)
class StagePolicy:
    """The sizes and streams of the batches of one stage."""

    streams: tuple[int, ...]
    """The numbers of streams into which the device may be divided, ascending. A batch occupies one stream."""

    counts: tuple[int, ...] = (1,)
    """The numbers of inputs that a batch may have, ascending."""

    most_pixels: float = inf
    """The most pixels in a batch of several inputs. This bounds the memory and the time of the batch."""

    largest_inputs: Mapping[int, float] = field(default_factory=dict)
    """Count → the pixels of the largest input for which a batch of this count saves time, see `savings`.
    Counts that are not named have no such limit."""

    is_padded: bool = False
    """Whether a batch is filled up with blank inputs to the next count. Otherwise its number of entries is
    always one of `counts`."""

    is_on_host: bool = False
    """Whether the stage runs on the processor's cores beside a GPU, and occupies none of its streams."""

    _limits: tuple[tuple[int, float], ...] = field(init=False, repr=False, compare=False)
    """Pairs of a count and the pixels of its largest input, for all counts but the smallest."""

    def __post_init__(self) -> None:
        limits = (
            (count, min(self.most_pixels / count, self.largest_inputs.get(count, inf)))
            for count in self.counts[1:]
        )
        object.__setattr__(self, "_limits", tuple(limits))

    def counts_of(self, bucket: Bucket) -> tuple[int, ...]:
        """The allowed counts for a bucket, ascending. The smallest count is always allowed."""
        pixels = bucket.pixels
        return self.counts[0], *[count for count, limit in self._limits if pixels <= limit]

    def largest(self, bucket: Bucket) -> int:
        """The largest allowed count for a bucket."""
        return self.counts_of(bucket)[-1]


@dataclass(frozen=True, slots=True)
class Policy:
    """How one device is used, and the host beside it.

    Raises ValueError when the slots of a stage cannot be divided into its numbers of streams.
    """

    slots: int
    """The most batches that run at once on the device."""

    overtake_seconds: float
    """Seconds past due during which fuller batches may overtake. `-inf` means strict order."""

    earliest_due_every: int
    """Among this many batches in a row, at least one starts with the entry that is due first. This applies
    once that entry is overdue by `overtake_seconds`."""

    stages: Mapping[StageName, StagePolicy]
    fairness: Fairness

    host_slots: int = 0
    """The most batches that run at once on the processor's cores beside a GPU."""

    def __post_init__(self) -> None:
        for name, stage in self.stages.items():
            slots = self.slots_for(name)
            if not stage.streams or any(slots % streams or streams > slots for streams in stage.streams):
                raise ValueError(f"{slots} slots cannot be divided into {stage.streams} streams for {name}.")

    @property
    def workers(self) -> int:
        """The most batches that run at once on the device and on the host."""
        return self.slots + self.host_slots

    def slots_for(self, stage: StageName) -> int:
        """The slots of the device, or of the host if the stage runs there."""
        return self.host_slots if self.stages[stage].is_on_host else self.slots

    def count(self, stage: StageName, bucket: Bucket, in_lane: int, waiting: int) -> int:
        """The number of entries of the next batch, given those in its lane and all waiting ones.

        A padded batch takes all entries that fit, because blank inputs cost as much. Otherwise a batch takes
        at most its stream's share of the waiting entries, so that all streams end at about the same time
        (guided self-scheduling: Polychronopoulos and Kuck, IEEE Transactions on Computers C-36, 1987).
        """
        rule = self.stages[stage]
        if rule.is_padded:
            return min(in_lane, rule.largest(bucket))
        counts, share = rule.counts_of(bucket), ceil(waiting / self.slots_for(stage))
        return counts[bisect_right(counts, min(in_lane, share)) - 1]

    def streams(self, stage: StageName, free: int, waiting: int) -> int | None:
        """The number of streams into which the device is divided for the next batch. None if none is free.

        Chooses the widest streams of which one is free for every waiting entry, else the narrowest streams.
        """
        choices, slots = self.stages[stage].streams, self.slots_for(stage)
        for streams in choices:
            if slots // streams * waiting <= free:
                return streams
        return choices[-1] if slots // choices[-1] <= free else None
