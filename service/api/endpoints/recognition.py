"""The recognition endpoints."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Annotated, Any, Generic

from fastapi import APIRouter, Path, Request, Response

from models.page import Page
from service.api.auth.projects import check_project, project_asked_for
from service.api.authentication import admitted
from service.api.bodies import general_text, web_image
from service.api.bodies.json_body import parse
from service.api.bodies.recognition import Asked, RecognitionRequest, file_of
from service.api.http.body import LARGEST_BODY
from service.api.openapi import operations
from service.api.state import State, state_of
from service.errors import CallerGone, DeadlineExceeded
from service.request import ReadRequest

ANSWER_WITHIN = 60.0
"""Seconds from the door to the answer; the cloud's own SDKs wait 120."""

ProjectId = Annotated[str, Path(description="The project that is asked for; any, until projects are known.")]

router = APIRouter()


@dataclass(frozen=True)
class Api(Generic[Asked]):
    """One of the cloud's recognition APIs: its name, and what its bodies look like."""

    name: str
    request: type[Asked]
    render: Callable[[Page, Asked], bytes]


WEB_IMAGE = Api("web-image", web_image.WebImageRequest, web_image.render)
GENERAL_TEXT = Api("general-text", general_text.GeneralTextRequest, general_text.render)


@router.post("/v2/{project_id}/ocr/web-image", openapi_extra=operations.WEB_IMAGE)
async def read_web_image(project_id: ProjectId, request: Request) -> Response:
    """Read the text of a web picture: screenshots, shop pictures, advertising designs."""
    return await _answer(request, project_id, WEB_IMAGE)


@router.post("/v1.0/ocr/web-image", openapi_extra=operations.WEB_IMAGE)
async def read_web_image_without_project(request: Request) -> Response:
    """Read the text of a web picture, at the address of the first version."""
    return await _answer(request, None, WEB_IMAGE)


@router.post("/v2/{project_id}/ocr/general-text", openapi_extra=operations.GENERAL_TEXT)
async def read_general_text(project_id: ProjectId, request: Request) -> Response:
    """Read the text of any picture, with the place of every character where it is asked for."""
    return await _answer(request, project_id, GENERAL_TEXT)


async def _answer(request: Request, project_id: str | None, api: Api[Asked]) -> Response:
    deadline = monotonic() + ANSWER_WITHIN
    state = state_of(request)
    principal, body = await admitted(request, state, LARGEST_BODY, ANSWER_WITHIN)
    named = (project_id, request.headers.get("x-project-id"))
    check_project(principal, project_asked_for(*named), state.keyring.credentials, api.name)
    state.throttle.admit(principal.name, monotonic())
    # 10 MB take 2 ms here and in `file_of`; a thread for it would have to be woken, on cores that are busy.
    asked = parse(body, api.request)
    page = await _unless_gone(request, partial(_page, state, asked, deadline), deadline)
    return Response(api.render(page, asked), media_type="application/json")


async def _page(state: State, asked: RecognitionRequest, deadline: float) -> Page:
    state.engine.check()
    data = await state.source.fetch(asked.url) if asked.url else file_of(asked.image or "")
    return await state.engine.read(ReadRequest(data, asked.options, deadline))


async def _unless_gone(
    request: Request, read: Callable[[], Coroutine[Any, Any, Page]], deadline: float
) -> Page:
    """The page, unless its time or the client is gone first; then it costs no more than it has."""
    leaving = asyncio.ensure_future(request.receive())  # after the body, nothing but a hang-up comes
    either: list[asyncio.Future[Any]] = [leaving]
    try:
        await asyncio.sleep(0)  # so that who has left by now costs the engine nothing
        if leaving.done():
            raise CallerGone
        waiting = asyncio.ensure_future(read())
        either.append(waiting)
        patience = deadline - monotonic()
        await asyncio.wait(either, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        if waiting.done():
            return waiting.result()
        raise CallerGone if leaving.done() else DeadlineExceeded
    finally:
        for each in either:
            each.cancel()
