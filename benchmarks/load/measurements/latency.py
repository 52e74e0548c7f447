"""The latency of each picture class with one client. All systems read the same pictures in turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.rounds import rotated, rounds_within
from benchmarks.load.statistics import Spread, spread
from benchmarks.load.systems import Pythons, System, started
from benchmarks.load.traffic.sized_pictures import SizedPicture, sized_pictures
from benchmarks.load.traffic.targets import OURS

REPEATS: Mapping[str, int] = {"0.05": 8, "0.4": 4, "1": 3, "2": 2, "8": 1, "12": 1}
"""Size → how often each system reads a picture in a round. Small pictures are read more often."""

Times = dict[str, dict[str, list[float]]]
"""Picture class → system → milliseconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One picture class read by one system."""

    picture_class: str
    system: str
    spread: Spread


def measure(plan: Plan, pythons: Pythons) -> None:
    """Measure within the seconds of the plan. Save and print the figures."""
    with TemporaryDirectory() as folder, started(pythons) as systems:
        pictures = _written(Path(folder), plan)
        times: Times = {
            picture.picture_class: {system.name: [] for system in systems.all} for picture, _ in pictures
        }
        for system in systems.all:
            _warm_up(system, pictures)
        for count in rounds_within(plan.latency_seconds):
            for picture, path in _of_round(pictures, count, plan):
                for system in rotated(systems.all, count):
                    repeats = range(REPEATS[picture.size])
                    times[picture.picture_class][system.name] += (system.read(path) for _ in repeats)
    rows = [
        Row(picture_class, system, spread(milliseconds))
        for picture_class, by_system in times.items()
        for system, milliseconds in by_system.items()
    ]
    ratios = {
        picture_class: ratio
        for picture_class, by_system in times.items()
        if (ratio := ratio_to_best(by_system)) is not None
    }
    save(plan, "latency", {"peers": pythons.versions(), "rows": rows, "p50_ratio_to_best_peer": ratios})
    _show(rows, ratios)


def ratio_to_best(times: Mapping[str, Sequence[float]]) -> float | None:
    """Returns our p50 divided by that of the fastest other system, or None if there is no other."""
    others = [spread(milliseconds).p50 for system, milliseconds in times.items() if system != OURS]
    return round(spread(times[OURS]).p50 / min(others), 3) if others else None


def _written(folder: Path, plan: Plan) -> list[tuple[SizedPicture, Path]]:
    pictures = [picture for picture in sized_pictures(plan.variants) if picture.size in plan.sizes]
    for picture in pictures:
        (folder / picture.name).write_bytes(picture.data)
    return [(picture, folder / picture.name) for picture in pictures]


def _of_round(
    pictures: Sequence[tuple[SizedPicture, Path]], count: int, plan: Plan
) -> Iterator[tuple[SizedPicture, Path]]:
    return (row for row in pictures if row[0].variant == count % plan.variants)


def _warm_up(system: System, pictures: Sequence[tuple[SizedPicture, Path]]) -> None:
    for picture, path in pictures:
        if picture.variant == 0:
            system.read(path)


def _show(rows: Sequence[Row], ratios: Mapping[str, float]) -> None:
    columns = (
        "class",
        "system",
        "pictures",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "longest ms",
        "p50 of best peer's",
    )
    cells = [
        (
            row.picture_class,
            row.system,
            *astuple(row.spread),
            ratios.get(row.picture_class, "-") if row.system == OURS else "",
        )
        for row in rows
    ]
    show("One client", columns, cells)
