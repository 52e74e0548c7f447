"""What holds for every sequence of pages, cancellations, passing time, batches and failures."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.execution import execute
from service.batching.lane import Entry
from service.batching.page_job import PageJob
from service.batching.policy import Policy
from service.batching.predictor import Predictor
from service.batching.stage import StageName
from service.errors import DeadlineExceeded, EngineBusy
from tests.service.batching.making import (
    BESIDE,
    CORES,
    FAIRNESS,
    FEW,
    GPU,
    LONG,
    SHORT,
    TABLE,
    batcher,
    job,
    submit,
)

BUCKETS = (SHORT, Bucket(200, 10), LONG)
POLICIES = st.sampled_from([CORES, FEW, GPU, BESIDE])
STAGES = st.sampled_from(["detect", "recognize"])
GUILTY = 13


def model(batch: Batch) -> Sequence[int]:
    """A model whose answer depends on the item alone, and which no batch survives that holds a guilty one."""
    if any(item % GUILTY == 0 for item in batch.items):
        raise ArithmeticError
    return [item * item for item in batch.items]


class Service(RuleBasedStateMachine):
    """Batcher and admission as the workers use them, with every step in any order."""

    @initialize(policy=POLICIES)
    def open(self, policy: Policy) -> None:
        self.now = 0.0
        self.policy = policy
        self.batcher = Batcher(policy, Predictor(TABLE))
        self.admission = Admission(Predictor(TABLE), FAIRNESS)
        self.inside: list[PageJob] = []
        self.entries: list[Entry] = []
        self.running: list[Batch] = []
        self.ran: Counter[int] = Counter()
        self.cancelled: set[int] = set()

    @rule(seconds=st.floats(0.05, 20))
    def page_comes(self, seconds: float) -> None:
        was_empty = self.admission.is_empty
        try:
            self.inside.append(self.admission.admit(1_000_000, 1, 1, self.now, self.now + seconds))
        except EngineBusy:
            assert not was_empty

    @precondition(lambda self: self.inside)
    @rule(data=st.data(), stage=STAGES, buckets=st.lists(st.sampled_from(BUCKETS), min_size=1, max_size=30))
    def page_submits(self, data: st.DataObject, stage: StageName, buckets: list[Bucket]) -> None:
        page = data.draw(st.sampled_from(self.inside))
        number = len(self.entries)
        orders = [(bucket, number + i) for i, bucket in enumerate(buckets)]
        entries = self.batcher.entries(page, stage, orders)
        self.batcher.submit(entries)
        self.admission.lines_known(page)
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
    def the_device_is_never_overbooked(self) -> None:
        taken = Counter[bool]()
        for batch in self.running:
            stage = self.policy.stages[batch.stage]
            taken[stage.is_beside] += self.policy.slots_of(batch.stage) // batch.streams
        assert taken[False] <= self.policy.slots
        assert taken[True] <= self.policy.beside

    @invariant()
    def a_free_device_is_work_conserving(self) -> None:
        waiting = sum(not entry.future.running() and not entry.future.done() for entry in self.entries)
        assert self.batcher.can_dispatch or self.running or waiting == 0

    @invariant()
    def the_backlog_is_the_work_of_what_is_not_done(self) -> None:
        undone = sum(entry.weight for entry in self.entries if not entry.future.done())
        assert self.admission.backlog >= undone - 1e-6

    def teardown(self) -> None:
        """All that was submitted comes to its end: nothing lost, nothing done twice."""
        while self.running or self.batcher.can_dispatch:
            self.batch_starts()
            for batch in self.running:
                self.batcher.complete(batch, execute(batch, model, lambda: self.now))
            self.running.clear()
        self.check_whole_device_is_free()
        assert all(times == 1 for times in self.ran.values())
        for number, entry in enumerate(self.entries):
            self.check_end(number, entry)
        for page in self.inside:
            assert abs(page.known) < 1e-6
            self.admission.release(page)
        assert self.admission.backlog == 0

    def check_whole_device_is_free(self) -> None:
        taken = 0
        submit(self.batcher, job(), [SHORT])
        while batch := self.batcher.dispatch(self.now):
            taken += self.policy.slots // batch.streams
            submit(self.batcher, job(), [SHORT])
        assert taken == self.policy.slots

    def check_end(self, number: int, entry: Entry) -> None:
        assert entry.future.done()
        if number in self.cancelled:
            assert number not in self.ran
        elif number not in self.ran:
            assert isinstance(entry.future.exception(0), DeadlineExceeded)
        elif number % GUILTY == 0:
            assert isinstance(entry.future.exception(0), ArithmeticError)
        else:
            assert entry.future.result(0) == number**2


Service.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestService = Service.TestCase

PAGES = st.lists(st.lists(st.sampled_from(BUCKETS), min_size=1, max_size=12), min_size=1, max_size=12)


def answers(policy: Policy, pages: Sequence[tuple[int, Sequence[Bucket]]]) -> dict[int, list[object]]:
    """What each page, by its name, is told where all are served together."""
    device, entries = batcher(policy), {}
    for number, (name, buckets) in enumerate(pages):
        orders = [(bucket, 100 * name + i) for i, bucket in enumerate(buckets)]
        entries[name] = device.entries(job(number), "recognize", orders)
        device.submit(entries[name])
    while batch := device.dispatch(0.0):
        device.complete(batch, execute(batch, model, lambda: 0.0))
    return {
        name: [each.future.exception(0) is None and each.future.result(0) for each in of_page]
        for name, of_page in entries.items()
    }


@given(policy=POLICIES, pages=PAGES, data=st.data())
def test_a_page_is_told_the_same_alone_and_beside_any_others(
    policy: Policy, pages: list[list[Bucket]], data: st.DataObject
) -> None:
    named = list(enumerate(pages))
    flood = answers(policy, data.draw(st.permutations(named)))

    for page in named:
        assert answers(policy, [page]) == {page[0]: flood[page[0]]}


@given(pages=PAGES)
def test_on_a_cpu_pages_within_their_grace_are_served_in_the_order_of_their_arrival(
    pages: list[list[Bucket]],
) -> None:
    cores = batcher()
    for number, buckets in enumerate(pages):
        submit(cores, job(number, arrived=float(number)), buckets[:5])
    order = []
    while batch := cores.dispatch(1000.0 - 1):
        order.append(batch.entries[0].job.number)
        cores.complete(batch, None)

    assert order == sorted(order)


@given(pages=PAGES, policy=POLICIES)
def test_all_that_a_page_submits_at_once_has_one_turn(pages: list[list[Bucket]], policy: Policy) -> None:
    device = batcher(policy)
    for number, buckets in enumerate(pages):
        assert len({entry.due for entry in submit(device, job(number), buckets * 10)}) == 1
