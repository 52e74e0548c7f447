"""The tuned numbers of a detector. `catalog.toml` has the values, in the model's row.

A number is here if another model would need another value. The numbers of an algorithm stay beside its code.
The docstrings say how the values of PP-OCRv6 small were found. Canvas pixels are pixels of a picture after it
was scaled for the detector.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from models.catalog.bounds import Parameters, Share

Height = Annotated[float, Field(gt=0, le=1000)]
"""The height of a line in canvas pixels."""


class CanvasRule(Parameters):
    """How large the canvas of a page is in the first pass; docs/decisions/0019."""

    min_side: int = Field(ge=32, le=4096)
    """Pixels. A page with a shorter side below this is enlarged to it."""

    pixels: int = Field(ge=1024, le=100_000_000)
    """The most pixels of a canvas, unless `reduction` allows more. 0.4 megapixels show the places and heights
    of the lines of screens as well as full size does."""

    reduction: int = Field(ge=1, le=1000)
    """The canvas may have the page's pixels divided by this, where that is more than `pixels`."""

    max_pixels: int = Field(ge=1024, le=100_000_000)
    """The canvas never has more pixels than this."""


class SecondPassRule(Parameters):
    """When a page is searched a second time, at a larger scale; docs/decisions/0019.

    Heights are those of lines, in canvas pixels.
    """

    low_height: Height
    """A page with lines below this height gets a second pass. The first one misses some of them, and the
    places of others are inexact."""

    clear_height: Height
    """The second pass scales low lines to this height. On screens, lines of 14 pixels are found as well as
    larger ones."""

    missed_height: Height
    """Most lines below this height are missed. If the first pass finds nothing, lines of this height are
    assumed."""

    low_share: Annotated[float, Field(ge=0, lt=1)]
    """The quantile of the line heights that is compared with `low_height`. The minimum would mislead: the
    lowest line of a page is often a dash, or no text."""

    min_growth: float = Field(ge=1, le=100)
    """The second pass needs a canvas with at least so many times the pixels of the first."""


class DbParameters(Parameters):
    """How DBNet's probability map becomes regions (arXiv:1911.08947). The thresholds and the ratio are those
    of PaddleOCR; docs/decisions/0002."""

    pixel_threshold: Share
    """A pixel of the map is text if its probability is above this."""

    region_threshold: Share
    """A region is kept if the mean probability inside its outline is at least this."""

    unclip_ratio: float = Field(ge=0, le=10)
    """A region grows by area * ratio / perimeter on every side, because the map shows shrunken regions."""

    min_side: int = Field(ge=1, le=100)
    """Pixels of the map. A region with a shorter side below this is noise."""


class BandRule(Parameters):
    """How a large canvas is cut into bands without cutting a line. Rows and heights are in canvas pixels."""

    overlap: int = Field(ge=2, le=1000)
    """Rows that two neighbouring bands share: half of them above the cut, half below."""

    whole_height: Height
    """A line up to this height lies wholly in one band, wherever the cut is. No cut crosses a higher line.
    The value is below half of `overlap`, so that a line keeps some rows of its surroundings."""

    context: int = Field(ge=0, le=1000)
    """Rows that a line above `whole_height` keeps above and below itself. No cut is nearer to it."""

    @model_validator(mode="after")
    def _fits_in_overlap(self) -> Self:
        if 2 * self.whole_height > self.overlap:
            raise ValueError("whole_height is above half of overlap")
        return self


class DetectorParameters(Parameters):
    """The parameters of a detector of text lines."""

    canvas: CanvasRule
    second_pass: SecondPassRule
    db: DbParameters
    bands: BandRule
