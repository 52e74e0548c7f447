"""The recognition endpoint."""

import asyncio
from time import monotonic

from fastapi import APIRouter, Request, Response

from models.page import Page
from service.api import wire
from service.api.auth import authenticate
from service.api.body import read_body
from service.api.described import DESCRIPTION
from service.api.signature import SignedRequest
from service.api.state import State, state_of
from service.engine.engine import Entry
from service.errors import DeadlineExceeded

ANSWER_WITHIN = 60.0
"""Seconds from the door to the answer; the cloud's own SDKs wait 120."""

router = APIRouter()


@router.post("/v2/{project_id}/ocr/web-image", openapi_extra=DESCRIPTION)
async def web_image(project_id: str, request: Request) -> Response:
    """Read the text of a web picture: screenshots, shop pictures, advertising designs."""
    deadline = monotonic() + ANSWER_WITHIN
    state = state_of(request)
    body = await read_body(request)
    request.state.principal = authenticate(_signed(request, body), state.credentials).name
    parsed = await asyncio.to_thread(wire.parse, body)
    entry = Entry(await asyncio.to_thread(wire.picture_of, parsed), parsed.options, deadline)
    page = await _read(state, entry)
    return Response(wire.render(page, parsed), media_type="application/json")


async def _read(state: State, entry: Entry) -> Page:
    waiting = asyncio.wrap_future(state.engine().submit(entry))
    try:
        return await asyncio.wait_for(waiting, entry.deadline - monotonic())
    except TimeoutError as error:
        raise DeadlineExceeded from error


def _signed(request: Request, body: bytes) -> SignedRequest:
    raw_path: bytes = request.scope["raw_path"]
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest(request.method, raw_path, request.scope["query_string"], headers, body)
