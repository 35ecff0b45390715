"""The heartbeat of a reading: renews the lease of a document while its worker lives. Decides nothing."""

import logging
import threading
from datetime import timedelta
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models.functions import Now

from invoices.models import Document

logger = logging.getLogger(__name__)


def longest_reading() -> timedelta:
    """A reading that hangs must not be renewed for ever: past Celery's hard limit nobody is at it any more."""
    return timedelta(seconds=settings.RADICA_TASK_SECONDS + 60)


class Heartbeat:
    """A thread that pushes the lease of one claim forward, three times per lease.

    It writes only while the claim is still the row's: a worker that slept too long wakes up to
    find that the document belongs to another one, and renews nothing.
    """

    def __init__(self, document_id: int, attempt: int) -> None:
        self._document_id = document_id
        self._attempt = attempt
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"lease of document {document_id}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join(timeout=5)

    def _beat(self) -> None:
        every = settings.RADICA_LEASE_SECONDS / 3
        beats = int(longest_reading().total_seconds() / every)
        try:
            for _ in range(beats):
                if self._done.wait(every) or not self._renew():
                    return
        finally:
            # The thread's own connection; nobody else would close it.
            connection.close()

    def _renew(self) -> bool:
        lease = timedelta(seconds=settings.RADICA_LEASE_SECONDS)
        try:
            rows = Document.objects.filter(
                pk=self._document_id, attempts=self._attempt, state=Document.State.EXTRACTING
            ).update(lease_until=Now() + lease)
        except DatabaseError as error:
            logger.warning("lease of document %s not renewed: %s", self._document_id, error)
            connection.close()
            return True
        return rows == 1
