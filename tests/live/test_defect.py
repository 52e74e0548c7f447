"""An engine one of whose workers died would answer nobody any more: it ends, and another takes its place."""

import subprocess
import sys
from pathlib import Path

import grpc

from service.request import ReadOptions
from service.rpc.messages import NATIVE_CODE_STARTED, READ_METHOD, Call, encode_call
from tests.harness.samples import sample


def test_an_engine_whose_worker_dies_ends_loudly_and_answers_nobody(tmp_path: Path) -> None:
    """The connection breaks, so that whoever asked asks the engine that follows."""
    address = f"unix:{tmp_path}/engine.sock"
    arguments = (sys.executable, "-m", "tests.live.defective_engine", "engine", "--listen", address)
    picture, how = sample("phone").path.read_bytes(), encode_call(Call(ReadOptions(), exclusive=False))
    with (
        subprocess.Popen(arguments, stderr=subprocess.PIPE) as engine,
        grpc.insecure_channel(address) as wire,
    ):
        try:
            grpc.channel_ready_future(wire).result(60)
            call = wire.unary_unary(READ_METHOD, None, None).future(picture, timeout=60, metadata=how)
            broken = call.exception()
            _, written = engine.communicate(timeout=60)
        finally:
            engine.kill()

    assert isinstance(broken, grpc.RpcError)
    assert (call.code(), NATIVE_CODE_STARTED in call.initial_metadata()) == (
        grpc.StatusCode.UNAVAILABLE,
        True,
    )
    assert engine.returncode == 1
    assert [text for text in written.decode().splitlines() if '"critical"' in text and "Defect" in text]
