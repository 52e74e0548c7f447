"""What the parameters of all models share: a frozen base class, and types with bounds."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole, or a score: 0 to 1."""


class Parameters(BaseModel):
    """Frozen values. Raises ValidationError if one is out of range, of a wrong type, missing or unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
