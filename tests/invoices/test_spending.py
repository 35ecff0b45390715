"""The monthly cap of paid engines: counted by the database, exactly, and told to whoever can do something."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from PIL import Image

from invoices import spending, tasks, vitals
from invoices.extraction import engines
from invoices.extraction.engines.metered import Tariff
from invoices.extraction.errors import EngineBusy, EngineCapReached, EngineUnavailable
from invoices.models import Document, EngineMonth
from invoices.spending import DatabaseMeter
from tests.engines import ScriptedEngine
from tests.invoices.test_tasks import photo

PAGE = Image.new("L", (10, 10))
TARIFF = Tariff(Decimal("0.50"), Decimal("1.00"))


class Faulty(ScriptedEngine):
    """Busy every time, the page perhaps paid for."""

    def __init__(self, *, billed: bool, **options) -> None:
        super().__init__(**options)
        self.billed = billed

    def read(self, image: Image.Image):
        self.calls += 1
        raise EngineBusy(detail="scripted", billed=self.billed)


def paid(backend: str = "tests.engines.ScriptedEngine", cap: str = "1.00", **options) -> dict:
    return {"BACKEND": backend, "PRICE": "0.50", "MONTHLY_CAP": cap, "OPTIONS": options}


def chain(entry: dict, *more: str, meter=None):
    config = {"paid": entry, "free": {"BACKEND": "tests.engines.ScriptedEngine"}}
    return engines.load(config, ["paid", *more], meter=meter or DatabaseMeter())


def counted() -> tuple[int, Decimal]:
    row = EngineMonth.objects.filter(engine="paid", month=spending.this_month()).first()
    return (row.pages, row.cost) if row else (0, Decimal(0))


@pytest.mark.django_db
class TestCounting:
    def test_each_page_is_counted_and_the_one_over_the_cap_is_refused_in_words(self):
        alone = chain(paid())
        alone.read(PAGE)
        alone.read(PAGE)
        assert counted() == (2, Decimal(1))
        with pytest.raises(EngineCapReached) as error:
            alone.read(PAGE)
        assert error.value.sentence.startswith("El motor de pago «paid» lleva 1,00 de 1,00 dólares en ")
        assert "pide al administrador que suba el tope" in error.value.sentence
        assert counted() == (2, Decimal(1))

    def test_the_next_engine_reads_on(self):
        both = chain(paid(cap="0.50"), "free")
        assert [both.read(PAGE).engine for _ in range(3)] == ["paid", "free", "free"]
        assert both.engines[1].calls == 2

    def test_a_price_without_a_cap_buys_nothing(self):
        with pytest.raises(EngineCapReached):
            chain({"BACKEND": "tests.engines.ScriptedEngine", "PRICE": "0.50"}).read(PAGE)
        assert counted() == (0, 0)

    def test_an_engine_without_a_price_is_not_counted(self):
        engines.load({"free": {"BACKEND": "tests.engines.ScriptedEngine"}}, ["free"]).read(PAGE)
        assert not EngineMonth.objects.exists()

    def test_every_call_that_may_have_been_billed_counts_once_the_retry_too(self):
        with pytest.raises(EngineBusy):
            chain(paid("tests.invoices.test_spending.Faulty", billed=True)).read(PAGE)
        assert counted() == (2, Decimal(1))

    def test_a_call_that_was_not_billed_is_given_back(self):
        with pytest.raises(EngineBusy):
            chain(paid("tests.invoices.test_spending.Faulty", billed=False)).read(PAGE)
        assert counted() == (0, Decimal(0))

    def test_an_engine_that_lacks_its_key_costs_nothing(self):
        with pytest.raises(EngineUnavailable):
            chain(paid("tests.engines.MissingEngine")).read(PAGE)
        assert counted() == (0, 0)

    def test_a_new_month_begins_at_nothing(self):
        EngineMonth.objects.create(engine="paid", month="2020-01-01", pages=2, cost=1)
        chain(paid()).read(PAGE)
        assert counted() == (1, Decimal("0.50"))

    def test_nobody_reads_for_money_when_nobody_counts(self):
        config = {"paid": paid()}
        with pytest.raises(EngineUnavailable):
            engines.load(config, ["paid"]).read(PAGE)


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_do_not_pass_the_cap_together():
    taken = []
    tariff = Tariff(Decimal("0.10"), Decimal("1.50"))

    def work() -> None:
        try:
            for _ in range(5):
                try:
                    DatabaseMeter().take("paid", tariff)
                    taken.append(1)
                except EngineCapReached:
                    pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (len(taken), *counted()) == (15, 15, Decimal("1.50"))


@pytest.mark.django_db(transaction=True)
def test_a_counter_that_cannot_be_written_stops_the_paid_engine_and_not_the_next_one():
    both = chain(paid(), "free")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE invoices_enginemonth RENAME TO elsewhere")
    try:
        assert both.read(PAGE).engine == "free"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO invoices_enginemonth")
    assert both.engines[0].engine.calls == 0


@pytest.mark.django_db
class TestTold:
    @pytest.fixture(autouse=True)
    def spent(self, settings):
        settings.RADICA_ENGINES = {"paid": paid(), "free": {"BACKEND": "tests.engines.ScriptedEngine"}}
        settings.RADICA_ENGINE_CHAIN = ["paid"]
        EngineMonth.objects.create(engine="paid", month=spending.this_month(), pages=2, cost=1)

    def test_the_document_says_that_the_cap_was_reached_when_no_engine_is_left(self):
        document = photo()
        tasks.extract_document(document.pk)
        document = Document.objects.get(pk=document.pk)
        assert (document.state, document.error_code) == ("FAILED", "engine_cap")
        assert "Llegó al tope y no lee más este mes" in document.error_message

    def test_it_is_read_by_the_next_engine_when_there_is_one(self, settings):
        settings.RADICA_ENGINE_CHAIN = ["paid", "free"]
        document = photo(1)
        tasks.extract_document(document.pk)
        assert Document.objects.get(pk=document.pk).engine == "free"

    def test_the_monitor_is_told_and_the_site_stays_ready(self):
        assert vitals.look_at_paid_engines() == {"cap_reached": ["paid"]}
        EngineMonth.objects.all().delete()
        assert vitals.look_at_paid_engines() == {"cap_reached": []}
