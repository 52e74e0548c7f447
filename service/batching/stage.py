"""Names of the stages that a page passes, and of the rows of a cost table."""

from typing import Literal, get_args

StageName = Literal["decode", "detect", "classify", "draft", "recognize", "embed"]
"""A stage whose entries run in batches. All but `decode` run a model. `draft` runs the drafter of a set,
whose task is to recognize. For the others `Model.task` is the name of the stage."""

PageName = Literal["page"]

PAGE: PageName = "page"
"""Names the rows that predict the work of all stages of a page. No batch has this name."""

CostName = Literal[StageName, PageName]
"""The name of a row of a cost table: a stage or a page."""

COST_NAMES: frozenset[CostName] = frozenset(get_args(CostName))
"""Every name that a complete cost table has rows for."""
