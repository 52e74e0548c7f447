"""Renders samples: `python -m models.symbols.training.render FILE COUNT FOLDERS… [--seed N] [--held-out]`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from models.symbols.classifier import HEIGHT, WIDTH, Grey
from models.symbols.symbols import SYMBOLS
from models.symbols.training.drawing import (
    SIZES,
    baseline_of_picture,
    drawn_emoji,
    drawn_text,
    part_of,
    sample,
)
from models.symbols.training.faces import EMOJI, ICONS, SYMBOLS_ONLY, Face, faces, icons
from models.symbols.training.negatives import PART_SHARE, SYMBOLIC_EMOJI, one_of, ordinary_text

TEXT, PICTURE = len(SYMBOLS), len(SYMBOLS) + 1
"""The classes of ordinary text and of pictures."""

FORMS = {
    **{each: "([{)]}!?:;,.~|%+=<>-"[i] for i, each in enumerate("（［｛）］｝！？：；，．～｜％＋＝＜＞－")},
    **{"￥": "¥", "µ": "μ", "•": "·", "・": "·", "❤": "♥", "➔": "→", "✖": "✕", "⋯": "…", "–": "—"},
}
"""Other characters that are drawn for a symbol."""

SYMBOL_SHARE, TEXT_SHARE, ICON_SHARE = 0.62, 0.27, 0.055
"""Shares of the samples. The rest are emoji."""

TRAINED_EMOJI = 0.8
"""The share of the emoji that is trained on."""

FIRST_EMOJI = "\u2190"

Labelled = tuple[Grey | None, int]


@dataclass(frozen=True)
class Sources:
    """What samples are drawn from. `drawable`: for each symbol, families with the faces that have it."""

    drawable: Sequence[Sequence[Sequence[tuple[str, Face]]]]
    latin: Sequence[Face]
    chinese: Sequence[Face]
    icons: Sequence[tuple[str, Face]]
    emoji: Sequence[tuple[str, Face]]

    @classmethod
    def of(cls, folders: Sequence[Path], *, held_out: bool) -> "Sources":
        """Collects the fonts below some folders."""
        found = faces(folders, held_out=held_out)
        text = [face for face in found if not face.is_named((*ICONS, *SYMBOLS_ONLY))]
        return cls(
            drawable=[_families(symbol, found) for symbol in SYMBOLS],
            latin=text,
            chinese=[face for face in text if "的" in face.characters],
            icons=[(each, face) for face in found if face.is_named(ICONS) for each in icons(face)],
            emoji=_emoji(folders, held_out=held_out),
        )


def _families(symbol: str, found: Sequence[Face]) -> list[list[tuple[str, Face]]]:
    texts = [symbol, *(form for form, meant in FORMS.items() if meant == symbol)]
    families: dict[str, list[tuple[str, Face]]] = {}
    for face in found:
        if not face.is_named(ICONS):
            having = [(text, face) for text in texts if face.characters.issuperset(text)]
            families.setdefault(face.family, []).extend(having)
    return [having for having in families.values() if having]


def _emoji(folders: Sequence[Path], *, held_out: bool) -> list[tuple[str, Face]]:
    paths = [path for folder in folders for path in folder.rglob(EMOJI)]
    if not paths:
        return []
    face = Face(paths[0])
    known = [each for each in sorted(face.characters - SYMBOLIC_EMOJI) if each >= FIRST_EMOJI]
    order = np.random.default_rng(7).permutation(len(known))
    cut = int(TRAINED_EMOJI * len(known))
    return [(known[i], face) for i in (order[cut:] if held_out else order[:cut])]


def _symbol(sources: Sources, rng: np.random.Generator) -> Labelled:
    known = [i for i, families in enumerate(sources.drawable) if families]
    label = int(rng.choice(known))
    families = sources.drawable[label]
    text, face = one_of(one_of(families, rng), rng)
    size = int(rng.choice(SIZES))
    return sample(drawn_text(text, face, size), size, int(2.5 * size), rng), label


def _text(sources: Sources, rng: np.random.Generator) -> Labelled:
    text, size = ordinary_text(rng), int(rng.choice(SIZES))
    is_chinese = text[0] > "\u2e80"
    known = sources.chinese if is_chinese else sources.latin
    face = one_of(known, rng)
    if not face.characters.issuperset(text):
        return None, TEXT
    drawing = drawn_text(text, face, size)
    if is_chinese and drawing.any() and rng.random() < PART_SHARE:
        drawing = part_of(drawing, rng)
    return sample(drawing, size, int(2.5 * size), rng), TEXT


def _icon(sources: Sources, rng: np.random.Generator) -> Labelled:
    if not sources.icons:
        return None, PICTURE
    text, face = one_of(sources.icons, rng)
    size = int(rng.choice(SIZES))
    drawing = drawn_text(text, face, size)
    return _picture(drawing, size, rng), PICTURE


def _emoticon(sources: Sources, rng: np.random.Generator) -> Labelled:
    if not sources.emoji:
        return None, PICTURE
    text, face = one_of(sources.emoji, rng)
    return _picture(drawn_emoji(text, face, rng), 100, rng), PICTURE


def _picture(drawing: NDArray[np.uint8], size: int, rng: np.random.Generator) -> Grey | None:
    return sample(drawing, size, baseline_of_picture(drawing, size), rng) if drawing.max() > 100 else None


def rendered(sources: Sources, count: int, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.int16]]:
    """Samples, uint8 (count, 32, 40), and their classes, int16 (count,)."""
    rng = np.random.default_rng(seed)
    kinds: tuple[Callable[[Sources, np.random.Generator], Labelled], ...] = (_symbol, _text, _icon, _emoticon)
    shares = (SYMBOL_SHARE, TEXT_SHARE, ICON_SHARE, 1 - SYMBOL_SHARE - TEXT_SHARE - ICON_SHARE)
    inputs, labels = np.zeros((count, HEIGHT, WIDTH), np.uint8), np.zeros(count, np.int16)
    done = 0
    while done < count:
        grey, label = kinds[rng.choice(len(kinds), p=shares)](sources, rng)
        if grey is not None:
            inputs[done], labels[done], done = grey, label, done + 1
    return inputs, labels


def main(
    file: Annotated[Path, typer.Argument(help="The file of samples to write.")],
    count: Annotated[int, typer.Argument(help="The number of samples.")],
    folders: Annotated[list[Path], typer.Argument(help="Folders with fonts.")],
    seed: Annotated[int, typer.Option(help="Seed of all random choices.")] = 1,
    held_out: Annotated[bool, typer.Option(help="Use the fonts that are never trained on.")] = False,
) -> None:
    """Render samples of symbols, ordinary text, icons and emoji."""
    inputs, labels = rendered(Sources.of(folders, held_out=held_out), count, seed)
    np.savez(file, inputs=inputs, labels=labels)


if __name__ == "__main__":
    typer.run(main)
