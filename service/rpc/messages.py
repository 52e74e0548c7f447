"""The messages between the HTTP side and an engine: their schema, encoding and version.

The request body is the picture file itself, so that neither side copies it. The options are in the metadata
of the call. The schema is made of the project's own dataclasses, encoded as MessagePack.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import numpy as np

from models.page import Page, Quad
from service import errors
from service.errors import OcrError
from service.request import ReadOptions

READ_METHOD = "/wangtu.v3.Engine/Read"
"""The only gRPC method: a picture file in, a stream of AT_RISK and SAFE and then the answer out. If a change
of the schema cannot be read by an older peer, the version number in this name is raised, and the older peer
answers UNIMPLEMENTED. The deadline of the call is that of the request."""

AT_RISK = b"at risk"
"""The message before code touches the picture. If the engine dies now, this picture may be the cause."""

SAFE = b"safe"
"""The message after it: the picture waits. A picture without any message was waiting as well."""

LARGEST_MESSAGE = 64 * 1024 * 1024
"""Bytes. Enough for a picture file of 7.5 MB and for a page of 4,000 lines with all their characters."""

SIZE_LIMITS = (
    ("grpc.max_receive_message_length", LARGEST_MESSAGE),
    ("grpc.max_send_message_length", LARGEST_MESSAGE),
)
"""gRPC options that both sides set."""

_CALL_KEY = "call-bin"
_QUAD_TYPE = np.dtype("<f4")

_ERRORS: Mapping[str, type[OcrError]] = {
    error.__name__: error
    for error in (
        errors.UnsupportedFormat,
        errors.ImageSizeInvalid,
        errors.UnreadableImage,
        errors.EngineBusy,
        errors.EngineUnavailable,
        errors.DeadlineExceeded,
    )
}
"""Every error that an engine may answer with, by its class name."""


class Call(msgspec.Struct, frozen=True):
    """How to read the picture. While the picture of an exclusive call is read, no other picture is."""

    options: ReadOptions
    exclusive: bool
    caller: str = ""


class Failure(msgspec.Struct, frozen=True):
    """An OcrError: the name of its class and the arguments of its constructor."""

    name: str
    arguments: tuple[str | int | float, ...] = ()


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to a call: a page or a failure."""

    page: Page | None = None
    failure: Failure | None = None


def encode_call(call: Call) -> tuple[tuple[str, bytes]]:
    """The metadata of a call."""
    return ((_CALL_KEY, msgspec.msgpack.encode(call)),)


def decode_call(metadata: Iterable[tuple[str, str | bytes]]) -> Call:
    """The call that the metadata describe. Raises ValueError when they do not match the schema."""
    encoded = (value for key, value in metadata if key == _CALL_KEY and isinstance(value, bytes))
    try:
        return msgspec.msgpack.decode(next(encoded, b""), type=Call)
    except msgspec.DecodeError as error:
        raise ValueError("the metadata of the call do not match the schema") from error


def encode_page(page: Page) -> bytes:
    """An answer with a page."""
    return _encoder.encode(Answer(page=page))


def encode_error(error: OcrError) -> bytes:
    """An answer with an error and its arguments."""
    return _encoder.encode(Answer(failure=Failure(type(error).__name__, error.args)))


def decode_answer(message: bytes) -> Page:
    """The page of an answer.

    Raises the error that the engine answered with. Raises EngineUnavailable when the answer does not match
    the schema or names an unknown error.
    """
    try:
        answer = _decoder.decode(message)
    except msgspec.DecodeError as error:
        raise errors.EngineUnavailable from error
    if answer.page is None:
        raise _error_of(answer.failure)
    return answer.page


def _error_of(failure: Failure | None) -> OcrError:
    """The error that a failure names. EngineUnavailable if another version of the engine has made it."""
    if failure is None or failure.name not in _ERRORS:
        return errors.EngineUnavailable()
    try:
        return _ERRORS[failure.name](*failure.arguments)
    except TypeError:
        return errors.EngineUnavailable()


def _quad_to_bytes(quad: Quad) -> bytes:
    """Eight little-endian float32: x and y of the four points."""
    return quad.astype(_QUAD_TYPE).tobytes()


def _quad_from_bytes(_: type[Any], quad: bytes) -> Quad:
    return np.frombuffer(quad, _QUAD_TYPE).reshape(4, 2).astype(np.float32)


_encoder = msgspec.msgpack.Encoder(enc_hook=_quad_to_bytes)
_decoder = msgspec.msgpack.Decoder(Answer, dec_hook=_quad_from_bytes)
