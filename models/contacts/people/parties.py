"""Whose each text of a page is, where a page names a sender and a recipient."""

from collections.abc import Sequence

from models.contacts.fields.labels import Field, Party
from models.contacts.fields.text_blocks import Flow

SIDEWAYS = 0.5
"""How much less it counts to stand right of a mark than to stand below it."""

BLOCK_GAP = 1.2
"""Texts of one block stand apart by less than so many of their lines."""


def parties(flows: Sequence[Flow]) -> list[Party | None]:
    """The party of each text: what its label says, else its block's stamp, else the nearest mark."""
    marks = [flow for flow in flows if flow.label and flow.label.party]
    stamps = [mark for mark in marks if mark.field == Field.PARTY and not mark.text.strip()]
    stamped: dict[Flow, Party | None] = {}
    for block in _blocks([flow for flow in flows if _is_right_of(flow, stamps)]):
        top, bottom = min(flow.box.top for flow in block), max(flow.box.bottom for flow in block)
        beside = [stamp for stamp in stamps if top < (stamp.box.top + stamp.box.bottom) / 2 < bottom]
        if len(beside) == 1:
            stamped |= dict.fromkeys(block, _said_by(beside[0]))
        elif not beside and len(set(map(_said_by, marks))) == 1:
            stamped |= dict.fromkeys(block, None)  # the other party's stamp was not read
    return [_said_by(flow) or stamped.get(flow, _nearest(flow, marks)) for flow in flows]


def _said_by(flow: Flow) -> Party | None:
    return flow.label.party if flow.label else None


def _is_right_of(flow: Flow, stamps: Sequence[Flow]) -> bool:
    return any(flow.box.left >= stamp.box.right for stamp in stamps)


def _blocks(flows: Sequence[Flow]) -> list[list[Flow]]:
    """The texts in groups with wide gaps between them, from top to bottom."""
    blocks: list[list[Flow]] = []
    for flow in sorted(flows, key=lambda one: one.box.top):
        bottom = max((one.box.bottom for one in blocks[-1]), default=0.0) if blocks else 0.0
        if blocks and flow.box.top - bottom < BLOCK_GAP * flow.line_height:
            blocks[-1].append(flow)
        else:
            blocks.append([flow])
    return blocks


def _nearest(flow: Flow, marks: Sequence[Flow]) -> Party | None:
    before = [mark for mark in marks if _is_before(mark, flow)]
    nearest = min(before, key=lambda mark: _distance(mark, flow), default=None)
    return _said_by(nearest) if nearest else None


def _is_before(mark: Flow, flow: Flow) -> bool:
    slack = 0.6 * max(mark.line_height, flow.line_height)
    return mark.box.top <= flow.box.top + slack and mark.margin <= flow.margin + 2 * slack


def _distance(mark: Flow, flow: Flow) -> float:
    down = max(0.0, flow.box.top - mark.box.top)
    return down + SIDEWAYS * max(0.0, flow.margin - mark.margin)
