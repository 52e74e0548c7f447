import subprocess
import sys

import pytest

SCRIPT = """
import ctypes
from service.process.allocator import give_large_blocks_back

library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.free.argtypes = [ctypes.c_void_p]

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096

def touched(size):
    block = library.malloc(size)
    ctypes.memset(block, 1, size)
    return block

give_large_blocks_back()
library.free(touched(30_000_000))
before = resident()
blocks = [(touched(10_000_000), touched(200_000)) for _ in range(20)]
for large, small in blocks:
    library.free(large)
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the C library of Linux is meant")
def test_large_blocks_go_back_although_small_ones_between_them_stay() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert int(done.stdout) < 20_000_000
