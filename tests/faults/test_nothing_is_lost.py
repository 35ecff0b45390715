"""SIGKILL in mid-task, an emptied broker, a document that kills: delay, never loss, never twice.

With a real PostgreSQL, a real Redis and a real Celery worker. Waits are limits, not measurements.
"""

import io
import time

import pytest
import redis
from django.db import connection
from PIL import Image

from config.embedded.process import wait_until
from invoices import intake, tasks
from invoices.models import Document, ExtractionRun, Invoice

from .engines import BLUE, GREEN, GREY, RED

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = {"FAULTS_LEASE": "2", "FAULTS_SWEEP": "1"}
SETTINGS = "tests.faults.settings"


@pytest.fixture
def ours(worker):
    """The worker with our engine; `start` takes the lease to use."""

    def start(concurrency=1, **env):
        worker.start(
            concurrency=concurrency,
            env={"DJANGO_SETTINGS_MODULE": SETTINGS, "FAULTS_DIR": str(worker.folder), **env},
        )

    worker.begin = start
    return worker


def page(colour, number=0) -> bytes:
    """A picture of one colour; the number makes its bytes differ."""
    picture = Image.new("RGB", (700 + number, 900), colour)
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def receive(colour, number=0) -> Document:
    return intake.receive(data=page(colour, number), name=f"{number}.png", door="upload", by=None).document


def readings(worker) -> int:
    file = worker.folder / "readings"
    return len(file.read_text().splitlines()) if file.exists() else 0


def reached(state, *documents):
    keys = [document.pk for document in documents]

    def look() -> bool:
        connection.close()
        return Document.objects.filter(pk__in=keys, state=state).count() == len(keys)

    return look


def read_once(*documents):
    """Each has exactly one result, and nobody owns it any more."""
    for document in documents:
        assert ExtractionRun.objects.filter(document=document).count() == 1
        assert Invoice.objects.filter(evidence__document=document).count() == 1
        assert Document.objects.get(pk=document.pk).lease_until is None


def test_a_document_whose_worker_was_killed_is_read_again_within_thirty_seconds(ours):
    """With the lease and the sweep of production, from the kill to the finished reading."""
    document = receive(BLUE)
    ours.begin()
    assert wait_until(lambda: readings(ours) == 1, 30), ours.said()[-3000:]
    ours.kill9()
    killed = time.monotonic()
    ours.begin()
    left = 30 - (time.monotonic() - killed)
    assert wait_until(reached("EXTRACTED", document), left), ours.said()[-3000:]
    read_once(document)
    assert Document.objects.get(pk=document.pk).attempts == 2


def test_an_emptied_broker_loses_no_document(ours):
    documents = [receive(GREY, number) for number in range(4)]
    redis.Redis.from_url(ours.broker.url.replace("redis+socket", "unix")).flushall()
    ours.begin(2, **QUICK)
    assert wait_until(reached("EXTRACTED", *documents), 30), ours.said()[-3000:]
    read_once(*documents)


def test_a_broker_that_is_down_fails_no_upload_and_the_sweep_finds_it(ours):
    ours.broker.kill()
    document = receive(GREY)
    assert Document.objects.get(pk=document.pk).state == "RECEIVED"
    ours.broker.start()
    ours.begin(**QUICK)
    assert wait_until(reached("EXTRACTED", document), 30), ours.said()[-3000:]
    read_once(document)


def test_a_document_that_kills_its_worker_is_quarantined_and_its_neighbours_are_read(ours):
    poison = receive(RED)
    neighbours = [receive(GREY, number) for number in range(1, 5)]
    ours.begin(2, **QUICK)
    assert wait_until(reached("EXTRACTED", *neighbours), 60), ours.said()[-3000:]
    assert wait_until(reached("FAILED", poison), 60), ours.said()[-3000:]
    read_once(*neighbours)
    poison.refresh_from_db()
    assert poison.quarantined_at is not None
    assert (poison.attempts, poison.deaths) == (3, 3)
    assert "quedó en cuarentena" in poison.error_message
    assert not ExtractionRun.objects.filter(document=poison).exists()
    # Messages the broker still delivers for it find nothing to claim.
    after = receive(GREY, 9)
    tasks.ring(poison.pk)
    assert wait_until(reached("EXTRACTED", after), 60), ours.said()[-3000:]
    assert ours.alive
    poison.refresh_from_db()
    assert (poison.attempts, poison.state) == (3, "FAILED")


def test_a_message_delivered_five_times_gives_one_result_even_when_reading_outlasts_the_lease(ours):
    """The heartbeat keeps the lease of a slow reading; nobody else starts it a second time."""
    document = receive(GREEN)
    for _ in range(4):
        tasks.ring(document.pk)
    ours.begin(3, **QUICK)
    assert wait_until(reached("EXTRACTED", document), 60), ours.said()[-3000:]
    for _ in range(2):
        tasks.ring(document.pk)
    last = receive(GREY, 1)
    assert wait_until(reached("EXTRACTED", last), 60), ours.said()[-3000:]
    read_once(document)
    assert Document.objects.get(pk=document.pk).attempts == 1


def long_scan(pages) -> bytes:
    first, *others = (Image.new("RGB", (700, 900 + number), GREEN) for number in range(pages))
    data = io.BytesIO()
    first.save(data, "TIFF", save_all=True, append_images=others, compression="tiff_deflate")
    return data.getvalue()


def test_ten_slow_pages_outlast_many_leases_and_are_read_once(ours):
    document = intake.receive(data=long_scan(10), name="largo.tif", door="upload", by=None).document
    # Without a word of sense each page is tried in four directions.
    ours.begin(2, **QUICK, FAULTS_SLOW_SECONDS="0.15")
    assert wait_until(reached("EXTRACTED", document), 60), ours.said()[-3000:]
    read_once(document)
    assert Document.objects.get(pk=document.pk).attempts == 1
    assert readings(ours) == 4 * 10


def test_pages_for_which_there_is_no_time_do_not_cost_those_that_were_read(ours):
    document = intake.receive(data=long_scan(5), name="largo.tif", door="upload", by=None).document
    ours.begin(1, **QUICK, FAULTS_SLOW_SECONDS="0.3", RADICA_READING_SECONDS="1")
    assert wait_until(reached("EXTRACTED", document), 60), ours.said()[-3000:]
    assert readings(ours) < 4 * 5
    findings = ExtractionRun.objects.get(document=document).result["findings"]
    assert "pages_not_read" in {one["code"] for one in findings}
