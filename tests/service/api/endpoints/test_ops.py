import pytest

from tests.service.api.app_harness import FakeEngine, app, ask, refusal

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_service_without_a_ready_engine_is_live_but_not_ready(method: str) -> None:
    served = app(FakeEngine(is_ready=False))

    assert (await ask(served, method, "/live")).status_code == 200
    assert (await ask(served, method, "/ready")).status_code == 503


async def test_a_service_that_is_not_ready_answers_with_an_error_and_retry_after() -> None:
    served = app(FakeEngine(is_ready=False))
    response = await ask(served, "GET", "/ready")

    assert refusal(response) == (503, "ModelArts.4403")
    assert response.headers["retry-after"] == "2"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_service_with_a_ready_engine_is_ready(method: str) -> None:
    assert (await ask(app(), method, "/ready")).status_code == 200
