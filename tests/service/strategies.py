"""Settings and strategies that tests with random input share."""

from hypothesis import settings
from hypothesis import strategies as st

MANY_EXAMPLES = settings(deadline=None, derandomize=True, database=None, max_examples=300)


def variants_of(text: str) -> st.SearchStrategy[str]:
    """Draws copies of a text with a part replaced."""
    parts = st.tuples(st.integers(0, len(text)), st.text(max_size=4), st.integers(0, len(text)))
    return parts.map(lambda part: text[: part[0]] + part[1] + text[part[2] :])
