"""The life of a document in the queue: claim, outcome, sweep, and by hand."""

import io
import socket
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image

from config.celery import app
from invoices import doorbell, errors, intake, processing, review, tasks
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.models import Document, ExtractionRun, Finding, Invoice

from . import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def engine(settings):
    """Choose the engine of a test by its name in tests/engines.py."""

    def choose(name="ScriptedEngine", **options):
        settings.RADICA_ENGINES = {"test": {"BACKEND": f"tests.engines.{name}", "OPTIONS": options}}
        settings.RADICA_ENGINE_CHAIN = ["test"]

    choose()
    return choose


def photo(number=0) -> Document:
    data = io.BytesIO()
    Image.new("RGB", (600 + number, 800), (200, 200, 200)).save(data, "PNG")
    return intake.receive(data=data.getvalue(), name=f"{number}.png", door="upload", by=None).document


def read(document) -> Document:
    tasks.extract_document(document.pk)
    return Document.objects.get(pk=document.pk)


def at_once(document) -> None:
    """Let the time a document has to wait be over."""
    past = timezone.now() - timedelta(hours=2)
    Document.objects.filter(pk=document.pk, next_try_at__isnull=False).update(next_try_at=past)
    Document.objects.filter(pk=document.pk, lease_until__isnull=False).update(lease_until=past)
    Document.objects.filter(pk=document.pk).update(rung_at=past)


class TestReading:
    def test_a_document_is_read_once_however_often_it_is_announced(self):
        document = photo()
        for _ in range(5):
            done = read(document)
        assert (done.state, done.attempts, done.deaths, done.lease_until) == ("EXTRACTED", 1, 0, None)
        assert ExtractionRun.objects.get().engine == "test"
        assert Invoice.objects.count() == 1

    def test_a_document_somebody_is_reading_is_left_alone(self):
        document = photo()
        first = tasks.claim_document(document.pk)
        assert (first.attempt, tasks.claim_document(document.pk)) == (1, None)

    def test_a_lease_that_ran_out_is_taken_over_and_the_late_result_is_dropped(self):
        document = photo()
        late = tasks.claim_document(document.pk)
        at_once(document)
        done = read(document)
        assert (done.state, done.attempts) == ("EXTRACTED", 2)
        with pytest.raises(processing.NoLongerOurs):
            processing.process(document.pk, late.attempt)
        assert (ExtractionRun.objects.count(), Invoice.objects.count()) == (1, 1)

    def test_a_late_failure_does_not_undo_what_another_worker_read(self):
        document = photo()
        late = tasks.claim_document(document.pk)
        at_once(document)
        read(document)
        tasks._fail(late, "x", "Tarde.")
        tasks._wait(late, EngineBusy())
        tasks._stumble(late, "x", "Tarde.")
        assert Document.objects.get(pk=document.pk).state == "EXTRACTED"


class TestOutcomes:
    def test_a_document_nobody_can_read_fails_at_once_with_its_sentence(self):
        document = making.document()
        failed = read(document)
        assert (failed.state, failed.attempts, failed.quarantined_at) == ("FAILED", 1, None)
        assert failed.error_message.endswith(".")

    def test_a_busy_engine_is_waited_for_longer_each_time_and_not_for_ever(self, engine):
        engine("BusyEngine")
        document, waits = photo(), []
        for _ in tasks.WAITS:
            waiting = read(document)
            assert (waiting.state, waiting.deaths) == ("RECEIVED", 0)
            assert waiting.error_message == "Esperando el motor de lectura."
            waits.append(waiting.next_try_at)
            assert read(document).attempts == waiting.attempts
            at_once(document)
        assert waits == sorted(waits)
        assert waits[-1] - waits[0] > timedelta(minutes=50)
        failed = read(document)
        assert (failed.state, failed.error_message) == ("FAILED", EngineBusy.sentence)

    def test_an_engine_that_is_not_there_is_the_operator_s_and_fails(self, engine):
        engine("MissingEngine")
        failed = read(photo())
        assert (failed.state, failed.error_message) == ("FAILED", EngineUnavailable.sentence)

    def test_a_fault_of_ours_is_logged_with_an_id_tried_again_and_quarantined(self, engine, caplog):
        engine("FailingEngine")
        document = photo()
        for attempt in (1, 2):
            waiting = read(document)
            assert (waiting.state, waiting.attempts, waiting.quarantined_at) == ("RECEIVED", attempt, None)
            at_once(document)
        failed = read(document)
        assert failed.state == "FAILED"
        assert failed.quarantined_at is not None
        error_id = caplog.messages[-1].rsplit(" ", 1)[1]
        assert failed.error_message == errors.logged_error(error_id)
        assert "a bug in the engine" in caplog.text
        at_once(document)
        assert read(document).attempts == 3

    def test_a_failure_leaves_nothing_half_written(self, engine):
        engine("FailingEngine")
        read(photo())
        assert (ExtractionRun.objects.count(), Invoice.objects.count()) == (0, 0)


