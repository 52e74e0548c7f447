"""Limits: what the measures of single gaps do not show the network."""

from models.recognition.spaces.evidence import DIGIT, INPUTS
from models.recognition.spaces.glyphs import KINDS, Glyph
from models.recognition.spaces.network import Numbers
from models.recognition.spaces.spacing import IDEOGRAPH, Spacing

DIGITS = DIGIT, DIGIT
WIDE_PAIRS = DIGITS, (IDEOGRAPH, IDEOGRAPH)
LETTERS = frozenset(map(KINDS.index, ("capital", "lower-case")))
COLON = KINDS.index("colon")
STEP = INPUTS.index("step")

NEVER = -9.0
"""Log odds of a space that is impossible."""

MIN_GAP, MIN_GAP_WITH_WHITE = 0.12, 0.21
"""Ems. The narrowest gaps with a space that was not read. Fonts have spaces of a fifth of an em and more;
blur fills a part. Digits and ideographs have white of their own."""

MIN_STEP = 0.15
"""Two digits have a space between them only if their middles are further apart than usual by this share. In
most fonts all digits have one width, so that a 1 has wide gaps on both sides. With more, spaces get lost on
rendered lines; docs/decisions/0048."""

LEAST_SEEN = 0.1
"""Ems. An ideograph with less ink is too pale to be seen. The gaps beside it are not measured."""

LEAST_IN_WORDS = 1e-4
"""The least probability of a new space between two letters. Worn print has wide gaps inside words."""

LIKE = 0.1
"""Ems. The gaps on both sides of a sign between two others have a space both or neither if they differ by
less than this."""

WITH_WHITE = frozenset(map(KINDS.index, ("hash", "money")))
"""Kinds of signs that have so much white beside them that it is read as a space."""

BETWEEN = frozenset(map(KINDS.index, ("slash", "bar", "operator", "middle dot", "colon")))
"""Kinds of signs that mostly have the same white on both sides."""


def limited(odds: Numbers, spacing: Spacing, numbers: Numbers, characters: tuple[str, ...]) -> list[float]:
    """The log odds of a space in each gap within these limits.

    numbers: the evidence. characters: those of the reading that are no spaces.
    """
    kinds, gaps = spacing.kinds.tolist(), spacing.gaps.tolist()
    found = _balanced(odds.tolist(), kinds, gaps)
    widths = spacing.widths.tolist()
    steps, probabilities = numbers[:, STEP].tolist(), spacing.probabilities.tolist()
    for i, has_space in enumerate(spacing.has_space.tolist()):
        if has_space:
            if found[i] < 0 and not (gaps[i] > 0 and _has_white(spacing.glyphs[i : i + 2])):
                found[i] = -NEVER
        elif found[i] > 0:
            pair = kinds[i], kinds[i + 1]
            is_close = gaps[i] < (MIN_GAP_WITH_WHITE if pair in WIDE_PAIRS else MIN_GAP)
            is_usual = pair == DIGITS and steps[i] < MIN_STEP
            in_word = LETTERS.issuperset(pair) and probabilities[i] < LEAST_IN_WORDS
            is_pale = IDEOGRAPH in pair and _is_pale(i, kinds, widths)
            if is_close or is_usual or in_word or is_pale or _is_beside_point(i, kinds, characters):
                found[i] = NEVER
    return found


def _balanced(odds: list[float], kinds: list[int], gaps: list[float]) -> list[float]:
    """The log odds, those on both sides of a sign alike. A colon of a time has two spaces or none."""
    balanced = odds.copy()
    for i in range(1, len(odds)):
        if kinds[i] == COLON and kinds[i - 1 : i + 2 : 2] == list(DIGITS):
            balanced[i - 1] = balanced[i] = min(odds[i - 1 : i + 1])
        elif kinds[i] in BETWEEN and abs(gaps[i - 1] - gaps[i]) < LIKE:
            balanced[i - 1] = balanced[i] = (odds[i - 1] + odds[i]) / 2
    return balanced


def _has_white(glyphs: tuple[Glyph, ...]) -> bool:
    """Whether a space that was read between two characters may be the white of one of them.

    The recognizer hardly ever reads other spaces that are not there.
    """
    return any(each.kind in WITH_WHITE or (each.shape[0] and each.kind != IDEOGRAPH) for each in glyphs)


def _is_pale(gap: int, kinds: list[int], widths: list[float]) -> bool:
    """Whether a gap is beside an ideograph whose ink is not seen."""
    return any(kinds[i] == IDEOGRAPH and widths[i] < LEAST_SEEN for i in (gap, gap + 1))


def _is_beside_point(gap: int, kinds: list[int], characters: tuple[str, ...]) -> bool:
    """Whether a gap is beside the decimal point of a number."""
    return any(characters[i] == "." and kinds[i - 1 : i + 2 : 2] == list(DIGITS) for i in (gap, gap + 1) if i)
