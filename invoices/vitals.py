"""Asks every part the site lives on whether it works: database, broker, storage, workers, queue.

Only looks. /readyz (config.health) and `manage.py check` (checks.py) tell what was found.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from celery import current_app
from django.core.files.storage import FileSystemStorage, storages
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Min, Q
from django.utils import timezone
from kombu.exceptions import KombuError

from invoices import spending
from invoices.models import Document, WorkerHeartbeat

log = structlog.get_logger(__name__)

WORKER_SILENT_AFTER = timedelta(seconds=45)
LEAST_FREE_DISK = 200 * 1024 * 1024

Check = Callable[[], dict[str, Any]]


class NotReady(Exception):
    """A part does not work; the text is a Spanish sentence without secrets."""


def readiness() -> dict[str, Any]:
    """Every part, whether it works and how long it took to find out."""
    checks = {name: run(name, check) for name, check in CHECKS.items()}
    return {"status": "ok" if all(check["ok"] for check in checks.values()) else "error", "checks": checks}


def run(name: str, check: Check) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        found = {"ok": True, **check()}
    except NotReady as problem:
        found = {"ok": False, "detail": str(problem)}
    except DatabaseError as error:
        log.warning("not_ready", check=name, error=str(error))
        found = {"ok": False, "detail": "La base de datos no responde."}
    return {**found, "ms": round((time.perf_counter() - started) * 1000)}


def check_database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {}


def check_broker() -> dict[str, Any]:
    with current_app.connection_for_write() as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=3)
            broker.default_channel.close()
        except (KombuError, *broker.connection_errors, *broker.channel_errors, OSError) as error:
            log.warning("not_ready", check="broker", error=type(error).__name__)
            raise NotReady("La cola de tareas no responde.") from error
    return {}


def check_storage() -> dict[str, Any]:
    """Write and read a few bytes where originals are kept; a remote store is asked a question instead."""
    archive = storages["archive"]
    try:
        if isinstance(archive, FileSystemStorage):
            return _check_folder(Path(archive.location))
        archive.exists("readyz")
    except _storage_errors() as error:
        log.warning("not_ready", check="storage", error=type(error).__name__)
        raise NotReady("El archivo de originales no acepta escritura o no responde.") from error
    return {}


def _storage_errors() -> tuple[type[Exception], ...]:
    """What a folder and the clients of buckets raise; those take half a second to import, hence only here."""
    from botocore.exceptions import BotoCoreError, ClientError
    from google.api_core.exceptions import GoogleAPIError
    from google.auth.exceptions import GoogleAuthError

    return OSError, BotoCoreError, ClientError, GoogleAPIError, GoogleAuthError


def _check_folder(folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"radica")
        probe.flush()
        os.fsync(probe.fileno())
        probe.seek(0)
        if probe.read() != b"radica":
            raise OSError("read back something else")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_DISK:
        raise NotReady("El disco del archivo de originales está casi lleno.")
    return {"free_mb": free // 2**20}


def check_workers() -> dict[str, Any]:
    alive = WorkerHeartbeat.objects.filter(seen_at__gt=timezone.now() - WORKER_SILENT_AFTER).count()
    if alive == 0:
        raise NotReady("Ningún lector de facturas está activo.")
    return {"alive": alive}


def look_at_queue() -> dict[str, Any]:
    """How many documents wait and since when. A long queue is slow, not broken: it is told, never an error."""
    waiting = Document.objects.filter(
        Q(next_try_at=None) | Q(next_try_at__lte=timezone.now()),
        state__in=[Document.State.RECEIVED, Document.State.EXTRACTING],
        quarantined_at=None,
    )
    oldest = waiting.aggregate(oldest=Min("received_at"))["oldest"]
    age = round((timezone.now() - oldest).total_seconds()) if oldest else 0
    return {"waiting": waiting.count(), "oldest_waiting_s": age}


def look_at_paid_engines() -> dict[str, Any]:
    """Which of them have spent their month. The others go on reading, so that is told and no error."""
    return {"cap_reached": [one.engine for one in spending.spent() if one.is_over]}


CHECKS: dict[str, Check] = {
    "database": check_database,
    "broker": check_broker,
    "storage": check_storage,
    "workers": check_workers,
    "queue": look_at_queue,
    "paid_engines": look_at_paid_engines,
}
