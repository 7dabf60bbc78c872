"""Log lines for machines: one JSON object a line, with the id of the request it belongs to. Pure.

Never an address, a query or a cookie: what is not written down cannot be asked for.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of one."""
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_QUERY = re.compile(r"\?\S*")


def accepted(offered: str) -> str:
    """The id that a trusted proxy offers, if it is well-formed; else a new random one of 16 hex digits."""
    return offered if _WELL_FORMED.fullmatch(offered) else secrets.token_hex(8)


class JsonFormatter(logging.Formatter):
    """`{"at", "level", "logger", "message", "request", …}`; `extra={"fields": {…}}` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback is one of its values."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _QUERY.sub("?…", record.getMessage()),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """The same for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """`LEVEL logger: message [request]`, then the traceback if there is one."""
        text = f"{record.levelname} {record.name}: {_QUERY.sub('?…', record.getMessage())}"
        if fields := getattr(record, "fields", {}):
            text += " " + " ".join(f"{name}={value}" for name, value in fields.items())
        if request_id.get():
            text += f" [{request_id.get()}]"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


def configuration(form: str) -> dict[str, object]:
    """What `logging.config` takes: everything to stderr; `form`: `json` or `text`."""
    formatter = JsonFormatter if form == "json" else TextFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Django's own handlers would mail tracebacks and print in another form.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # A page that is not there is told to the reader who asked, and counted; not noted.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": True},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "archive": {"level": "INFO"},
            "search": {"level": "INFO"},
        },
    }
