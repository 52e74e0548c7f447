"""The symbols that the network tells apart: the text of each class."""

_UNITS = "℃℉°㎡㎥㎏㎎㎝㎜㎞№℡‰%μΩ²³½¼¾©®™§†‡"
_PAIRS = ("°C", "°F", "m²", "m³")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿"
_IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
_ARROWS = "←→↑↓↔↕⇒⇐⇔↗↘↙↖"
_SHAPES = "▲▼◀▶△▽▷◆◇■□●○◎★☆※"
_BOXES = "☐☑☒✓✔✗✘✕"
_PICTOGRAMS = "♥♡♠♣♦♪♫☎"
_CURRENCIES = "¥€£₩฿$₽₹¢"
_MATHEMATICS = "×÷±≈≠≤≥∞√∑∫∠⊥∥∵∴∈∩∪+=<>"
_PUNCTUATION = "‘’“”「」『』《》【】〈〉〔〕()[]{}\"'|—-_…,.:;!?、。~·/\\*#&@^"

SYMBOLS: tuple[str, ...] = (
    *_UNITS,
    *_PAIRS,
    *_CIRCLED,
    *_IN_BRACKETS,
    *_ROMAN,
    *_ARROWS,
    *_SHAPES,
    *_BOXES,
    *_PICTOGRAMS,
    *_CURRENCIES,
    *_MATHEMATICS,
    *_PUNCTUATION,
)
"""The text of each class of the network, in its order. Two more classes follow: ordinary text, such as
letters, digits and ideographs, and pictures, such as icons and emoji."""

FAMILIES = ("㎡㎥", "✓✔√", "✗✘✕", "☐□", "◆♦", "→⇒", "←⇐", "↔⇔")
"""Symbols that look alike in many fonts. In fonts that were never trained on, a half of all □ and a third of
all ✔ are taken for another symbol of their family, and hardly any for different symbols."""

SHAPES = frozenset(_SHAPES) - frozenset("★☆※")
"""Geometric shapes. At the end of a line they are mostly icons or bullets."""

CIRCLED = frozenset(_CIRCLED)
"""Numbers in circles."""

ROMAN = frozenset(_ROMAN)
"""Roman numerals that are one character."""

SQUARED = frozenset("㎡㎥㎏㎎㎝㎜㎞№")
"""Units and № that are one character of one em. Their letters are read as well."""

IN_BRACKETS = frozenset(_IN_BRACKETS)
"""Numbers in brackets. A recognizer reads them as brackets and a number."""

PUNCTUATION = frozenset(_PUNCTUATION)

CHECKED = frozenset("".join(SYMBOLS)) - PUNCTUATION - frozenset("mCFμΩ¥$+=<>×℡") | frozenset("Σ∨∧∇º‖∅❤•・@")
"""Characters for which a recognizer often takes another symbol."""
