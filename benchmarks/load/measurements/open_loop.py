"""Open loop: Poisson arrivals at 70 % and at 150 % of the capacity.

Work is measured in seconds. The work of a picture is the time that its class takes on the idle service, so
refusing only large pictures does not raise the goodput. Latencies count from the planned send time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import fmean
from time import perf_counter
from typing import Any

from benchmarks.load.outcome import RAMP_SECONDS, Outcome, completions, median_seconds, outcome_of
from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.statistics import CURVE, Spread, work_rate
from benchmarks.load.systems import Pythons, Systems, started
from benchmarks.load.traffic.mix import Offer, poisson, shuffled_mix, stretched, weights_of
from benchmarks.load.traffic.sender import PlannedRequest, Run, send_closed_loop, send_open_loop
from benchmarks.load.traffic.sized_pictures import DENSITIES, sized_picture

LOADS = {"steady": 0.7, "overload": 1.5}
"""Run → its load as a share of the capacity."""

CLIENTS = 4
"""The number of clients that measure the capacity. 8 clients read screens 1 % faster, load-closed.json."""

SEED = 7

Bodies = Mapping[str, Sequence[bytes]]
"""Picture class → the request bodies of its pictures."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The throughput in closed loop: work and pictures per second, and the number of failed requests."""

    work: float
    pictures: float
    failed: int


class Bench:
    """The service, the requests of the mix, and the cost of each class in seconds."""

    def __init__(self, systems: Systems, plan: Plan) -> None:
        self._target = systems.targets[0]
        self._plan = plan
        self._weights = weights_of(plan.sizes)
        self._bodies: Bodies = {
            f"{size} {density}": [
                self._target.body(sized_picture(size, density, variant).data)
                for variant in range(plan.variants)
            ]
            for size in plan.sizes
            for density in DENSITIES
        }
        send_closed_loop(self._target, self._each_once(), CLIENTS)  # warm-up
        self.costs = median_seconds(send_closed_loop(self._target, self._each_once(), 1))

    @property
    def _mean_cost(self) -> float:
        total = sum(weight * self.costs[name] for name, weight in self._weights.items())
        return total / sum(self._weights.values())

    def capacity(self) -> Capacity:
        """Measure the throughput of the mix with CLIENTS clients."""
        seconds = self._plan.capacity_seconds
        run = send_closed_loop(self._target, self._until(perf_counter() + seconds), CLIENTS)
        work = work_rate(completions(run), self.costs, RAMP_SECONDS, seconds)
        pictures = work_rate(completions(run), dict.fromkeys(self.costs, 1.0), RAMP_SECONDS, seconds)
        return Capacity(work, pictures, sum(not answer.is_read for answer in run.answers))

    def offer(self, work: float, seconds: float) -> Offer:
        """Draw arrivals of the mix that add up to `work` per second, for about `seconds`."""
        drawn = poisson(work / self._mean_cost, seconds, self._weights, SEED)
        return stretched(drawn, self.costs, work)

    def send(self, offer: Offer) -> Run:
        """Send the offered pictures at their arrival times."""
        bodies = self._endless_bodies()
        requests = [
            PlannedRequest(next(bodies[arrival.picture_class]), arrival.picture_class, arrival.at)
            for arrival in offer.arrivals
        ]
        return send_open_loop(self._target, requests)

    def _endless_bodies(self) -> Mapping[str, Iterator[bytes]]:
        return {name: cycle(bodies) for name, bodies in self._bodies.items()}

    def _each_once(self) -> list[PlannedRequest]:
        return [PlannedRequest(body, name) for name, bodies in self._bodies.items() for body in bodies]

    def _until(self, deadline: float) -> Iterator[PlannedRequest]:
        bodies = self._endless_bodies()
        for name in cycle(shuffled_mix(self._weights, SEED)):
            if perf_counter() > deadline:
                return
            yield PlannedRequest(next(bodies[name]), name)


def measure(plan: Plan) -> None:
    """Measure the capacity, both loads, and the capacity again. Save and print the figures."""
    seconds = {"steady": plan.steady_seconds, "overload": plan.overload_seconds}
    with started(Pythons()) as systems:
        bench = Bench(systems, plan)
        before = bench.capacity()
        offers = {name: bench.offer(share * before.work, seconds[name]) for name, share in LOADS.items()}
        runs = {name: bench.send(offer) for name, offer in offers.items()}
        after = bench.capacity()
    capacity = fmean((before.work, after.work))
    loads = {name: outcome_of(run, bench.costs, capacity, offers[name].seconds) for name, run in runs.items()}
    figures: dict[str, Any] = {
        "capacity": {"before": before, "after": after},
        "costs_in_seconds": bench.costs,
    }
    save(plan, "open", {**figures, "weights": weights_of(plan.sizes), "percentiles": CURVE, "loads": loads})
    _show(before, after, loads)


def _show(before: Capacity, after: Capacity, loads: Mapping[str, Outcome]) -> None:
    columns = ("capacity", "work/s", "pictures/s", "failed")
    rows = [("before", before), ("after", after)]
    show(
        "Closed loop",
        columns,
        [(name, capacity.work, capacity.pictures, capacity.failed) for name, capacity in rows],
    )
    for name, load in loads.items():
        _show_load(f"{name}: {LOADS[name]:.0%} of capacity", load)


def _show_load(title: str, load: Outcome) -> None:
    rows = [
        (name, times.count, times.p50, times.p95, times.p99, load.p99_over_p50[name])
        for name, times in load.by_class.items()
    ]
    show(title, ("class", "read", "p50 ms", "p95 ms", "p99 ms", "p99/p50"), rows)
    figures = [
        ("offered / capacity", load.offered),
        ("sent, read, refused, failed", f"{load.sent}, {load.read}, {load.refused}, {load.failed}"),
        ("goodput / capacity", load.goodput),
        ("admitted p50, p99 ms", _p50_p99(load.admitted)),
        ("refusals p50, p99 ms", _p50_p99(load.refusals)),
        ("refusals without Retry-After", load.refused_without_retry_after),
        ("sent late, p99 ms", load.late_p99),
        ("share of a core for sending", f"{load.sender_share:.1%}"),
    ]
    show("", ("all classes", ""), figures)


def _p50_p99(times: Spread | None) -> str:
    return f"{times.p50}, {times.p99}" if times else "-"
