"""Computes and prints the tables of `python -m benchmarks.fonts score`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.fonts.lines import FontLine, read_lines
from benchmarks.fonts.plot import draw_reliability
from benchmarks.fonts.predictions import KINDS, Prediction, Tally, predict, score_reliability
from benchmarks.fonts.strips import read_strips
from models.fonts.catalog import held_out
from models.fonts.embedder import FontEmbedder, open_embedder
from models.fonts.gallery import Gallery
from models.fonts.strips import HEIGHT
from models.fonts.training.gallery.faces import gallery_faces
from models.fonts.vote import Looks
from models.page import Image

LINES_PER_PAGE = 27
"""The number of lines of a typical page. They are embedded together when time is measured."""

MAX_CONFUSIONS = 25
"""The number of pairs of confused families that are printed."""

Lines = Sequence[tuple[FontLine, Image]]
"""Lines with their strips."""


def score(folder: Path, fonts: Path, plot: Path | None = None) -> None:
    """Predicts the fonts of the rendered lines and prints the results. `plot` is an SVG file to write."""
    embedder, gallery = open_embedder("openvino", threads=2, streams=1), Gallery.load()
    embedder.warm()
    pairs = list(zip(read_lines(folder), read_strips(folder), strict=True))
    known = _predicted(gallery, embedder, [pair for pair in pairs if not pair[0].held_out])
    held_out_pairs = [pair for pair in pairs if pair[0].held_out]
    unknown = _predicted(gallery, embedder, held_out_pairs)
    extended = gallery.with_faces(gallery_faces(fonts, held_out(), embedder))
    registered = _predicted(extended, embedder, held_out_pairs)
    detected = sum(line.detected for line, _ in pairs)
    Console().print(f"{len(pairs)} lines; {detected} cropped as detected, the rest along padded boxes")
    _print_accuracy({"in the gallery": known, "registered from files": registered})
    _print_reliability(known, unknown)
    if plot:
        draw_reliability(known, unknown, plot)
    _print_confusions(known + registered)
    _print_time(embedder, gallery, [strip for _, strip in pairs])


def _predicted(gallery: Gallery, embedder: FontEmbedder, pairs: Lines) -> list[Prediction]:
    return predict(gallery, embedder, [line for line, _ in pairs], [strip for _, strip in pairs])


def _print_accuracy(predictions: dict[str, list[Prediction]]) -> None:
    table = Table("families", "lines of", "lines", "top-1", "top-5", title="Accuracy of families")
    for name, lines in predictions.items():
        for kind, counts in KINDS.items():
            tally = Tally.of(prediction for prediction in lines if counts(prediction.line))
            if tally.count:
                first, named = tally.first / tally.count, tally.named / tally.count
                table.add_row(name, kind, f"{tally.count}", f"{first:.1%}", f"{named:.1%}")
    Console().print(table)


def _print_reliability(known: Iterable[Prediction], unknown: Sequence[Prediction]) -> None:
    table = Table("mean score", "right", "lines", title="Top-1: score and accuracy")
    for mean, right, count in score_reliability(known):
        table.add_row(f"{mean:.2f}", f"{right:.2f}", f"{count}")
    Console().print(table)
    mean = sum(prediction.score for prediction in unknown) / len(unknown)
    confident = sum(prediction.score > 0.5 for prediction in unknown) / len(unknown)
    Console().print(
        f"fonts outside the gallery: mean top-1 score {mean:.2f}, above 0.5 for {confident:.1%} of the lines"
    )


def _print_confusions(predictions: Iterable[Prediction]) -> None:
    missed = Counter(
        (prediction.line.family, prediction.families[0])
        for prediction in predictions
        if not prediction.is_first and not prediction.line.is_pair
    )
    for (true, predicted), count in missed.most_common(MAX_CONFUSIONS):
        Console().print(f"{count:4} {true} → {predicted}")


def _print_time(embedder: FontEmbedder, gallery: Gallery, strips: Sequence[Image]) -> None:
    """Prints the median and the shortest time. The shortest is least affected by other load."""
    starts = range(0, len(strips) - LINES_PER_PAGE, LINES_PER_PAGE)
    pages = [strips[start : start + LINES_PER_PAGE] for start in starts]
    looks, times = Looks.of([HEIGHT] * LINES_PER_PAGE, ["text"] * LINES_PER_PAGE), []
    for page in pages:
        started = perf_counter()
        gallery.similar(embedder.embed(page), looks)
        times.append(1000 * (perf_counter() - started) / LINES_PER_PAGE)
    times.sort()
    Console().print(f"{times[len(times) // 2]:.2f} ms a line in the median page, {times[0]:.2f} in the best")
