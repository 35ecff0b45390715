"""Structured logs: one event a line, JSON in files and in production, words on a developer's terminal.

Every line of a request carries its request id and person, every line of a task its task and document id.
Tracebacks never show local variables: a password or a customer's data may stand in one.
"""

import fcntl
import logging
import logging.handlers
import os
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

LARGEST_FILE = 10 * 1024 * 1024
KEPT_FILES = 10
# What the schedule does every few seconds is news only when it fails.
ROUTINE_TASKS = {"invoices.tasks.sweep"}
ROUTINE_EVENTS = {"task_started", "task_succeeded", "task_enqueued"}


def configure(*, folder: Path | None, json: bool, level: str = "INFO") -> dict[str, Any]:
    """The LOGGING setting. `folder` None, or one nobody may write to, means the terminal only."""
    structlog.configure(
        processors=[*_before_rendering(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handlers: dict[str, Any] = {
        "terminal": {"class": "logging.StreamHandler", "formatter": "json" if json else "words"},
    }
    if folder is not None and _writable(folder):
        handlers["file"] = {
            "()": "config.logs.SharedRotatingFile",
            "filename": str(folder / "radica.log"),
            "formatter": "json",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": _formatter(structlog.processors.JSONRenderer(ensure_ascii=False)),
            "words": _formatter(
                structlog.dev.ConsoleRenderer(
                    colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
                )
            ),
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        "loggers": {
            # Django's own answer to a refused request; django_structlog tells the same with its request id.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": list(handlers), "level": "INFO", "propagate": False},
            # Their chatter names every page and every call.
            "googleapiclient.discovery_cache": {"level": "ERROR"},
            "PIL": {"level": "WARNING"},
            # Told once already, with the document's id, by django_structlog.
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.redirected": {"level": "WARNING"},
        },
    }


def _before_rendering() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        drop_routine,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.UnicodeDecoder(),
    ]


def _formatter(renderer: Processor) -> dict[str, Any]:
    foreign = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    finish: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if isinstance(renderer, structlog.processors.JSONRenderer):
        # The standard library's own traceback: lines of code, no values.
        finish.append(structlog.processors.format_exc_info)
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": foreign,
        "processors": [*finish, renderer],
    }


def drop_routine(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    task = event.get("task") or event.get("child_task_name")
    if task in ROUTINE_TASKS and event.get("event") in ROUTINE_EVENTS:
        raise structlog.DropEvent
    return event


def _writable(folder: Path) -> bool:
    """Whether the folder can be written to; it is made on the first line, not before."""
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    return os.access(nearest, os.W_OK | os.X_OK)


class SharedRotatingFile(logging.handlers.WatchedFileHandler):
    """A log several processes write to: one of them, under a lock, moves a full file away; the others notice."""

    def __init__(self, filename: str, *, largest: int = LARGEST_FILE, kept: int = KEPT_FILES) -> None:
        super().__init__(filename, encoding="utf-8", delay=True)
        self.largest = largest
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        path = Path(self.baseFilename)
        path.parent.mkdir(parents=True, exist_ok=True)
        if _size(path) > self.largest:
            self._rotate(path)
        super().emit(record)

    def _rotate(self, path: Path) -> None:
        with path.with_name(path.name + ".lock").open("a") as guard:
            fcntl.flock(guard, fcntl.LOCK_EX)
            if _size(path) <= self.largest:  # another process was quicker
                return
            for number in range(self.kept - 1, 0, -1):
                older = path.with_name(f"{path.name}.{number}")
                if older.exists():
                    older.replace(path.with_name(f"{path.name}.{number + 1}"))
            path.replace(path.with_name(f"{path.name}.1"))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
