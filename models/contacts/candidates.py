"""A text of a page with the names, phone numbers and address found in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from models.contacts.fields.text_blocks import TextBlock
from models.contacts.parsed_text import ParsedText
from models.contacts.people.names import Name, Strength

ADJACENT = 3.0
"""Largest distance in lines between two unlabelled texts that belong together."""

NEXT_LINE = 1.6
"""Largest distance in lines between a line and the line below it."""

NEARBY = 7.0
"""Largest distance in lines between a phone number and an unlabelled address that belongs to it."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A text that may belong to the contact, its parsed content and its index in reading order.

    `check_sentence` returns whether the address is part of a sentence. `find_more_names` finds the names of a
    text without a phone number or an address. Both run the network of `Lexer`, so they are called only when
    `in_sentence` or `names` is first read.
    """

    block: TextBlock
    parsed: ParsedText
    index: int
    check_sentence: Callable[[], bool]
    find_more_names: Callable[[], tuple[Name, ...]]

    @cached_property
    def in_sentence(self) -> bool:
        """Whether the address is part of a sentence."""
        return self.check_sentence()

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
        """Returns the distance to another text in lines, as `TextBlock.lines_apart` defines it."""
        return self.block.lines_apart(other.block)

    def is_next_to(self, other: "Candidate", lines: float = NEXT_LINE) -> bool:
        """Whether the other text is at most `lines` above or below and begins at the same left edge."""
        is_aligned = abs(self.block.margin - other.block.margin) <= self.block.line_height
        return is_aligned and 0 < self.lines_apart(other) <= lines
