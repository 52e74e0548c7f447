"""`python -m benchmarks.corpus.contacts`: renders pages with and without a contact, and their labels."""

import json
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer
from rich.progress import track

from benchmarks.corpus.browser import Tab, browser
from benchmarks.corpus.contact_texts.pages import KINDS_OF_TEXTS
from benchmarks.corpus.contacts_none import KINDS_WITHOUT_CONTACT
from benchmarks.corpus.contacts_pages import KINDS_WITH_CONTACT
from benchmarks.corpus.fonts import missing_packages
from benchmarks.corpus.picture import save
from benchmarks.corpus.truth import true_lines

OUT = Path(__file__).with_name("out-contacts")
KINDS = {**KINDS_WITH_CONTACT, **KINDS_WITHOUT_CONTACT, **KINDS_OF_TEXTS}


def render(
    out: Annotated[Path, typer.Option(help="Folder for labels.jsonl and images/.")] = OUT,
    seed: Annotated[int, typer.Option(help="The same seed gives the same pages.")] = 0,
    count: Annotated[int, typer.Option(min=1, help="Pages of each kind.")] = 10,
    kinds: Annotated[str, typer.Option(help="The beginning of the names of the kinds.")] = "",
) -> None:
    """Render pages with and without a contact. labels.jsonl has the true contact and lines of each page."""
    if missing := missing_packages():
        raise typer.BadParameter(f"fonts are missing: apt-get install {' '.join(missing)}")
    (out / "images").mkdir(parents=True, exist_ok=True)
    pages = [(kind, number) for kind in KINDS if kind.startswith(kinds) for number in range(count)]
    with browser() as tab, (out / "labels.jsonl").open("w", encoding="utf-8") as labels:
        for kind, number in track(pages, "rendering"):
            labels.write(json.dumps(_page(tab, out, seed, kind, number), ensure_ascii=False) + "\n")


def _page(tab: Tab, out: Path, seed: int, kind: str, number: int) -> dict[str, Any]:
    """Renders a page and returns its row, with the keys of `tests.harness.labels` and `contact`."""
    rng = Random(f"{seed} {kind} {number}")
    page = KINDS[kind](rng)
    sheet = page.sheet
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale)
    lines = true_lines(tab, sheet)
    path = save(tab.screenshot(), out / "images" / f"{kind}_{number:03}", rng, sheet)
    return {
        "image": path.relative_to(out).as_posix(),
        "width": sheet.pixel_width,
        "height": sheet.pixel_height,
        "kind": kind,
        "contact": asdict(page.contact),
        "lines": [
            {"quad": line.quad.round(1).tolist(), "text": line.text, "ignore": line.ignore} for line in lines
        ],
    }


if __name__ == "__main__":
    typer.run(render)
