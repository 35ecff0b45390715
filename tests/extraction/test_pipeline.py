"""Whole files through the ladder: what each rung gives, and which files of a ZIP belong together."""

import io
from datetime import date
from decimal import Decimal

import pypdfium2 as pdfium
import pytest
from PIL import Image

from invoices.extraction import report, sniff
from invoices.extraction.errors import DocumentUnreadable, EngineBusy, EngineUnavailable, NoText, UnsupportedFormat
from invoices.extraction.pages import open_pages
from invoices.extraction.pipeline import ReadingOptions, extract
from invoices.extraction.result import PageReading, Word
from tests.extraction.documents import Bill, attached, invoice_rows, pdf, picture, qr_picture, withholding, zipped


class PaperEngine:
    """Reads a picture as if it were a certain PDF page: exact words, and a count of how often it was asked."""

    name = "paper"
    version = "1"

    def __init__(self, page: bytes | None = None, error: Exception | None = None) -> None:
        self.asked = 0
        self._error = error
        self._words: tuple[Word, ...] = ()
        if page:
            with open_pages(page, sniff.PDF) as pages:
                self._words = pages.words(0)

    def read(self, image: Image.Image) -> PageReading:
        self.asked += 1
        if self._error:
            raise self._error
        return PageReading(self._words, self.name, version=self.version)


BILL = Bill()
PRINTED = pdf(invoice_rows(BILL), qr=BILL.qr_text())
CONTAINER = attached(BILL.xml(), code=BILL.code).encode()


def test_xml_and_pdf_of_one_invoice_become_one_and_agree() -> None:
    extraction = extract(zipped(("cualquiera.xml", CONTAINER), ("otro nombre.pdf", PRINTED)))
    (invoice,) = extraction.invoices
    assert extraction.engine == "xml"
    assert invoice.members == ("otro nombre.pdf", "cualquiera.xml")
    assert invoice.findings == ()
    total = invoice.fields["total"]
    assert (total.value, total.source, total.page, total.member) == (Decimal("1190000.00"), "xml", 0, "otro nombre.pdf")
    assert total.box is not None


def test_a_pdf_that_says_another_total_than_its_xml_is_flagged() -> None:
    rows = [(x, y, text.replace("1.190.000,00", "1.910.000,00")) for x, y, text in invoice_rows(BILL)]
    (invoice,) = extract(zipped(("a.xml", CONTAINER), ("a.pdf", pdf(rows)))).invoices
    assert invoice.fields["total"].value == Decimal("1190000.00")
    assert "sources_differ_total" in {finding.code for finding in invoice.findings}


def test_a_pdf_that_prints_the_net_agrees_with_its_xml() -> None:
    bill = Bill(withheld=withholding("06", "ReteFuente", "25000.00"))
    page = pdf(invoice_rows(bill, total="1.165.000,00", withheld="25.000,00"))
    (invoice,) = extract(zipped(("a.xml", attached(bill.xml(), code=bill.code)), ("a.pdf", page))).invoices
    assert [finding for finding in invoice.findings if finding.field == "total"] == []
    assert invoice.fields["amount_payable"].value == Decimal("1165000.00")


def test_several_invoices_in_one_zip_are_paired_by_what_they_show() -> None:
    others = [Bill(number=f"FCO{n}") for n in (2001, 2002)]
    files = [(f"z{n}.pdf", pdf(invoice_rows(bill), qr=bill.qr_text())) for n, bill in enumerate(others)]
    files += [(f"a{n}.xml", bill.xml().encode()) for n, bill in enumerate(reversed(others))]
    extraction = extract(zipped(*files))
    found = {str(one.fields["invoice_number"].value): one.members for one in extraction.invoices}
    assert found == {"FCO2002": ("z1.pdf", "a0.xml"), "FCO2001": ("z0.pdf", "a1.xml")}
    as_object = report.as_json(extraction, "dos.zip")
    assert len(as_object["other_invoices"]) == 1


def test_an_invoice_sent_again_with_another_code_is_paired_and_told() -> None:
    again = Bill(uuid="b" * 96)
    (invoice,) = extract(zipped(("a.xml", again.xml()), ("a.pdf", PRINTED))).invoices
    assert "sources_differ_cufe" in {finding.code for finding in invoice.findings}


