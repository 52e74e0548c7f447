"""All attacks, in the order in which they run."""

from benchmarks.attacks import logs, pictures
from benchmarks.attacks.attack import Attack

ATTACKS: tuple[Attack, ...] = (*logs.ATTACKS, *pictures.ATTACKS)
