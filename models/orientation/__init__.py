"""Orientation: which way lines and pages are rotated.

| module | content |
|---|---|
| `classifier.py` | the network that classifies a crop as upright or upside-down |
| `lines.py` | the rotations at which a crop is recognized, and the choice among the results |
| `vertical.py` | telling columns of upright characters from rotated lines |
| `page.py` | the direction in which most lines of a page run |
| `rotation.py` | rotating a page upright, and mapping quads back |
"""
