"""A text of a page with what was found in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from models.contacts.flows import Flow
from models.contacts.names import Name, Strength
from models.contacts.reading import Reading

BY_IT = 3.0
"""What belongs together without labels stands so many lines apart at most."""

NEAR = 7.0
"""An address without a label belongs to a number at most so many lines away."""


@dataclass(frozen=True, eq=False)
class Said:
    """A text, what was found in it, its place in the reading order, whether it is prose.

    `more_names` finds the names of a text without a number or an address, which costs a call of the model.
    """

    flow: Flow
    reading: Reading
    place: int
    prose: bool
    more_names: Callable[[], tuple[Name, ...]]

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of the text, found when they are first asked for."""
        return self.reading.names or self.more_names()

    @property
    def strongest(self) -> Strength:
        """The strength of its best name."""
        return max((name.strength for name in self.names), default=Strength.NONE)

    def lines_to(self, other: "Said") -> float:
        """How many lines apart two texts stand; see `Flow.lines_to`."""
        return self.flow.lines_to(other.flow)
