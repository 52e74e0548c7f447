"""Files of results, and plots of them."""

import json
from dataclasses import replace
from pathlib import Path

from benchmarks.load.measurements.closed_loop import Row
from benchmarks.load.measurements.soak import Mark
from benchmarks.load.plan import QUICK, WHOLE
from benchmarks.load.plots import draw
from benchmarks.load.report import save, saved


def test_results_say_on_what_they_were_measured(tmp_path: Path) -> None:
    plan = replace(QUICK, results=tmp_path)
    save(plan, "soak", {"marks": [Mark(300, 1000.0, 60.0, 0)]})
    figures = json.loads((tmp_path / "load-soak.json").read_text())

    assert figures["marks"] == [{"pictures": 300, "megabytes": 1000.0, "seconds": 60.0, "failed": 0}]
    assert figures["machine"]
    assert figures["cores"] >= 1
    assert "openvino" in figures["versions"]
    assert saved(plan, "soak") == figures


def test_there_are_no_figures_before_they_are_measured(tmp_path: Path) -> None:
    assert saved(replace(QUICK, results=tmp_path), "soak") is None


def test_a_quick_run_leaves_what_was_measured_alone() -> None:
    assert QUICK.results != WHOLE.results
    assert QUICK.plots != WHOLE.plots


def test_the_same_figures_give_the_same_plots_and_only_those_that_there_are(tmp_path: Path) -> None:
    plan = replace(QUICK, results=tmp_path, plots=tmp_path / "plots")
    rows = [Row("Wangtu", clients, 10, 0, 3.0 + clients, 0.0) for clients in (1, 2)]
    save(plan, "closed", {"set": "committed", "rows": [*rows, Row("RapidOCR", 1, 10, 0, 2.0, 0.0)]})
    files = []
    for _ in range(2):
        draw(plan)
        (path,) = plan.plots.iterdir()
        files.append(path.read_text())

    assert path.name == "closed.svg"
    assert files[0] == files[1]
    assert "RapidOCR, in process" in files[0]
