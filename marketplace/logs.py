"""
The log: one JSON object a line on standard error, with the request that it belongs to and nobody's data.

Whatever writes it, ours or a library, passes through here; e-mail addresses, query strings and the values that a
database repeats in its errors are taken out on the way. Paths are not logged at all, since some carry a token: the
route's pattern is.
"""

import json
import logging
import logging.config
import re
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any

import structlog
from structlog.typing import Processor

from core import occasion

EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(\.[\w-]+)*", re.ASCII)
QUERY = re.compile(r"(?<=\w/)\?[^\s\"'<>]+|(?<=\w)\?[^\s\"'<>=]+=[^\s\"'<>]*")
# PostgreSQL names the offending row in this line of its errors.
DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
# None of the three is in a text without one of these. To look for them first halves what the line of a request costs.
SUSPECT = re.compile(r"[@?]|DETAIL:|CONTEXT:")
# Django writes the path of the request behind the first colon of these.
LOGGERS_WITH_PATHS = ("django.request", "django.security")

# What a library says about every single task or check is noise at the rate of our sweeps.
QUIET = {
    "celery.app.trace": "WARNING",
    "celery.beat": "WARNING",
    "celery.worker.strategy": "WARNING",
    "kombu.connection": "ERROR",
    "asyncio": "WARNING",
    "PIL": "INFO",
    "faker": "INFO",
    "httpcore": "WARNING",
}

Line = MutableMapping[str, Any]


def say_what_it_is_about(logger: Any, method: str, line: Line) -> Line:
    """A processor of structlog. Its own one for this looks through all context variables that there are."""
    for name, value in occasion.names().items():
        line.setdefault(name, value)
    return line


def without_personal_data(value: Any) -> Any:
    """The value with every e-mail address, query string and database detail taken out."""
    if isinstance(value, str):
        if not SUSPECT.search(value):
            return value
        return QUERY.sub("?…", EMAIL.sub("…@…", DETAIL.sub(r"\1: …", value)))
    if isinstance(value, Mapping):
        return {key: without_personal_data(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [without_personal_data(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else without_personal_data(str(value))


def scrub(logger: Any, method: str, line: Line) -> Line:
    """A processor of structlog: the last word on what a line may say."""
    return {
        key: value if key.startswith("_") else without_personal_data(value)
        for key, value in line.items()
        if key not in {"request", "socket"}
    }


def drop_path(logger: Any, method: str, line: Line) -> Line:
    """Keep what Django says about a request, without its path."""
    if str(line.get("logger", "")).startswith(LOGGERS_WITH_PATHS):
        line["event"] = str(line["event"]).split(":", 1)[0]
    return line


def log_options(level: str, form: str) -> dict[str, Any]:
    """The standard library's logging configuration (dictConfig), for Django, gunicorn and Celery alike."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "marketplace.logs.formatter", "form": form}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            **{name: {"level": least} for name, least in QUIET.items()},
            # These bring handlers of their own; everything goes through ours.
            **{name: {"handlers": [], "propagate": True} for name in ("django", "gunicorn.error", "celery")},
            # Our own line says more than theirs, and less about people (marketplace.middleware).
            **{
                name: {"handlers": [], "propagate": False, "level": "CRITICAL"}
                for name in ("django.request", "django.security.DisallowedHost", "django.server", "gunicorn.access")
            },
        },
    }


SHARED: list[Any] = [
    say_what_it_is_about,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    drop_path,
]


_encode = json.JSONEncoder(ensure_ascii=False, default=repr).encode


def as_json(logger: Any, method: str, line: Line) -> str:
    """The last processor. The encoder is made once: `json.dumps` would make one for each line."""
    return _encode(line)


class Ready(dict[str, Any]):
    """A line that says all that it should, and nothing of anybody: it only has to become text."""


_requests = logging.getLogger("marketplace.requests")


def log_request(method: str, route: str, status: int, milliseconds: float) -> None:
    """
    Log how a request went.

    Each request has this line, so it takes the short way: the long one to the same text was a tenth of a kept page.
    """
    if _requests.isEnabledFor(logging.INFO):
        line = Ready(
            event="request",
            method=without_personal_data(method),
            route=route,
            status=status,
            milliseconds=milliseconds,
            **occasion.names(),
            level="info",
            logger=_requests.name,
            timestamp=datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        )
        _requests.handle(logging.LogRecord(_requests.name, logging.INFO, "", 0, line, None, None))


class Lines(structlog.stdlib.ProcessorFormatter):
    """Every line's way to text, whichever logger wrote it; `render` is the last processor."""

    def __init__(self, render: Processor, *before: Processor) -> None:
        self.render = render
        first = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(foreign_pre_chain=SHARED, processors=[first, *before, render])

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.msg, Ready):
            return str(self.render(None, "info", dict(record.msg)))
        return super().format(record)


def formatter(form: str) -> logging.Formatter:
    """The way to text in the form of this home: "json", or "text" for people."""
    render: Processor = as_json
    if form == "text":
        render = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return Lines(render, structlog.processors.format_exc_info, scrub)


def configure(options: dict[str, Any]) -> None:
    """Set up both the standard library's loggers and structlog's."""
    logging.config.dictConfig(options)
    logging.captureWarnings(capture=True)
    # No line of ours says them, nor where in the code it was written; to find it all out was a fifth of each.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *(step for step in SHARED if not isinstance(step, structlog.stdlib.ExtraAdder)),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
