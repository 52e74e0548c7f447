"""The tuned parameters of the models that get lines. `catalog.toml` has the values, in the model's row.

A number is here if another model would need another value. The numbers of an algorithm stay beside its code.
The docstrings give the reasons for the values of PP-OCRv6 small.
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
    """Pixels. The width of the network's input. Only the middle of a longer line is classified. On the
    committed corpus the classifier then misses 1 % of the upside-down lines. If long lines are squeezed, it
    misses 5 %; docs/decisions/0003."""

    height: int = Field(ge=16, le=256)
    """Pixels. The height of the network's input."""


class AcceptanceWeights(Parameters):
    """The weights of a logistic regression; docs/decisions/0044. They are natural logarithms of odds.

    models/acceptance/evidence.py has the quantities that they multiply, by the same names.
    """

    bias: float
    certainty: float
    least_certainty: float
    detection: float
    length: float
    ideographs: float
    marks: float
    symbols: float
    symbols_certainty: float
    symbol_single: float
    column: float
    column_single: float
    smaller: float
    label: float
    pattern: float


class AcceptanceParameters(Parameters):
    """Which readings are accepted as text; docs/decisions/0044."""

    sure_score_long: Share
    """Lines of at least five different characters are text from this score on. 2 of 3,099 such lines are
    none. Below it they are not text."""

    sure_score: Share
    """Lines of three or four different characters are text from this score on."""

    sure_score_short: Share
    """The same for two different characters, where the detector is sure as well. Of 978 sure lines of all
    lengths on held-out pages, 976 are text."""

    sure_detection: Share
    """From this score on the detector is sure of a region."""

    min_log_odds: float
    """Natural logarithm. The least odds of the other lines. On held-out pages with icons of other sets, 0.5
    loses 18 of 436 and stops 477 of 498."""

    weights: AcceptanceWeights


class OrientationParameters(Parameters):
    """Which scores of the recognizer show that a line was read the right way up; docs/decisions/0003.

    A reading is the text of a crop at one rotation, and its score. With these values 99 % of the upside-down
    Chinese lines and 94 % of the others are found on screens, receipts and rendered pages. No upright line is
    rotated.
    """

    sure_score: Share
    """A first reading with at least this score is final, unless it covers only a part of its line. One in six
    upside-down lines reaches this score. Most of these are digits and signs that look the same either way."""

    min_lead: Share
    """The first reading of a horizontal line is replaced only by a reading that scores higher by this much. A
    first reading that covers only a part of its line is kept only if it scores higher by this much."""

    upright_page_score: Share
    """A page is upright if its sample lines have at least this mean score; docs/decisions/0020. Below it, the
    sample lines are also read at the opposite rotation."""


class TrustParameters(Parameters):
    """Which readings of a drafter stand, so that the recognizer of its set does not read the line again."""

    score: Share
    """The least score of a reading."""

    least_score: Share
    """The least score of each of its characters."""


class RecognizerParameters(Parameters):
    """The parameters of a recognizer of text lines. A strip is one input of its network."""

    strip_height: int = Field(ge=16, le=256)
    """Pixels. The height of a strip."""

    strip_widths: Annotated[tuple[Width, ...], Field(strict=False, min_length=1), AfterValidator(_ascending)]
    """Pixels, ascending. The possible widths of a strip. A runtime keeps memory for each width. To have few
    of them, the steps grow with the width."""

    squeeze: Annotated[float, Field(ge=0, lt=1)]
    """The share of its width that a line may lose to fit a narrower strip. 0.15 saves an eighth of the work,
    at equal accuracy; docs/decisions/0030."""

    line_margin: Share
    """A crop is extended by this share of the line's height above and below the line. With 0.04 its strip is
    7 % narrower, at equal accuracy; docs/decisions/0033."""

    ctc_lag: float = Field(ge=-10, le=10)
    """CTC steps. The distance by which the middle of a character's run lies to the right of the character's
    own middle: 0.2 for PP-OCRv6 small and 0 for PP-OCRv4 mobile on rendered lines. 0.1 suits both;
    docs/decisions/0007."""

    acceptance: AcceptanceParameters
    orientation: OrientationParameters
    trust: TrustParameters | None = None
    """Set only for a recognizer that can be a drafter."""


class EmbedderParameters(Parameters):
    """The parameters of the network that maps lines to font embeddings."""

    strip_height: int = Field(ge=16, le=256)
    """Pixels. The height of the lines that the network was trained on."""


class SymbolParameters(Parameters):
    """The parameters of the network that tells symbols apart."""

    height: int = Field(ge=16, le=256)
    """Pixels. The height of the network's input."""

    width: int = Field(ge=16, le=256)
    """Pixels. The width of the network's input."""
