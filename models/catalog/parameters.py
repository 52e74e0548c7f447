"""The tuned numbers of a model, one class for each task. `catalog.toml` holds the values, one table a model.

A number is here when another model would need another value. Numbers of an algorithm stay beside their code.
"Seen" pixels are pixels of the picture after it was scaled for the detector.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole, or a score: 0 to 1."""

Height = Annotated[float, Field(gt=0, le=1000)]
"""The height of a line in seen pixels."""


Width = Annotated[int, Field(ge=16, le=16_384)]
"""A width in pixels."""


def _ascending(widths: tuple[int, ...]) -> tuple[int, ...]:
    if sorted(set(widths)) != list(widths):
        raise ValueError("the widths do not ascend")
    return widths


class Parameters(BaseModel):
    """Frozen; raises ValidationError for a value out of range, of another type, missing or unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CanvasRule(Parameters):
    """How large the canvas of a page is when the page is searched for the first time."""

    min_side: int = Field(ge=32, le=4096)
    """Pixels. A page whose shorter side is below this is enlarged to it."""

    pixels: int = Field(ge=1024, le=100_000_000)
    """The canvas has at most so many pixels, unless `reduction` allows more."""

    reduction: int = Field(ge=1, le=1000)
    """The canvas may have a `reduction`-th of the page's pixels where that is more than `pixels`."""

    max_pixels: int = Field(ge=1024, le=100_000_000)
    """The canvas never has more pixels than this."""


class SecondPassRule(Parameters):
    """When a page is searched a second time, at a larger scale. Heights are those of lines on the canvas."""

    low_height: Height
    """A page with lines below this height is searched again: some lines were missed, others are inexact."""

    clear_height: Height
    """The second search scales the page so that its low lines get this height."""

    missed_height: Height
    """Most lines below this height are missed. A page without any line may have lines of this height."""

    low_share: Annotated[float, Field(ge=0, lt=1)]
    """The quantile of all line heights that is compared with `low_height`. The lowest line of a page is often
    a dash or no text, so the minimum would be misleading."""

    min_growth: float = Field(ge=1, le=100)
    """A second search is skipped unless its canvas has at least so many times the pixels of the first."""


class DbParameters(Parameters):
    """How DBNet's probability map is turned into regions (arXiv:1911.08947)."""

    pixel_threshold: Share
    """A pixel of the map is text when its probability is above this."""

    region_threshold: Share
    """A region is kept when the mean probability inside its outline is at least this."""

    unclip_ratio: float = Field(ge=0, le=10)
    """A region grows by area * ratio / perimeter on every side, because DBNet learns shrunken regions."""

    min_side: int = Field(ge=1, le=100)
    """Pixels of the map. A region whose shorter side is below this is noise."""


class BandRule(Parameters):
    """How a large canvas is cut into bands, so that no line is cut. Heights are in seen pixels."""

    overlap: int = Field(ge=2, le=1000)
    """Rows that two neighbouring bands share, half of them on either side of the cut."""

    whole_height: Height
    """A line up to this height lies wholly in one of two bands, wherever the cut is. No cut crosses a higher
    line. Below half of `overlap`, so that the line keeps some rows of its surroundings."""

    context: int = Field(ge=0, le=1000)
    """Rows that a line above `whole_height` keeps on either side: no cut is nearer."""


class DetectorParameters(Parameters):
    """What suits a detector of text lines."""

    canvas: CanvasRule
    second_pass: SecondPassRule
    db: DbParameters
    bands: BandRule


class ClassifierParameters(Parameters):
    """The input of a network that tells upside-down lines from upright ones."""

    width: int = Field(ge=16, le=4096)
    """Pixels. A longer line is not squeezed: only its middle is classified. On the committed corpus that
    misses 1 % of upside-down lines, and squeezing misses 5 %."""

    height: int = Field(ge=16, le=256)
    """Pixels."""


class AcceptanceParameters(Parameters):
    """The lowest score at which a reading is accepted as text. A line that says less needs a higher score.

    The counts in `docs/decisions/` are of screens, receipts and rendered pages.
    """

    min_score: Share
    """For lines of words: more than `short_distinct` different characters."""

    short_distinct: int = Field(ge=2, le=100)
    """A line of at most so many different characters is short."""

    min_score_short: Share
    """For short lines."""

    min_score_single: Share
    """For lines of one character, and of one character that is repeated, as in `***` or a row of windows."""

    min_score_symbols: Share
    """For lines without a letter or a digit. Arrows, dots and stars are drawn more often than written."""

    sure_detection: Share
    """Below this score of the detector, lines of one character or of symbols need `min_score_doubtful`."""

    min_score_doubtful: Share
    """For lines of one character or of symbols that the detector is not sure of."""


class OrientationParameters(Parameters):
    """Which scores of the recognizer tell that a line was read the right way up."""

    sure_score: Share
    """A first reading with this score is accepted without a second. One upside-down line in six reaches it,
    most of them digits and signs that look alike either way."""

    min_lead: Share
    """A reading upside-down must score higher than the upright one by this much. So must a reading of only a
    part of a line."""

    upright_page_score: Share
    """The mean score above which sample lines show that a page is the right way up. Below it the page is
    also read upside-down."""


class RecognizerParameters(Parameters):
    """What suits a recognizer of text lines."""

    strip_height: int = Field(ge=16, le=256)
    """Pixels. The height of the network's input."""

    strip_widths: Annotated[tuple[Width, ...], Field(strict=False, min_length=1), AfterValidator(_ascending)]
    """Pixels, ascending. The widths of the network's input. A runtime keeps memory for each of them, so the
    steps grow with the width."""

    squeeze: Annotated[float, Field(ge=0, lt=1)]
    """The share of its width that a line may lose to fit a narrower strip: an eighth less work at equal
    accuracy."""

    line_margin: Share
    """Crops get this share of their height above and below the line. Scaled to `strip_height` the strip is
    then narrower, at equal accuracy."""

    ctc_lag: float = Field(ge=-10, le=10)
    """Steps by which the middle of a character's run of CTC steps lies behind the character's own middle."""

    acceptance: AcceptanceParameters
    orientation: OrientationParameters


class EmbedderParameters(Parameters):
    """The input of the network that recognizes fonts."""

    strip_height: int = Field(ge=16, le=256)
    """Pixels. The height of the lines that the network was trained on."""
