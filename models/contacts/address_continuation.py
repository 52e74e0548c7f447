"""Decides whether an address goes on with a word that is no place by itself."""

import re
from collections.abc import Iterator, Sequence

from models.contacts.address.address import has_house_number, has_place_word, is_delivery_request
from models.contacts.address.line_breaks import is_broken_place, joins_a_place
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import FORM_WORD, Strength
from models.contacts.people.surnames import ANY_SURNAME, HAN, SURNAMES
from models.contacts.text.tokens import LINE_BREAK, PHONE_MASK, Token, strip_name

SHOP = re.compile(r"[\u4e00-\u9fff]{3,8}")
ROOM = re.compile(r"[A-Za-z\d#-]{1,10}|.{0,6}[A-Za-z\d][A-Za-z\d#-]*[号室座栋幢楼层]?")
JOB_BEFORE_NAME = re.compile("店长|班主任|辅导员|经理|主任|老板娘?|厂长|组长|队长|站长|联系|收件")
TOWN_OR_VILLAGE = re.compile(r"[\u4e00-\u9fff]{2,}[镇乡村寨屯庄街路]")


NAME_LIKE_PLACE = re.compile(rf"{ANY_SURNAME}(?:{HAN}?[城园庭轩居坊湾苑阁栋]|(?P<rest>{HAN}{{1,2}}))")


class AddressContinuation:
    """Looks at the words after a word of an address, in texts whose phone numbers are masked."""

    def __init__(self, names: NameFinder) -> None:
        self._names = names

    def is_unlisted_place(self, tokens: Sequence[Token], last: Token, masked: str) -> bool:
        """Whether the first token names a place without a word such as 市 or 路: 氹仔 in Macao, 老王烧烤.

        The address goes on after it and a later token is the name, or the next one is the name.
        """
        token, *later = tokens
        if not later or PHONE_MASK in masked[last.end : later[0].start] or not _may_be_place(token.text):
            return False
        if self._continues_after(token, later[0], masked):
            return any(self._names.is_certain(other.text) for other in later[1:])
        is_shop = self._names.strength(token.text) < Strength.LIKELY and SHOP.fullmatch(token.text)
        return bool(is_shop) and self._names.is_certain(later[0].text)

    def is_in_place(
        self, tokens: Sequence[Token], selected: Sequence[Token], masked: str, expects_name: bool
    ) -> bool:
        """Whether the first token is a place before another one, or is divided by a line break."""
        token, last = tokens[0], selected[-1]
        following = tokens[1] if len(tokens) > 1 else None
        if following and has_place_word(token.text) and self._continues_after(token, following, masked):
            return True
        if self._is_before_place(tokens, selected, masked, expects_name):
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

    def _is_before_place(
        self, tokens: Sequence[Token], selected: Sequence[Token], masked: str, expects_name: bool
    ) -> bool:
        """Whether a place follows the first token in its line, so that the token is a place too: 潘郎 5幢.

        A word that is like a name counts if the address before it has no house number, or if another word is
        the name.
        """
        token, *later = tokens
        rest = list(_in_line(token, later, masked))
        if not any(self._is_clear_place(other) for other in rest):
            return False
        if TOWN_OR_VILLAGE.fullmatch(token.text):
            return True
        strength = self._names.strength(token.text)
        if strength < Strength.LIKELY:
            return True
        has_other_name = any(self._may_be_other_name(other) for other in rest)
        is_detail = masked[selected[0].start : selected[-1].end].strip()[-1:] not in "省市区县旗州盟"
        if strength == Strength.CERTAIN:
            return (has_other_name or not expects_name) and is_detail
        return (
            has_other_name
            or not expects_name
            or not has_house_number(masked[selected[0].start : token.start])
        )

    def is_like_name(self, text: str) -> bool:
        """Whether only the first or the last character of a likely name is a word of places: 马煜城."""
        name = NAME_LIKE_PLACE.fullmatch(strip_name(text))
        return (
            name is not None
            and not (name["rest"] and has_place_word(name["rest"]))
            and self._names.strength(text) >= Strength.LIKELY
        )

    def _is_place(self, token: Token) -> bool:
        is_numbered = any(character.isdigit() for character in token.text)
        is_place = has_place_word(token.text) and not self.is_like_name(token.text)
        return (is_numbered or is_place) and not self._names.is_certain(token.text)

    def _may_be_other_name(self, token: Token) -> bool:
        """Whether a later token is a likely name, or a surname alone."""
        text = strip_name(token.text)
        is_name = self._names.strength(text) >= Strength.LIKELY or text in SURNAMES
        return is_name and not self._is_place(token)

    def _is_clear_place(self, token: Token) -> bool:
        """Whether a token is a place, and no words of a sentence with a number in them."""
        if any(character.isdigit() for character in token.text):
            return has_house_number(token.text) or bool(ROOM.fullmatch(token.text))
        return self._is_place(token)

    def _continues_after(self, token: Token, following: Token, masked: str) -> bool:
        """Whether the token after a token is a part of the address."""
        if PHONE_MASK in masked[token.end : following.start] or is_delivery_request(following.text):
            return False
        return self._is_place(following)


def _may_be_place(text: str) -> bool:
    """Whether a word is no note to the courier, no job and no word of a form."""
    return not (is_delivery_request(text) or FORM_WORD.search(text) or JOB_BEFORE_NAME.fullmatch(text))


def _in_line(token: Token, later: Sequence[Token], masked: str) -> Iterator[Token]:
    """Yields the tokens after a token, up to a phone number, the end of the line or a note to the courier."""
    end = token.end
    for other in later:
        between = masked[end : other.start]
        if PHONE_MASK in between or LINE_BREAK in between or is_delivery_request(other.text):
            return
        yield other
        end = other.end
