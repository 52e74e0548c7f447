"""Is the process alive, and is it ready to read?"""

from fastapi import APIRouter, Request

from service.api.openapi import operations
from service.api.state import state_of
from service.errors import EngineUnavailable

router = APIRouter()


@router.get("/live", openapi_extra=operations.LIVE)
@router.head("/live", include_in_schema=False)
async def live() -> dict[str, str]:
    """Answers while the process runs."""
    return {"status": "live"}


@router.get("/ready", openapi_extra=operations.READY)
@router.head("/ready", include_in_schema=False)
async def ready(request: Request) -> dict[str, str]:
    """Answers 200 while an engine is there with its models loaded and warmed, 503 else."""
    if not state_of(request).engine.is_ready:
        raise EngineUnavailable
    return {"status": "ready"}
