"""The base class of the parameters of all models, and a bounded type of their fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole, or a score: 0 to 1."""


class Parameters(BaseModel):
    """Frozen values. One that is out of range, of a wrong type, missing or unknown raises ValidationError."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
