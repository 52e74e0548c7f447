from dataclasses import replace

import pytest

from service.batching.page_job import PageJob
from service.batching.policies.fairness import TYPICAL_PIXELS, Fairness, fairness_on
from service.batching.prediction.cost import DEFAULT_TABLE, CostTable, load_table
from tests.service.batching.fixtures.factories import job

RULE = Fairness(grace=100, stretch=4)
SHIPPED = load_table(DEFAULT_TABLE)


def slower(table: CostTable, factor: float) -> CostTable:
    rows = (replace(row, milliseconds=factor * row.milliseconds) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _page(arrived: float, deadline: float) -> PageJob:
    return job(arrived=arrived, deadline=deadline)


def test_a_page_is_due_by_its_turn_and_delayed_by_its_own_time() -> None:
    page = _page(7.0, 107.0)
    page.turn = 9.0

    assert [RULE.due(page, work) for work in (0, 1e9)] == [9.0, pytest.approx(49.0)]


@pytest.mark.parametrize("work", [0, 50, 100])
def test_a_page_within_the_grace_is_due_when_it_arrives(work: float) -> None:
    assert RULE.due(_page(7.0, 100.0), work) == 7.0


def test_each_millisecond_beyond_the_grace_delays_by_stretch_milliseconds() -> None:
    assert RULE.due(_page(7.0, 100.0), 350) == pytest.approx(8.0)


def test_a_page_is_delayed_by_at_most_two_fifths_of_its_deadline() -> None:
    assert RULE.due(_page(7.0, 107.0), 1e9) == pytest.approx(47.0)


def test_with_the_shipped_table_the_grace_is_104_milliseconds() -> None:
    assert TYPICAL_PIXELS == 1_000_000
    assert fairness_on(SHIPPED) == Fairness(grace=104.0, stretch=12.0, delay_share=0.4)


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_machine_half_as_fast_has_twice_the_grace(factor: float) -> None:
    assert fairness_on(slower(SHIPPED, factor)).grace == pytest.approx(104.0 * factor)
