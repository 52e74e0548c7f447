"""Health endpoints: liveness and readiness."""

from fastapi import APIRouter, Request

from service.api.openapi import operations
from service.api.state import state_of
from service.errors import EngineUnavailable

router = APIRouter()


@router.get("/live", openapi_extra=operations.LIVE)
@router.head("/live", include_in_schema=False)
async def live() -> dict[str, str]:
    """Returns 200 while the process runs."""
    return {"status": "live"}


@router.get("/ready", openapi_extra=operations.READY)
@router.head("/ready", include_in_schema=False)
async def ready(request: Request) -> dict[str, str]:
    """Returns 200 while at least one engine is connected with its models loaded and warmed up, else 503."""
    if not state_of(request).engine.is_ready:
        raise EngineUnavailable
    return {"status": "ready"}
