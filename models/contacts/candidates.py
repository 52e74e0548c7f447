"""A text of a page with the names, phone numbers and address found in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from models.contacts.fields.text_blocks import TextBlock
from models.contacts.parsing import ParsedText
from models.contacts.people.names import Name, Strength

ADJACENT = 3.0
"""Largest distance in lines between two unlabelled texts that belong together."""

NEARBY = 7.0
"""Largest distance in lines between a phone number and an unlabelled address that belongs to it."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A text, its parsed content and its index in reading order.

    `is_in_sentence` returns whether the address is part of a sentence. `find_more_names` finds names in a
    text without a phone number or an address. Both run the network, so they are called on first use only.
    """

    block: TextBlock
    parsed: ParsedText
    index: int
    is_in_sentence: Callable[[], bool]
    find_more_names: Callable[[], tuple[Name, ...]]

    @cached_property
    def in_sentence(self) -> bool:
        """Whether the address is part of a sentence."""
        return self.is_in_sentence()

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names in the text."""
        if self.parsed.names or self.parsed.phones or self.parsed.address:
            return self.parsed.names
        return self.find_more_names()

    @property
    def name_strength(self) -> Strength:
        """The strength of the strongest name."""
        return max((name.strength for name in self.names), default=Strength.NONE)

    def lines_apart(self, other: "Candidate") -> float:
        """Returns the distance to another text in lines; see `TextBlock.lines_apart`."""
        return self.block.lines_apart(other.block)
