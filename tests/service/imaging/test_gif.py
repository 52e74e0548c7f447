"""GIF files with many extensions are refused before Pillow reads them."""

import numpy as np
import pytest

from service.errors import UnsupportedFormat
from service.imaging.gif import open_gif
from tests.service.imaging.files import pillow, saved

COMMENT = b"\x21\xfe\x01a\0"


def _gif(comments: int) -> bytes:
    file = saved(pillow(np.zeros((20, 30, 3), np.uint8)), "GIF")
    after_palette = file.index(b"\x2c")
    return file[:after_palette] + COMMENT * comments + file[after_palette:]


@pytest.mark.parametrize("comments", [0, 900])
def test_a_picture_with_some_comments_is_read(comments: int) -> None:
    assert open_gif(_gif(comments)).load().shape[:2] == (20, 30)


def test_a_picture_with_more_extensions_than_any_needs_is_refused_before_pillow_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("service.imaging.pillow.open_picture", pytest.fail)
    with pytest.raises(UnsupportedFormat, match="too many extensions"):
        open_gif(_gif(1001))


def test_a_file_that_ends_within_its_extensions_is_broken() -> None:
    with pytest.raises(IndexError):
        open_gif(_gif(5)[: _gif(0).index(b"\x2c") + 2 * len(COMMENT) + 3])