class TestSweep:
    def test_what_was_never_announced_is_announced(self):
        document = photo()
        Document.objects.update(rung_at=None)
        tasks.sweep()
        assert Document.objects.get(pk=document.pk).rung_at is not None

    def test_what_was_just_announced_is_left_in_peace(self):
        document = photo()
        before = Document.objects.get(pk=document.pk).rung_at
        tasks.sweep()
        assert Document.objects.get(pk=document.pk).rung_at == before

    @pytest.mark.parametrize("outcome", ["EXTRACTED", "FAILED"])
    def test_what_is_done_is_not_announced(self, outcome):
        document = photo()
        Document.objects.filter(pk=document.pk).update(state=outcome)
        at_once(document)
        before = Document.objects.get(pk=document.pk).rung_at
        tasks.sweep()
        assert Document.objects.get(pk=document.pk).rung_at == before

    def test_a_dead_worker_s_document_is_announced_and_its_third_death_is_the_last(self):
        document = photo()
        for attempt in (1, 2, 3):
            assert tasks.claim_document(document.pk).deaths == attempt
            at_once(document)
            tasks.sweep()
        dead = Document.objects.get(pk=document.pk)
        assert (dead.state, dead.error_code) == ("FAILED", "quarantined")
        assert dead.quarantined_at is not None
        assert tasks.claim_document(document.pk) is None

    def test_an_order_made_since_unblocks_the_invoice_that_waited_for_it(self):
        making.company()
        waiting = making.invoice(purchase_order="OC-55", total=Decimal(999), subtotal=Decimal(999), iva=Decimal(0))
        other = making.invoice(invoice_number="FE-2", supplier_nit="830041598", supplier_dv="9", purchase_order=None)
        Invoice.objects.filter(pk=waiting.pk).update(order=None, status="BLOQUEADA")
        tasks.sweep()
        assert Invoice.objects.get(pk=waiting.pk).order is None
        order = making.order(number="OC-55", total="999")
        tasks.sweep()
        waiting.refresh_from_db()
        assert (waiting.order, waiting.status) == (order, "LISTA")
        changed = Invoice.objects.get(pk=other.pk).changed_at
        assert changed == other.changed_at

    def test_not_all_of_a_long_queue_is_announced_at_once(self):
        rows = [
            Document(sha256=f"{number:064x}", name="x", size=1, media_type="image/png", door="upload")
            for number in range(tasks.RINGS_PER_SWEEP + 10)
        ]
        Document.objects.bulk_create(rows)
        tasks.sweep()
        assert Document.objects.exclude(rung_at=None).count() == tasks.RINGS_PER_SWEEP
        tasks.sweep()
        assert not Document.objects.filter(rung_at=None).exists()


class TestByHand:
    def test_a_failed_document_is_read_again_from_the_start(self, engine):
        engine("FailingEngine")
        document = photo()
        for _ in range(3):
            read(document)
            at_once(document)
        engine()
        tasks.retry(document.pk, making.clerk())
        assert read(document).state == "EXTRACTED"

    def test_only_who_may_and_only_what_failed(self):
        document = photo()
        with pytest.raises(errors.NotAllowed):
            tasks.retry(document.pk, making.manager())
        with pytest.raises(errors.WrongState):
            tasks.retry(document.pk, making.clerk())

    def test_what_is_no_copy_is_filed_apart(self, engine):
        from invoices.extraction.result import Extraction

        making.company()
        ana, document = making.clerk(), making.document()
        first = making.invoice()
        claim = tasks.claim_document(document.pk)
        copy = Extraction((making.reading(),), "application/pdf", 1, "text")
        keep(document, claim, copy)
        assert Document.objects.get(pk=document.pk).duplicate_of == first
        again = review.not_a_copy(document.pk, ana)
        assert (again.state, again.duplicate_of, first.evidence.count()) == ("RECEIVED", None, 1)
        keep(document, tasks.claim_document(document.pk), copy)
        own = Invoice.objects.get(evidence__document=document)
        assert own != first
        assert Finding.objects.filter(invoice=own, code="duplicate").exists()
        with pytest.raises(errors.WrongState):
            review.not_a_copy(document.pk, ana)


def keep(document, claim, extraction) -> None:
    processing.keep(document.pk, claim.attempt, extraction, timezone.now())


@pytest.mark.django_db(transaction=True)
class TestTheDoorbell:
    @pytest.fixture
    def silent_broker(self):
        """Accepts every connection and never says a word."""
        server = socket.socket()
        server.bind(("127.0.0.1", 0))
        server.listen(20)
        before, app.conf.broker_url = app.conf.broker_url, f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        doorbell._quiet_until = 0.0
        yield server
        app.conf.broker_url = before
        doorbell._quiet_until = 0.0
        server.close()

    def test_a_broker_that_never_answers_holds_up_no_upload(self, silent_broker, caplog):
        def send():
            photo(1)
            photo(2)
            connection.close()

        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        sender.join(20)
        assert not sender.is_alive()
        assert Document.objects.count() == 2
        # The second upload did not even ask.
        assert caplog.text.count("the broker does not answer") == 1

    def test_nothing_is_announced_before_the_commit(self):
        asked = []

        class Task:
            name = "test"

            @property
            def app(self):
                asked.append(1)
                raise OSError("no broker")

        doorbell._quiet_until = 0.0
        with tasks.transaction.atomic():
            doorbell.ring(Task(), 1)
            assert asked == []
        assert asked == [1]
        doorbell._quiet_until = 0.0
