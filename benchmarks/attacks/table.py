"""All attacks, in the order in which they run."""

from benchmarks.attacks import logs
from benchmarks.attacks.attack import Attack

ATTACKS: tuple[Attack, ...] = (*logs.ATTACKS,)
