"""Errors of the OCR domain, independent of HTTP. `service/api/faults.py` maps each error to an HTTP answer.

OcrError
├── InvalidRequest
├── MalformedJson
├── BodyTooLarge
├── SenderStalled
├── UrlNotAllowed
├── DownloadFailed
├── UnsupportedFormat
├── ImageSizeInvalid
├── UnreadableImage
├── DeadlyImage
├── EngineBusy
├── EngineUnavailable
├── DeadlineExceeded
├── CallerGone
├── NotFound
├── CredentialError
│   ├── MissingCredential
│   ├── UnknownToken
│   ├── TokenExpired
│   ├── TokenWithoutProject
│   ├── SignatureMismatch
│   ├── SignatureExpired
│   ├── KeyLocked
│   ├── WrongPassword
│   └── AccountLocked
└── NotPermitted
    ├── ProjectDenied
    ├── NotSubscribed
    ├── ThrottlingReached
    └── ConcurrencyReached
"""


class OcrError(Exception):
    """Base class of the errors that the service raises on purpose."""


class InvalidRequest(OcrError):
    """A parameter is missing or has a wrong type or value."""


class MalformedJson(OcrError):
    """The body of the request is not JSON."""


class BodyTooLarge(OcrError):
    """The body of the request exceeds its size limit."""


class SenderStalled(OcrError):
    """The client stopped sending before the body of its request was complete."""


class UrlNotAllowed(OcrError):
    """The url of the picture is invalid, or its host has an address that the service must not connect to.

    Only http and https urls without a user name are valid.
    """


class DownloadFailed(OcrError):
    """The picture cannot be downloaded from its url."""


class UnsupportedFormat(OcrError):
    """The data is not a picture in a supported format, or the picture is damaged."""


class ImageSizeInvalid(OcrError):
    """The side lengths, the pixel count or the byte count of the picture is out of range."""


class UnreadableImage(OcrError):
    """The detector finds many lines and none can be read, or more than a page can have: texture, no text."""


class DeadlyImage(OcrError):
    """The picture has crashed the engine twice."""


class EngineBusy(OcrError):
    """The service is at a limit of pending work. The client can retry after `retry_after` seconds.

    There are limits for queued pictures, received bodies, downloads and logins.
    """

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class EngineUnavailable(OcrError):
    """No engine is ready: models are still loading, or the engine is stopping."""


class DeadlineExceeded(OcrError):
    """The answer would come after the deadline of the request."""


class CallerGone(OcrError):
    """The client disconnected before its answer was ready."""


class NotFound(OcrError):
    """The requested item does not exist. `item` is its kind, and its name if it has one."""

    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class CredentialError(OcrError):
    """The request cannot be authenticated."""


class MissingCredential(CredentialError):
    """The request carries no credential."""


class UnknownToken(CredentialError):
    """The token was not issued here, or has been revoked."""


class TokenExpired(CredentialError):
    """The token has expired. `expires_at` is the time of expiry in ISO 8601."""

    def __init__(self, expires_at: str) -> None:
        super().__init__(expires_at)
        self.expires_at = expires_at


class TokenWithoutProject(CredentialError):
    """The token is not scoped to a project, so it cannot be used for recognition."""


class SignatureMismatch(CredentialError):
    """The signature does not match the request, or the access key is unknown."""


class SignatureExpired(CredentialError):
    """The date of the signature differs from now by more than 15 minutes."""


class KeyLocked(CredentialError):
    """The access key is locked after too many wrong signatures."""


class WrongPassword(CredentialError):
    """The password is wrong, or the user does not exist."""


class AccountLocked(CredentialError):
    """The user is locked after too many wrong passwords."""


class NotPermitted(OcrError):
    """The caller is authenticated, but may not make this request."""


class ProjectDenied(NotPermitted):
    """The caller may not use the requested project."""


class NotSubscribed(NotPermitted):
    """The requested project is not subscribed to the API that `api` names."""

    def __init__(self, api: str) -> None:
        super().__init__(api)
        self.api = api


class ThrottlingReached(NotPermitted):
    """The caller exceeds its limit of `limit` requests a minute. It can retry after `retry_after` seconds."""

    def __init__(self, limit: int, retry_after: int) -> None:
        super().__init__(limit, retry_after)
        self.limit = limit
        self.retry_after = retry_after


class ConcurrencyReached(NotPermitted):
    """The caller has `limit` requests in progress, the most it may have. It can retry once one ends."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
