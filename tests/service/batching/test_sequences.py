"""Invariants over every sequence of admissions, submissions, cancellations, batches and failures."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.execution import execute
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.policies.policy import Policy
from service.batching.prediction.predictor import Predictor
from service.batching.stage import StageName
from service.errors import DeadlineExceeded, EngineBusy
from tests.service.batching.fixtures.factories import (
    FAIRNESS,
    SHORT,
    TABLE,
    job,
    submit,
)
from tests.service.batching.fixtures.models import BAD, BUCKETS, POLICIES, STAGES, model


class Service(RuleBasedStateMachine):
    """Batcher and admission as the workers use them. Hypothesis takes the steps in random order."""

    @initialize(policy=POLICIES)
    def open(self, policy: Policy) -> None:
        self.now = 0.0
        self.policy = policy
        self.batcher = Batcher(policy, Predictor(TABLE))
        self.admission = Admission(Predictor(TABLE), FAIRNESS)
        self.admitted: list[PageJob] = []
        self.entries: list[Entry] = []
        self.running: list[Batch] = []
        self.ran: Counter[int] = Counter()
        self.cancelled: set[int] = set()

    @rule(seconds=st.floats(0.05, 20), caller=st.sampled_from("ab"))
    def page_arrives(self, seconds: float, caller: str) -> None:
        was_empty = self.admission.is_empty
        try:
            self.admitted.append(
                self.admission.admit(
                    pixels=1_000_000,
                    tiles=1,
                    memory=1,
                    now=self.now,
                    deadline=self.now + seconds,
                    caller=caller,
                )
            )
        except EngineBusy:
            assert not was_empty

    @precondition(lambda self: self.admitted)
    @rule(data=st.data(), stage=STAGES, buckets=st.lists(st.sampled_from(BUCKETS), min_size=1, max_size=30))
    def page_submits(self, data: st.DataObject, stage: StageName, buckets: list[Bucket]) -> None:
        page = data.draw(st.sampled_from(self.admitted))
        number = len(self.entries)
        items = [(bucket, number + i) for i, bucket in enumerate(buckets)]
        entries = self.batcher.entries(page, stage, items)
        self.batcher.submit(entries)
        self.admission.record_lines_submitted(page)
        self.entries += entries

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def entry_is_cancelled(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(self.entries))
        if entry.future.cancel():
            self.cancelled.add(entry.item)

    @rule(seconds=st.floats(0, 1))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def batch_starts(self) -> None:
        batch = self.batcher.dispatch(self.now)
        if batch is None:
            return
        self.running.append(batch)
        self.ran.update(batch.items)
        assert len(batch.entries) <= self.policy.stages[batch.stage].largest(batch.bucket)
        assert {(entry.stage, entry.bucket) for entry in batch.entries} == {(batch.stage, batch.bucket)}
        assert all(entry.job.deadline > self.now for entry in batch.entries)
        assert not self.cancelled & set(batch.items)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def batch_ends(self, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(self.running))
        self.running.remove(batch)
        self.batcher.complete(batch, execute(batch, model, lambda: self.now))

    @invariant()
    def no_more_slots_are_occupied_than_there_are(self) -> None:
        taken = Counter[bool]()
        for batch in self.running:
            stage = self.policy.stages[batch.stage]
            taken[stage.is_on_host] += self.policy.slots_for(batch.stage) // batch.streams
        assert taken[False] <= self.policy.slots
        assert taken[True] <= self.policy.host_slots

    @invariant()
    def a_free_device_does_not_idle_while_entries_wait(self) -> None:
        waiting = sum(not entry.future.running() and not entry.future.done() for entry in self.entries)
        assert self.batcher.can_dispatch or self.running or waiting == 0

    @invariant()
    def the_backlog_is_at_least_the_work_of_unfinished_entries(self) -> None:
        unfinished = sum(entry.work for entry in self.entries if not entry.future.done())
        assert self.admission.backlog >= unfinished - 1e-6

    def teardown(self) -> None:
        """Check that every submitted entry ends, and that no entry runs twice."""
        while self.running or self.batcher.can_dispatch:
            self.batch_starts()
            for batch in self.running:
                self.batcher.complete(batch, execute(batch, model, lambda: self.now))
            self.running.clear()
        self.check_whole_device_is_free()
        assert all(times == 1 for times in self.ran.values())
        for number, entry in enumerate(self.entries):
            self.check_outcome(number, entry)
        for page in self.admitted:
            assert abs(page.pending) < 1e-6
            self.admission.release(page, 0.0)
        assert self.admission.backlog == 0

    def check_whole_device_is_free(self) -> None:
        taken = 0
        submit(self.batcher, job(), [SHORT])
        while batch := self.batcher.dispatch(self.now):
            taken += self.policy.slots // batch.streams
            submit(self.batcher, job(), [SHORT])
        assert taken == self.policy.slots

    def check_outcome(self, number: int, entry: Entry) -> None:
        assert entry.future.done()
        if number in self.cancelled:
            assert number not in self.ran
        elif number not in self.ran:
            assert isinstance(entry.future.exception(0), DeadlineExceeded)
        elif number % BAD == 0:
            assert isinstance(entry.future.exception(0), ArithmeticError)
        else:
            assert entry.future.result(0) == number**2


Service.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestService = Service.TestCase
