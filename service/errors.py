"""What can go wrong, named in the words of this domain. Nothing here knows of HTTP.

OcrError
├── InvalidRequest        the request says something that has no meaning
├── MalformedJson         the body is not JSON at all
├── BodyTooLarge          the body is larger than any request may be
├── SenderStalled         the sender stopped in the middle of its request
├── UrlNotAllowed         the picture is named by an address that is not fetched
├── DownloadFailed        the picture could not be had from its address
├── UnsupportedFormat     the bytes are no picture of a supported format, or a broken one
├── ImageSizeInvalid      a side, the pixel count or the byte count is out of bounds
├── UnreadableImage       the picture shows texture without end instead of text
├── DeadlyImage           the picture has taken the engine down twice
├── EngineBusy            too much waits already
├── EngineUnavailable     the models are not loaded, or the engine is stopping
├── DeadlineExceeded      the answer would come too late
├── CallerGone            nobody waits for the answer any more
├── NotFound              there is nothing of that name
├── CredentialError       the caller is not known
│   ├── MissingCredential     nothing was shown
│   ├── UnknownToken          a token that nobody here was given
│   ├── TokenExpired          a token whose day is over
│   ├── TokenWithoutProject   a token for no project, which reads no pictures
│   ├── SignatureMismatch     a signature that the key does not give, or a key that is not known
│   ├── SignatureExpired      a signature of another quarter of an hour
│   ├── KeyLocked             a key that failed too often a moment ago
│   ├── WrongPassword         a user that is not there, or another password than the user's
│   └── AccountLocked         a user that failed too often a moment ago
└── NotPermitted          the caller is known and may not do this
    ├── ProjectDenied         the caller is bound to other projects
    ├── NotSubscribed         nobody may call this for the project
    └── ThrottlingReached     the caller asks more often than agreed
"""


class OcrError(Exception):
    """Anything that this service refuses or fails to do, on purpose."""


class InvalidRequest(OcrError):
    """The request says something that has no meaning."""


class MalformedJson(OcrError):
    """The body is not JSON at all."""


class BodyTooLarge(OcrError):
    """The body is larger than any request may be."""


class SenderStalled(OcrError):
    """The sender stopped in the middle of its request."""


class UrlNotAllowed(OcrError):
    """The picture is named by an address that is not fetched."""


class DownloadFailed(OcrError):
    """The picture could not be had from its address."""


class UnsupportedFormat(OcrError):
    """The bytes are no picture of a supported format, or a broken one."""


class ImageSizeInvalid(OcrError):
    """A side, the pixel count or the byte count is out of bounds."""


class UnreadableImage(OcrError):
    """The picture shows texture without end instead of text."""


class DeadlyImage(OcrError):
    """The picture has taken the engine down twice."""


class EngineBusy(OcrError):
    """Too much waits already; it is worth to come again in `retry_after` seconds."""

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class EngineUnavailable(OcrError):
    """The models are not loaded, or the engine is stopping."""


class DeadlineExceeded(OcrError):
    """The answer would come too late."""


class CallerGone(OcrError):
    """Nobody waits for the answer any more."""


class NotFound(OcrError):
    """There is nothing of that name; `what` says what was looked for."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class CredentialError(OcrError):
    """The caller is not known."""


class MissingCredential(CredentialError):
    """Nothing was shown."""


class UnknownToken(CredentialError):
    """A token that nobody here was given."""


class TokenExpired(CredentialError):
    """A token whose day is over; `expires_at` says when it was, in ISO 8601."""

    def __init__(self, expires_at: str) -> None:
        super().__init__(expires_at)
        self.expires_at = expires_at


class TokenWithoutProject(CredentialError):
    """A token for no project, which reads no pictures."""


class SignatureMismatch(CredentialError):
    """A signature that the key does not give, or a key that is not known."""


class SignatureExpired(CredentialError):
    """A signature of another quarter of an hour."""


class KeyLocked(CredentialError):
    """A key that failed too often a moment ago."""


class WrongPassword(CredentialError):
    """A user that is not there, or another password than the user's."""


class AccountLocked(CredentialError):
    """A user that failed too often a moment ago."""


class NotPermitted(OcrError):
    """The caller is known and may not do this."""


class ProjectDenied(NotPermitted):
    """The caller is bound to other projects."""


class NotSubscribed(NotPermitted):
    """Nobody may call this API for the project; `api` is its name."""

    def __init__(self, api: str) -> None:
        super().__init__(api)
        self.api = api


class ThrottlingReached(NotPermitted):
    """The caller asks more often than agreed: `limit` requests a minute, again in `retry_after` seconds."""

    def __init__(self, limit: int, retry_after: int) -> None:
        super().__init__(limit, retry_after)
        self.limit = limit
        self.retry_after = retry_after
