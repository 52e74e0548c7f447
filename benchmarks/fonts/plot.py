"""Plots the reliability of font scores."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.fonts.predictions import BINS, Prediction, score_reliability
from benchmarks.reporting.confidence_bins import draw_confidence_bins
from benchmarks.reporting.plot_style import STYLE


def draw_reliability(known: Sequence[Prediction], unknown: Sequence[Prediction], path: Path) -> None:
    """Writes an SVG: top-1 accuracy by score, and the distribution of scores for known and unknown fonts."""
    with mpl.rc_context():
        mpl.rcParams.update(STYLE)
        figure = Figure(figsize=(9.2, 3.8), layout="constrained")
        left, right = figure.subplots(1, 2)
        _draw_accuracy(left, known)
        _draw_scores(right, known, unknown)
        figure.savefig(path, metadata={"Date": None})


def _draw_accuracy(pane: Axes, known: Sequence[Prediction]) -> None:
    draw_confidence_bins(pane, score_reliability(known))
    pane.set(title="Lines in fonts of the gallery, by score", xlabel="score of the first font")
    pane.set(ylabel="share of lines for which it is right", xlim=(0, 1), ylim=(0, 1.02))


def _draw_scores(pane: Axes, known: Sequence[Prediction], unknown: Sequence[Prediction]) -> None:
    groups = {
        "right": [line.score for line in known if line.is_first],
        "wrong": [line.score for line in known if not line.is_first],
        "font not in the gallery": [line.score for line in unknown],
    }
    for label, scores in groups.items():
        weights = [1 / max(1, len(scores))] * len(scores)
        edges = [step / BINS for step in range(BINS + 1)]
        pane.hist(scores, edges, weights=weights, histtype="step", linewidth=1.5, label=label)
    pane.set(title="Scores of the first font", xlabel="score", ylabel="share of lines", xlim=(0, 1))
    pane.legend(fontsize=8)