def test_an_annex_is_kept_with_the_only_invoice_and_not_read_against_it() -> None:
    annex = pdf([(50, 50, "REMISION 77 de la obra"), (50, 70, "TOTAL 5.000,00")])
    (invoice,) = extract(zipped(("a.xml", CONTAINER), ("a.pdf", PRINTED), ("remision.pdf", annex))).invoices
    assert invoice.members == ("a.pdf", "remision.pdf", "a.xml")
    assert invoice.findings == ()


def test_a_pdf_of_another_invoice_is_not_paired() -> None:
    other = Bill(number="FCO7")
    extraction = extract(zipped(("a.xml", CONTAINER), ("b.pdf", pdf(invoice_rows(other), qr=other.qr_text()))))
    assert [one.fields["invoice_number"].value for one in extraction.invoices] == ["FCO1044", "FCO7"]


def test_the_bare_invoice_beside_its_container_is_the_same() -> None:
    (invoice,) = extract(zipped(("fv.xml", BILL.xml()), ("ad.xml", CONTAINER))).invoices
    assert invoice.members == ("ad.xml",)
    assert invoice.findings == ()


def test_an_answer_of_the_dian_beside_its_invoice_is_no_loss() -> None:
    answer = '<ApplicationResponse xmlns="urn:x"/>'
    (invoice,) = extract(zipped(("ar.xml", answer), ("fv.xml", CONTAINER))).invoices
    assert invoice.findings == ()


def test_what_was_left_out_of_a_zip_is_told() -> None:
    (invoice,) = extract(zipped(("fv.xml", CONTAINER), ("roto.pdf", b"%PDF-1.4 nada"), ("nota.txt", "hola"))).invoices
    told = [finding.message for finding in invoice.findings]
    assert any("«roto.pdf»" in message and "dañado" in message for message in told)
    assert any("«nota.txt»" in message for message in told)


def test_an_xml_inside_a_pdf_is_the_best_evidence() -> None:
    document = pdfium.PdfDocument(PRINTED)
    document.new_attachment("fv.xml").set_data(CONTAINER)
    out = io.BytesIO()
    document.save(out)
    document.close()
    extraction = extract(out.getvalue())
    (invoice,) = extraction.invoices
    assert (invoice.fields["total"].source, invoice.members) == ("xml", ("",))


def test_a_native_pdf_is_read_from_its_words_and_its_qr_without_an_engine() -> None:
    engine = PaperEngine()
    (invoice,) = extract(PRINTED, options=ReadingOptions(engines=engine)).invoices
    assert engine.asked == 0
    fields = invoice.fields
    assert (fields["cufe"].value, fields["cufe"].source) == (BILL.code, "qr")
    assert (fields["issue_date"].value, fields["issue_date"].source) == (date(2025, 3, 14), "text")
    assert fields["supplier_name"].value == "FERRETERIA EL ROBLE SAS"
    assert "cemento gris" in invoice.text.lower()


def test_the_qr_date_does_not_override_the_printed_one() -> None:
    page = pdf(invoice_rows(BILL), qr=BILL.qr_text(FecFac="2025-03-09"))
    (invoice,) = extract(page).invoices
    assert invoice.fields["issue_date"].value == date(2025, 3, 14)
    assert [finding.severity for finding in invoice.findings if finding.field == "issue_date"] == ["info"]


def photo() -> bytes:
    with open_pages(PRINTED, sniff.PDF) as pages:
        return picture(pages.image(0, dpi=150), "JPEG", quality=85)


def test_a_photo_is_read_by_the_engine_and_checked_against_its_qr() -> None:
    engine = PaperEngine(PRINTED)
    extraction = extract(photo(), options=ReadingOptions(engines=engine))
    (invoice,) = extraction.invoices
    assert (engine.asked, extraction.engine, extraction.engine_version) == (1, "paper", "1")
    assert invoice.fields["supplier_name"].source == "ocr"
    assert invoice.fields["total"].confidence > 0.97
    assert invoice.findings == ()


