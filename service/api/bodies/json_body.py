"""What all JSON bodies of requests have in common: strict types, unknown fields ignored."""

from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import InvalidRequest, MalformedJson


class JsonBody(BaseModel):
    """The body of a request."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", use_attribute_docstrings=True)


Body = TypeVar("Body", bound=JsonBody)


def parse(body: bytes, model: type[Body]) -> Body:
    """The request that a body holds. Raises MalformedJson or InvalidRequest."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        malformed = any(problem["type"] == "json_invalid" for problem in problems)
        # The error itself would print what the body holds, a password perhaps.
        raise (MalformedJson if malformed else InvalidRequest) from None
