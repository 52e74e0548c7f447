"""Selects the tokens of a text that belong to its address."""

import re
from collections.abc import Sequence

from models.contacts.address.address import (
    DELIVERY_NOTE,
    has_house_number,
    has_place_word,
    is_complete,
    is_delivery_request,
)
from models.contacts.address.english import EnglishRegionFinder
from models.contacts.address.line_breaks import is_broken_place
from models.contacts.address.region_match import RegionMatch
from models.contacts.address_continuation import JOB_BEFORE_NAME, AddressContinuation
from models.contacts.fields.labels import ADDRESS_FIELDS
from models.contacts.fields.text_blocks import TextBlock
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import Strength
from models.contacts.text.tokens import LINE_BREAK, PHONE_MASK, Token

OPEN_BRACKET = re.compile(r"[(\[][^()\[\]]*$")
BETWEEN_PHONES = re.compile(f"[^{PHONE_MASK}]+")


class AddressTokens:
    """Selects the tokens of an address in texts whose phone numbers are masked."""

    def __init__(self, english: EnglishRegionFinder, names: NameFinder) -> None:
        self._english = english
        self._names = names
        self._continuation = AddressContinuation(names)

    def in_chinese(
        self,
        block: TextBlock,
        masked: str,
        tokens: Sequence[Token],
        region: RegionMatch | None,
        expects_name: bool = False,
    ) -> list[Token]:
        """Returns the tokens from the region to the end of the address, or those of `_without_region`.

        `expects_name`: the page has a phone number, and no name with a label.
        """
        if region is None:
            return self._without_region(block, tokens)
        selected: list[Token] = []
        is_named = any(
            self._names.strength(token.text) >= Strength.LIKELY
            for token in tokens
            if token.end <= region.start or token.start > masked.rfind(PHONE_MASK) > region.end
        )
        expects_name = expects_name and not is_named
        for index, token in enumerate(tokens):
            if token.start < region.start:
                continue
            is_detail = token.start >= region.end and selected
            if is_detail and self._continuation.is_unlisted_place(tokens[index:], selected[-1], masked):
                selected.append(token)
                continue
            if is_detail and self._ends_before(tokens[index:], selected, masked, expects_name):
                break
            selected.append(token)
        return selected

    def in_english(
        self, block: TextBlock, masked: str, tokens: Sequence[Token], has_phone: bool
    ) -> list[Token]:
        """Returns the tokens of the first part of the text that is an address. Phone numbers divide the text.

        A part is an address if it has a house number or the text has an address label. In a text with a phone
        number, names before the address are left out. A name in the line below is always left out.
        """
        for part in BETWEEN_PHONES.finditer(masked):
            is_labelled = block.field in ADDRESS_FIELDS and part[0].strip()
            if not (has_house_number(part[0]) or is_labelled):
                continue
            selected = [token for token in tokens if part.start() <= token.start < part.end()]
            while has_phone and selected and self._is_likely_name(selected[0]):
                del selected[0]
            if selected and self._is_name_below(masked, selected[-1]):
                return selected[:-1]
            return selected
        return []

    def _is_name_below(self, masked: str, token: Token) -> bool:
        """Whether a token is a name in a line of its own below an address that ends with its region."""
        before = masked[: token.start]
        is_own_line = before.endswith(LINE_BREAK)
        return is_own_line and self._is_likely_name(token) and self._english.find(before) is not None

    def _is_likely_name(self, token: Token) -> bool:
        """Whether a token has the pattern of a Latin name."""
        return self._names.strength(token.text) == Strength.LIKELY

    def _without_region(self, block: TextBlock, tokens: Sequence[Token]) -> list[Token]:
        """Returns the tokens of an address without a region.

        In a labelled address these are all tokens except names. Otherwise they extend from the first to the
        last house number, and include a place directly before the first one.
        """
        if block.field in ADDRESS_FIELDS:
            return [one for one in tokens if has_place_word(one.text) or not self._names.is_certain(one.text)]
        numbered = [index for index, token in enumerate(tokens) if has_house_number(token.text)]
        if not numbered:
            return []
        first = numbered[0]
        if first > 0 and self._is_place(tokens[first - 1].text):
            first -= 1
        return list(tokens[first : numbered[-1] + 1])

    def _is_place(self, text: str) -> bool:
        return has_place_word(text) and self._names.strength(text) < Strength.LIKELY

    def _ends_before(
        self, tokens: Sequence[Token], selected: Sequence[Token], masked: str, expects_name: bool
    ) -> bool:
        """Whether the address ends before the first token: at a phone number, a name or a sentence.

        `expects_name`: the page has a phone number, and no name stands before the address.
        """
        token = tokens[0]
        address = masked[selected[0].start : selected[-1].end]
        if PHONE_MASK in masked[selected[-1].end : token.start] or is_delivery_request(token.text):
            return True
        is_numbered = any(character.isdigit() for character in token.text)
        is_open = OPEN_BRACKET.search(address) is not None
        if is_numbered or is_open or self._continuation.is_in_place(tokens, selected, masked, expects_name):
            return False
        is_below = masked[selected[-1].end : token.start] == LINE_BREAK
        if is_below and len(token.text) == 1 and not expects_name:
            return False
        return self._is_after_address(token, address, masked, expects_name)

    def _is_after_address(self, token: Token, address: str, masked: str, expects_name: bool) -> bool:
        """Whether a token that no place follows is a name or another word after the address."""
        if JOB_BEFORE_NAME.fullmatch(token.text):
            return True
        strength = self._names.strength(token.text)
        if strength >= Strength.LIKELY and token.text[0] in "([" and not expects_name:
            return False
        if strength == Strength.CERTAIN:
            return has_house_number(address) or not is_broken_place(masked, token)
        if strength < Strength.POSSIBLE:
            return not has_place_word(DELIVERY_NOTE.sub("", token.text))
        is_name = _is_last(masked, token) and is_complete(address)
        is_expected = strength == Strength.LIKELY or expects_name
        is_place = has_place_word(token.text) and not (
            expects_name and self._continuation.is_like_name(token.text)
        )
        return is_name and is_expected and not is_place


def _is_last(masked: str, token: Token) -> bool:
    """Whether a token is at the end of the text, or directly before a phone number or a note."""
    after = masked[token.end :].lstrip(" ,;。、|-!\n()[]亲收启")
    return not after or after.startswith(PHONE_MASK) or is_delivery_request(after)
