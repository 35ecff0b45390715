"""The generated documents against their own truth, read by the same code that reads everybody's."""

import hashlib
import io
from datetime import date
from decimal import Decimal

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from invoices.demo import companies, paper, ubl
from invoices.demo.amounts import in_figures, in_words
from invoices.demo.bill import Bill
from invoices.demo.documents import documents
from invoices.demo.orders import BARS
from invoices.extraction.errors import PasswordProtected
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.report import invoice_as_json
from purchasing.nit import read_nit

TODAY = date(2026, 3, 20)
DOCUMENTS = documents(TODAY)
OWN = frozenset(company.nit for company in companies.OWN)


def named(shape):
    return [
        pytest.param(document, id=document.name)
        for document in DOCUMENTS
        if document.shape == shape and "clave" not in document.name
    ]


def read(document):
    options = ReadingOptions(own_nits=OWN, today=TODAY)
    extraction = extract(document.make(), name=document.name, options=options)
    (invoice,) = extraction.invoices
    return invoice_as_json(invoice)


def wrong(report, truth, names=None):
    said = {name: field["value"] for name, field in report["fields"].items()} | {
        "document_type": report["document_type"]
    }
    return {name: (value, said.get(name)) for name, value in truth.items() if said.get(name) != value}


@pytest.mark.parametrize("document", named("xml"))
def test_an_xml_reads_back_exactly(document):
    report = read(document)
    assert wrong(report, document.truth()) == {}
    lines = [{name: line[name] for name in ("code", "description")} for line in report["lines"]]
    assert lines == [{"code": line.code, "description": line.description} for line in document.bill.lines]
    assert [Decimal(line["total"]) for line in report["lines"]] == [line.total for line in document.bill.lines]
    assert [Decimal(line["quantity"]) for line in report["lines"]] == [line.quantity for line in document.bill.lines]


@pytest.mark.parametrize("document", named("zip"))
def test_a_zip_reads_back_exactly_and_its_two_files_agree(document):
    report = read(document)
    assert wrong(report, document.truth()) == {}
    assert report["findings"] == []
    assert len(report["members"]) == 2


# What the accuracy of a native PDF is judged by.
JUDGED = (
    "invoice_number", "issue_date", "supplier_nit", "supplier_name", "subtotal", "iva", "total", "cufe", "customer_nit",
)  # fmt: skip


@pytest.mark.parametrize("document", named("pdf"))
def test_a_native_pdf_reads_back(document):
    truth = {name: value for name, value in document.truth().items() if name in JUDGED}
    assert wrong(read(document), truth) == {}


def test_a_pdf_with_a_password_is_refused_as_such():
    (locked,) = [document for document in DOCUMENTS if "clave" in document.name]
    with pytest.raises(PasswordProtected):
        extract(locked.make(), name=locked.name, options=ReadingOptions())


@pytest.mark.parametrize("document", named("scan") + named("photo"))
def test_a_picture_is_one_page_of_the_size_it_claims(document):
    picture = Image.open(io.BytesIO(document.make()))
    assert picture.format == "JPEG"
    if document.shape == "photo":
        assert picture.width * picture.height >= 12_000_000
    else:
        assert picture.mode == "L"
        assert np.asarray(picture).std() > 10


def test_documents_are_the_same_bytes_every_time():
    for document in DOCUMENTS:
        if "clave" not in document.name:  # an encrypted PDF has a fresh key
            assert hashlib.sha256(document.make()).digest() == hashlib.sha256(document.make()).digest(), document.name


def test_every_bill_adds_up_and_is_dated_before_today():
    for document in DOCUMENTS:
        bill = document.bill
        assert bill.issued <= TODAY
        assert bill.total == sum(line.total for line in bill.lines) + sum(tax for _, tax in bill.taxes.values())
        assert len(bill.cufe) == 96
        assert bill.cufe in bill.qr_text


def test_one_is_a_copy_of_another_and_one_is_dearer_than_its_order():
    numbers = [document.bill.number for document in DOCUMENTS]
    assert sorted(n for n in set(numbers) if numbers.count(n) > 1) == ["EC402", "MA655"]
    (dearer,) = [document for document in DOCUMENTS if document.bill.order == "OC-4107"]
    assert dearer.bill.total > (BARS.subtotal + BARS.iva) * Decimal("1.05")


def test_the_companies_are_nobodys():
    """Check digits are right, but the DIAN has given out no NIT that begins with 990."""
    everybody = (*companies.OWN, *companies.SUPPLIERS)
    assert len({company.nit for company in everybody}) == len(everybody)
    for company in everybody:
        assert read_nit(company.written_nit) == (company.nit, company.dv)
        assert company.nit.startswith("990")
        assert company.email.endswith(".example")


def test_the_layouts_are_three_and_print_both_number_styles():
    bill = DOCUMENTS[0].bill
    texts = {}
    for supplier in (companies.FERRETERIA, companies.CONCRETOS, companies.ACEROS):
        other = Bill(supplier, bill.customer, 5, bill.issued, bill.due, bill.lines)
        texts[supplier.paper] = pypdfium2.PdfDocument(paper.pdf(other))[0].get_textpage().get_text_bounded()
    assert set(texts) == {"band", "boxes", "plain"}
    assert in_figures(bill.total) in texts["band"]
    assert in_figures(bill.total, comma_decimals=False) in texts["plain"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "CERO PESOS M/CTE"),
        ("1", "UN PESOS M/CTE"),
        ("100", "CIEN PESOS M/CTE"),
        ("21000", "VEINTIÚN MIL PESOS M/CTE"),
        ("1000000", "UN MILLÓN DE PESOS M/CTE"),
        ("4343500.50", "CUATRO MILLONES TRESCIENTOS CUARENTA Y TRES MIL QUINIENTOS PESOS CON 50/100 M/CTE"),
        ("2001116", "DOS MILLONES MIL CIENTO DIECISÉIS PESOS M/CTE"),
    ],
)
def test_amounts_in_words(value, words):
    assert in_words(Decimal(value)) == words


def test_a_bare_invoice_is_the_one_inside_its_container():
    bill = DOCUMENTS[0].bill
    assert ubl.invoice_xml(bill).decode() in ubl.attached_document(bill).decode()
