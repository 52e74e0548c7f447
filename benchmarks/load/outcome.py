"""What a load came to, out of all its answers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.load.statistics import Spread, curve, percentile, spread, work_rate
from benchmarks.load.traffic.sender import Answer, Volley

RAMP_SECONDS = 3.0
"""What is left out of a measurement of work at its beginning: queues fill."""


@dataclass(frozen=True, slots=True)
class Load:
    """What became of a load.

    `offered` and `goodput` are the work that came and that was read, over the capacity, while pictures came.
    `admitted` counts from the moment when a picture was due, `refusals` from when it was sent.
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
    groups: Mapping[str, Spread]
    p99_over_p50: Mapping[str, float]
    curves: Mapping[str, Sequence[float]]


def judged(volley: Volley, costs: Mapping[str, float], capacity: float, seconds: float) -> Load:
    """What a load came to; `capacity` is work a second, `seconds` for how long pictures came."""
    answers = volley.answers
    refused = [answer for answer in answers if answer.is_refused]
    read: dict[str, list[float]] = {
        kind: times for kind in costs if (times := [a.milliseconds for a in answers if _is_read(a, kind)])
    }
    every = [time for times in read.values() for time in times]
    spreads = {kind: spread(times) for kind, times in read.items()}
    return Load(
        offered=round(sum(costs[answer.kind] for answer in answers) / seconds / capacity, 3),
        sent=len(answers),
        read=len(every),
        refused=len(refused),
        failed=len(answers) - len(every) - len(refused),
        refused_without_retry_after=sum(not answer.says_when for answer in refused),
        goodput=round(work_rate(completions(volley), costs, RAMP_SECONDS, seconds) / capacity, 3),
        admitted=spread(every) if every else None,
        refusals=spread([answer.milliseconds_since_sent for answer in refused]) if refused else None,
        late_p99=round(percentile([1000 * (a.sent - a.due) for a in answers], 99), 1),
        sender_share=volley.sender_share,
        groups=spreads,
        p99_over_p50={kind: round(each.p99 / each.p50, 2) for kind, each in spreads.items()},
        curves={kind: curve(times) for kind, times in read.items()},
    )


def _is_read(answer: Answer, kind: str) -> bool:
    return answer.is_read and answer.kind == kind


def completions(volley: Volley) -> list[tuple[float, str]]:
    """When pictures were read, in seconds from the start, and of which class each was."""
    return [(answer.done, answer.kind) for answer in volley.answers if answer.is_read]


def medians(volley: Volley) -> dict[str, float]:
    """Class → the median of seconds from sending to the answer."""
    kinds = dict.fromkeys(answer.kind for answer in volley.answers)
    return {
        kind: percentile([a.done - a.sent for a in volley.answers if _is_read(a, kind)], 50) for kind in kinds
    }
