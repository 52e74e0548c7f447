"""Removes the marks between the fields of a text, and the blanks inside names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.contacts.address.address import has_place_word
from models.contacts.fields.text_blocks import TextBlock
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import Strength
from models.contacts.people.surnames import ANY_SURNAME, HAN
from models.contacts.text.codes import blanked, code_spans
from models.contacts.text.phones import Phone
from models.contacts.text.tokens import PHONE_MASK, mask_phones

GAP_AT_DOT = re.compile(rf"(?<={HAN})(?P<gap> +)(?=· ?{HAN})|(?<=·)(?P<after> +)(?={HAN})")
"""A blank that OCR reads beside the dot of a name."""

SPACED_NAME = re.compile(
    rf"(?<![^\s,;。、|:()\[\]])(?<!\s{HAN} )(?<!^{HAN} ){ANY_SURNAME}(?P<gap> {{1,3}}){HAN}{{1,2}}"
    r"(?= *(?:$|[\n,;。、|()\[\]收]|\+?\d{3}))"
)
"""A surname with a blank before the given name: 丁 浩."""

DASH_BETWEEN_WORDS = re.compile(rf"(?<=[\u4e00-\u9fff{PHONE_MASK}])-(?=[\u4e00-\u9fff{PHONE_MASK}])")
DASH_BETWEEN_FIELDS = re.compile(
    rf"(?<=[\w)\]{PHONE_MASK}])-(?={HAN}{{2}}|[{PHONE_MASK}(\[])"
    rf"|(?<=[{PHONE_MASK}\u4e00-\u9fff)\]])-(?={HAN}|$)"
)
MIN_DASHES = 2
"""Minimum number of dashes between words in a text in which dashes divide the fields."""

MARK_BETWEEN_FIELDS = re.compile(
    rf"(?<=[\u4e00-\u9fff*{PHONE_MASK}])(?:[/_]|-{{2,}})|(?:[/_]|-{{2,}})(?=[\u4e00-\u9fff{PHONE_MASK}])"
    r"|(?<= )[/|](?= )"
    rf"|[(\[](?:亲?收|亲?启|敬启)[)\]]|(?<=[\u4e00-\u9fff]{{2}})\.(?=[\u4e00-\u9fff])|(?<=[\d号室楼层栋元])\.(?=[\u4e00-\u9fff]{{2}})"
    r"|(?<=[\u4e00-\u9fff\dA-Za-z]):(?=[\u4e00-\u9fff])(?![^()\[\]]*[)\]])"
    rf"|\.(?={PHONE_MASK})|(?<={HAN})[(\[]代[收签领取][^()\[\]]{{0,10}}[)\]]"
    rf"|(?:(?<=[\u4e00-\u9fff]{{2}})收|(?<= )启)(?= *(?:[{PHONE_MASK}\n]|$))"
)
"""A mark that divides the fields of a text as a space does, or the word for a recipient after a name."""


class FieldMarks:
    """Finds marks and blanks by the names beside them."""

    def __init__(self, names: NameFinder) -> None:
        self._names = names

    def with_closed_gaps(self, block: TextBlock) -> TextBlock:
        """Returns the text without the blanks inside names: 热依汗· 玉素甫, 丁 浩."""
        gaps = sorted(
            (*GAP_AT_DOT.finditer(block.text), *self._gaps_in_names(block.text)), key=re.Match.start
        )
        raw, text = block.raw, block.text
        for gap in reversed(gaps):
            start, end = gap.span(gap.lastgroup or 0)
            raw, text = raw[:start] + raw[end:], text[:start] + text[end:]
        return replace(block, raw=raw, text=text) if gaps else block

    def _gaps_in_names(self, text: str) -> Iterator[re.Match[str]]:
        for match in SPACED_NAME.finditer(text):
            name = match[0].replace(" ", "")
            if self._names.strength(name) >= Strength.LIKELY and not has_place_word(name):
                yield match

    def without_marks(self, block: TextBlock, phones: Sequence[Phone]) -> TextBlock:
        """Returns the text with spaces for codes, for marks between fields and for brackets around names."""
        masked = mask_phones(block.text, phones)
        marks = (slice(*mark.span()) for mark in (*MARK_BETWEEN_FIELDS.finditer(masked), *_dashes(masked)))
        spans = (*code_spans(block.text, phones), *marks, *self._names.opened_brackets(masked))
        if not spans:
            return block
        return replace(block, raw=blanked(block.raw, spans), text=blanked(block.text, spans))


def _dashes(masked: str) -> Iterator[re.Match[str]]:
    """Yields the dashes of a text in which several dashes divide the fields."""
    if len(DASH_BETWEEN_WORDS.findall(masked)) >= MIN_DASHES:
        yield from DASH_BETWEEN_FIELDS.finditer(masked)
