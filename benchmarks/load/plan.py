"""The size of a run: WHOLE for figures, QUICK to show that everything works."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir

from benchmarks.load.traffic.sized_pictures import SIZES, VARIANTS
from benchmarks.reporting.results import RESULTS
from tests.harness.sets import ROOT


@dataclass(frozen=True, slots=True)
class Plan:
    """Durations in seconds and numbers of pictures or rounds.

    A measurement in rounds runs at least one, and starts no round that would probably end too late.
    """

    results: Path
    plots: Path
    sizes: tuple[str, ...]
    variants: int
    latency_seconds: float
    closed_seconds: float
    closed_pictures: int
    capacity_seconds: float
    steady_seconds: float
    overload_seconds: float
    overhead_rounds: int
    stage_rounds: int
    soak_first: int
    soak_last: int

    def with_soak(self, first: int, last: int) -> "Plan":
        """Returns the plan with other numbers of pictures for the memory measurement."""
        return replace(self, soak_first=first, soak_last=last)


WHOLE = Plan(
    results=RESULTS,
    plots=ROOT / "docs" / "plots",
    sizes=tuple(SIZES),
    variants=VARIANTS,
    latency_seconds=300,
    closed_seconds=180,
    closed_pictures=24,
    capacity_seconds=40,
    steady_seconds=180,
    overload_seconds=60,
    overhead_rounds=150,
    stage_rounds=3,
    soak_first=300,
    soak_last=3000,
)

QUICK_FOLDER = Path(gettempdir()) / "wangtu-load"

QUICK = Plan(
    results=QUICK_FOLDER,  # must not replace the figures of a whole run
    plots=QUICK_FOLDER,
    sizes=("0.05", "0.4"),
    variants=1,
    latency_seconds=10,
    closed_seconds=10,
    closed_pictures=2,
    capacity_seconds=6,
    steady_seconds=10,
    overload_seconds=10,
    overhead_rounds=10,
    stage_rounds=2,
    soak_first=12,
    soak_last=36,
)
