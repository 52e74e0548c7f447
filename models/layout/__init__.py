"""Layout: from the lines of a page to their reading order.

| module | content |
|---|---|
| `reading_order.py` | the order of all lines of a page at any rotation |
| `flow.py` | the text direction of each line and of the page, and blocks of lines with another direction |
| `box.py` | a line or a block as a rectangle on the upright page |
| `columns.py`, `paragraphs.py` | finding running text, and reading it column by column |
| `rows.py` | reading all other boxes row by row |
"""
