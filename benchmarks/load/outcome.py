"""The outcome of an open-loop run, computed from all its answers. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.load.statistics import Spread, curve, percentile, spread, work_rate
from benchmarks.load.traffic.sender import Answer, Run

RAMP_SECONDS = 3.0
"""The seconds at the start of a run in which queues fill. Rates of work leave them out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of an open-loop run.

    `offered` and `goodput` are the offered and the completed work per second, divided by the capacity.
    Latencies of `admitted` and `by_class` count from the planned send time, those of `refusals` from the
    actual one. `late_p99` is the delay between both times in milliseconds, `sender_share` the share of one
    core that sending used. `curves` has the percentiles of statistics.CURVE by picture class.
    """

    offered: float
    sent: int
    read: int
    refused: int
    failed: int
    refused_without_retry_after: int
    goodput: float
    admitted: Spread | None
    refusals: Spread | None
    late_p99: float
    sender_share: float
    by_class: Mapping[str, Spread]
    p99_over_p50: Mapping[str, float]
    curves: Mapping[str, Sequence[float]]


def outcome_of(run: Run, costs: Mapping[str, float], capacity: float, seconds: float) -> Outcome:
    """Returns the outcome of a run. `capacity` is work per second, `seconds` how long requests were sent."""
    answers = run.answers
    refused = [answer for answer in answers if answer.is_refused]
    read: dict[str, list[float]] = {
        kind: times for kind in costs if (times := [a.milliseconds for a in answers if _is_read(a, kind)])
    }
    admitted = [time for times in read.values() for time in times]
    spreads = {kind: spread(times) for kind, times in read.items()}
    return Outcome(
        offered=round(sum(costs[answer.kind] for answer in answers) / seconds / capacity, 3),
        sent=len(answers),
        read=len(admitted),
        refused=len(refused),
        failed=len(answers) - len(admitted) - len(refused),
        refused_without_retry_after=sum(not answer.has_retry_after for answer in refused),
        goodput=round(work_rate(completions(run), costs, RAMP_SECONDS, seconds) / capacity, 3),
        admitted=spread(admitted) if admitted else None,
        refusals=spread([answer.milliseconds_since_sent for answer in refused]) if refused else None,
        late_p99=round(percentile([1000 * (a.sent - a.due) for a in answers], 99), 1),
        sender_share=run.sender_share,
        by_class=spreads,
        p99_over_p50={kind: round(times.p99 / times.p50, 2) for kind, times in spreads.items()},
        curves={kind: curve(times) for kind, times in read.items()},
    )


def _is_read(answer: Answer, kind: str) -> bool:
    return answer.is_read and answer.kind == kind


def completions(run: Run) -> list[tuple[float, str]]:
    """Returns the completion time, in seconds from the start, and the class of each picture that was read."""
    return [(answer.done, answer.kind) for answer in run.answers if answer.is_read]


def median_seconds(run: Run) -> dict[str, float]:
    """Returns the median seconds from sending to the answer, by class, of pictures that were read."""
    kinds = dict.fromkeys(answer.kind for answer in run.answers)
    return {
        kind: percentile([a.done - a.sent for a in run.answers if _is_read(a, kind)], 50) for kind in kinds
    }
