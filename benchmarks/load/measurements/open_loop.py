"""Open loop: pictures come as independent senders send them, at 70 % and at 150 % of the capacity.

Work is counted in what a picture of its class takes alone, so that refusing the large ones looks no better
than it is. Latencies count from the moment when a picture was due.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import fmean
from time import perf_counter
from typing import Any

from benchmarks.load.outcome import RAMP_SECONDS, Load, completions, judged, medians
from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.statistics import CURVE, Spread, work_rate
from benchmarks.load.systems import Arms, Pythons, started
from benchmarks.load.traffic.mix import Offer, groups, poisson, shuffled_hundred, stretched
from benchmarks.load.traffic.sender import Shot, Volley, closed, open_loop
from benchmarks.load.traffic.sized_pictures import DENSITIES, sized_picture

LOADS = {"steady": 0.7, "overload": 1.5}
"""Parts of the capacity."""

CLIENTS = 4
"""Enough to find the capacity with."""

SEED = 7

Bodies = Mapping[str, Sequence[bytes]]
"""Class → the requests of its pictures."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What gets done a second in closed loop: work, in seconds that a lone client waits, and pictures."""

    work: float
    pictures: float
    failed: int


class Bench:
    """The service, the requests for the mix, and what they cost."""

    def __init__(self, arms: Arms, plan: Plan) -> None:
        self._target = arms.targets[0]
        self._plan = plan
        self._weights = groups(plan.sizes)
        self._bodies: Bodies = {
            f"{size} {density}": [
                self._target.body(sized_picture(size, density, variant).data)
                for variant in range(plan.variants)
            ]
            for size in plan.sizes
            for density in DENSITIES
        }
        closed(self._target, self._each_once(), CLIENTS)  # warm
        self.costs = medians(closed(self._target, self._each_once(), 1))

    @property
    def _mean_cost(self) -> float:
        total = sum(weight * self.costs[group] for group, weight in self._weights.items())
        return total / sum(self._weights.values())

    def capacity(self) -> Capacity:
        """Keep CLIENTS busy with the mix for a while."""
        seconds = self._plan.capacity_seconds
        volley = closed(self._target, self._until(perf_counter() + seconds), CLIENTS)
        work = work_rate(completions(volley), self.costs, RAMP_SECONDS, seconds)
        pictures = work_rate(completions(volley), dict.fromkeys(self.costs, 1.0), RAMP_SECONDS, seconds)
        return Capacity(work, pictures, sum(not answer.is_read for answer in volley.answers))

    def offer(self, work: float, seconds: float) -> Offer:
        """Pictures of the mix that are so much work a second, for about so long."""
        drawn = poisson(work / self._mean_cost, seconds, self._weights, SEED)
        return stretched(drawn, self.costs, work)

    def load(self, offer: Offer) -> Volley:
        """Send what is offered."""
        waiting = {group: cycle(bodies) for group, bodies in self._bodies.items()}
        shots = [Shot(next(waiting[arrival.group]), arrival.group, arrival.at) for arrival in offer.arrivals]
        return open_loop(self._target, shots)

    def _each_once(self) -> list[Shot]:
        return [Shot(body, group) for group, bodies in self._bodies.items() for body in bodies]

    def _until(self, deadline: float) -> Iterator[Shot]:
        waiting = {group: cycle(bodies) for group, bodies in self._bodies.items()}
        for group in cycle(shuffled_hundred(self._weights, SEED)):
            if perf_counter() > deadline:
                return
            yield Shot(next(waiting[group]), group)


def measure(plan: Plan) -> None:
    """Measure the capacity, both loads and the capacity again; save and print."""
    seconds = {"steady": plan.steady_seconds, "overload": plan.overload_seconds}
    with started(Pythons()) as arms:
        bench = Bench(arms, plan)
        before = bench.capacity()
        offers = {name: bench.offer(share * before.work, seconds[name]) for name, share in LOADS.items()}
        volleys = {name: bench.load(offer) for name, offer in offers.items()}
        after = bench.capacity()
    capacity = fmean((before.work, after.work))
    loads = {
        name: judged(volley, bench.costs, capacity, offers[name].seconds) for name, volley in volleys.items()
    }
    figures: dict[str, Any] = {
        "capacity": {"before": before, "after": after},
        "costs_in_seconds": bench.costs,
    }
    save(plan, "open", {**figures, "weights": groups(plan.sizes), "percentiles": CURVE, "loads": loads})
    _show(before, after, loads)


def _show(before: Capacity, after: Capacity, loads: Mapping[str, Load]) -> None:
    columns = ("capacity", "work/s", "pictures/s", "failed")
    rows = [("before", before), ("after", after)]
    show("Closed loop", columns, [(name, each.work, each.pictures, each.failed) for name, each in rows])
    for name, load in loads.items():
        _show_load(f"{name}: {LOADS[name]:.0%} of capacity", load)


def _show_load(title: str, load: Load) -> None:
    rows = [
        (group, each.count, each.p50, each.p95, each.p99, load.p99_over_p50[group])
        for group, each in load.groups.items()
    ]
    show(title, ("class", "read", "p50 ms", "p95 ms", "p99 ms", "p99/p50"), rows)
    figures = [
        ("offered / capacity", load.offered),
        ("sent, read, refused, failed", f"{load.sent}, {load.read}, {load.refused}, {load.failed}"),
        ("goodput / capacity", load.goodput),
        ("admitted p50, p99 ms", _two(load.admitted)),
        ("refusals p50, p99 ms", _two(load.refusals)),
        ("refusals without Retry-After", load.refused_without_retry_after),
        ("sent late, p99 ms", load.late_p99),
        ("share of a core for sending", f"{load.sender_share:.1%}"),
    ]
    show("", ("all classes", ""), figures)


def _two(each: Spread | None) -> str:
    return f"{each.p50}, {each.p99}" if each else "-"
