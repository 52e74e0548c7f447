"""The recognition endpoint."""

import asyncio
from time import monotonic
from typing import Any

from fastapi import APIRouter, Request, Response

from models.page import Page
from service.api import wire
from service.api.auth import authenticate
from service.api.body import read_body
from service.api.described import DESCRIPTION
from service.api.signature import SignedRequest
from service.api.state import State, state_of
from service.engine.engine import Entry
from service.errors import CallerGone, DeadlineExceeded

ANSWER_WITHIN = 60.0
"""Seconds from the door to the answer; the cloud's own SDKs wait 120."""

router = APIRouter()


@router.post("/v2/{project_id}/ocr/web-image", openapi_extra=DESCRIPTION)
async def web_image(project_id: str, request: Request) -> Response:
    """Read the text of a web picture: screenshots, shop pictures, advertising designs."""
    deadline = monotonic() + ANSWER_WITHIN
    state = state_of(request)
    body = await _body(request, deadline)
    request.state.principal = authenticate(_signed(request, body), state.credentials).name
    parsed = await asyncio.to_thread(wire.parse, body)
    entry = Entry(await asyncio.to_thread(wire.picture_of, parsed), parsed.options, deadline)
    page = await _page(request, state, entry)
    return Response(wire.render(page, parsed), media_type="application/json")


async def _body(request: Request, deadline: float) -> bytes:
    try:
        return await asyncio.wait_for(read_body(request), deadline - monotonic())
    except TimeoutError as error:
        raise DeadlineExceeded from error


async def _page(request: Request, state: State, entry: Entry) -> Page:
    """The page, unless its time or the client is gone first; then it costs no more than it has."""
    waiting = asyncio.wrap_future(state.engine().submit(entry))
    leaving = asyncio.ensure_future(request.receive())  # after the body, nothing but a hang-up comes
    try:
        patience = entry.deadline - monotonic()
        either: set[asyncio.Future[Any]] = {waiting, leaving}
        await asyncio.wait(either, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            return waiting.result()
        raise CallerGone if leaving.done() else DeadlineExceeded
    finally:
        leaving.cancel()
        waiting.cancel()


def _signed(request: Request, body: bytes) -> SignedRequest:
    raw_path: bytes = request.scope["raw_path"]
    headers = {name.lower(): value for name, value in request.headers.items()}
    return SignedRequest(request.method, raw_path, request.scope["query_string"], headers, body)
