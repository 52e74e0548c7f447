"""Selects the tokens of a text that belong to its address."""

import re
from collections.abc import Sequence

from models.contacts.address.address import (
    has_house_number,
    has_place_word,
    is_complete,
    is_delivery_request,
)
from models.contacts.address.english import EnglishRegionFinder
from models.contacts.address.line_breaks import is_broken_place, joins_a_place
from models.contacts.address.region_match import RegionMatch
from models.contacts.fields.labels import ADDRESS_FIELDS
from models.contacts.fields.text_blocks import TextBlock
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import Strength
from models.contacts.text.tokens import LINE_BREAK, PHONE_MASK, Token

SHOP = re.compile(r"[\u4e00-\u9fff]{3,8}")
OPEN_BRACKET = re.compile(r"[(\[][^()\[\]]*$")
BETWEEN_PHONES = re.compile(f"[^{PHONE_MASK}]+")


class AddressTokens:
    """Selects the tokens of an address in texts whose phone numbers are masked."""

    def __init__(self, english: EnglishRegionFinder, names: NameFinder) -> None:
        self._english = english
        self._names = names

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
            if token.end <= region.start
        )
        expects_name = expects_name and not is_named
        for index, token in enumerate(tokens):
            if token.start < region.start:
                continue
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            is_detail = token.start >= region.end and selected
            if is_detail and self._is_unlisted_place(tokens[index:], selected[-1], masked):
                selected.append(token)
                continue
            if is_detail and self._ends_before(token, following, selected, masked, expects_name):
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
        self,
        token: Token,
        following: Token | None,
        selected: Sequence[Token],
        masked: str,
        expects_name: bool,
    ) -> bool:
        """Whether the address ends before a token: at a phone number, a name or the rest of a sentence.

        `following` is the next token. `expects_name`: the page has a phone number, and no name stands before
        the address.
        """
        address = masked[selected[0].start : selected[-1].end]
        if PHONE_MASK in masked[selected[-1].end : token.start] or is_delivery_request(token.text):
            return True
        is_numbered = any(character.isdigit() for character in token.text)
        is_open = OPEN_BRACKET.search(address) is not None
        if is_numbered or is_open or self._is_in_place(token, following, selected[-1], masked):
            return False
        is_below = masked[selected[-1].end : token.start] == LINE_BREAK
        if is_below and len(token.text) == 1 and not expects_name:
            return False
        strength = self._names.strength(token.text)
        if strength == Strength.CERTAIN:
            return has_house_number(address) or not is_broken_place(masked, token)
        if strength in (Strength.LIKELY, Strength.POSSIBLE):
            is_name = _is_last(masked, token) and is_complete(address)
            is_expected = strength == Strength.LIKELY or expects_name
            return is_name and is_expected and not has_place_word(token.text)
        return not has_place_word(token.text)

    def _is_unlisted_place(self, tokens: Sequence[Token], last: Token, masked: str) -> bool:
        """Whether the first token names a place without a word such as 市 or 路: 氹仔 in Macao, 老王烧烤.

        The address goes on after it and a later token is the name, or the next one is the name.
        """
        token, *later = tokens
        if not later or PHONE_MASK in masked[last.end : later[0].start] or is_delivery_request(token.text):
            return False
        if self._continues_after(token, later[0], masked):
            return any(self._names.is_certain(other.text) for other in later[1:])
        is_shop = self._names.strength(token.text) < Strength.LIKELY and SHOP.fullmatch(token.text)
        return bool(is_shop) and self._names.is_certain(later[0].text)

    def _is_in_place(self, token: Token, following: Token | None, last: Token, masked: str) -> bool:
        """Whether a token is a place before another one, or a line break beside it divides a place."""
        if following and has_place_word(token.text) and self._continues_after(token, following, masked):
            return True
        if masked[last.end : token.start] == LINE_BREAK and joins_a_place(last, token):
            return True
        if (
            following
            and masked[token.end : following.start] == LINE_BREAK
            and joins_a_place(token, following)
        ):
            return True
        return is_broken_place(masked, token) and not self._names.is_certain(token.text)

    def _continues_after(self, token: Token, following: Token, masked: str) -> bool:
        """Whether the token after a token is a part of the address."""
        if PHONE_MASK in masked[token.end : following.start] or is_delivery_request(following.text):
            return False
        is_numbered = any(character.isdigit() for character in following.text)
        return (is_numbered or has_place_word(following.text)) and not self._names.is_certain(following.text)


def _is_last(masked: str, token: Token) -> bool:
    """Whether a token is at the end of the text, or directly before a phone number or a note."""
    after = masked[token.end :].lstrip(" ,;。、|-\n()[]收启")
    return not after or after.startswith(PHONE_MASK) or is_delivery_request(after)
