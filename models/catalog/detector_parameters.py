"""The tuned parameters of a detector. `catalog.toml` has the values, in the model's row.

A number is here if another model would need another value. The numbers of an algorithm stay beside its code.
The docstrings give the reasons for the values of PP-OCRv6 small. Canvas pixels are the pixels of a picture
after scaling for the detector.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from models.catalog.bounds import Parameters, Share

Height = Annotated[float, Field(gt=0, le=1000)]
"""The height of a line in canvas pixels."""


class CanvasRule(Parameters):
    """How large the canvas of a page is in the first pass; docs/decisions/0019."""

    min_side: int = Field(ge=32, le=4096)
    """Pixels. A page whose shorter side is below this is enlarged until it has this length."""

    pixels: int = Field(ge=1024, le=100_000_000)
    """The largest number of pixels of a canvas, unless `reduction` allows more. 0.4 megapixels are enough to
    locate the lines of a screen and to measure their heights."""

    reduction: int = Field(ge=1, le=1000)
    """The canvas of a large page has the page's own number of pixels divided by this, if that exceeds
    `pixels`."""

    max_pixels: int = Field(ge=1024, le=100_000_000)
    """The canvas never has more pixels than this."""


class SecondPassRule(Parameters):
    """Which pages are searched a second time, and at which scale; docs/decisions/0019 and 0043.

    Heights are line heights in canvas pixels.
    """

    single_pass_height: Height
    """A page with smaller lines than this gets a second pass. The first pass misses some of these lines, and
    locates others inexactly."""

    target_height: Height
    """The second pass scales small lines to this height. On screens, lines of 14 pixels are found as well as
    larger ones."""

    ink_ratio: float = Field(ge=1, le=10)
    """The height of a region divided by the height of the ink in it, for text that is seen clearly. Regions
    of text that is seen too small are higher: up to four times the ink. On clear tables in 10 to 14 px the
    ratio is 2.0 for digits."""

    nested_growth: float = Field(ge=1, le=10)
    """The side of the second canvas divided by that of the first, if regions lie in each other. Widely spaced
    characters are then joined to whole lines on a larger canvas, but not on a smaller one."""

    missed_height: Height
    """The first pass misses most lines below this height. If it finds nothing, lines of this height are
    assumed."""

    height_quantile: Annotated[float, Field(ge=0, lt=1)]
    """The quantile of a page's line heights that is compared with `single_pass_height`. The minimum would
    mislead, because the smallest region of a page is often a dash, or no text."""

    min_growth: float = Field(ge=1, le=100)
    """A second pass runs only if its canvas has at least so many times the pixels of the first canvas."""

    max_pixels: int = Field(ge=1024, le=100_000_000)
    """The canvas of the second pass never has more pixels than this, all bands together. A screen of
    3840 x 2160 with 10 px text needs 6.6 megapixels."""


class DbParameters(Parameters):
    """How DBNet's probability map becomes regions (arXiv:1911.08947).

    The thresholds and the ratio are those of PaddleOCR; docs/decisions/0002.
    """

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
    """The rows that two neighbouring bands share: half of them above the cut, half below."""

    whole_height: Height
    """A line up to this height lies wholly in one band, wherever the cut is. No cut crosses a higher line.
    The value is at most half of `overlap`, so that a line keeps some rows of its surroundings."""

    context: int = Field(ge=0, le=1000)
    """The smallest distance in rows between a cut and a line that is higher than `whole_height`."""

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
