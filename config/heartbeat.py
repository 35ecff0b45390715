"""A worker says every few seconds that it is alive: a row in the database, which /readyz looks at.

It runs in the worker's own event loop, so a worker that hangs falls silent, and it depends neither on
the broker nor on a free place among the tasks.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from celery import bootsteps
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

log = structlog.get_logger(__name__)

EVERY = 10.0
FORGOTTEN_AFTER = timedelta(days=1)


class HeartbeatStep(bootsteps.StartStopStep):  # type: ignore[misc]  # celery has no types
    requires = {"celery.worker.components:Timer"}

    def __init__(self, parent: Any, **options: Any) -> None:
        self.timer: Any = None
        super().__init__(parent, **options)

    def start(self, worker: Any) -> None:
        self._write(say_alive, worker.hostname)
        self.timer = worker.timer.call_repeatedly(EVERY, self._write, (say_alive, worker.hostname), priority=10)

    def stop(self, worker: Any) -> None:
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        self._write(say_goodbye, worker.hostname)

    @staticmethod
    def _write(say: Callable[[str], None], worker: str) -> None:
        """A database that is away must not end the worker: it is silent until the database is back."""
        try:
            say(worker)
        except DatabaseError as error:
            log.warning("heartbeat_failed", error=str(error))
        finally:
            # Kept open it would be shared with the processes forked later.
            connection.close()


def say_alive(worker: str) -> None:
    from invoices.models import WorkerHeartbeat  # the models are not loaded yet when Celery imports this file

    now = timezone.now()
    WorkerHeartbeat.objects.update_or_create(worker=worker, defaults={"seen_at": now})
    WorkerHeartbeat.objects.filter(seen_at__lt=now - FORGOTTEN_AFTER).delete()


def say_goodbye(worker: str) -> None:
    from invoices.models import WorkerHeartbeat  # see above

    WorkerHeartbeat.objects.filter(worker=worker).delete()
