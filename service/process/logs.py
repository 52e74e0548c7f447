"""Logging: one JSON line for each event, on standard error."""

import logging
import sys
from typing import Any

import structlog
from structlog.processors import ExceptionRenderer, JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

_PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    TimeStamper(fmt="iso", utc=True),
    # Local variables of the frames are left out: they hold tokens and pictures.
    ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
]
_RENDERER: Processor = JSONRenderer(ensure_ascii=False)

_STANDARD = {"level": "WARNING", "handlers": ["lines"], "propagate": False}

STANDARD_LOGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": _STANDARD,
    "loggers": {"gunicorn.error": _STANDARD},  # uvicorn's worker uses the handlers of this logger
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "formatters": {
        "json": {
            "()": ProcessorFormatter,
            "foreign_pre_chain": _PROCESSORS,
            "processors": [ProcessorFormatter.remove_processors_meta, _RENDERER],
        }
    },
}
"""For logging.config.dictConfig: warnings of libraries, as lines of the same format as the service's own."""


def configure_logs() -> None:
    """Log the service's own events as JSON with a time, a level and the id of the request."""
    structlog.configure(
        processors=[*_PROCESSORS, _RENDERER],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Writes a line and its end in one call, because several processes share standard error.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
