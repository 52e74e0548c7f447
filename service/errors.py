"""What can go wrong, named in the words of this domain. Nothing here knows of HTTP.

OcrError
├── InvalidRequest        the request says something that has no meaning
├── MalformedJson         the body is not JSON at all
├── BodyTooLarge          the body is larger than any request may be
├── UrlNotAllowed         the picture is named by an address that is not fetched
├── UnsupportedFormat     the bytes are no picture of a supported format, or a broken one
├── ImageSizeInvalid      a side, the pixel count or the byte count is out of bounds
├── UnreadableImage       the picture shows texture without end instead of text
├── EngineBusy            too much waits already
├── EngineUnavailable     the models are not loaded, or the engine is stopping
├── DeadlineExceeded      the answer would come too late
├── CallerGone            nobody waits for the answer any more
└── CredentialError       the caller is not known
    ├── MissingCredential     nothing was shown
    ├── UnknownToken          a token that nobody here was given
    ├── SignatureMismatch     a signature that the key does not give, or a key that is not known
    └── SignatureExpired      a signature of another quarter of an hour
"""


class OcrError(Exception):
    """Anything that this service refuses or fails to do, on purpose."""


class InvalidRequest(OcrError):
    """The request says something that has no meaning."""


class MalformedJson(OcrError):
    """The body is not JSON at all."""


class BodyTooLarge(OcrError):
    """The body is larger than any request may be."""


class UrlNotAllowed(OcrError):
    """The picture is named by an address that is not fetched."""


class UnsupportedFormat(OcrError):
    """The bytes are no picture of a supported format, or a broken one."""


class ImageSizeInvalid(OcrError):
    """A side, the pixel count or the byte count is out of bounds."""


class UnreadableImage(OcrError):
    """The picture shows texture without end instead of text."""


class EngineBusy(OcrError):
    """Too much waits already."""


class EngineUnavailable(OcrError):
    """The models are not loaded, or the engine is stopping."""


class DeadlineExceeded(OcrError):
    """The answer would come too late."""


class CallerGone(OcrError):
    """Nobody waits for the answer any more."""


class CredentialError(OcrError):
    """The caller is not known."""


class MissingCredential(CredentialError):
    """Nothing was shown."""


class UnknownToken(CredentialError):
    """A token that nobody here was given."""


class SignatureMismatch(CredentialError):
    """A signature that the key does not give, or a key that is not known."""


class SignatureExpired(CredentialError):
    """A signature of another quarter of an hour."""
