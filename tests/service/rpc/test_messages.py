"""Every message decodes to the value that was encoded."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import Character, Contact, Font, Page, TextLine
from service import errors
from service.request import ReadOptions
from service.rpc.messages import Call, decode_answer, decode_call, encode_call, encode_error, encode_page

QUAD = np.array([[1.25, 2], [30.5, 2], [30, 12], [1, 12]], np.float32)
HALF = (QUAD / 2).astype(np.float32)
PAGE = Page(
    640,
    480,
    (
        TextLine(QUAD, "网图\u2028", 0.987654321, (Character("网", HALF, 0.5),)),
        TextLine(QUAD, "b", 1.0, fonts=(Font("思源黑体 Bold", 0.8124), Font("Roboto", 0.1))),
    ),
)


@given(st.builds(ReadOptions, *[st.booleans()] * 5), st.booleans())
def test_a_call_survives_the_round_trip(options: ReadOptions, exclusive: bool) -> None:
    metadata = (("user-agent", "anybody"), *encode_call(Call(options, exclusive)), ("and-more-bin", b"\xff"))

    assert decode_call(metadata) == Call(options, exclusive)


def test_a_page_survives_the_round_trip() -> None:
    page = decode_answer(encode_page(PAGE))

    assert (page.width, page.height) == (640, 480)
    assert [(line.text, line.score) for line in page.lines] == [("网图\u2028", 0.987654321), ("b", 1.0)]
    assert all(line.quad.dtype == np.float32 and (line.quad == QUAD).all() for line in page.lines)
    (character,) = page.lines[0].characters
    assert (character.text, character.score) == ("网", 0.5)
    assert (character.quad == HALF).all()
    assert page.lines[1].characters == ()
    assert page.contact is None


@pytest.mark.parametrize("contact", [Contact(), Contact(*"网图的联系人")])
def test_a_contact_survives_the_round_trip(contact: Contact) -> None:
    assert decode_answer(encode_page(Page(640, 480, (), contact))).contact == contact


@pytest.mark.parametrize(
    "error",
    [
        errors.UnsupportedFormat,
        errors.ImageSizeInvalid,
        errors.UnreadableImage,
        errors.EngineBusy,
        errors.EngineUnavailable,
        errors.DeadlineExceeded,
    ],
)
def test_an_error_of_the_engine_is_raised_by_the_client(error: type[errors.OcrError]) -> None:
    with pytest.raises(error):
        decode_answer(encode_error(error()))


def test_an_error_keeps_its_arguments() -> None:
    with pytest.raises(errors.EngineBusy) as busy:
        decode_answer(encode_error(errors.EngineBusy(7)))
    with pytest.raises(errors.UnsupportedFormat, match="no known picture format"):
        decode_answer(encode_error(errors.UnsupportedFormat("no known picture format")))
    assert busy.value.retry_after == 7


@pytest.mark.parametrize(
    "answer",
    [
        {"failure": {"name": "Unknown", "arguments": [1]}},
        {"failure": {"name": "Unknown"}},
        {"failure": {"name": "EngineBusy", "arguments": [1, 2, 3]}},
        {"page": {"width": "wide"}},
        {},
        [],
    ],
)
def test_an_unknown_answer_means_that_the_engine_is_unavailable(answer: object) -> None:
    with pytest.raises(errors.EngineUnavailable):
        decode_answer(msgspec.msgpack.encode(answer))


def test_a_field_that_a_newer_peer_added_is_ignored() -> None:
    answer = {"page": {"width": 1, "height": 2, "lines": [], "mood": "good"}, "weather": "fine"}

    assert decode_answer(msgspec.msgpack.encode(answer)) == Page(1, 2, ())


@pytest.mark.parametrize("metadata", [(), (("call-bin", b""),), (("call-bin", b"\x80"),)])
def test_metadata_without_a_call_are_refused(metadata: tuple[tuple[str, bytes], ...]) -> None:
    with pytest.raises(ValueError, match="do not match the schema"):
        decode_call(metadata)
