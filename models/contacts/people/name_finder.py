"""Finds the names in a text, by its label and by the words beside each name."""

from collections.abc import Iterator, Sequence

from models.contacts.address.address import has_house_number
from models.contacts.fields.labels import Field
from models.contacts.fields.text_blocks import TextBlock
from models.contacts.people.names import JOB, Name, NameModel, Strength
from models.contacts.text.tokens import (
    LINE_BREAK,
    PHONE_MASK,
    Token,
    canonical_name,
    labelled_name,
    strip_name,
)

MAX_WORDS = 3
"""Maximum number of words of a text with a name, if no phone number or address is near: 林晓雯 销售总监."""


class NameFinder:
    """Finds the names among the words of texts."""

    def __init__(self, names: NameModel) -> None:
        self._names = names

    def strength(self, text: str) -> Strength:
        """Returns how much a word looks like a name. Punctuation around the word is ignored."""
        return self._names.strength(canonical_name(strip_name(text)))

    def is_certain(self, text: str) -> bool:
        """Whether a word is certainly a name."""
        return self.strength(text) == Strength.CERTAIN

    def among(
        self, block: TextBlock, tokens: Sequence[Token], in_contact: bool, beside_job: bool = False
    ) -> list[Name]:
        """Returns the names among the tokens of a text.

        `in_contact`: a phone number or an address is near. `beside_job`: a job is in the same row.
        """
        if block.field == Field.NAME:
            return _labelled(block, tokens)
        if len(tokens) > MAX_WORDS and not in_contact:
            return []
        jobs = sum(bool(JOB.fullmatch(token.text)) for token in tokens[1:])
        alone = len(tokens) - jobs == 1
        found = [
            name
            for token in tokens
            for name in self._in_token(block, token, alone, in_contact, beside_job or jobs > 0)
        ]
        if block.field == Field.UNLISTED and self.is_certain(block.label_text):
            found.append(Name(block.label_text, Strength.CERTAIN))
        return found

    def _in_token(
        self, block: TextBlock, token: Token, alone: bool, in_contact: bool, beside_job: bool
    ) -> Iterator[Name]:
        """Yields the name inside a token, else the whole token if it may be a name."""
        text = strip_name(token.text)
        start = token.start + token.text.find(text)
        may_contain_name = JOB.search(text) or (in_contact and not self.strength(text))
        if may_contain_name and (person := self._names.single_person(text)):
            start += text.find(person)
            yield Name(block.raw[start : start + len(person)], Strength.CERTAIN, alone)
        elif strength := self.strength(text):
            breaks = block.raw[start : token.end].count(LINE_BREAK)
            raw = block.raw[start : start + len(text) + breaks].replace(LINE_BREAK, "")
            is_certain = beside_job and strength == Strength.LIKELY
            yield Name(raw, Strength.CERTAIN if is_certain else strength, alone)

    def at_end_of_address(self, masked: str, last: Token, names: Sequence[Name]) -> str:
        """Returns the name that is joined to the end of an address, "" if there is none.

        The text must have a phone number and no other likely name.
        """
        is_at_end = last.end == len(masked.rstrip()) and PHONE_MASK in masked
        if not (is_at_end or masked.startswith(PHONE_MASK, last.end)):
            return ""
        if any(name.strength >= Strength.LIKELY for name in names):
            return ""
        return self._names.trailing_person(last.text)


def _labelled(block: TextBlock, tokens: Sequence[Token]) -> list[Name]:
    """Returns the name after its label, unless it is a house number or has no letter."""
    name = labelled_name(block.raw, tokens)
    is_name = any(character.isalpha() for character in name) and not has_house_number(name)
    return [Name(name, Strength.LABELLED)] if is_name else []
