"""Maps every error of the service to its fault.

A fault is an error as the client sees it: an HTTP status with the cloud's error code and message.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from time import monotonic
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.status import HTTP_405_METHOD_NOT_ALLOWED

from service import errors
from service.api.state import state_of

IDENTITY_PREFIXES = ("/v3/", "/v3.0/")
"""Path prefixes of the identity service, whose errors also have the form of Keystone."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An HTTP status with the cloud's code and message. Braces in the message name fields of the error."""

    status: int
    code: str
    message: str
    retry_after: int | None = None

    def filled_from(self, error: errors.OcrError) -> "Fault":
        """Returns this fault with the fields of an error filled in."""
        fields = vars(error)
        return replace(
            self,
            message=self.message.format(**fields),
            retry_after=fields.get("retry_after", self.retry_after),
        )

    def body(self, *, identity: bool = False) -> bytes:
        """Returns the fault as JSON. With `identity` it includes the `error` object of Keystone."""
        content: dict[str, Any] = {"error_code": self.code, "error_msg": self.message}
        if identity:
            title = HTTPStatus(self.status).phrase
            content["error"] = {"code": self.status, "message": self.message, "title": title}
        return orjson.dumps(content)

    def response(self, request: Request) -> Response:
        """Returns the HTTP answer for this fault."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        body = self.body(identity=request.url.path.startswith(IDENTITY_PREFIXES))
        return Response(body, self.status, headers, media_type="application/json")


_AUTHENTICATION = "Incorrect IAM authentication information"

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
    errors.UnknownToken: Fault(401, "APIG.0301", f"{_AUTHENTICATION}: decrypt token fail"),
    errors.SignatureMismatch: Fault(401, "APIG.0301", f"{_AUTHENTICATION}: verify aksk signature fail"),
    errors.SignatureExpired: Fault(
        401, "APIG.0301", f"{_AUTHENTICATION}: calc ak sk signature fail:signature expired"
    ),
    errors.TokenExpired: Fault(
        401, "APIG.0301", f"{_AUTHENTICATION}: token expires, expires_at: {{expires_at}}"
    ),
    errors.TokenWithoutProject: Fault(
        401, "ModelArts.0212", "Invalid Token header. The Token not contain project item."
    ),
    errors.KeyLocked: Fault(
        401, "APIG.0301", f"{_AUTHENTICATION}: AK access failed to reach the limit,forbidden."
    ),
    errors.WrongPassword: Fault(401, "IAM.0001", "The username or password is wrong."),
    errors.AccountLocked: Fault(401, "IAM.0001", "The account is locked."),
    errors.NotFound: Fault(404, "IAM.0004", "Could not find {item}."),
    errors.ProjectDenied: Fault(403, "ModelArts.4203", "Access denied! You do not have permission."),
    errors.NotSubscribed: Fault(403, "ModelArts.4204", "Request api error! The API {api} is not subscribed."),
    errors.ThrottlingReached: Fault(
        429,
        "APIG.0308",
        "The throttling threshold has been reached: policy user over ratelimit,limit:{limit},time:1 minute",
    ),
    errors.ConcurrencyReached: Fault(
        429,
        "APIG.0308",
        "The throttling threshold has been reached: policy user over concurrency,limit:{limit}",
        retry_after=1,
    ),
    errors.EngineBusy: Fault(429, "ModelArts.4401", "Max concurrency error."),
    errors.DeadlineExceeded: Fault(504, "ModelArts.4402", "Backend service timeout error."),
    errors.CallerGone: Fault(499, "APIG.0201", "API request error."),
    errors.EngineUnavailable: Fault(
        503, "ModelArts.4403", "Backend service unavailable error.", retry_after=2
    ),
}
"""The fault of every leaf class of OcrError.

499 is nginx's status for a client that has disconnected. It is logged, but nobody receives it.
"""

PACED = (errors.CredentialError, errors.EngineBusy)
"""Refusals that a caller may provoke as often as it can send. See `service.api.http.refusal_pace`."""

UNKNOWN_PATH = Fault(404, "APIG.0101", "The API does not exist or has not been published in the environment.")
UNKNOWN_METHOD = Fault(404, "APIG.0101", "The API does not exist.")
INVALID_HTTP = Fault(400, "APIG.0201", "API request error.")
URI_TOO_LONG = Fault(414, "APIG.0201", "Request URI too large.")
HEADERS_TOO_LARGE = Fault(494, "APIG.0201", "Request headers too large.")
INTERNAL_ERROR = Fault(500, "AIS.0105", "Recognition failed.")


def install_error_handlers(app: FastAPI) -> None:
    """Registers handlers that answer OcrError and framework errors with faults.

    `RequestMiddleware` answers all other errors.
    """
    app.add_exception_handler(errors.OcrError, _on_ocr_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_validation_error)


async def _on_ocr_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.OcrError)  # noqa: S101  # the registered type
    if isinstance(error, PACED):
        await asyncio.sleep(state_of(request).refusal_pace.delay(monotonic()))
    request.state.refused = ": ".join(filter(None, (type(error).__name__, str(error))))
    return FAULTS[type(error)].filled_from(error).response(request)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    return FAULTS[errors.InvalidRequest].response(request)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """Answers unknown paths and methods, the only errors that the framework itself raises."""
    assert isinstance(error, HTTPException)  # noqa: S101  # the registered type
    return (UNKNOWN_METHOD if error.status_code == HTTP_405_METHOD_NOT_ALLOWED else UNKNOWN_PATH).response(
        request
    )
