"""How far the scores of fonts can be trusted, as a plot."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.fonts.predictions import STEPS, Judged, trust
from benchmarks.reporting.confidence_bins import draw_rows
from benchmarks.reporting.plot_style import STYLE


def draw_reliability(known: Sequence[Judged], unknown: Sequence[Judged], path: Path) -> None:
    """Write an SVG: scores beside what came true, and the scores of lines in fonts that are not known."""
    with mpl.rc_context():
        mpl.rcParams.update(STYLE)
        figure = Figure(figsize=(9.2, 3.8), layout="constrained")
        trust, spread = figure.subplots(1, 2)
        _trust(trust, known)
        _spread(spread, known, unknown)
        figure.savefig(path, metadata={"Date": None})


def _trust(pane: Axes, known: Sequence[Judged]) -> None:
    draw_rows(pane, trust(known))
    pane.set(title="Lines in fonts of the gallery, by score", xlabel="score of the first font")
    pane.set(ylabel="share of lines for which it is right", xlim=(0, 1), ylim=(0, 1.02))


def _spread(pane: Axes, known: Sequence[Judged], unknown: Sequence[Judged]) -> None:
    groups = {
        "right": [each.score for each in known if each.is_first],
        "wrong": [each.score for each in known if not each.is_first],
        "font not in the gallery": [each.score for each in unknown],
    }
    for label, scores in groups.items():
        weights = [1 / max(1, len(scores))] * len(scores)
        edges = [step / STEPS for step in range(STEPS + 1)]
        pane.hist(scores, edges, weights=weights, histtype="step", linewidth=1.5, label=label)
    pane.set(title="Scores of the first font", xlabel="score", ylabel="share of lines", xlim=(0, 1))
    pane.legend(fontsize=8)
