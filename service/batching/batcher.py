"""The batcher: from the waiting entries of all stages to the next batch. No threads, no clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.batching.buckets import Bucket
from service.batching.lane import Entry, Lane, Place
from service.batching.page_job import PageJob
from service.batching.policy import Policy
from service.batching.predictor import Predictor
from service.batching.stage import StageName


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Entries of one stage that run together, on one of so many streams into which the device is cut."""

    stage: StageName
    streams: int
    entries: tuple[Entry, ...]

    @property
    def bucket(self) -> Bucket:
        """The size that all items are padded to."""
        return self.entries[0].bucket

    @property
    def items(self) -> tuple[Any, ...]:
        """What to run, in order."""
        return tuple(entry.item for entry in self.entries)

    def alone(self, entry: Entry) -> "Batch":
        """A batch of one of the entries."""
        return Batch(self.stage, self.streams, (entry,))


class _Part:
    """What is cut on its own, the device or the cores beside it: how much is free, and what waits for it."""

    def __init__(self, slots: int) -> None:
        self.slots = slots
        self.free = slots
        self.waiting = 0
        self.since_oldest = 0
        self.lanes: dict[tuple[StageName, Bucket | None], Lane] = {}
        """Those in which something waits."""


class Batcher:
    """The lanes of one device and of the cores beside it, and how much of each is free."""

    def __init__(self, policy: Policy, predictor: Predictor) -> None:
        self._policy = policy
        self._predictor = predictor
        device, beside = _Part(policy.slots), _Part(policy.beside)
        self._parts = (device, beside) if policy.beside else (device,)
        self._part_of = {name: beside if stage.is_beside else device for name, stage in policy.stages.items()}

    @property
    def can_dispatch(self) -> bool:
        """Whether something waits and what it runs on is free."""
        return any(part.waiting and part.free for part in self._parts)

    def entries(self, job: PageJob, stage: StageName, orders: Sequence[tuple[Bucket, Any]]) -> list[Entry]:
        """Entries for items of a page and their buckets, in that order; nothing waits yet."""
        weights = {bucket: self._weight(stage, bucket) for bucket in {bucket for bucket, _ in orders}}
        return [Entry(item, job, stage, bucket, weights[bucket]) for bucket, item in orders]

    def submit(self, entries: Sequence[Entry]) -> None:
        """Let everything wait that a page has for a stage, with one due, the largest first."""
        if not entries:
            return
        job = entries[0].job
        job.take_on(sum(entry.weight for entry in entries))
        due = self._policy.fairness.due(job.arrived, job.deadline, job.taken)
        by_lane: dict[Lane, list[Entry]] = {}
        for entry in entries:
            entry.due = due
            by_lane.setdefault(self._lane(entry), []).append(entry)
        for lane, group in by_lane.items():
            lane.push(group)
            self._part_of[lane.stage].waiting += len(group)

    def dispatch(self, now: float) -> Batch | None:
        """The next batch, which takes its part of the device until it is complete; None: nothing fits.

        Raises nothing; entries that nobody waits for or that are too late are dropped on the way, see `Lane`.
        """
        for part in self._parts:
            if batch := self._dispatch_on(part, now):
                return batch
        return None

    def complete(self, batch: Batch, milliseconds: float | None) -> None:
        """The batch's part of the device is free again; None for its time says that it failed."""
        part = self._part_of[batch.stage]
        part.free += part.slots // batch.streams
        for entry in batch.entries:
            entry.settle()
        if milliseconds is not None:
            pixels, count = batch.bucket.pixels, len(batch.entries)
            self._predictor.learn(batch.stage, pixels, count, batch.streams, milliseconds)

    def drain(self) -> list[Entry]:
        """Everything that waits, taken away."""
        left = [entry for part in self._parts for lane in part.lanes.values() for entry in lane.clear()]
        for entry in left:
            entry.settle()
        for part in self._parts:
            part.lanes.clear()
            part.waiting = 0
        return left

    def _dispatch_on(self, part: _Part, now: float) -> Batch | None:
        while part.waiting and part.free:
            lane = self._next(part, now)
            cut = self._policy.cut(lane.stage, part.free, part.waiting)
            if cut is None:
                return None
            waited, bucket = len(lane), lane.bucket
            count = self._policy.count(lane.stage, bucket, waited, part.waiting)
            entries = lane.take(now, count)
            part.waiting -= waited - len(lane)
            if not lane:
                del part.lanes[self._key(lane.stage, bucket)]
            if entries:
                part.free -= part.slots // cut
                return Batch(lane.stage, cut, tuple(entries))
        return None

    def _weight(self, stage: StageName, bucket: Bucket) -> float:
        """An entry's part of the milliseconds of a full batch under load."""
        policy = self._policy.stages[stage]
        count, streams = policy.largest(bucket), policy.streams[-1]
        return self._predictor.milliseconds(stage, bucket.pixels, count, streams) / count / streams

    def _lane(self, entry: Entry) -> Lane:
        lanes, key = self._part_of[entry.stage].lanes, self._key(entry.stage, entry.bucket)
        if key not in lanes:
            lanes[key] = Lane(entry.stage, self._policy.stages[entry.stage].largest(entry.bucket))
        return lanes[key]

    def _key(self, stage: StageName, bucket: Bucket) -> tuple[StageName, Bucket | None]:
        """Batches of one mix nothing, so one lane serves all their buckets, by due time."""
        return stage, bucket if len(self._policy.stages[stage].counts) > 1 else None

    def _next(self, part: _Part, now: float) -> Lane:
        """The best filled lane, of equals the older; or the oldest, where it lost its patience and is due.

        Were every old entry to go first, a device that fell behind would run small batches and stay behind.
        """
        lanes = part.lanes.values()
        oldest = min(lanes, key=_first)
        is_due = part.since_oldest + 1 >= self._policy.oldest_every
        if is_due and now - oldest.first.due >= self._policy.patience:
            chosen = oldest
        else:
            chosen = min(lanes, key=_emptiness)
        part.since_oldest = 0 if chosen is oldest else part.since_oldest + 1
        return chosen


def _first(lane: Lane) -> Place:
    return lane.first


def _emptiness(lane: Lane) -> tuple[float, Place]:
    return -lane.fill, lane.first
