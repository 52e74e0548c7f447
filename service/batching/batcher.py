"""Chooses the next batch from the waiting entries of all stages, without a thread or a clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from service.batching.buckets import Bucket
from service.batching.lane import Entry, Lane, Priority
from service.batching.page_job import PageJob
from service.batching.policies.policy import Policy
from service.batching.prediction.predictor import Predictor
from service.batching.stage import StageName

LaneKey = tuple[StageName, Bucket | None]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Entries of one stage that run together on one of `streams` equal streams of a device."""

    stage: StageName
    streams: int
    entries: tuple[Entry, ...]

    @property
    def bucket(self) -> Bucket:
        """The size that all items are padded to."""
        return self.entries[0].bucket

    @property
    def items(self) -> tuple[Any, ...]:
        """The items of the entries, in order."""
        return tuple(entry.item for entry in self.entries)

    def only(self, entry: Entry) -> "Batch":
        """A batch of this entry alone, on a stream of the same width."""
        return Batch(self.stage, self.streams, (entry,))


class _Slots:
    """The slots of the device, or of the host, and the entries that wait for them."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.free = total
        self.waiting = 0
        """The number of waiting entries."""

        self.batches_since_earliest_due = 0
        """Batches since the last one that started with the entry due first."""

        self.lanes: dict[LaneKey, Lane] = {}
        """All lanes except empty ones."""


class Batcher:
    """The waiting entries of a device and of its host, and their free slots."""

    def __init__(self, policy: Policy, predictor: Predictor) -> None:
        self._policy = policy
        self._predictor = predictor
        device, host = _Slots(policy.slots), _Slots(policy.host_slots)
        self._all_slots = (device, host) if policy.host_slots else (device,)
        self._slots = {name: host if stage.is_on_host else device for name, stage in policy.stages.items()}

    @property
    def can_dispatch(self) -> bool:
        """Whether an entry waits and a slot of its device is free."""
        return any(slots.waiting and slots.free for slots in self._all_slots)

    def entries(self, job: PageJob, stage: StageName, items: Sequence[tuple[Bucket, Any]]) -> list[Entry]:
        """Make one entry for each item of a page and its bucket, in order. The entries are not queued yet."""
        work = {bucket: self._work(stage, bucket) for bucket in {bucket for bucket, _ in items}}
        return [Entry(item, job, stage, bucket, work=work[bucket]) for bucket, item in items]

    def submit(self, entries: Sequence[Entry]) -> None:
        """Queue entries of one page for one stage. They share a due time, by the work submitted so far."""
        if not entries:
            return
        job = entries[0].job
        job.add_submitted(sum(entry.work for entry in entries))
        due = self._policy.fairness.due(job, job.submitted)
        by_lane: dict[Lane, list[Entry]] = {}
        for entry in entries:
            entry.due = due
            by_lane.setdefault(self._lane(entry), []).append(entry)
        for lane, group in by_lane.items():
            lane.push(group)
            self._slots[lane.stage].waiting += len(group)

    def dispatch(self, now: float) -> Batch | None:
        """Start the next batch, which occupies its slots until `complete`. Returns None if none can start.

        Cancelled and late entries are dropped, see `Lane.take`.
        """
        for slots in self._all_slots:
            if batch := self._dispatch_on(slots, now):
                return batch
        return None

    def complete(self, batch: Batch, milliseconds: float | None) -> None:
        """Free the slots of a batch and learn from its time. The time of a failed batch is None."""
        slots = self._slots[batch.stage]
        slots.free += slots.total // batch.streams
        for entry in batch.entries:
            entry.finish()
        if milliseconds is not None:
            pixels, count = batch.bucket.pixels, len(batch.entries)
            self._predictor.learn(batch.stage, pixels, count, batch.streams, milliseconds)

    def drain(self) -> list[Entry]:
        """Remove and return all waiting entries."""
        lanes = [lane for slots in self._all_slots for lane in slots.lanes.values()]
        entries = [entry for lane in lanes for entry in lane.clear()]
        for entry in entries:
            entry.finish()
        for slots in self._all_slots:
            slots.lanes.clear()
            slots.waiting = 0
        return entries

    def _dispatch_on(self, slots: _Slots, now: float) -> Batch | None:
        while slots.waiting and slots.free:
            lane = self._next_lane(slots, now)
            streams = self._policy.streams(lane.stage, slots.free, slots.waiting)
            if streams is None:
                return None
            entries = self._take(slots, lane, now)
            if entries:
                slots.free -= slots.total // streams
                return Batch(lane.stage, streams, tuple(entries))
        return None

    def _take(self, slots: _Slots, lane: Lane, now: float) -> list[Entry]:
        """Remove the entries of the next batch from a lane, and the lane if nothing is left."""
        length, bucket = len(lane), lane.bucket
        entries = lane.take(now, self._policy.count(lane.stage, bucket, length, slots.waiting))
        slots.waiting -= length - len(lane)
        if not lane:
            del slots.lanes[self._lane_key(lane.stage, bucket)]
        return entries

    def _work(self, stage: StageName, bucket: Bucket) -> float:
        """Milliseconds of the whole machine: an entry's share of a full batch while all streams are busy."""
        rule = self._policy.stages[stage]
        count, streams = rule.largest(bucket), rule.streams[-1]
        return self._predictor.milliseconds(stage, bucket.pixels, count, streams) / count / streams

    def _lane(self, entry: Entry) -> Lane:
        lanes, key = self._slots[entry.stage].lanes, self._lane_key(entry.stage, entry.bucket)
        if key not in lanes:
            lanes[key] = Lane(entry.stage, self._policy.stages[entry.stage].largest(entry.bucket))
        return lanes[key]

    def _lane_key(self, stage: StageName, bucket: Bucket) -> LaneKey:
        """The key of a lane. A stage that runs single entries has one lane for all its buckets."""
        return stage, bucket if len(self._policy.stages[stage].counts) > 1 else None

    def _next_lane(self, slots: _Slots, now: float) -> Lane:
        """The fullest lane, or at intervals the lane that is due first, see `Policy.earliest_due_every`.

        If overdue entries always ran first, a device that falls behind would run small batches only and would
        never catch up.
        """
        lanes = slots.lanes.values()
        due_first = min(lanes, key=_by_priority)
        is_its_turn = slots.batches_since_earliest_due + 1 >= self._policy.earliest_due_every
        if is_its_turn and now - due_first.first.due >= self._policy.overtake_seconds:
            chosen = due_first
        else:
            chosen = min(lanes, key=_by_fill)
        slots.batches_since_earliest_due = 0 if chosen is due_first else slots.batches_since_earliest_due + 1
        return chosen


def _by_priority(lane: Lane) -> Priority:
    return lane.first


def _by_fill(lane: Lane) -> tuple[float, Priority]:
    """Sort key: the fullest lane first, then by priority."""
    return -lane.fill, lane.first
