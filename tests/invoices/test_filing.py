"""From a reading to rows: new, another copy, better evidence, or one that only looks the same."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from invoices import review, tasks
from invoices.extraction.result import ReadingFinding
from invoices.models import Document, FieldReading, Finding, Invoice, InvoiceDocument, InvoiceEvent

from . import making

CUFE, OTHER_CUFE = "ab" * 48, "cd" * 48


@pytest.fixture(autouse=True)
def _company(db):
    making.company()


def file(**values):
    return making.filed(making.document(), making.reading(**values))


class TestANewInvoice:
    def test_every_value_is_kept_with_its_evidence(self):
        invoice, outcome = file(lines=[making.line()], doubts={"total": 0.5}, text="Palabras de la página")
        assert outcome == "new"
        total = FieldReading.objects.get(invoice=invoice, name="total", current=True)
        assert (total.value, total.confidence, total.source) == ("1190.00", Decimal("0.5"), "text")
        assert invoice.lines.get().total == 1000
        assert invoice.evidence.get().principal
        assert [event.kind for event in invoice.events.all()] == ["filed"]
        assert "PALABRAS DE LA PAGINA" in invoice.search_text

    @pytest.mark.parametrize(
        ("source", "unit", "kept"),
        [("xml", "94", "und"), ("xml", "KGM", "kg"), ("xml", "E48", "E48"), ("text", "94", "94")],
    )
    def test_the_codes_of_an_xml_become_the_units_people_write(self, source, unit, kept):
        invoice, _ = file(lines=[making.line(source=source, unit=unit)])
        assert invoice.lines.get().unit == kept

    def test_what_the_reading_noticed_is_kept(self):
        noticed = ReadingFinding("test_document", "error", "Es de pruebas.", "cufe", "1", "2")
        invoice, _ = file(findings=[noticed])
        assert Finding.objects.get(invoice=invoice, code="test_document").message == "Es de pruebas."
        assert invoice.status == "POR_REVISAR"

    def test_what_does_not_fit_is_left_out_and_not_bent(self):
        invoice, _ = file(total=Decimal("1e30"), subtotal=Decimal("NaN"), supplier_name="A\x00B " + "x" * 300)
        assert (invoice.total, invoice.subtotal) == (None, None)
        assert invoice.supplier_name.startswith("A B x")
        assert len(invoice.supplier_name) == 200

    def test_nothing_readable_is_an_invoice_to_complete(self):
        invoice, outcome = file(**dict.fromkeys(making.PLAIN))
        assert (outcome, invoice.number_key, invoice.total, invoice.issue_date) == ("new", None, None, None)
        assert file(**dict.fromkeys(making.PLAIN))[1] == "new"


class TestAnotherCopy:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {}),
            ({}, {"invoice_number": "FE 100"}),
            ({}, {"invoice_number": "fe-100"}),
            ({}, {"total": None}),
            ({}, {"total": Decimal(1192)}),
            ({"cufe": CUFE}, {"cufe": CUFE}),
            ({"cufe": CUFE}, {"cufe": CUFE, "invoice_number": "FE-1OO", "supplier_nit": None}),
            ({"cufe": CUFE}, {}),
        ],
    )
    def test_is_no_second_invoice(self, first, second):
        invoice, _ = file(**first)
        same, outcome = file(**second)
        assert (same, outcome, Invoice.objects.count()) == (invoice, "copy", 1)
        assert [one.principal for one in invoice.evidence.order_by("id")] == [True, False]
        assert [event.kind for event in invoice.events.order_by("id")][-1] == "copy"

    @pytest.mark.parametrize(
        "second",
        [
            {"invoice_number": "FE-101"},
            {"invoice_number": "FE-0100"},
            {"supplier_nit": "830041598"},
            {"document_type": "nota_credito"},
        ],
    )
    def test_another_number_supplier_or_type_is_another_invoice(self, second):
        file()
        invoice, outcome = file(**second)
        assert (outcome, bool(invoice.number_key)) == ("new", True)
        assert not Finding.objects.filter(invoice=invoice, code="duplicate").exists()

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {"total": Decimal("1192.01")}),
            ({"cufe": CUFE}, {"cufe": OTHER_CUFE}),
        ],
    )
    def test_the_same_number_with_other_facts_waits_for_a_person(self, first, second):
        one, _ = file(**first)
        two, outcome = file(**second)
        assert (outcome, two.number_key, two.status != "LISTA") == ("new", None, True)
        finding = Finding.objects.get(invoice=two, code="duplicate")
        today = one.received_at.astimezone().strftime("%d/%m/%Y")
        assert finding.message.startswith("Esta factura ya fue radicada el ")
        assert finding.message.endswith("(FE-100).")
        assert today[-4:] in finding.message
        assert not Finding.objects.filter(invoice=one, code="duplicate").exists()

    def test_the_same_document_read_twice_gives_nothing_new(self):
        document = making.document()
        making.filed(document, making.reading())
        assert making.filed(document, making.reading())[1] == "known"
        assert InvoiceDocument.objects.count() == 1


class TestBetterEvidence:
    def test_the_xml_that_comes_after_the_photo_replaces_what_the_photo_said(self):
        photo, _ = file(source="ocr", total=Decimal(1191), issue_date=None, doubts={"total": 0.4, "iva": 0.3})
        assert photo.status == "POR_REVISAR"
        same, outcome = file(source="xml", lines=[making.line(source="xml")])
        assert (same.pk, outcome, same.status) == (photo.pk, "improved", "LISTA")
        assert (same.total, same.issue_date, same.version) == (Decimal(1190), making.ISSUED, 2)
        changed = InvoiceEvent.objects.filter(invoice=photo, kind="corrected").order_by("field")
        assert [(one.field, one.before, one.after) for one in changed] == [
            ("issue_date", "", "2026-03-10"),
            ("total", "1191.00", "1190.00"),
        ]
        assert same.lines.count() == 1

    def test_what_the_photo_and_its_qr_disagreed_about_is_settled_by_the_xml(self):
        noticed = [
            ReadingFinding(f"sources_differ_{name}", "warning", "No es igual.", name)
            for name in ("issue_date", "notes")
        ]
        photo, _ = file(source="ocr", findings=noticed)
        assert photo.status == "POR_REVISAR"
        file(source="xml")
        left = Finding.objects.filter(invoice=photo, code__startswith="sources_differ")
        assert [finding.field for finding in left] == ["notes"]

    def test_a_total_nobody_could_read_is_filled_by_the_next_copy(self):
        first, _ = file(total=None)
        same, outcome = file()
        assert (same, outcome, same.total) == (first, "improved", Decimal(1190))

    def test_a_photo_after_the_xml_only_fills_gaps(self):
        file(source="xml")
        same, outcome = file(source="ocr", total=Decimal(1191), notes="borroso")
        assert (outcome, same.total, same.version) == ("improved", Decimal(1190), 1 + 1)
        assert same.notes == "borroso"

    def test_what_a_person_said_stays_and_the_difference_is_told(self):
        photo, _ = file(source="ocr")
        mine = review.correct(photo.pk, changes={"issue_date": "11/03/2026"}, by=making.clerk(), version=1)
        same, _ = file(source="xml")
        assert same.issue_date == date(2026, 3, 11) == mine.issue_date
        finding = Finding.objects.get(invoice=photo, code="sources_differ_issue_date")
        assert (finding.expected, finding.actual) == ("2026-03-10", "2026-03-11")

    def test_an_approved_invoice_is_left_as_it_was_approved(self):
        photo, _ = file(source="ocr")
        approved = review.approve(photo.pk, by=making.clerk(), version=1)
        same, outcome = file(source="xml", notes="x")
        assert (outcome, same.version, same.notes) == ("copy", approved.version, "")


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_the_xml_and_its_pdf_read_by_two_workers_are_one_invoice(self):
        documents = [making.document(str(number)) for number in range(6)]
        start = threading.Barrier(len(documents))
        outcomes, failures = [], []

        def read(document):
            try:
                start.wait(10)
                with tasks.transaction.atomic():
                    outcomes.append(making.filed(document, making.reading(cufe=CUFE))[1])
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=read, args=[document]) for document in documents]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert failures == []
        assert sorted(outcomes) == ["copy"] * 5 + ["new"]
        assert Invoice.objects.count() == 1
        assert InvoiceDocument.objects.count() == 6


class TestByHand:
    def test_an_unreadable_document_is_typed_by_hand(self):
        ana, document = making.clerk(), making.document()
        Document.objects.filter(pk=document.pk).update(state="FAILED")
        invoice = review.start_by_hand(document.pk, ana)
        assert invoice.evidence.get().document == document
        assert review.start_by_hand(document.pk, ana) == invoice
        values = {name: str(value) for name, value in making.PLAIN.items()}
        typed = review.correct(invoice.pk, changes=values, by=ana, version=invoice.version)
        assert typed.status == "LISTA"

    def test_a_document_that_can_be_read_is_not_typed(self):
        from invoices import errors

        with pytest.raises(errors.WrongState):
            review.start_by_hand(making.document().pk, making.clerk())
        with pytest.raises(errors.NotAllowed):
            review.start_by_hand(making.document().pk, making.buyer())
