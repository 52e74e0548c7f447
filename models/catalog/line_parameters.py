"""The tuned numbers of the models that get lines. `catalog.toml` has the values, in the model's row.

A number is here if another model would need another value. The numbers of an algorithm stay beside its code.
The docstrings say how the values of PP-OCRv6 small were found.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from models.catalog.bounds import Parameters, Share

Width = Annotated[int, Field(ge=16, le=16_384)]
"""A width in pixels."""


def _ascending(widths: tuple[int, ...]) -> tuple[int, ...]:
    if sorted(set(widths)) != list(widths):
        raise ValueError("the widths do not ascend")
    return widths


class ClassifierParameters(Parameters):
    """The parameters of a classifier of upside-down lines."""

    width: int = Field(ge=16, le=4096)
    """Pixels. The width of the network's input. Only the middle of a longer line is classified: on the
    committed corpus that misses 1 % of the upside-down lines, squeezing the line misses 5 %."""

    height: int = Field(ge=16, le=256)
    """Pixels. The height of the network's input."""


class AcceptanceParameters(Parameters):
    """The lowest scores at which readings are accepted as text; docs/decisions/0021.

    A line with fewer different characters needs a higher score. The counts below are of held-out rendered
    pages, sharp and blurred: "loses" are right readings below the threshold, "stops" are wrong ones.
    """

    min_score: Share
    """For lines with more than `short_distinct` different characters. 0.7 loses 69 of 4,880 and stops 103 of
    123."""

    short_distinct: int = Field(ge=2, le=100)
    """A line with at most so many different characters is short."""

    min_score_short: Share
    """For short lines. 0.85 loses 164 of 3,700 and stops 295 of 312."""

    min_score_single: Share
    """For lines of one character, which may be repeated as in a row of windows. 0.98 loses 29 of 680, and
    stops 424 of 433."""

    min_score_symbols: Share
    """For lines without a letter or a digit. Arrows, dots and stars are drawn more often than written: of 231
    such readings on ordinary pages one is right. 0.99 stops 210 of the others."""

    sure_detection: Share
    """The detector doubts a line that it scores below this."""

    min_score_doubtful: Share
    """For lines of one character or of symbols that the detector doubts. Compared with the two thresholds
    above, 0.998 loses 13 of 773 and stops 18 of 56."""


class OrientationParameters(Parameters):
    """Which scores of the recognizer show that a line was read the right way up; docs/decisions/0003.

    On screens, receipts and pages they find 99 % of the upside-down Chinese lines and 94 % of the others, and
    rotate no upright line.
    """

    sure_score: Share
    """A first reading with this score is final. One in six upside-down lines reaches it. Most of these are
    digits and signs that look the same either way."""

    min_lead: Share
    """An upside-down reading must score higher than the upright one by this much. So must a reading that
    covers only a part of its line."""

    upright_page_score: Share
    """Sample lines with at least this mean score show that a page is upright; docs/decisions/0020. Otherwise
    they are also read upside down."""


class RecognizerParameters(Parameters):
    """The parameters of a recognizer of text lines. A strip is one input of its network."""

    strip_height: int = Field(ge=16, le=256)
    """Pixels. The height of a strip."""

    strip_widths: Annotated[tuple[Width, ...], Field(strict=False, min_length=1), AfterValidator(_ascending)]
    """Pixels, ascending. The possible widths of a strip. A runtime keeps memory for each of them, so the
    steps grow with the width."""

    squeeze: Annotated[float, Field(ge=0, lt=1)]
    """The share of its width that a line may lose to fit a narrower strip. 0.15 saves an eighth of the work,
    at equal accuracy; docs/decisions/0030."""

    line_margin: Share
    """Crops get this share of the line's height above and below it. With 0.04 the strip is 7 % narrower, at
    equal accuracy; docs/decisions/0033."""

    ctc_lag: float = Field(ge=-10, le=10)
    """Steps by which the middle of a character's run of CTC steps lies behind the character's own middle. On
    rendered lines 0.2 for PP-OCRv6 small and 0 for PP-OCRv4 mobile; docs/decisions/0007. 0.1 suits both."""

    acceptance: AcceptanceParameters
    orientation: OrientationParameters


class EmbedderParameters(Parameters):
    """The parameters of the network that embeds fonts."""

    strip_height: int = Field(ge=16, le=256)
    """Pixels. The height of the lines that the network was trained on."""
