"""An engine ends when one of its workers dies, because requests could wait for that worker forever."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import grpc
import pytest

from service.process.environment import needed_by_engine
from service.request import ReadOptions
from service.rpc.messages import AT_RISK, READ_METHOD, SAFE, Call, encode_call
from tests.harness.samples import sample


def test_an_engine_whose_worker_dies_logs_it_and_breaks_its_connections(tmp_path: Path) -> None:
    """The broken connection makes the client retry with the engine that is started next."""
    address = f"unix:{tmp_path}/engine.sock"
    arguments = (sys.executable, "-m", "tests.live.defective_engine", "engine", "--listen", address)
    picture, metadata = sample("phone").path.read_bytes(), encode_call(Call(ReadOptions(), exclusive=False))
    with (
        # With any other variable it would start again, and without the defect.
        subprocess.Popen(arguments, env=needed_by_engine(os.environ), stderr=subprocess.PIPE) as engine,
        grpc.insecure_channel(address) as channel,
    ):
        try:
            grpc.channel_ready_future(channel).result(60)
            call: Any = channel.unary_stream(READ_METHOD, None, None)(picture, timeout=60, metadata=metadata)
            told = [next(call) for _ in range(3)]
            with pytest.raises(grpc.RpcError):
                next(call)
            _, log = engine.communicate(timeout=60)
        finally:
            engine.kill()

    assert (call.code(), told) == (grpc.StatusCode.UNAVAILABLE, [AT_RISK, SAFE, AT_RISK])
    assert engine.returncode == 1
    assert [line for line in log.decode().splitlines() if '"critical"' in line and "Defect" in line]
