import subprocess
import sys

import pytest

SCRIPT = """
import ctypes
from service.process.allocator import return_large_blocks_to_system

library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.free.argtypes = [ctypes.c_void_p]

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096

def allocate(size):
    block = library.malloc(size)
    ctypes.memset(block, 1, size)
    return block

return_large_blocks_to_system()
library.free(allocate(30_000_000))
before = resident()
blocks = [(allocate(10_000_000), allocate(200_000)) for _ in range(20)]
for large, small in blocks:
    library.free(large)
print(resident() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs glibc")
def test_large_blocks_are_returned_although_small_ones_between_them_are_in_use() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert int(done.stdout) < 20_000_000
