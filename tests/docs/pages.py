"""The Markdown pages of the repository: their links, anchors and code."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"node_modules", "weights", "out"}

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")


def pages() -> list[Path]:
    """All pages, except those of dependencies and of hidden folders. Pages in .github are included."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    return sorted(path for path in found if not any(map(_is_foreign, path.parts[:-1])))


def name(page: Path) -> str:
    """The name of a page in test ids."""
    return page.as_posix()


def read(page: Path) -> str:
    """The text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def links(page: Path) -> Iterator[str]:
    """The targets of all links and pictures outside of code blocks."""
    yield from LINK.findall(FENCE.sub("", read(page)))


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = HEADING.findall(FENCE.sub("", read(page)))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def code(page: Path) -> Iterator[str]:
    """All inline code, and every line of the code blocks."""
    text = read(page)
    for block in FENCE.findall(text):
        yield from block.splitlines()[1:-1]
    yield from CODE.findall(FENCE.sub("", text))


def _is_foreign(folder: str) -> bool:
    return folder in NOT_OURS or (folder.startswith(".") and folder != ".github")
