"""The labelled sets of pictures that accuracy is measured on."""

from collections.abc import Mapping
from pathlib import Path

from tests.harness.labels import LabelledImage, read_labels

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data"
"""Real pictures, for measurement only. They cannot be published with the project and may be absent."""

FOLDERS: Mapping[str, Path] = {
    "committed": ROOT / "tests" / "data" / "corpus",
    "harder": ROOT / "tests" / "data" / "harder",
    "details": ROOT / "tests" / "data" / "details",
    "corpus": ROOT / "benchmarks" / "corpus" / "out",
    "screens": REAL / "screens",
    "receipts": REAL / "receipts",
}
"""Set name → folder with labels.jsonl. "committed", "harder" and "details" always exist."""


def available() -> list[str]:
    """Returns the names of the sets that exist on this machine."""
    return [name for name, folder in FOLDERS.items() if (folder / "labels.jsonl").is_file()]


def pictures(name: str) -> list[tuple[Path, LabelledImage]]:
    """Returns file and labels of every picture of a set. Any name not in FOLDERS is the path of a folder."""
    folder = FOLDERS.get(name, Path(name))
    return [(folder / row.image, row) for row in read_labels(folder / "labels.jsonl")]
