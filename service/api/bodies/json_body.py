"""Parses JSON request bodies into models with strict types. Unknown fields are ignored.

pydantic parses and validates. Its errors contain the body, so this module replaces them.
"""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import InvalidRequest, MalformedJson


class JsonBody(BaseModel):
    """Base class of request bodies."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", use_attribute_docstrings=True)


Body = TypeVar("Body", bound=JsonBody)


def parse(body: bytes | bytearray, model: type[Body]) -> Body:
    """Parses and validates a request body. Raises MalformedJson or InvalidRequest."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        is_malformed = any(problem["type"] == "json_invalid" for problem in problems)
        # No cause is chained: pydantic's error shows the content of the body, such as a password.
        raise (MalformedJson if is_malformed else InvalidRequest) from None
