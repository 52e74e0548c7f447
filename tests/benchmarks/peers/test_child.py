"""A peer in a child process, with a fake that returns the length of each path."""

import sys
from pathlib import Path

import pytest

from benchmarks.peers import child
from benchmarks.peers.child import Child

FAKE = """
import sys
print("loading")
print("ready", flush=True)
for line in sys.stdin:
    if line == "end\\n":
        break
    print(len(line.rstrip()), flush=True)
"""


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Child:
    script = tmp_path / "fake.py"
    script.write_text(FAKE)
    monkeypatch.setitem(child.SCRIPTS, "fake", str(script))
    return Child("fake", sys.executable)


def test_a_peer_reads_one_picture_after_the_other(peer: Child) -> None:
    with peer:
        peer.wait_until_ready()

        assert [peer.read(Path("a.png")), peer.read(Path("with space.png"))] == [5.0, 14.0]


def test_a_peer_that_ends_is_an_error(peer: Child) -> None:
    with peer:
        peer.wait_until_ready()
        with pytest.raises(AssertionError, match="fake has ended"):
            peer.read(Path("end"))


@pytest.mark.parametrize("script", child.SCRIPTS.values())
def test_every_peer_has_its_script(script: str) -> None:
    assert Path(child.__file__).with_name(script).is_file()
