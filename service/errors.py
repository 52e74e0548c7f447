"""What can go wrong, named in the words of this domain. Nothing here knows of HTTP.

OcrError
├── InvalidRequest        the request says something that has no meaning
├── MalformedJson         the body is not JSON at all
├── UnsupportedFormat     the bytes are no picture of a supported format, or a broken one
├── ImageSizeInvalid      a side, the pixel count or the byte count is out of bounds
├── ReadingFailed         the models could not read a picture that was decoded
├── DeadlineExceeded      the answer would come too late
├── EngineUnavailable     the engine is not ready, or is stopping
└── CredentialError       the caller is not known
    ├── MissingCredential     nothing was shown
    └── UnknownCredential     what was shown is not known here
"""


class OcrError(Exception):
    """Anything that this service refuses or fails to do, on purpose."""


class InvalidRequest(OcrError):
    """The request says something that has no meaning."""


class MalformedJson(OcrError):
    """The body is not JSON at all."""


class UnsupportedFormat(OcrError):
    """The bytes are no picture of a supported format, or a broken one."""


class ImageSizeInvalid(OcrError):
    """A side, the pixel count or the byte count is out of bounds."""


class ReadingFailed(OcrError):
    """The models could not read a picture that was decoded."""


class DeadlineExceeded(OcrError):
    """The answer would come too late."""


class EngineUnavailable(OcrError):
    """The engine is not ready, or is stopping."""


class CredentialError(OcrError):
    """The caller is not known."""


class MissingCredential(CredentialError):
    """Nothing was shown."""


class UnknownCredential(CredentialError):
    """What was shown is not known here."""
