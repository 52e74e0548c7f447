"""Finds the names, the phone numbers and the address in one text."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.contacts.address.address import (
    Address,
    clean_detail,
    continues_address,
    has_place_word,
    is_delivery_request,
)
from models.contacts.address.english import EnglishRegionFinder
from models.contacts.address.gazetteer import SHORTEST_NAME, Gazetteer
from models.contacts.address.region_match import RegionMatch
from models.contacts.address.regions import RegionFinder
from models.contacts.address_tokens import AddressTokens
from models.contacts.field_marks import FieldMarks
from models.contacts.fields.labels import ADDRESS_FIELDS, Field
from models.contacts.fields.text_blocks import TextBlock
from models.contacts.parsed_text import ALONE, ParsedText, Surroundings
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import Name, NameModel, Strength
from models.contacts.text.phones import Phone, find_phones, phones_after_words
from models.contacts.text.tokens import (
    LINE_BREAK,
    PHONE_MASK,
    Token,
    join_broken_names,
    mask_phones,
    split_at,
    tokenize,
)

PLACEHOLDER = re.compile(r"请|输入|填写|选择|必填|选填|例如|格式|省市区|等$")
"""Words that a form shows in an empty field."""

ANNOUNCEMENT = re.compile("[寄发收址]")
"""A character of words that announce a contact: 寄这里."""

NOTE_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff]{4}.*[(\[]$")
"""What stands before a note in brackets after a value."""

LONGEST_NAME = 5
"""Longest name with a title, in characters, that may begin like a region: 南宫先生."""


class TextParser:
    """Parses texts with a gazetteer and a model of names."""

    def __init__(self, gazetteer: Gazetteer, names: NameModel) -> None:
        self._regions = RegionFinder(gazetteer)
        self._prefixes = gazetteer.prefixes
        self._english = EnglishRegionFinder(gazetteer)
        self._names = NameFinder(names)
        self._marks = FieldMarks(self._names)
        self._address_tokens = AddressTokens(self._english, self._names)

    def parse(self, block: TextBlock, around: Surroundings = ALONE) -> ParsedText:
        """Parses a text. Names count only with a label, a phone number or an address in the same text."""
        if block.field == Field.OTHER or is_placeholder(block):
            return ParsedText()
        block = self._marks.with_closed_gaps(block)
        phones = find_phones(block.text, labelled=block.field == Field.PHONE)
        if not phones and (around.lacks_phone or continues_address(block.text)):
            phones = phones_after_words(block.text)
        block = self._marks.without_marks(block, phones)
        masked = mask_phones(block.text, phones)
        tokens = join_broken_names(tokenize(masked), masked, self._names.is_certain)
        if masked.isascii():
            return self._parse_english(block, masked, tokens, phones)
        region = self._region(block, masked, tokens, around.addresses)
        if region:
            tokens = list(split_at(tokens, region.start))
        inside = self._address_tokens.in_chinese(block, masked, tokens, region, around.expects_name)
        names = self._names_outside(block, tokens, inside, phones)
        if inside and (joined := self._names.at_end_of_address(masked, inside[-1], names)):
            last = inside[-1]
            start = last.end - len(joined)
            inside = [*inside[:-1], replace(last, end=start)]
            names = [*names, Name(block.raw[start : last.end], Strength.CERTAIN)]
        only_address = bool(inside) and all(self._belongs(token, inside) for token in tokens)
        return ParsedText(tuple(names), tuple(phones), _address(block, inside, region), only_address)

    def _parse_english(
        self, block: TextBlock, masked: str, tokens: list[Token], phones: Sequence[Phone]
    ) -> ParsedText:
        """Parses a text without Chinese characters, in which the region ends the address."""
        inside = self._address_tokens.in_english(block, masked, tokens, has_phone=bool(phones))
        names = self._names_outside(block, tokens, inside, phones)
        if not inside:
            return ParsedText(tuple(names), tuple(phones))
        start, end = inside[0].start, inside[-1].end
        region = self._english.find(masked[:end], start)
        detail = clean_detail(block.raw[start : region.start if region else end])
        only_address = len(inside) == len(tokens)
        return ParsedText(tuple(names), tuple(phones), Address(detail, region), only_address)

    def _names_outside(
        self, block: TextBlock, tokens: Sequence[Token], inside: Sequence[Token], phones: Sequence[Phone]
    ) -> list[Name]:
        """Returns the names among the tokens outside the address."""
        if not (phones or inside or block.field == Field.NAME):
            return []
        outside = [token for token in tokens if token not in inside]
        return self._names.among(block, outside, in_contact=True)

    def names_alone(self, block: TextBlock, in_contact: bool, beside_job: bool) -> tuple[Name, ...]:
        """Returns the names of a text without a phone number or an address.

        `in_contact`: a phone number is in the same row. `beside_job`: a job is in the same row.
        """
        is_announced = block.field == Field.UNLISTED and ANNOUNCEMENT.search(block.label_text)
        if block.field not in (None, Field.PARTY) and not is_announced:
            return ()
        block = self._marks.with_closed_gaps(block)
        block = self._marks.without_marks(block, find_phones(block.text))
        return tuple(self._names.among(block, tokenize(block.text), in_contact, beside_job))

    def _is_name_like_region(self, word: str) -> bool:
        """Whether a word begins like a region but is a name, such as 南宫先生."""
        begins_like_region = len(word) <= LONGEST_NAME and word[:SHORTEST_NAME] in self._prefixes
        return begins_like_region and self._names.is_certain(word)

    def _belongs(self, token: Token, inside: Sequence[Token]) -> bool:
        """Whether a token is a part of the address, a place or a name."""
        if token in inside or has_place_word(token.text) or is_delivery_request(token.text):
            return True
        return self._names.may_be_name(token.text)

    def _region(
        self, block: TextBlock, masked: str, tokens: Sequence[Token], context: str
    ) -> RegionMatch | None:
        """Finds the region. Its names may continue after a line break.

        The search runs on the text without line breaks. The span of the result refers to `masked`.
        """
        if block.field == Field.NAME and tokens:
            masked = masked[: tokens[0].start] + PHONE_MASK * len(tokens[0].text) + masked[tokens[0].end :]
        positions = [index for index, character in enumerate(masked) if character != LINE_BREAK]
        compact = masked.replace(LINE_BREAK, "")
        breaks_before = (masked.count(LINE_BREAK, 0, token.start) for token in tokens)
        starts = {
            token.start - breaks
            for token, breaks in zip(tokens, breaks_before, strict=True)
            if not self._is_name_like_region(token.text)
        }
        is_address = block.field in ADDRESS_FIELDS or continues_address(compact)
        found = self._regions.find(compact, starts or (0,), is_address, context)
        if found is None:
            return None
        if found.start == found.end:
            start = positions[found.start] if found.start < len(positions) else 0
            return replace(found, start=start, end=start)
        return replace(found, start=positions[found.start], end=positions[found.end - 1] + 1)


def is_placeholder(block: TextBlock) -> bool:
    """Whether a labelled text is what a form shows in an empty field. A note after a number is none."""
    found = PLACEHOLDER.search(block.text) if block.label else None
    if found is None or any(map(str.isdigit, block.text[: found.start()])):
        return False
    return not NOTE_IN_BRACKETS.search(block.text[: found.start()])


def _address(block: TextBlock, inside: Sequence[Token], region: RegionMatch | None) -> Address | None:
    """Returns the address that consists of the tokens. Its detail begins after the region."""
    if not inside:
        return None
    start = region.end if region else inside[0].start
    return Address(clean_detail(block.raw[start : max(start, inside[-1].end)]), region)
