"""Properties of the batcher for any pages and any policy."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from service.batching.buckets import Bucket
from service.batching.execution import execute
from service.batching.policies.policy import Policy
from tests.service.batching.fixtures.factories import (
    batcher,
    job,
    submit,
)
from tests.service.batching.fixtures.models import BUCKETS, POLICIES, model

PAGES = st.lists(st.lists(st.sampled_from(BUCKETS), min_size=1, max_size=12), min_size=1, max_size=12)


def results_of(policy: Policy, pages: Sequence[tuple[int, Sequence[Bucket]]]) -> dict[int, list[object]]:
    """Serve all pages together. Returns name of the page → its results."""
    device, entries = batcher(policy), {}
    for number, (name, buckets) in enumerate(pages):
        items = [(bucket, 100 * name + i) for i, bucket in enumerate(buckets)]
        entries[name] = device.entries(job(number), "recognize", items)
        device.submit(entries[name])
    while batch := device.dispatch(0.0):
        device.complete(batch, execute(batch, model, lambda: 0.0))
    return {
        name: [each.future.exception(0) is None and each.future.result(0) for each in of_page]
        for name, of_page in entries.items()
    }


@given(policy=POLICIES, pages=PAGES, data=st.data())
def test_a_page_gets_the_same_results_alone_and_with_other_pages(
    policy: Policy, pages: list[list[Bucket]], data: st.DataObject
) -> None:
    named = list(enumerate(pages))
    together = results_of(policy, data.draw(st.permutations(named)))

    for page in named:
        assert results_of(policy, [page]) == {page[0]: together[page[0]]}


@given(pages=PAGES)
def test_on_a_cpu_pages_within_the_grace_run_in_order_of_arrival(
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
def test_all_entries_of_one_submission_have_the_same_due_time(
    pages: list[list[Bucket]], policy: Policy
) -> None:
    device = batcher(policy)
    for number, buckets in enumerate(pages):
        assert len({entry.due for entry in submit(device, job(number), buckets * 10)}) == 1
