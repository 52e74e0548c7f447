"""Links and paths in the pages."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, anchors, code, links, name, pages, read

PATH = re.compile(r"(?:service|models|tests|benchmarks|docs)(?:/[\w*.-]+)+/?")
NOT_FILES = ("benchmarks/corpus/out", "benchmarks/fonts/out", "tests/path", "docs/decisions/NNNN")
"""Paths that need not exist: folders that commands create, and placeholders."""

NOTES_NAMED = re.compile(r"docs/decisions/(\d{4}(?:(?:,| and) \d{4})*)")
NOTES = sorted(Path(ROOT, "docs/decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_link_leads_to_a_file_and_an_anchor_that_exist(page: Path) -> None:
    for link in links(page):
        target, _, anchor = link.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        linked = (ROOT / page.parent / target).resolve().relative_to(ROOT) if target else page
        assert (ROOT / linked).exists(), link
        assert not anchor or anchor in anchors(linked), link


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_path_in_code_exists(page: Path) -> None:
    for snippet in code(page):
        for path in PATH.findall(snippet):
            assert path.startswith(NOT_FILES) or list(ROOT.glob(path.rstrip("/."))), path


def test_every_decision_that_the_code_refers_to_exists() -> None:
    sources = (path for folder in ("service", "models", "benchmarks", "tests") for path in _sources(folder))
    named = {
        (path, number)
        for path in sources
        for numbers in NOTES_NAMED.findall(path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d{4}", numbers)
    }

    assert named
    assert [each for each in named if each[1] not in {note.name[:4] for note in NOTES}] == []


def test_the_index_of_decisions_lists_every_note_once() -> None:
    listed = list(links(Path("docs/decisions/README.md")))[1:]  # the first one explains how to add a note

    assert listed == [note.name for note in NOTES]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_a_decision_note_is_short_and_has_its_four_sections(note: Path) -> None:
    text = note.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
        "Context",
        "Options",
        "Decision",
        "What would change it",
    ]
    assert text.startswith(f"# {note.name[:4]} ")
    assert len(text.splitlines()) < 80


def test_the_page_of_benchmarks_is_short() -> None:
    assert len(read(Path("docs/benchmarks.md")).splitlines()) <= 150


def _sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))
