"""Errors as the cloud's clients see them: one table, from what went wrong to status, code and message."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.status import HTTP_405_METHOD_NOT_ALLOWED

from service import errors

IDENTITY = ("/v3/", "/v3.0/")
"""Where paths begin that belong to the identity service."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An HTTP status and the cloud's code and message; braces in the message name an error's fields."""

    status: int
    code: str
    message: str
    retry_after: int | None = None

    def of(self, error: errors.OcrError) -> "Fault":
        """This fault with the particulars of one error."""
        said = vars(error)
        return replace(
            self,
            message=self.message.format(**said),
            retry_after=said.get("retry_after", self.retry_after),
        )

    def body(self, *, identity: bool = False) -> bytes:
        """The JSON that carries this fault; under `identity` with what clients of Keystone look for too."""
        said: dict[str, Any] = {"error_code": self.code, "error_msg": self.message}
        if identity:
            title = HTTPStatus(self.status).phrase
            said["error"] = {"code": self.status, "message": self.message, "title": title}
        return orjson.dumps(said)

    def response(self, request: Request) -> Response:
        """The answer that carries this fault."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        body = self.body(identity=request.url.path.startswith(IDENTITY))
        return Response(body, self.status, headers, media_type="application/json")


_WHO = "Incorrect IAM authentication information"

FAULTS: Mapping[type[errors.OcrError], Fault] = {
    errors.InvalidRequest: Fault(400, "AIS.0101", "The input parameter is invalid."),
    errors.UnsupportedFormat: Fault(400, "AIS.0102", "The image format is not supported."),
    errors.ImageSizeInvalid: Fault(400, "AIS.0103", "The image size does not meet the requirements."),
    errors.UnreadableImage: Fault(
        400, "AIS.0104", "The image is not supported or the image quality is poor."
    ),
    errors.DeadlyImage: Fault(400, "AIS.0105", "Recognition failed."),
    errors.MalformedJson: Fault(400, "ModelArts.4105", "The JSON format of the input data is incorrect."),
    errors.UrlNotAllowed: Fault(400, "ModelArts.4601", "The URL is not allowed."),
    errors.DownloadFailed: Fault(400, "ModelArts.4603", "Obtaining the file from the URL failed."),
    errors.SenderStalled: Fault(400, "APIG.0201", "API request error."),
    errors.BodyTooLarge: Fault(413, "APIG.0201", "Request entity too large."),
    errors.MissingCredential: Fault(401, "ModelArts.4101", "Token header cannot be empty."),
    errors.UnknownToken: Fault(401, "APIG.0301", f"{_WHO}: decrypt token fail"),
    errors.SignatureMismatch: Fault(401, "APIG.0301", f"{_WHO}: verify aksk signature fail"),
    errors.SignatureExpired: Fault(401, "APIG.0301", f"{_WHO}: calc ak sk signature fail:signature expired"),
    errors.TokenExpired: Fault(401, "APIG.0301", f"{_WHO}: token expires, expires_at: {{expires_at}}"),
    errors.TokenWithoutProject: Fault(
        401, "ModelArts.0212", "Invalid Token header. The Token not contain project item."
    ),
    errors.KeyLocked: Fault(401, "APIG.0301", f"{_WHO}: AK access failed to reach the limit,forbidden."),
    errors.WrongPassword: Fault(401, "IAM.0001", "The username or password is wrong."),
    errors.AccountLocked: Fault(401, "IAM.0001", "The account is locked."),
    errors.NotFound: Fault(404, "IAM.0004", "Could not find {what}."),
    errors.ProjectDenied: Fault(403, "ModelArts.4203", "Access denied! You do not have permission."),
    errors.NotSubscribed: Fault(403, "ModelArts.4204", "Request api error! The API {api} is not subscribed."),
    errors.ThrottlingReached: Fault(
        429,
        "APIG.0308",
        "The throttling threshold has been reached: policy user over ratelimit,limit:{limit},time:1 minute",
    ),
    errors.EngineBusy: Fault(429, "ModelArts.4401", "Max concurrency error."),
    errors.DeadlineExceeded: Fault(504, "ModelArts.4402", "Backend service timeout error."),
    errors.CallerGone: Fault(499, "APIG.0201", "API request error."),
    errors.EngineUnavailable: Fault(
        503, "ModelArts.4403", "Backend service unavailable error.", retry_after=2
    ),
}
"""Every leaf of OcrError has its row. 499, nginx's status for a client that left, is for the log alone."""

UNKNOWN_PATH = Fault(404, "APIG.0101", "The API does not exist or has not been published in the environment.")
UNKNOWN_METHOD = Fault(404, "APIG.0101", "The API does not exist.")
NO_HTTP = Fault(400, "APIG.0201", "API request error.")
ADDRESS_TOO_LONG = Fault(414, "APIG.0201", "Request URI too large.")
HEADERS_TOO_LARGE = Fault(494, "APIG.0201", "Request headers too large.")
UNEXPECTED = Fault(500, "AIS.0105", "Recognition failed.")


def install_faults(app: FastAPI) -> None:
    """Make every known failure of the app answer in the cloud's words; see `Edge` for the others."""
    app.add_exception_handler(errors.OcrError, _known)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _of_validation)


async def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.OcrError)  # noqa: S101  # what this handler was registered for
    request.state.refused = ": ".join(filter(None, (type(error).__name__, str(error))))
    return FAULTS[type(error)].of(error).response(request)


async def _of_validation(request: Request, error: Exception) -> Response:
    return FAULTS[errors.InvalidRequest].response(request)


async def _of_framework(request: Request, error: Exception) -> Response:
    """The framework's own refusals are about paths and methods that do not exist here."""
    assert isinstance(error, HTTPException)  # noqa: S101  # what this handler was registered for
    return (UNKNOWN_METHOD if error.status_code == HTTP_405_METHOD_NOT_ALLOWED else UNKNOWN_PATH).response(
        request
    )
