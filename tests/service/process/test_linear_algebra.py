import subprocess
import sys

SCRIPT = """
import numpy
from threadpoolctl import threadpool_info
from service.process.linear_algebra import multiply_on_calling_thread

multiply_on_calling_thread()
print([library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"])
"""


def test_matrices_are_multiplied_by_one_thread() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[1]"
