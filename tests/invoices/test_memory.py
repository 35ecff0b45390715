"""What people confirm is remembered of the supplier, is used on its next invoice, and can be forgotten."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.test.utils import CaptureQueriesContext
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from invoices import errors, intake, memory, processing, review, tasks
from invoices.extraction.habits import MOST_OF_A_SUPPLIER, SILENT
from invoices.models import Invoice, InvoiceEvent, ReadWords, SupplierHabit
from purchasing.models import Supplier
from tests.extraction.documents import Bill
from tests.extraction.test_memory import ODD

from . import making

pytestmark = pytest.mark.django_db
NIT = "900123456"


@pytest.fixture(autouse=True)
def company():
    making.empresa(nit="890900608", dv="9")
    making.supplier(nit=NIT, dv="8", name="CEMENTOS DEL EJE S.A.S.")


def typed(text: str) -> bytes:
    """A PDF with the words of a page of the tests, each where it stands there."""
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=letter, invariant=1)
    width, height = letter
    sheet.setFont("Courier", 8)
    for number, line in enumerate(text.strip("\n").splitlines()):
        sheet.drawString(0, height * (1 - (number + 2) / 66), line)
    sheet.setPageSize((max(width, 100 * 4.8), height))
    sheet.save()
    return stream.getvalue()


def odd(number: str, day: str, other: str) -> bytes:
    return typed(
        ODD.format(
            number=number, date=day, other=other, rows="", net="640.000,00", tax="121.600,00", total="761.600,00"
        )
    )


def arrived(data: bytes, name: str = "factura.pdf") -> Invoice:
    """An invoice as it stands after a worker has read its file."""
    document = intake.receive(data=data, name=name, door="upload", by=None).document
    tasks.extract_document(document.pk)
    document.refresh_from_db()
    assert document.state == "EXTRACTED", document.error_message
    return Invoice.objects.get(evidence__document=document)


RIGHT = {
    "invoice_number": "PD-4512", "issue_date": "03/02/2025", "subtotal": "640.000", "iva": "121.600",
    "total": "761.600",
}  # fmt: skip


def taught(by) -> Invoice:
    """A first invoice, corrected by a clerk."""
    first = arrived(odd("PD-4512", "03/02/2025", "881204"), "uno.pdf")
    doubts = {name for name in ("supplier_nit", "supplier_name") if getattr(first, name)}
    return review.correct(first.pk, changes=RIGHT, confirmed=doubts, by=by, version=first.version)


def habit(field: str, kind: str = "value") -> SupplierHabit:
    return SupplierHabit.objects.filter(nit=NIT, field=field, kind=kind).order_by("-weight")[0]


# --- learning ------------------------------------------------------------------------------------------


def test_a_correction_teaches_and_the_next_invoice_is_read_right():
    ana = making.clerk()
    untaught = arrived(odd("PD-4530", "28/02/2025", "777113"), "otra.pdf")
    assert untaught.invoice_number != "PD4530"
    taught(ana)
    second = arrived(odd("PD-4531", "01/03/2025", "777114"), "dos.pdf")
    assert (second.invoice_number, second.issue_date) == ("PD4531", date(2025, 3, 1))
    assert second.total == Decimal("761600.00")
    reading = second.readings.get(name="invoice_number", current=True)
    assert "imprime siempre este proveedor" in reading.reason.lower()


def test_who_taught_it_and_on_which_invoice_stands_beside_it():
    ana = making.clerk()
    first = taught(ana)
    row = habit("invoice_number", "place")
    assert (row.by, row.invoice, row.hits, row.misses) == (ana, first, 1, 0)
    assert InvoiceEvent.objects.filter(invoice=first, kind="corrected", field="invoice_number", by=ana).exists()


def test_what_nobody_has_looked_at_teaches_nothing():
    arrived(odd("PD-4512", "03/02/2025", "881204"))
    assert not SupplierHabit.objects.exists()


def test_an_approval_teaches_what_was_read_right_and_counts_once_with_its_corrections():
    making.order(number="OC-1", total="1190.00")
    ana = making.clerk()
    invoice = making.invoice(doubts={"supplier_city": 0.5}, supplier_city="Pereira")
    invoice = review.correct(invoice.pk, changes={}, confirmed={"supplier_city"}, by=ana, version=invoice.version)
    assert habit("supplier_city").hits == 1
    review.approve(invoice.pk, by=ana, version=invoice.version)
    assert habit("supplier_city").hits == 1
    assert habit("supplier_name").value == "Ferretería El Tornillo S.A.S."


def test_a_refused_approval_teaches_nothing():
    ana, invoice = making.clerk(), making.invoice(purchase_order=None, customer_nit="890900608", customer_dv="9")
    with pytest.raises(errors.CannotApprove):
        review.approve(invoice.pk, by=ana, version=invoice.version)
    assert not SupplierHabit.objects.exists()


def test_a_correction_of_what_was_learned_counts_against_it_until_it_is_silent():
    ana = making.clerk()
    for number in range(4):
        name = "EL TORNILLO" if number == 0 else "EL TORNILLO DORADO"
        invoice = making.invoice(invoice_number=f"FE-{number}", supplier_name="x")
        review.correct(invoice.pk, changes={"supplier_name": name}, by=ana, version=invoice.version)
    first = SupplierHabit.objects.get(nit=NIT, value="EL TORNILLO")
    assert (first.hits, first.misses) == (1, 3) and first.weight < SILENT
    known = memory.habits_of(NIT)
    assert known and known.usual("supplier_name").value == "EL TORNILLO DORADO"


def test_nothing_is_learned_while_it_is_doubtful_whose_invoice_it_is():
    ana, invoice = making.clerk(), making.invoice(doubts={"supplier_nit": 0.4})
    review.correct(invoice.pk, changes={"supplier_city": "Cali"}, by=ana, version=invoice.version)
    assert not SupplierHabit.objects.exists()


def test_nothing_is_learned_under_a_nit_of_our_own():
    ana, invoice = making.clerk(), making.invoice(supplier_nit="890900608", supplier_dv="9")
    review.correct(invoice.pk, changes={"supplier_city": "Cali"}, by=ana, version=invoice.version)
    assert not SupplierHabit.objects.exists()


def test_a_failed_save_leaves_nothing_learned():
    ana, invoice = making.clerk(), making.invoice()
    with pytest.raises(errors.InvalidValue):
        review.correct(invoice.pk, changes={"supplier_city": "Cali", "total": "mucho"}, by=ana, version=invoice.version)
    assert not SupplierHabit.objects.exists()


# --- using -----------------------------------------------------------------------------------------------


def test_memory_is_asked_by_one_query_and_only_for_the_supplier():
    taught(making.clerk())
    asked = processing.reading_options().memory
    with CaptureQueriesContext(memory.connection) as queries:
        assert asked(NIT) is asked(NIT)
    assert len(queries) == 1
    assert f"LIMIT {MOST_OF_A_SUPPLIER}" in queries[0]["sql"]
    assert asked("900999999") is None


def test_the_words_are_kept_until_the_invoice_is_decided():
    ana, first = making.clerk(), taught(making.clerk("otra"))
    words = ReadWords.objects.get()
    assert words.document == first.evidence.get().document
    assert "PD-4512" in {word[0] for word in words.pages[0]}
    review.reject(first.pk, reason="No es nuestra", by=ana, version=first.version)
    assert not ReadWords.objects.exists()


def test_an_xml_says_what_it_says_whatever_was_learned():
    ana = making.clerk()
    first = arrived(Bill().xml().encode(), "uno.xml")
    review.correct(
        first.pk,
        changes={"supplier_name": "OTRA COSA LTDA", "supplier_city": "Leticia", "payment_form": "Contado"},
        by=ana,
        version=first.version,
    )
    names = ("supplier_name", "supplier_city", "total", "issue_date", "invoice_number")
    again = arrived(Bill(number="FCO1045").xml().encode(), "dos.xml")
    before = {row.name: row.value for row in first.readings.filter(source="xml")}
    after = {row.name: row.value for row in again.readings.filter(source="xml", current=True)}
    assert {name: after.get(name) for name in names if name != "invoice_number"} == {
        name: before.get(name) for name in names if name != "invoice_number"
    }
    assert again.invoice_number == "FCO1045"


# --- forgetting ---------------------------------------------------------------------------------------------


def test_only_an_administrator_forgets_and_it_is_written_down():
    taught(making.clerk())
    supplier = Supplier.objects.get(nit=NIT)
    with pytest.raises(errors.NotAllowed):
        memory.forget(supplier, by=making.buyer())
    count = SupplierHabit.objects.count()
    root = making.person("raiz", is_superuser=True)
    one = habit("invoice_number", "shape")
    assert memory.forget(supplier, habits=[one.pk], by=root) == 1
    assert memory.forget(supplier, by=root) == count - 1
    assert memory.forget(supplier, by=root) == 0
    said = [entry.change_message for entry in LogEntry.objects.filter(user=root).order_by("pk")]
    assert said == [f"Olvidó lo aprendido de este proveedor ({number})." for number in (1, count - 1)]
    assert memory.habits_of(NIT) is None
