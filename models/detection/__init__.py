"""Detection: from a picture to the quads of its text lines.

| module | content |
|---|---|
| `search.py` | the first pass over a picture, and the second one if a larger scale is needed |
| `text_height.py` | how small the text is, by the ink inside the regions |
| `nesting.py` | whether the network joined characters of several lines |
| `view.py` | one input of the network: a part of a picture and its size on the canvas |
| `detector.py`, `dbnet.py` | running the network on views, and reading its output |
| `cut.py` | searching a picture in parts, and mapping their regions back to the picture |
| `fold.py` | leaving out the empty rows and sides of a picture |
| `tiles.py`, `bands.py` | the parts of a long page, and of a large canvas |
| `merging.py` | joining the regions of overlapping parts |
| `line_ends.py` | adding detached marks, such as a colon, to the quads of their lines |
"""
