"""The life of a document in the queue: claim, process, retry or fail; the sweep; the doorbell.

The row is the queue of record and the broker only a doorbell: losing every message costs a few
seconds, getting one five times costs nothing. A worker owns a document while `attempts` is still
the number it claimed. What is read and kept is decided in processing.py.
"""

import logging
import os
import socket
import uuid
from dataclasses import dataclass
from datetime import timedelta

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from invoices import checking, doorbell, errors, notifications, processing
from invoices.extraction.errors import EngineBusy, ExtractionError
from invoices.lease import Heartbeat
from invoices.models import Document

logger = logging.getLogger(__name__)

State = Document.State
# How long to wait when every engine is busy; after the last one the document has failed.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 120, 600, 1800, 3600))
# A fault of ours may be one of timing: a little patience before the same is tried again.
PAUSE_AFTER_FAULT = timedelta(seconds=5)
# A document nobody has taken is announced again after the time of a lease; so many in one sweep, oldest first.
RINGS_PER_SWEEP = 50
# Two sweeps at once would only do the same work twice.
SWEEP_LOCK = 727_001


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to read a document, as long as its row still says `attempt`."""

    document_id: int
    attempt: int
    deaths: int


# --- the doorbell ------------------------------------------------------------------


def ring(document_id: int) -> None:
    doorbell.ring(extract_document, document_id)


# --- reading one document ------------------------------------------------------------


@shared_task
def extract_document(document_id: int, **_: object) -> None:
    """Read one document, if it is still to be read and nobody else is at it."""
    claim = claim_document(document_id)
    if claim is None:
        return
    try:
        with Heartbeat(claim.document_id, claim.attempt):
            processing.process(claim.document_id, claim.attempt)
    except processing.NoLongerOurs:
        logger.warning("document %s: another worker has it, attempt %s is dropped", document_id, claim.attempt)
    except EngineBusy as error:
        _wait(claim, error)
    except ExtractionError as error:
        _fail(claim, error.code, error.sentence)
    except SoftTimeLimitExceeded:
        _stumble(claim, "too_slow", EngineBusy.sentence)
    except Exception:
        error_id = new_error_id()
        logger.exception("document %s: error %s", document_id, error_id)
        _stumble(claim, "internal", errors.logged_error(error_id))


def claim_document(document_id: int) -> Claim | None:
    """Take the document by one statement, by the database's clock, committed before anything is read."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE invoices_document
               SET state = 'EXTRACTING', attempts = attempts + 1, deaths = deaths + 1, next_try_at = NULL,
                   lease_owner = %(owner)s, lease_until = clock_timestamp() + %(lease)s * interval '1 second'
             WHERE id = %(id)s AND state IN ('RECEIVED', 'EXTRACTING') AND quarantined_at IS NULL
               AND deaths < %(most)s
               AND (lease_until IS NULL OR lease_until < clock_timestamp())
               AND (next_try_at IS NULL OR next_try_at <= clock_timestamp())
         RETURNING attempts, deaths
            """,
            {
                "id": document_id,
                "owner": f"{socket.gethostname()}:{os.getpid()}"[:120],
                "lease": settings.RADICA_LEASE_SECONDS,
                "most": settings.RADICA_MAX_ATTEMPTS,
            },
        )
        row = cursor.fetchone()
    return Claim(document_id, *row) if row else None


def new_error_id() -> str:
    return uuid.uuid4().hex[:8].upper()


# --- outcomes: the one place that decides what an error means for the document ---------


def _ours(claim: Claim) -> Q:
    return Q(pk=claim.document_id, attempts=claim.attempt, state=State.EXTRACTING)


def _wait(claim: Claim, error: EngineBusy) -> None:
    """The engine's passing fault: no death of the document, but no patience for ever either."""
    document = Document.objects.filter(_ours(claim)).first()
    if document is None:
        return
    if document.waits >= len(WAITS):
        _fail(claim, error.code, error.sentence)
        return
    Document.objects.filter(_ours(claim)).update(
        state=State.RECEIVED,
        deaths=F("deaths") - 1,
        waits=F("waits") + 1,
        next_try_at=Now() + WAITS[document.waits],
        lease_until=None,
        error_code=error.code,
        error_message=errors.WAITING_FOR_ENGINE,
    )


