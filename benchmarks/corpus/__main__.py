"""`python -m benchmarks.corpus`: renders the corpus."""

from pathlib import Path
from random import Random
from typing import Annotated

import typer
from rich.progress import track

from benchmarks.corpus.browser import Tab, browser
from benchmarks.corpus.fonts import missing_packages
from benchmarks.corpus.pages import KINDS
from benchmarks.corpus.picture import save
from benchmarks.corpus.truth import true_lines
from tests.harness.labels import LabelledImage, write_labels

OUT = Path(__file__).with_name("out")


def render(
    out: Annotated[Path, typer.Option(help="Folder for labels.jsonl and images/.")] = OUT,
    seed: Annotated[int, typer.Option(help="The same seed gives the same pages.")] = 0,
    count: Annotated[int, typer.Option(min=1, help="Pages of each kind.")] = 10,
    kinds: Annotated[str, typer.Option(help="Kinds of pages, separated by commas.")] = ",".join(KINDS),
) -> None:
    """Render pages with Chromium and write the labels of their lines."""
    chosen = kinds.split(",")
    if unknown := sorted(set(chosen) - set(KINDS)):
        raise typer.BadParameter(f"no such kind: {', '.join(unknown)}; there are {', '.join(KINDS)}")
    if missing := missing_packages():
        raise typer.BadParameter(f"fonts are missing: apt-get install {' '.join(missing)}")
    (out / "images").mkdir(parents=True, exist_ok=True)
    pages = [(kind, number) for kind in chosen for number in range(count)]
    with browser() as tab:
        images = [_page(tab, out, seed, *page) for page in track(pages, "rendering")]
    write_labels(out / "labels.jsonl", images)


def _page(tab: Tab, out: Path, seed: int, kind: str, number: int) -> LabelledImage:
    rng = Random(f"{seed} {kind} {number}")
    sheet = KINDS[kind](rng)
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale * sheet.reduction)
    lines = true_lines(tab, sheet)
    screenshot = tab.screenshot(transparent=sheet.transparent)
    path = save(screenshot, out / "images" / f"{kind}_{number:03}", rng, sheet)
    name = path.relative_to(out).as_posix()
    return LabelledImage(name, sheet.pixel_width, sheet.pixel_height, kind, lines)


if __name__ == "__main__":
    typer.run(render)
