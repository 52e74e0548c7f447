"""The folder of committed result files."""

from pathlib import Path

RESULTS = Path(__file__).resolve().parents[1] / "results"
