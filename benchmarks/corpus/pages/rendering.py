"""Renders the bodies of pages from the Jinja2 templates in the folder `templates`.

Each kind of page has a template, with a macro for each layout, and a style sheet. Templates draw texts and
numbers while they are rendered, so the order of their expressions decides which page a seed gives.
"""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from benchmarks.corpus.content import Content
from benchmarks.corpus.pages.sheet import photo

TEMPLATES = Path(__file__).with_name("templates")

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals |= {"enumerate": enumerate, "min": min, "round": round, "zip": zip}


def render(kind: str, layout: str, rng: Random, content: Content, **values: Any) -> str:
    """Render the macro `layout` of the template of a kind of page.

    Templates can use `rng`, `say(rule)`, `many(rule, count)`, `photo(style)`, and the given values.
    """
    template = _ENVIRONMENT.get_template(f"{kind}.html")
    context = {
        "rng": rng,
        "say": lambda rule: _html(content.say(rule)),
        "many": lambda rule, count: [_html(text) for text in content.many(rule, count)],
        "photo": lambda style: _html(photo(rng, style)),
    }
    return str(getattr(template.make_module({**context, **values}), layout)())


def _html(text: str) -> Markup:
    """Mark text that is already escaped, so that the template does not escape it again."""
    return Markup(text)  # noqa: S704


@cache
def style_sheet(kind: str) -> str:
    """Returns the style sheet of a kind of page."""
    return f"\n{(TEMPLATES / f'{kind}.css').read_text(encoding='utf-8')}"
