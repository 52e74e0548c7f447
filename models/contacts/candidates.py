"""A text of a page with what was found in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from models.contacts.fields.text_blocks import Flow
from models.contacts.parsing import Reading
from models.contacts.people.names import Name, Strength

BY_IT = 3.0
"""What belongs together without labels stands so many lines apart at most."""

NEAR = 7.0
"""An address without a label belongs to a number at most so many lines away."""


@dataclass(frozen=True, eq=False)
class Said:
    """A text, what was found in it, and its place in the reading order.

    What costs a call of the model is found when it is first asked for: `is_prose`, whether its address is one
    that a sentence mentions; `more_names`, the names of a text without a number or an address.
    """

    flow: Flow
    reading: Reading
    place: int
    is_prose: Callable[[], bool]
    more_names: Callable[[], tuple[Name, ...]]

    @cached_property
    def prose(self) -> bool:
        """Whether its address is one that a sentence mentions."""
        return self.is_prose()

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of the text."""
        says_more = self.reading.phones or self.reading.address
        return self.reading.names if says_more else self.reading.names or self.more_names()

    @property
    def strongest(self) -> Strength:
        """The strength of its best name."""
        return max((name.strength for name in self.names), default=Strength.NONE)

    def lines_to(self, other: "Said") -> float:
        """How many lines apart two texts stand; see `Flow.lines_to`."""
        return self.flow.lines_to(other.flow)
