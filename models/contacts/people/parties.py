"""Assigns the texts of a page to the sender or the recipient, where the page names both."""

from collections.abc import Sequence

from models.contacts.fields.labels import Field, Party
from models.contacts.fields.text_blocks import TextBlock

SIDEWAYS_WEIGHT = 0.5
"""Weight of the horizontal distance to a mark, relative to the vertical distance."""

GROUP_GAP = 1.2
"""Minimum gap between two groups, in line heights."""

TOLERANCE = 0.6
"""Line heights by which a mark may be below its text. It may be twice as far to the right of it."""


def assign_parties(blocks: Sequence[TextBlock]) -> list[Party | None]:
    """Returns the party of each text: that of its label, else of its group's stamp, else of the nearest mark.

    A mark is a text whose label names a party. A stamp is a mark without a value, such as 收 or 寄
    alone. A group is a series of texts to the right of a stamp, without wide gaps.
    """
    marks = [block for block in blocks if block.label and block.label.party]
    stamps = [mark for mark in marks if mark.field == Field.PARTY and not mark.text.strip()]
    stamped: dict[TextBlock, Party | None] = {}
    for group in _groups([block for block in blocks if _is_right_of(block, stamps)]):
        top, bottom = min(block.rect.top for block in group), max(block.rect.bottom for block in group)
        beside = [stamp for stamp in stamps if top < (stamp.rect.top + stamp.rect.bottom) / 2 < bottom]
        if len(beside) == 1:
            stamped |= dict.fromkeys(group, _party_of(beside[0]))
        elif not beside and len(set(map(_party_of, marks))) == 1:
            stamped |= dict.fromkeys(group, None)  # OCR missed the stamp of the other party
    return [_party_of(block) or stamped.get(block, _nearest(block, marks)) for block in blocks]


def _party_of(block: TextBlock) -> Party | None:
    return block.label.party if block.label else None


def _is_right_of(block: TextBlock, stamps: Sequence[TextBlock]) -> bool:
    return any(block.rect.left >= stamp.rect.right for stamp in stamps)


def _groups(blocks: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """Returns the texts from top to bottom. A new group begins at each gap of `GROUP_GAP` or more."""
    groups: list[list[TextBlock]] = []
    for block in sorted(blocks, key=lambda one: one.rect.top):
        bottom = max((one.rect.bottom for one in groups[-1]), default=0.0) if groups else 0.0
        if groups and block.rect.top - bottom < GROUP_GAP * block.line_height:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _nearest(block: TextBlock, marks: Sequence[TextBlock]) -> Party | None:
    """Returns the party of the nearest mark that is above the text or to its left."""
    before = [mark for mark in marks if _is_before(mark, block)]
    nearest = min(before, key=lambda mark: _distance(mark, block), default=None)
    return _party_of(nearest) if nearest else None


def _is_before(mark: TextBlock, block: TextBlock) -> bool:
    """Whether a mark is neither below a text nor to its right, apart from `TOLERANCE`."""
    tolerance = TOLERANCE * max(mark.line_height, block.line_height)
    return mark.rect.top <= block.rect.top + tolerance and mark.margin <= block.margin + 2 * tolerance


def _distance(mark: TextBlock, block: TextBlock) -> float:
    vertical = max(0.0, block.rect.top - mark.rect.top)
    return vertical + SIDEWAYS_WEIGHT * max(0.0, block.margin - mark.margin)
