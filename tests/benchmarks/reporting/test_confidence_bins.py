"""Binning of scores."""

import pytest

from benchmarks.reporting.confidence_bins import confidence_bins


def test_scores_are_binned_between_the_edges_without_empty_bins() -> None:
    scored = [(0.86, True), (0.88, False), (1.0, True)]

    assert confidence_bins(scored, (0.7, 0.85, 0.9, 0.95, 1.1)) == [
        (pytest.approx(0.87), 0.5, 2),
        (1.0, 1.0, 1),
    ]


def test_an_edge_belongs_to_the_bin_above_it() -> None:
    bins = confidence_bins([(0.5, True), (0.4, True), (0.6, True)], (0.4, 0.5, 0.7))

    assert [count for _, _, count in bins] == [1, 2]
