"""Scores of recognized text against labels. Splitting or merging lines costs nothing.

Lines that overlap form a group; the texts of a group are joined in reading order, with a space between lines,
and then compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from tests.harness.grouping import groups
from tests.harness.labels import LabelledImage
from tests.harness.lines import Line, spaced_text


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of characters, line groups and pictures. Ratios are micro-averages, computed from sums.

    `matched`, `true` and `predicted` count characters. `groups` counts groups with true text,
    `exact_groups` those of them read without error. `pairs` counts groups of one true and one predicted line,
    `first_corners` those of them in which the predicted line starts at the right corner. `blank` counts
    pictures without text, `misread` those of them in which text was found.

    Characters and exact groups are counted without spaces. `words` are separated by spaces; `words_matched`
    counts those in the longest common subsequence of words. A space is matched if both texts have it between
    the same characters.
    """

    matched: int = 0
    true: int = 0
    predicted: int = 0
    exact_groups: int = 0
    groups: int = 0
    first_corners: int = 0
    pairs: int = 0
    misread: int = 0
    blank: int = 0
    words_matched: int = 0
    words: int = 0
    words_predicted: int = 0
    spaces_matched: int = 0
    spaces: int = 0
    spaces_predicted: int = 0

    @property
    def recall(self) -> float:
        """Matched characters / true characters."""
        return self.matched / max(self.true, 1)

    @property
    def precision(self) -> float:
        """Matched characters / predicted characters."""
        return self.matched / max(self.predicted, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.matched / max(self.true + self.predicted, 1)

    @property
    def words_f1(self) -> float:
        """The harmonic mean of the recall and the precision of words."""
        return 2 * self.words_matched / max(self.words + self.words_predicted, 1)

    @property
    def space_recall(self) -> float:
        """spaces_matched / spaces."""
        return self.spaces_matched / max(self.spaces, 1)

    @property
    def space_precision(self) -> float:
        """spaces_matched / spaces_predicted."""
        return self.spaces_matched / max(self.spaces_predicted, 1)

    @property
    def exact(self) -> float:
        """exact_groups / groups."""
        return self.exact_groups / max(self.groups, 1)

    @property
    def first_corner(self) -> float:
        """first_corners / pairs."""
        return self.first_corners / max(self.pairs, 1)

    @property
    def noise(self) -> float:
        """misread / blank."""
        return self.misread / max(self.blank, 1)


def merge(scores: Iterable[Score]) -> Score:
    """Returns the sum of scores."""
    return Score(*(sum(column) for column in zip(astuple(Score()), *map(astuple, scores), strict=True)))


def score_image(truth: LabelledImage, predicted: Iterable[Line]) -> Score:
    """Score one picture. Predicted lines that lie mostly on an ignored true line are not counted."""
    grouped = groups(truth, predicted)
    scores = [score_group(true, found, truth.casefold) for true, found in grouped]
    if not truth.lines:
        scores.append(Score(misread=int(bool(grouped)), blank=1))
    return merge(scores)


def score_group(true: Sequence[Line], found: Sequence[Line], casefold: bool) -> Score:
    """Score one group of overlapping lines."""
    spaced, spaced_predicted = spaced_text(true, casefold), spaced_text(found, casefold)
    words, words_predicted = spaced.split(), spaced_predicted.split()
    text, predicted = "".join(words), "".join(words_predicted)
    matched = int(LCSseq.similarity(text, predicted))
    one_each = len(true) == len(found) == 1
    return Score(
        matched=matched,
        true=len(text),
        predicted=len(predicted),
        exact_groups=int(bool(text) and text == predicted),
        groups=int(bool(text)),
        first_corners=int(one_each and _starts_alike(true[0], found[0])),
        pairs=int(one_each),
        words_matched=int(LCSseq.similarity(words, words_predicted)),
        words=len(words),
        words_predicted=len(words_predicted),
        spaces_matched=int(LCSseq.similarity(spaced, spaced_predicted)) - matched,
        spaces=spaced.count(" "),
        spaces_predicted=spaced_predicted.count(" "),
    )


def _starts_alike(true: Line, found: Line) -> bool:
    """Whether the first corner of the predicted line is nearest to the first corner of the true line."""
    distances = np.linalg.norm(np.asarray(true.quad) - np.asarray(found.quad)[0], axis=1)
    return int(np.argmin(distances)) == 0
