"""Layout: from the lines of a page to their reading order.

| module | content |
|---|---|
| `reading_order.py` | the order of all lines of a page at any rotation |
| `text_direction.py` | the text direction of each line and of most lines; blocks with another direction |
| `box.py` | a line or a block as a rectangle on the upright page |
| `columns.py`, `paragraphs.py` | finding running text, and reading it column by column |
| `blocks.py` | lines that stay together although other text stands beside them |
| `stacks.py` | lines below each other, grouped for both |
| `rows.py` | reading all other boxes row by row |
"""
