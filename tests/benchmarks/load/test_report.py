"""Result files and their plots."""

import json
from dataclasses import replace
from pathlib import Path

from benchmarks.load.measurements.closed_loop import Row
from benchmarks.load.measurements.soak import Reading
from benchmarks.load.plan import QUICK, WHOLE
from benchmarks.load.plots import draw
from benchmarks.load.report import save, saved


def _row(system: str, clients: int, per_second: float) -> Row:
    return Row(system=system, clients=clients, pictures=10, failed=0, per_second=per_second, sender_share=0.0)


def test_a_result_file_names_the_machine_and_the_library_versions(tmp_path: Path) -> None:
    plan = replace(QUICK, results=tmp_path)
    save(plan, "soak", {"marks": [Reading(300, 1000.0, 100.0, 60.0, 0)]})
    figures = json.loads((tmp_path / "load-soak.json").read_text())

    assert figures["marks"] == [
        {"pictures": 300, "megabytes": 1000.0, "http_megabytes": 100.0, "seconds": 60.0, "failed": 0}
    ]
    assert figures["machine"]
    assert figures["cores"] >= 1
    assert "openvino" in figures["versions"]
    assert saved(plan, "soak") == figures


def test_there_are_no_figures_before_a_measurement(tmp_path: Path) -> None:
    assert saved(replace(QUICK, results=tmp_path), "soak") is None


def test_a_quick_run_does_not_overwrite_figures() -> None:
    assert QUICK.results != WHOLE.results
    assert QUICK.plots != WHOLE.plots


def test_the_same_figures_give_the_same_plots(tmp_path: Path) -> None:
    plan = replace(QUICK, results=tmp_path, plots=tmp_path / "plots")
    rows = [_row("Wangtu", 1, 4.0), _row("Wangtu", 2, 5.0), _row("RapidOCR", 1, 2.0)]
    save(plan, "closed", {"set": "committed", "rows": rows})
    files = []
    for _ in range(2):
        draw(plan)
        (path,) = plan.plots.iterdir()
        files.append(path.read_text())

    assert path.name == "closed.svg"
    assert files[0] == files[1]
    assert "RapidOCR, in process" in files[0]