def _stumble(claim: Claim, code: str, sentence: str) -> None:
    """Our fault: tried again, and the last death takes the document out of the queue."""
    if claim.deaths >= settings.RADICA_MAX_ATTEMPTS:
        _fail(claim, code, sentence, quarantine=True)
        return
    Document.objects.filter(_ours(claim)).update(
        state=State.RECEIVED,
        next_try_at=Now() + PAUSE_AFTER_FAULT,
        lease_until=None,
        error_code=code,
        error_message=sentence,
    )


def _fail(claim: Claim, code: str, sentence: str, *, quarantine: bool = False) -> None:
    Document.objects.filter(_ours(claim)).update(
        state=State.FAILED,
        quarantined_at=Now() if quarantine else None,
        finished_at=Now(),
        next_try_at=None,
        lease_until=None,
        error_code=code,
        error_message=sentence[:500],
    )


# --- the sweep -----------------------------------------------------------------------


@shared_task
def sweep(**_: object) -> None:
    """Find what a dead worker, an empty broker or a crash between commit and message left behind."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return
        _quarantine_the_third_deaths()
        waiting = _announce_again()
        unsent = notifications.due()
    checking.recheck_waiting_for_an_order()
    for document_id in waiting:
        ring(document_id)
    for notice_id in unsent:
        notifications.ring(notice_id)


def _quarantine_the_third_deaths() -> None:
    """A document that took its worker along each time: nobody was left to write down an outcome."""
    dead = Document.objects.select_for_update(skip_locked=True).filter(
        state=State.EXTRACTING, lease_until__lt=Now(), deaths__gte=settings.RADICA_MAX_ATTEMPTS
    )
    for document in dead:
        error_id = new_error_id()
        logger.error(
            "document %s in quarantine: killed its reading %s times, %s", document.pk, document.deaths, error_id
        )
        Document.objects.filter(pk=document.pk).update(
            state=State.FAILED,
            quarantined_at=Now(),
            finished_at=Now(),
            lease_until=None,
            error_code="quarantined",
            error_message=errors.quarantined(error_id),
        )


def _announce_again() -> list[int]:
    """The oldest documents nobody is reading, marked as announced now."""
    rows = (
        Document.objects.select_for_update(skip_locked=True)
        .filter(Q(next_try_at=None) | Q(next_try_at__lte=Now()))
        .filter(
            Q(state=State.EXTRACTING, lease_until__lt=Now())
            | Q(state=State.RECEIVED, next_try_at__lte=Now())
            | Q(state=State.RECEIVED, rung_at=None)
            | Q(state=State.RECEIVED, rung_at__lt=Now() - timedelta(seconds=settings.RADICA_LEASE_SECONDS))
        )
        .filter(Q(rung_at=None) | Q(rung_at__lt=Now() - timedelta(seconds=settings.RADICA_SWEEP_SECONDS * 0.8)))
        .order_by("pk")[:RINGS_PER_SWEEP]
    )
    ids = [row.pk for row in rows]
    Document.objects.filter(pk__in=ids).update(rung_at=Now())
    return ids


# --- by hand ---------------------------------------------------------------------------


def retry(document_id: int, by: User) -> Document:
    """Read a failed document again from the start, quarantine or not."""
    if not (by.has_perm("invoices.upload_invoice") or by.has_perm("invoices.review_invoice")):
        raise errors.NotAllowed
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document_id)
        if document.state != State.FAILED:
            raise errors.WrongState("El documento no está fallido: no hace falta leerlo otra vez.")
        if document.shows.exists():
            raise errors.WrongState("Este documento ya tiene una factura: corrígela en lugar de leerlo otra vez.")
        document.state = State.RECEIVED
        document.deaths = document.waits = 0
        document.quarantined_at = document.next_try_at = document.lease_until = document.finished_at = None
        document.error_code = document.error_message = ""
        document.save()
        Document.objects.filter(pk=document_id).update(rung_at=Now())
    logger.info("document %s is read again, asked by %s", document_id, by.pk)
    ring(document_id)
    return document
