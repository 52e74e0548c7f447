"""The recognition endpoints."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic
from typing import Annotated, Any, Generic

from fastapi import APIRouter, Path, Request, Response

from models.page import Page
from service.api.auth.projects import check_project_access, requested_project
from service.api.authentication import BodyLimits, authenticate_request
from service.api.bodies import general_text, web_image
from service.api.bodies.json_body import parse
from service.api.bodies.recognition import RequestT, decode_base64
from service.api.http.body import LARGEST_BODY
from service.api.http.body_budget import Reservation
from service.api.openapi import operations
from service.api.state import State, state_of
from service.errors import CallerGone, DeadlineExceeded
from service.request import ReadRequest

ANSWER_WITHIN = 60.0
"""Deadline of a request: seconds from its head to its answer. The cloud's SDKs wait 120 s."""

BODY = BodyLimits(LARGEST_BODY, ANSWER_WITHIN)

ProjectId = Annotated[
    str, Path(description="The project of the request. Any value if no projects are configured.")
]

router = APIRouter()


@dataclass(frozen=True)
class Api(Generic[RequestT]):
    """One recognition API of the cloud: its name, its request model and the renderer of its response."""

    name: str
    request: type[RequestT]
    render: Callable[[Page, RequestT], bytes]


WEB_IMAGE = Api("web-image", web_image.WebImageRequest, web_image.render)
GENERAL_TEXT = Api("general-text", general_text.GeneralTextRequest, general_text.render)


@router.post("/v2/{project_id}/ocr/web-image", openapi_extra=operations.WEB_IMAGE)
async def read_web_image(project_id: ProjectId, request: Request) -> Response:
    """Reads the text of a web picture: screenshots, pictures of shops, advertising designs."""
    return await _answer(request, project_id, WEB_IMAGE)


@router.post("/v1.0/ocr/web-image", openapi_extra=operations.WEB_IMAGE)
async def read_web_image_without_project(request: Request) -> Response:
    """Reads the text of a web picture, at the path of API version 1."""
    return await _answer(request, None, WEB_IMAGE)


@router.post("/v2/{project_id}/ocr/general-text", openapi_extra=operations.GENERAL_TEXT)
async def read_general_text(project_id: ProjectId, request: Request) -> Response:
    """Reads the text of any picture, on request with the location of every character."""
    return await _answer(request, project_id, GENERAL_TEXT)


async def _answer(request: Request, project_id: str | None, api: Api[RequestT]) -> Response:
    deadline = monotonic() + ANSWER_WITHIN
    state = state_of(request)
    with state.body_budget.reservation() as reservation:
        principal, body = await authenticate_request(
            request, state, reservation, BODY, lambda principal: state.engine.check_room(principal.caller)
        )
        project = requested_project(project_id, request.headers.get("x-project-id"))
        check_project_access(principal, project, state.credential_store.credentials, api.name)
        state.throttle.admit(principal.name, monotonic())
        # Parsed in the event loop: 10 MB take 2 ms, less than waking a thread on busy cores, and only one
        # body is in memory twice. docs/decisions/0035
        parsed, picture = _parsed(body, api.request)
        del body
        reservation.resize(len(picture))
        to_read = ReadRequest(picture, parsed.options, deadline, principal.caller)
        read = partial(_page, state, to_read, parsed.url, reservation)
        with state.in_flight.held(principal.name):
            page = await _unless_client_leaves(request, read, deadline)
    return Response(api.render(page, parsed), media_type="application/json")


def _parsed(body: bytearray, model: type[RequestT]) -> tuple[RequestT, bytes]:
    """The request without its base64, and the picture, which is empty if the request has a url."""
    parsed = parse(body, model)
    picture = b"" if parsed.url else decode_base64(parsed.image or "")
    return parsed.model_copy(update={"image": None}), picture


async def _page(state: State, request: ReadRequest, url: str | None, reservation: Reservation) -> Page:
    state.engine.check()
    if url:
        request = replace(request, data=await state.source.fetch(url))
        reservation.resize(len(request.data))
    return await state.engine.read(request)


async def _unless_client_leaves(
    request: Request, read: Callable[[], Coroutine[Any, Any, Page]], deadline: float
) -> Page:
    """Runs `read` and returns its page. Cancels it when the client disconnects or the deadline passes.

    Raises CallerGone, DeadlineExceeded, or what `read` raises.
    """
    disconnect = asyncio.ensure_future(request.receive())  # after the body it returns at a disconnect only
    tasks: list[asyncio.Future[Any]] = [disconnect]
    try:
        await asyncio.sleep(0)  # the next iteration of the event loop notices an earlier disconnect
        if disconnect.done():
            raise CallerGone
        reading = asyncio.ensure_future(read())
        tasks.append(reading)
        await asyncio.wait(tasks, timeout=deadline - monotonic(), return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            return reading.result()
        raise CallerGone if disconnect.done() else DeadlineExceeded
    finally:
        for task in tasks:
            task.cancel()