def test_a_photo_beside_its_xml_needs_no_engine() -> None:
    engine = PaperEngine(error=AssertionError("asked"))
    (invoice,) = extract(
        zipped(("a.xml", CONTAINER), ("a.jpg", photo())), options=ReadingOptions(engines=engine)
    ).invoices
    assert engine.asked == 0
    assert invoice.members == ("a.jpg", "a.xml")


def test_without_an_engine_a_photo_gives_what_its_qr_says() -> None:
    (invoice,) = extract(photo()).invoices
    assert {reading.source for reading in invoice.fields.values()} == {"qr", "derived"}
    assert invoice.fields["invoice_number"].value == "FCO1044"


@pytest.mark.parametrize("error", [EngineBusy(), EngineUnavailable()])
def test_an_engine_that_fails_is_not_hidden(error: Exception) -> None:
    with pytest.raises(type(error)):
        extract(photo(), options=ReadingOptions(engines=PaperEngine(error=error)))


def test_without_an_engine_a_picture_with_no_qr_says_so() -> None:
    with pytest.raises(EngineUnavailable):
        extract(picture(Image.new("RGB", (300, 300), "white")))


def test_a_blank_picture_has_no_text() -> None:
    with pytest.raises(NoText) as refusal:
        extract(picture(Image.new("RGB", (300, 300), "white")), options=ReadingOptions(engines=PaperEngine()))
    assert refusal.value.sentence == "No se detectó texto. Verifica que la imagen sea clara."


def test_a_scanned_page_inside_a_pdf_goes_to_the_engine_and_a_native_one_does_not() -> None:
    with open_pages(PRINTED, sniff.PDF) as pages:
        scan = pages.image(0, dpi=100)
    out = io.BytesIO()
    scan.save(out, "PDF", resolution=100)
    engine = PaperEngine(PRINTED)
    (invoice,) = extract(out.getvalue(), options=ReadingOptions(engines=engine)).invoices
    assert engine.asked == 1
    assert invoice.fields["supplier_name"].value == "FERRETERIA EL ROBLE SAS"


def test_a_qr_of_the_vendors_page_is_not_read_as_the_invoice() -> None:
    image = Image.new("RGB", (500, 500), "white")
    image.paste(qr_picture("https://www.elroble.example").convert("RGB"), (40, 40))
    with pytest.raises(EngineUnavailable):
        extract(picture(image))


def test_our_own_nit_tells_who_issued_a_support_document() -> None:
    swapped = Bill(type_code="05", supplier=BILL.customer, customer="<cbc:CompanyID>52123456</cbc:CompanyID>")
    options = ReadingOptions(own_nits=frozenset({"901234567"}))
    (invoice,) = extract(swapped.xml().encode(), options=options).invoices
    assert invoice.document_type == "documento_soporte"
    assert invoice.fields["supplier_nit"].value == "52123456"


@pytest.mark.parametrize("data", [b"GIF89a", b"hola", b"<html></html>"])
def test_other_formats_are_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        extract(data)


def test_timings_are_kept_for_every_step() -> None:
    timings = extract(zipped(("a.xml", CONTAINER), ("a.pdf", PRINTED))).timings_ms
    assert set(timings) >= {"open", "xml", "pages", "text", "total"}


def test_the_report_has_the_agreed_shape() -> None:
    as_object = report.as_json(extract(PRINTED), "factura.pdf")
    assert as_object["file"] == "factura.pdf"
    assert as_object["document_type"] == "factura"
    assert set(as_object) >= {"fields", "lines", "findings", "engine", "timings_ms"}
    total = as_object["fields"]["total"]
    assert total["value"] == "1190000.00"
    assert total["source"] in {"text", "qr"}
    assert all(0 <= edge <= 1 for edge in total["box"])
    assert as_object["fields"]["issue_date"]["value"] == "2025-03-14"
    (line,) = as_object["lines"]
    assert (line["quantity"], line["total"], line["description"]) == ("20", "1000000.00", "Cemento gris x 50 kg")


def test_the_report_of_a_failure_is_its_sentence() -> None:
    assert report.error_as_json(NoText(), "a.jpg") == {
        "file": "a.jpg", "error": "No se detectó texto. Verifica que la imagen sea clara.", "code": "no_text",
    }  # fmt: skip
    assert isinstance(NoText(), DocumentUnreadable)
