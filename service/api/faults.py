"""Errors as the cloud's clients see them: one table, from what went wrong to status, code and message."""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from service import errors


@dataclass(frozen=True, slots=True)
class Fault:
    """An HTTP status and the cloud's code and message for it."""

    status: int
    code: str
    message: str
    retry_after: int | None = None

    def response(self) -> Response:
        """The answer that carries this fault."""
        body = orjson.dumps({"error_code": self.code, "error_msg": self.message})
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return Response(body, self.status, headers, media_type="application/json")


_WHO = "Incorrect IAM authentication information"

FAULTS: Mapping[type[errors.OcrError], Fault] = {
    errors.InvalidRequest: Fault(400, "AIS.0101", "The input parameter is invalid."),
    errors.UnsupportedFormat: Fault(400, "AIS.0102", "The image format is not supported."),
    errors.ImageSizeInvalid: Fault(400, "AIS.0103", "The image size does not meet the requirements."),
    errors.UnreadableImage: Fault(
        400, "AIS.0104", "The image is not supported or the image quality is poor."
    ),
    errors.MalformedJson: Fault(400, "ModelArts.4105", "The JSON format of the input data is incorrect."),
    errors.UrlNotAllowed: Fault(400, "ModelArts.4601", "The URL is not allowed."),
    errors.BodyTooLarge: Fault(413, "APIG.0201", "Request entity too large."),
    errors.MissingCredential: Fault(401, "ModelArts.4101", "Token header cannot be empty."),
    errors.UnknownToken: Fault(401, "APIG.0301", f"{_WHO}: decrypt token fail"),
    errors.SignatureMismatch: Fault(401, "APIG.0301", f"{_WHO}: verify aksk signature fail"),
    errors.SignatureExpired: Fault(401, "APIG.0301", f"{_WHO}: calc ak sk signature fail:signature expired"),
    errors.EngineBusy: Fault(429, "ModelArts.4401", "Max concurrency error.", retry_after=2),
    errors.DeadlineExceeded: Fault(504, "ModelArts.4402", "Backend service timeout error."),
    errors.CallerGone: Fault(499, "APIG.0201", "API request error."),
    errors.EngineUnavailable: Fault(
        503, "ModelArts.4403", "Backend service unavailable error.", retry_after=2
    ),
}
"""Every leaf of OcrError has its row. 499, nginx's status for a client that left, is for the log alone."""

UNKNOWN_PATH = Fault(404, "APIG.0101", "The API does not exist or has not been published in the environment.")
UNEXPECTED = Fault(500, "AIS.0105", "Recognition failed.")


def install_faults(app: FastAPI) -> None:
    """Make every known failure of the app answer in the cloud's words; see `Edge` for the others."""
    app.add_exception_handler(errors.OcrError, _known)
    app.add_exception_handler(HTTPException, _of_framework)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.OcrError)  # noqa: S101  # what this handler was registered for
    return FAULTS[type(error)].response()


async def _of_framework(request: Request, error: Exception) -> Response:
    """The framework's own refusals are about paths and methods that do not exist here."""
    return UNKNOWN_PATH.response()
