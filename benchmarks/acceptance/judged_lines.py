"""Recognized lines, judged by the labels of their pictures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.acceptance.acceptance import is_sure, log_odds
from models.acceptance.evidence import Evidence
from models.catalog.line_parameters import AcceptanceParameters
from models.page import TextLine
from tests.harness.grouping import groups
from tests.harness.labels import LabelledImage
from tests.harness.scoring import score_group

Rule = Literal["score", "words", "single", "symbols"]
"""How a line is judged: by its score, or by its evidence: with letters, of one character, without letters."""

RULES: tuple[Rule, ...] = ("score", "words", "single", "symbols")

Found = tuple[TextLine, float, Evidence | None]
"""A line, the detector's score of its region, and its evidence if it is doubtful."""


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A recognized line. It is right if at least half of its characters are in the labels.

    `has_text`: whether there is any text at its place. `evidence` is that of a doubtful line.
    """

    kind: str
    text: str
    score: float
    detection_score: float
    is_right: bool
    has_text: bool
    evidence: Sequence[float] | None

    def is_accepted(self, parameters: AcceptanceParameters) -> bool:
        """Whether the parameters accept the line."""
        if self.evidence is None:
            line = TextLine(np.zeros((4, 2), np.float32), self.text, self.score)
            return is_sure(line, self.detection_score, parameters)
        return log_odds(Evidence(*self.evidence), parameters) >= parameters.min_log_odds


@dataclass(frozen=True, slots=True)
class Rating:
    """Counts of lines, of which `lost` right lines and `stopped` wrong lines are rejected."""

    right: int
    wrong: int
    lost: int
    stopped: int


def judged_lines(truth: LabelledImage, found: Sequence[Found]) -> Iterator[JudgedLine]:
    """Judge the lines of one picture."""
    others = {id(line): (score, evidence) for line, score, evidence in found}
    for true, read in groups(truth, [line for line, _, _ in found]):
        for line in read:
            counts = score_group(true, [line], truth.casefold)
            detection_score, evidence = others[id(line)]
            yield JudgedLine(
                kind=truth.kind,
                text=line.text,
                score=float(line.score),
                detection_score=detection_score,
                is_right=0 < counts.predicted <= 2 * counts.matched,
                has_text=bool(true),
                evidence=evidence,
            )


def rule_of(reading: JudgedLine) -> Rule:
    """How a line is judged."""
    if reading.evidence is None:
        return "score"
    if not any(map(str.isalnum, reading.text)):
        return "symbols"
    return "single" if len(set(reading.text)) == 1 else "words"


def rating(readings: Iterable[JudgedLine], parameters: AcceptanceParameters) -> Rating:
    """Count the lines that the parameters accept and reject."""
    counts = {(is_right, accepted): 0 for is_right in (True, False) for accepted in (True, False)}
    for each in readings:
        counts[each.is_right, each.is_accepted(parameters)] += 1
    return Rating(
        right=counts[True, True] + counts[True, False],
        wrong=counts[False, True] + counts[False, False],
        lost=counts[True, False],
        stopped=counts[False, False],
    )
