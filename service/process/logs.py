"""Logging: one JSON line for each event, on standard error, written by `service.process.log_writer`."""

import logging
from logging.config import dictConfig
from typing import Any

import structlog
from structlog.processors import ExceptionRenderer, JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import Processor

from service.process.log_text import cut_texts, escape_line
from service.process.log_writer import LOG

_PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    TimeStamper(fmt="iso", utc=True),
    # Local variables of the frames are left out: they hold tokens and pictures.
    ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
    cut_texts,
]
_RENDERERS: list[Processor] = [JSONRenderer(ensure_ascii=False), escape_line]

_STANDARD = {"level": "WARNING", "handlers": ["lines"], "propagate": False}

STANDARD_LOGS: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": _STANDARD,
    "loggers": {"gunicorn.error": _STANDARD},  # uvicorn's worker uses the handlers of this logger
    "handlers": {"lines": {"class": "logging.StreamHandler", "stream": LOG, "formatter": "json"}},
    "formatters": {
        "json": {
            "()": ProcessorFormatter,
            "foreign_pre_chain": _PROCESSORS,
            "processors": [ProcessorFormatter.remove_processors_meta, *_RENDERERS],
        }
    },
}
"""For logging.config.dictConfig: warnings of libraries, as lines of the same format as the service's own."""


def configure_logs() -> None:
    """Log the service's own events as JSON with a time, a level and the id of the request."""
    structlog.configure(
        processors=[*_PROCESSORS, *_RENDERERS],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Writes a line and its end in one call, because several processes share standard error.
        logger_factory=structlog.WriteLoggerFactory(LOG),  # type: ignore[arg-type]  # calls write and flush
        cache_logger_on_first_use=True,
    )


def configure_library_logs() -> None:
    """Log warnings of libraries as STANDARD_LOGS says. gunicorn does it itself."""
    dictConfig(STANDARD_LOGS)
