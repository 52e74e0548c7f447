"""Finds the names in a text, by its label and by the words beside each name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from models.contacts.address.address import (
    LATIN_LINE_BREAK,
    has_house_number,
    has_place_word,
    is_delivery_request,
)
from models.contacts.fields.labels import Field
from models.contacts.fields.text_blocks import TextBlock
from models.contacts.people.names import JOB, NAME_WITH_TITLE, Name, NameModel, Strength
from models.contacts.people.trailing_names import trailing_surname
from models.contacts.text.tokens import (
    LINE_BREAK,
    PHONE_MASK,
    TITLE,
    Token,
    canonical_name,
    labelled_name,
    strip_name,
)

SPOKEN_LABEL = re.compile(
    r"^(?:[麻烦请帮我]{0,4}(?:寄给|发给|送给|交给|转给|快递给|寄到|发到)|名字[写叫是为]|我叫|叫我|我是|(?:收[件货][人方]|联系人)[是叫为]?|^收(?=[^件货到信据入款藏费款发方地人获集拾复]{1,3}$)|客户(?![端服户经群要需])|收[件货](?!信|方|时|码|点|地))(?=.)(?![你您我他她它咱大家客])"
)
"""The words before a name in a sentence."""

RECIPIENT_WORD = re.compile(r"(?:\(?(?:亲收|亲启|敬启|收启|签收)\)?|\(收\)|(?<=[A-Za-z])收)$")
"""The words after the name of a recipient."""

NOTE_AFTER_NAME = re.compile(r"(?<=[\u4e00-\u9fff]{2})[(\[](?!先生|女士|小姐|太太|老师)[^()\[\]]{2,}[)\]]?$")
"""A note in brackets after a name, such as (代收:刘姐)."""

BRACKETED = re.compile(r"[(\[]\s?(?P<name>[^()\[\]\d]{1,20}?)\s?(?P<recipient>亲?收|亲?启|敬启)?[)\]]")
"""Words in brackets that may be a name."""

BEFORE_RECEIVE = frozenset("签代丰验查接回已待吸没征")
"""Characters that form a word with 收."""

LONGEST_PART = 7
"""Maximum length of the last part of a name with a dot, and the dot."""

MAX_WORDS = 3
"""Maximum number of words of a text with a name, if no phone number or address is near: 林晓雯 销售总监."""


class NameFinder:
    """Finds the names among the words of texts."""

    def __init__(self, names: NameModel) -> None:
        self._names = names

    def strength(self, text: str) -> Strength:
        """Returns how much a word looks like a name. Punctuation around the word is ignored."""
        return self._names.strength(canonical_name(strip_name(text)))

    def may_be_name(self, text: str) -> bool:
        """Whether a word is like a name, or short enough to be one."""
        return bool(self.strength(text)) or self._names.may_be_leftover(strip_name(text))

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
        jobs = {token for token in tokens[1:] if JOB.fullmatch(token.text)}
        # In a text of several lines, a word alone in its line is alone.
        rows = Counter(block.raw.count(LINE_BREAK, 0, token.start) for token in tokens if token not in jobs)
        tokens = [_without_words_around(token) for token in tokens]
        found: list[Name] = []
        for token in tokens:
            row = block.raw.count(LINE_BREAK, 0, token.start)
            alone = len(tokens) - len(jobs) == 1 or (rows[row] == 1 and not block.raw.isascii())
            found += self._in_token(block, token, alone, in_contact, beside_job or bool(jobs))
        if not any(name.strength >= Strength.POSSIBLE for name in found):
            found += self._leftover(block, tokens, max(rows.values(), default=0) == 1)
        if block.field == Field.UNLISTED and self.is_certain(block.label_text):
            found.append(Name(block.label_text, Strength.CERTAIN))
        return found

    def _in_token(
        self, block: TextBlock, token: Token, alone: bool, in_contact: bool, beside_job: bool
    ) -> Iterator[Name]:
        """Yields the name inside a token, else the whole token if it may be a name."""
        text = strip_name(token.text)
        start = token.start + token.text.find(text)
        has_job = JOB.search(text) and not NAME_WITH_TITLE.fullmatch(text)
        may_contain_name = has_job or (in_contact and not self.strength(text))
        if may_contain_name and (person := self._names.single_person(text)):
            start += text.find(person)
            yield Name(block.raw[start : start + len(person)], Strength.CERTAIN, alone)
        elif strength := self.strength(text):
            breaks = block.raw[start : token.end].count(LINE_BREAK)
            raw = block.raw[start : start + len(text) + breaks]
            raw = LATIN_LINE_BREAK.sub(" ", raw).replace(LINE_BREAK, "")
            is_certain = beside_job and strength == Strength.LIKELY
            yield Name(raw, Strength.CERTAIN if is_certain else strength, alone)

    def _leftover(self, block: TextBlock, tokens: Sequence[Token], alone: bool) -> Iterator[Name]:
        """Yields the word that is the name if no other word is: the first with a surname, else the first."""
        words = [token for token in tokens if self._may_be_leftover(token.text)]
        best = min(words, key=lambda token: not self._names.begins_with_surname(token.text), default=None)
        if best:
            text = strip_name(best.text)
            start = best.start + best.text.find(text)
            yield Name(block.raw[start : start + len(text)], Strength.LEFTOVER, alone)

    def _may_be_leftover(self, text: str) -> bool:
        text = strip_name(text)
        return (
            self._names.may_be_leftover(text) and not has_place_word(text) and not is_delivery_request(text)
        )

    def at_end_of_address(self, masked: str, last: Token, names: Sequence[Name]) -> str:
        """Returns the name that is joined to the end of an address, "" if there is none.

        The text must have a phone number and no other likely name.
        """
        after = masked[last.end :].lstrip()
        is_at_end = PHONE_MASK in masked if not after else after.startswith(PHONE_MASK)
        if not is_at_end:
            return ""
        if any(name.strength >= Strength.LIKELY for name in names):
            return ""
        if "·" in last.text[-LONGEST_PART:]:
            return trailing_surname(last.text)
        if person := self._names.trailing_person(last.text):
            return person
        guess = trailing_surname(last.text) if not names else ""
        return "" if has_place_word(guess) or is_delivery_request(guess) else guess

    def opened_brackets(self, text: str) -> Iterator[slice]:
        """Yields the brackets around names, with the word for the recipient after the name: (林晓雯 收)."""
        for match in BRACKETED.finditer(text):
            name, is_recipient = match["name"].replace(LINE_BREAK, ""), bool(match["recipient"])
            if TITLE.match(name):
                continue
            after = text[match.end() :].lstrip(" ,;。、|\n")
            is_beside_phone = (
                not after or after[0] == PHONE_MASK or text[: match.start()].endswith(PHONE_MASK)
            )
            if (
                is_recipient
                or (self.strength(name) >= Strength.LIKELY and not has_place_word(name))
                or (is_beside_phone and self._is_unplaced(name) and not self._is_named_after(match, text))
            ):
                yield slice(match.start(), match.start("name"))
                yield slice(match.end("name"), match.end())

    def _is_named_after(self, bracket: re.Match[str], text: str) -> bool:
        """Whether a likely name follows the phone number after a bracket, which is then a note."""
        words = text[text.rfind(PHONE_MASK) + 1 :].split() if PHONE_MASK in text[bracket.end() :] else []
        return any(self.strength(word) >= Strength.LIKELY and not has_place_word(word) for word in words)

    def _is_unplaced(self, text: str) -> bool:
        """Whether a text in brackets may be a name rather than a note or a place."""
        is_name = self.strength(text) or self._names.may_be_leftover(text)
        return bool(is_name) and not has_place_word(text) and not is_delivery_request(text)


def _without_words_around(token: Token) -> Token:
    """Returns the token without the words that say that a name follows or that a recipient was named."""
    start = match.end() if (match := SPOKEN_LABEL.match(token.text)) else 0
    text = NOTE_AFTER_NAME.sub("", RECIPIENT_WORD.sub("", token.text[start:]))
    if len(text) == 2 and text[1] == "收" and text[0] not in BEFORE_RECEIVE:
        text = text[0]
    return Token(token.start + start, token.start + start + len(text), text)


def _labelled(block: TextBlock, tokens: Sequence[Token]) -> list[Name]:
    """Returns the name after its label, unless it is a house number or has no letter."""
    name = labelled_name(block.raw, tokens)
    is_name = any(character.isalpha() for character in name) and not has_house_number(name)
    return [Name(name, Strength.LABELLED)] if is_name else []
