"""Tells the workers that a row waits for them; says nothing else and keeps nothing.

A broker that is down, or accepts and never answers, must neither fail an upload nor hold it up: the
sweep finds the row. The consumers' connection waits long on purpose, so this one has its own.
"""

import logging
import time
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 1.5
# Fifty files in one upload must not each wait for the same dead broker.
QUIET_SECONDS = 10.0
_IMPATIENT = {
    "socket_timeout": TIMEOUT_SECONDS,
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "max_retries": 0,
    "interval_start": 0,
}
_quiet_until = 0.0


def ring(task: Task, key: int) -> None:
    """Send the task with this key once the transaction is committed, if there is one."""
    transaction.on_commit(partial(_send, task, key))


def _send(task: Any, key: int) -> None:
    """After the commit, by on_commit above; delay_on_commit would let the broker's error out."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        with task.app.connection_for_write(transport_options=_IMPATIENT) as connection:
            task.apply_async((key,), connection=connection, retry=False)
    except (OperationalError, OSError) as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("the broker does not answer; the sweep will announce %s %s: %s", task.name, key, error)
