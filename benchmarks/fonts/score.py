"""The tables of `python -m benchmarks.fonts score`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.fonts.lines import FontLine, read_lines
from benchmarks.fonts.plot import draw_reliability
from benchmarks.fonts.predictions import KINDS, Judged, Tally, judge, trust
from benchmarks.fonts.strips import read_strips
from models.fonts.catalog import held_out
from models.fonts.embedder import FontEmbedder, open_embedder
from models.fonts.gallery import Gallery
from models.fonts.training.gallery.faces import specimens
from models.page import Image

PAGE = 27
"""Lines that are embedded together to take the time: those of a common page."""

CONFUSIONS = 25

Lines = Sequence[tuple[FontLine, Image]]


def score(folder: Path, fonts: Path, plot: Path | None = None) -> None:
    """Judge the rendered lines of a folder, and print how well that went; `plot` is an SVG to write."""
    embedder, gallery = open_embedder("openvino", threads=2, streams=1), Gallery.load()
    embedder.warm()
    pairs = list(zip(read_lines(folder), read_strips(folder), strict=True))
    known = _judged(gallery, embedder, [pair for pair in pairs if not pair[0].held_out])
    foreign = [pair for pair in pairs if pair[0].held_out]
    unknown = _judged(gallery, embedder, foreign)
    widened = gallery.with_specimens(specimens(fonts, held_out(), embedder))
    registered = _judged(widened, embedder, foreign)
    found = sum(line.detected for line, _ in pairs)
    Console().print(f"{len(pairs)} lines; the service found {found}, the rest were cut along loosened boxes")
    _print_accuracy({"in the gallery": known, "registered from files": registered})
    _print_reliability(known, unknown)
    if plot:
        draw_reliability(known, unknown, plot)
    _print_confusions(known + registered)
    _print_time(embedder, gallery, [strip for _, strip in pairs])


def _judged(gallery: Gallery, embedder: FontEmbedder, pairs: Lines) -> list[Judged]:
    return judge(gallery, embedder, [line for line, _ in pairs], [strip for _, strip in pairs])


def _print_accuracy(judged: dict[str, list[Judged]]) -> None:
    table = Table("families", "lines of", "lines", "top-1", "top-5", title="How often the family is named")
    for name, lines in judged.items():
        for kind, counts in KINDS.items():
            tally = Tally.of(each for each in lines if counts(each.line))
            if tally.count:
                first, named = tally.first / tally.count, tally.named / tally.count
                table.add_row(name, kind, f"{tally.count}", f"{first:.1%}", f"{named:.1%}")
    Console().print(table)


def _print_reliability(known: Iterable[Judged], unknown: Sequence[Judged]) -> None:
    table = Table("mean score", "right", "lines", title="Top-1: its score and what came true")
    for mean, right, count in trust(known):
        table.add_row(f"{mean:.2f}", f"{right:.2f}", f"{count}")
    Console().print(table)
    mean = sum(each.score for each in unknown) / len(unknown)
    sure = sum(each.score > 0.5 for each in unknown) / len(unknown)
    Console().print(
        f"in fonts that the gallery does not have: mean top score {mean:.2f}, above 0.5 on {sure:.1%}"
    )


def _print_confusions(judged: Iterable[Judged]) -> None:
    missed = Counter(
        (each.line.family, each.families[0]) for each in judged if not each.is_first and not each.line.is_pair
    )
    for (own, said), count in missed.most_common(CONFUSIONS):
        Console().print(f"{count:4} {own} → {said}")


def _print_time(embedder: FontEmbedder, gallery: Gallery, strips: Sequence[Image]) -> None:
    """The fastest page: other work on the machine only ever adds to a time."""
    pages = [strips[start : start + PAGE] for start in range(0, len(strips) - PAGE, PAGE)]
    times = []
    for page in pages:
        started = perf_counter()
        gallery.similar(embedder.embed(page))
        times.append(1000 * (perf_counter() - started) / PAGE)
    times.sort()
    Console().print(f"{times[len(times) // 2]:.2f} ms a line in the median page, {times[0]:.2f} in the best")
