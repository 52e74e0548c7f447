from pathlib import Path

import numpy as np

from models.symbols.classifier import HEIGHT, WIDTH
from models.symbols.symbols import SYMBOLS
from models.symbols.training.render import PICTURE, TEXT, Sources, rendered
from tests.models.fonts.tiny_font import HAN, LATIN, write_font


def _sources(folder: Path) -> Sources:
    write_font(folder / "Alpha.ttf", f"{LATIN}{HAN}→①")
    write_font(folder / "entypo.ttf", "\ue001\ue002")
    return Sources.of([folder], held_out=False)


def test_symbols_are_drawn_in_fonts_that_have_them(tmp_path: Path) -> None:
    sources = _sources(tmp_path)

    assert [
        len(each) for each in (sources.drawable[SYMBOLS.index("→")], sources.drawable[SYMBOLS.index("℃")])
    ] == [1, 0]
    assert {each for each, _ in sources.icons} == {"\ue001", "\ue002"}


def test_samples_are_repeatable(tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    symbols = [i for i, families in enumerate(sources.drawable) if families]

    first, second = (rendered(sources, 40, seed=3) for _ in range(2))

    assert first[0].shape == (40, HEIGHT, WIDTH)
    assert np.array_equal(first[0], second[0])
    assert set(first[1].tolist()) <= {*symbols, TEXT, PICTURE}
