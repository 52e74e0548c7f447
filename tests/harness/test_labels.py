"""Label files."""

from pathlib import Path

import numpy as np

from tests.harness.labels import Label, LabelledImage, read_labels, write_labels

QUAD = np.array([[1.04, 2], [30, 2], [30, 12.96], [1.04, 12.96]], dtype=np.float64)


def test_written_labels_are_read_back_with_coordinates_rounded_to_a_tenth_of_a_pixel(tmp_path: Path) -> None:
    lines = (Label(QUAD, "合计 ¥9.90"), Label(QUAD, "半", ignore=True, direction="column"))
    write_labels(tmp_path / "labels.jsonl", [LabelledImage("a.png", 40, 20, "ad", lines, casefold=True)])
    (image,) = read_labels(tmp_path / "labels.jsonl")
    assert (image.image, image.width, image.height, image.kind, image.casefold) == (
        "a.png",
        40,
        20,
        "ad",
        True,
    )
    assert [(line.text, line.ignore) for line in image.lines] == [("合计 ¥9.90", False), ("半", True)]
    assert [line.direction for line in image.lines] == ["row", "column"]
    assert image.lines[0].quad.tolist() == [[1.0, 2.0], [30.0, 2.0], [30.0, 13.0], [1.0, 13.0]]


def test_fields_with_their_default_value_are_not_written(tmp_path: Path) -> None:
    write_labels(tmp_path / "labels.jsonl", [LabelledImage("a.png", 40, 20, "ad", (Label(QUAD, "x"),))])
    text = (tmp_path / "labels.jsonl").read_text(encoding="utf-8")
    assert "ignore" not in text
    assert "direction" not in text
    assert "casefold" not in text
