"""What goes over the wire between an HTTP worker and an engine comes out as it went in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import Character, Contact, Font, Page, TextLine
from service import errors
from service.request import ReadOptions
from service.rpc.messages import pack_error, pack_how, pack_page, unpack_answer, unpack_how

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
def test_how_to_read_comes_out_as_it_went_in(options: ReadOptions, alone: bool) -> None:
    metadata = (("user-agent", "anybody"), *pack_how(options, alone=alone), ("and-more-bin", b"\xff"))

    assert unpack_how(metadata) == (options, alone)


def test_a_page_comes_out_as_it_went_in() -> None:
    page = unpack_answer(pack_page(PAGE))

    assert (page.width, page.height) == (640, 480)
    assert [(line.text, line.score) for line in page.lines] == [("网图\u2028", 0.987654321), ("b", 1.0)]
    assert all(line.quad.dtype == np.float32 and (line.quad == QUAD).all() for line in page.lines)
    (character,) = page.lines[0].characters
    assert (character.text, character.score) == ("网", 0.5)
    assert (character.quad == HALF).all()
    assert page.lines[1].characters == ()
    assert page.contact is None


@pytest.mark.parametrize("contact", [Contact(), Contact(*"网图的联系人")])
def test_a_contact_comes_out_as_it_went_in(contact: Contact) -> None:
    assert unpack_answer(pack_page(Page(640, 480, (), contact))).contact == contact


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
def test_an_error_of_the_engine_is_raised_on_the_other_side(error: type[errors.OcrError]) -> None:
    with pytest.raises(error):
        unpack_answer(pack_error(error()))


def test_an_error_says_there_what_it_said_here() -> None:
    with pytest.raises(errors.EngineBusy) as busy:
        unpack_answer(pack_error(errors.EngineBusy(7)))
    with pytest.raises(errors.UnsupportedFormat, match="no known picture format"):
        unpack_answer(pack_error(errors.UnsupportedFormat("no known picture format")))
    assert busy.value.retry_after == 7


@pytest.mark.parametrize("message", [b'{"error":"Unheard","said":[1]}', b'{"error":"Unheard"}'])
def test_an_error_without_a_name_here_says_that_the_engine_cannot(message: bytes) -> None:
    with pytest.raises(errors.EngineUnavailable):
        unpack_answer(message)
