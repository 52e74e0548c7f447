"""One client: what a picture of each class takes, every arm in turn on the same pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.rounds import rounds_within, turned
from benchmarks.load.statistics import Spread, spread
from benchmarks.load.systems import Arm, Pythons, started
from benchmarks.load.traffic.sized_pictures import SizedPicture, sized_pictures
from benchmarks.load.traffic.targets import OURS

REPEATS: Mapping[str, int] = {"0.05": 8, "0.4": 4, "1": 3, "2": 2, "8": 1, "12": 1}
"""Size → how often each arm reads a picture in a round: what is read fast is read more often."""

Times = dict[str, dict[str, list[float]]]
"""Class → arm → milliseconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One class with one arm."""

    group: str
    arm: str
    spread: Spread


def measure(plan: Plan, pythons: Pythons) -> None:
    """Measure within the plan's seconds, save and print."""
    with TemporaryDirectory() as folder, started(pythons) as arms:
        pictures = _written(Path(folder), plan)
        times: Times = {picture.group: {arm.name: [] for arm in arms.each} for picture, _ in pictures}
        for arm in arms.each:
            _warm(arm, pictures)
        for count in rounds_within(plan.latency_seconds):
            for picture, path in _of_round(pictures, count, plan):
                for arm in turned(arms.each, count):
                    repeats = range(REPEATS[picture.size])
                    times[picture.group][arm.name] += (arm.read(path) for _ in repeats)
    rows = [Row(group, arm, spread(taken)) for group, by in times.items() for arm, taken in by.items()]
    ratios = {group: ratio for group, by in times.items() if (ratio := ratio_to_best(by)) is not None}
    save(plan, "latency", {"peers": pythons.versions(), "rows": rows, "p50_ratio_to_best_peer": ratios})
    _show(rows, ratios)


def ratio_to_best(times: Mapping[str, Sequence[float]]) -> float | None:
    """Our p50 as a part of that of the fastest other arm, None where there is no other."""
    others = [spread(taken).p50 for arm, taken in times.items() if arm != OURS]
    return round(spread(times[OURS]).p50 / min(others), 3) if others else None


def _written(folder: Path, plan: Plan) -> list[tuple[SizedPicture, Path]]:
    pictures = [each for each in sized_pictures(plan.variants) if each.size in plan.sizes]
    for picture in pictures:
        (folder / picture.name).write_bytes(picture.data)
    return [(picture, folder / picture.name) for picture in pictures]


def _of_round(
    pictures: Sequence[tuple[SizedPicture, Path]], count: int, plan: Plan
) -> Iterator[tuple[SizedPicture, Path]]:
    return (each for each in pictures if each[0].variant == count % plan.variants)


def _warm(arm: Arm, pictures: Sequence[tuple[SizedPicture, Path]]) -> None:
    for picture, path in pictures:
        if picture.variant == 0:
            arm.read(path)


def _show(rows: Sequence[Row], ratios: Mapping[str, float]) -> None:
    columns = ("class", "arm", "pictures", "p50 ms", "p95 ms", "p99 ms", "longest ms", "p50 of best peer's")
    cells = [
        (row.group, row.arm, *astuple(row.spread), ratios.get(row.group, "-") if row.arm == OURS else "")
        for row in rows
    ]
    show("One client", columns, cells)
