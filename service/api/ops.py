"""Is the process alive, and is it ready to read?"""

from fastapi import APIRouter, Request

from service.api.state import state_of

router = APIRouter()


@router.api_route("/live", methods=["GET", "HEAD"], operation_id="live")
async def live() -> dict[str, str]:
    """Answers while the process runs."""
    return {"status": "live"}


@router.api_route("/ready", methods=["GET", "HEAD"], operation_id="ready")
async def ready(request: Request) -> dict[str, str]:
    """Answers 200 once the models are loaded and warmed, 503 before."""
    state_of(request).engine()
    return {"status": "ready"}
