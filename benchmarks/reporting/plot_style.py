"""The style of all plots."""

from typing import Any

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "wangtu",  # makes the SVG reproducible
    "svg.fonttype": "none",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
}
