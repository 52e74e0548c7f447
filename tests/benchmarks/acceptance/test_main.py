import json
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
from typer.testing import CliRunner

from benchmarks.acceptance.__main__ import app, blurred
from service.imaging.decoding import ImageLimits, decode, open_picture
from tests.benchmarks.acceptance.lines import judged


def test_scale_1_does_not_change_a_picture_and_a_smaller_scale_blurs_it() -> None:
    stripes = np.zeros((40, 60, 3), np.uint8)
    stripes[:, ::2] = 255
    data = cv2.imencode(".png", stripes)[1].tobytes()
    smooth = decode(open_picture(blurred(data, 0.5), ImageLimits()))

    assert blurred(data, 1) == data
    assert smooth.shape == stripes.shape
    assert smooth.std() < 0.5 * stripes.std()


def _rows(printed: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("│")][1:-1] for line in printed.splitlines()]


def test_the_commands_rate_and_fit_files_of_lines(tmp_path: Path) -> None:
    lines = [judged("8", 4), judged("8", 3), judged("8", 1, is_right=False, has_text=False)]
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(asdict(line)) + "\n" for line in lines), encoding="utf-8")
    run = CliRunner().invoke

    assert ["single", "2", "0", "1", "1"] in _rows(run(app, ["rate", str(file)]).stdout)
    assert ["single", "2", "2", "1", "1"] in _rows(
        run(app, ["rate", str(file), "--override", "min_log_odds=9"]).stdout
    )
    assert run(app, ["fit", str(file)]).stdout.startswith("bias = ")
