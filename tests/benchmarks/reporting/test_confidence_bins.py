import pytest

from benchmarks.reporting.confidence_bins import reliability


def test_scores_are_counted_between_edges_and_spans_without_one_left_out() -> None:
    scored = [(0.86, True), (0.88, False), (1.0, True)]

    assert reliability(scored, (0.7, 0.85, 0.9, 0.95, 1.1)) == [(pytest.approx(0.87), 0.5, 2), (1.0, 1.0, 1)]


def test_an_edge_belongs_to_what_begins_there() -> None:
    assert [
        count for _, _, count in reliability([(0.5, True), (0.4, True), (0.6, True)], (0.4, 0.5, 0.7))
    ] == [1, 2]
