"""All attacks, in the order in which they run."""

from benchmarks.attacks import http, logins, logs, overload, pictures, probes, processes
from benchmarks.attacks.attack import Attack

ATTACKS: tuple[Attack, ...] = (
    *http.ATTACKS,
    *pictures.ATTACKS,
    *processes.ATTACKS,
    *overload.ATTACKS,
    *logins.ATTACKS,
    *probes.ATTACKS,
    *logs.ATTACKS,
)
