"""Log lines: JSON, one an event, on standard error."""

import logging
import sys
from typing import Any

import structlog
from structlog.processors import ExceptionRenderer, JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

_FACTS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    TimeStamper(fmt="iso", utc=True),
    # Without the frames' locals, which hold tokens and pictures.
    ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
]
_LINE: Processor = JSONRenderer(ensure_ascii=False)

_STANDARD = {"level": "WARNING", "handlers": ["lines"], "propagate": False}

STANDARD_LOGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": _STANDARD,
    "loggers": {"gunicorn.error": _STANDARD},  # uvicorn's worker takes the handlers of this one
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "formatters": {
        "json": {
            "()": ProcessorFormatter,
            "foreign_pre_chain": _FACTS,
            "processors": [ProcessorFormatter.remove_processors_meta, _LINE],
        }
    },
}
"""For logging.config.dictConfig: what libraries warn of, in the same lines as the service's own."""


def configure_logs() -> None:
    """Make the service's own log lines JSON with a time, a level and the request's id."""
    structlog.configure(
        processors=[*_FACTS, _LINE],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Line and end in one write: processes share what they write to.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
