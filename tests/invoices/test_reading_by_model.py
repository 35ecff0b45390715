"""A document read by a vision model alone, from the file to the fields a person sees, and as a second opinion."""

import io
from decimal import Decimal

import pytest

from invoices import intake, tasks
from invoices.models import Document, FieldReading, Invoice
from tests.engine_servers import page
from tests.engine_servers.ollama import Ollama
from tests.engine_servers.server import serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with serve(Ollama()) as server:
        entry = {**settings.RADICA_ENGINES["ollama"], "OPTIONS": {"base_url": server.url}}
        settings.RADICA_ENGINES = {**settings.RADICA_ENGINES, "ollama": entry, "words": ONE_WORD}
        yield server


ONE_WORD = {"BACKEND": "tests.engines.ScriptedEngine"}


def read() -> Document:
    data = io.BytesIO()
    page.draw()[0].save(data, "PNG")
    document = intake.receive(data=data.getvalue(), name="foto.png", door="upload", by=None).document
    tasks.extract_document(document.pk)
    return Document.objects.get(pk=document.pk)


def source(name: str) -> str:
    return FieldReading.objects.get(name=name, current=True).source


def test_a_model_alone_reads_a_document_and_what_it_cannot_prove_waits_for_a_person(settings, server):
    settings.RADICA_ENGINE_CHAIN = ["ollama"]
    document = read()
    assert (document.state, document.engine) == ("EXTRACTED", "ollama")
    invoice = Invoice.objects.get()
    assert (invoice.invoice_number, invoice.supplier_nit, invoice.total) == ("FE1024", "900123456", Decimal(1190000))
    readings = {one.name: one for one in FieldReading.objects.filter(current=True)}
    assert {readings[name].source for name in ("total", "supplier_nit", "issue_date")} == {"model"}
    # The sums hold and the check digit is right; nobody else has seen the date.
    assert readings["total"].confidence >= Decimal("0.90") and readings["supplier_nit"].confidence >= Decimal("0.90")
    assert readings["issue_date"].confidence < Decimal("0.85")
    assert invoice.status != "LISTA"
    assert [line.description for line in invoice.lines.all()] == ["CABLE 12 AWG"]


def test_as_a_second_opinion_it_fills_what_the_first_engine_did_not_see(settings, server):
    settings.RADICA_ENGINE_CHAIN, settings.RADICA_SECOND_OPINION = ["words"], "ollama"
    document = read()
    assert (document.state, document.engine) == ("EXTRACTED", "words")
    assert source("total") == "model"
    assert len(server.requests) == 1


def test_without_being_named_it_is_not_asked(settings, server):
    settings.RADICA_ENGINE_CHAIN = ["words"]
    read()
    assert server.requests == []


def test_a_model_server_that_is_away_makes_the_document_wait_and_not_fail(settings, server):
    settings.RADICA_ENGINE_CHAIN = ["ollama"]
    server.mood = "busy"
    document = read()
    assert (document.state, document.error_message) == ("RECEIVED", "Esperando el motor de lectura.")
    assert document.next_try_at is not None
