"""The labelled sets that reading is measured on."""

from collections.abc import Mapping
from pathlib import Path

from tests.harness.labels import LabelledImage, read_labels

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data"
"""Real pictures for measuring only; they are no part of the project and may be absent."""

FOLDERS: Mapping[str, Path] = {
    "committed": ROOT / "tests" / "data" / "corpus",
    "harder": ROOT / "tests" / "data" / "harder",
    "corpus": ROOT / "benchmarks" / "corpus" / "out",
    "screens": REAL / "screens",
    "receipts": REAL / "receipts",
}
"""Set name → folder with labels.jsonl. Only the first two are always there."""


def present() -> list[str]:
    """The sets that are on this machine."""
    return [name for name, folder in FOLDERS.items() if (folder / "labels.jsonl").is_file()]


def pictures(name: str) -> list[tuple[Path, LabelledImage]]:
    """Every picture of a set: its file and its labels. A name that no set has is the path of a folder."""
    folder = FOLDERS.get(name, Path(name))
    return [(folder / row.image, row) for row in read_labels(folder / "labels.jsonl")]
