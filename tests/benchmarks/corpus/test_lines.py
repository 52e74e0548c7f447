"""Sheets of single lines, and the pictures made of them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from benchmarks.corpus.pages.documents.lines import LINES, SHEETS
from benchmarks.corpus.pages.documents.lines import page as sheet_of_lines
from benchmarks.corpus.picture import save


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_all_its_lines_and_two_seeds_share_few(name: str) -> None:
    pages = [sheet_of_lines(Random(seed), name).html.split("<p ")[1:] for seed in (1, 2)]

    assert [len(set(lines)) for lines in pages] == [LINES, LINES]
    assert len(set(pages[0]) & set(pages[1])) <= LINES // 2


def test_a_reduced_page_has_the_size_of_its_labels(tmp_path: Path) -> None:
    screenshot = BytesIO()
    Image.new("RGB", (64, 40)).save(screenshot, "png")

    sheet = replace(sheet_of_lines(Random(0), min(SHEETS)), reduction=2)
    path = save(screenshot.getvalue(), tmp_path / "page", Random(0), sheet)

    with Image.open(path) as picture:
        assert picture.size == (32, 20)
