import resource
import subprocess
import sys

from service.process.descriptors import most_connections

SCRIPT = """
import resource
from service.process.descriptors import raise_descriptor_limit
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 256))
print(raise_descriptor_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def test_the_soft_limit_is_raised_to_the_hard_one() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["256", "256"]
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[1] >= 256


def test_a_reserve_is_kept_from_connections() -> None:
    assert [most_connections(limit) for limit in (100, 256, 1024, 1 << 20)] == [50, 128, 896, (1 << 20) - 128]
