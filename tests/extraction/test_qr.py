"""The DIAN QR in every dialect met, and found on pages and photographs."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from invoices.extraction import qr, sniff
from invoices.extraction.pages import open_pages
from tests.extraction.documents import Bill, cufe, invoice_rows, pdf, picture, qr_picture

CODE = cufe("qr")
EVERYTHING = {
    "cufe": CODE,
    "invoice_number": "FCO1044",
    "supplier_nit": "900765432",
    "customer_nit": "901234567",
    "issue_date": date(2025, 3, 14),
    "issue_time": time(10, 20, 30),
    "subtotal": Decimal("1000000.00"),
    "iva": Decimal("190000.00"),
    "total": Decimal("1190000.00"),
}
URL = f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={CODE}"

WHOLE = {
    "the annex": f"NumFac: FCO1044\nFecFac: 2025-03-14\nHorFac: 10:20:30-05:00\nNitFac: 900765432\nDocAdq: 901234567\n"
    f"ValFac: 1000000.00\nValIva: 190000.00\nValOtroIm: 0.00\nValTolFac: 1190000.00\nCUFE: {CODE}\nQRCode: {URL}",
    "no blanks, one decimal": f"NumFac:FCO1044\nFecFac:2025-03-14\nHorFac:10:20:30-05:00 \nNitFac:900765432\n"
    f"DocAdq:901234567\nValFac:1000000.0\nValIva:190000.0\nValOtroIm:0.0\nValTolFac:1190000.0\nCUFE:{CODE}",
    "equals and semicolons": f"NroFactura=FCO1044;NitFacturador=900765432;NitAdquiriente=901234567;FechaFactura="
    f"2025-03-14;HoraFactura=10:20:30-05:00;ValorFactura=1000000.00;ValorIVA=190000.00;ValorOtrosImpuestos=0.00;"
    f"ValorTotalFactura=1190000.00;CUFE={CODE};URL={URL}",
    "equals and tabs, address for a code": f"NroFactura=FCO1044\tNitFacturador=900765432\tNitAdquiriente=901234567\t"
    f"FechaFactura=2025-03-14\tHorFac=10:20:30\tValorFactura=1000000.00\tValorIVA=190000.00\t"
    f"ValorTotalFactura=1190000.00\tCUFE={URL}",
    "one line, another order, time glued": f"NumFac: FCO1044 NitFac: 900765432 DocAdq: 901234567 FecFac: "
    "2025-03-1410:20:30-05:00 ValFac: 1000000.00 ValIva: 190000.00 ValOtroIm: 0.00 ValFacIm: 1190000.00 "
    f"CUFE: {CODE} 1",
    "2016 date": f"NumFac: FCO1044 FecFac: 20250314102030-0500 NitFac: 900765432 DocAdq: 901234567 ValFac: 1000000.00 "
    f"ValIva: 190000.00 ValOtroIm: 0.00 ValFacIm: 1190000.00 CUFE: {CODE}",
    "decimal comma": f"NumFac: FCO1044\nFecFac: 2025-03-14\nHoraFac: 10:20:30\nNitFac: 900765432\nNitAdq: 901234567\n"
    f"ValFac: 1000000,00\nValIva: 190000,00\nValTolFac: 1190000,00\nCUFE: {CODE}",
    "thousands": f"NumFac: FCO1044\nFecFac: 2025-03-14\nHorFac: 10:20:30\nNitFac: 900.765.432-6\nDocAdq: 901234567\n"
    f"ValFac: $1.000.000,00\nValIva: $190.000,00\nValTolFac: $1.190.000,00\nCUFE: {CODE}",
    "missing slash": f"NumFac: FCO1044\nFecFac: 2025-03-14\nHorFac: 10:20:30\nNitFac: 900765432\nDocAdq: 901234567\n"
    f"ValFac: 1000000.00\nValIva: 190000.00\nValTolFac: 1190000.00\n"
    f"https://catalogo-vpfe.dian.gov.codocument/searchqr?documentkey={CODE}",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_every_dialect_gives_every_value(text: str) -> None:
    assert qr.is_dian(text)
    assert qr.parse_qr(text).values == EVERYTHING


def test_dashes_and_bars_with_check_digits_and_the_total_under_another_label() -> None:
    text = (
        f"NumFac-FCO1044|FecFac-20250314102030|NitFac-9007654326|DocAdq-9012345677|ValFac-1190000.00$|"
        f"ValIva-190000.00$|ValOtroIm-0.00$|ValFacIm-0.00$|CUFE-{CODE}"
    )
    said = qr.parse_qr(text).values
    assert said["supplier_nit"] == "900765432"
    assert (said["total"], said["iva"]) == (Decimal("1190000.00"), Decimal("190000.00"))
    assert "subtotal" not in said
    assert said["cufe"] == CODE


def test_an_address_alone_gives_the_code_and_nothing_else() -> None:
    assert qr.parse_qr(URL).values == {"cufe": CODE}


def test_a_base_that_does_not_add_up_is_not_taken_for_the_subtotal() -> None:
    said = qr.parse_qr("NumFac: A1 NitFac: 900765432 ValFac: 0.00 ValIva: 190000.00 ValTolFac: 1190000.00").values
    assert "subtotal" not in said
    assert said["total"] == Decimal("1190000.00")


def test_an_empty_value_does_not_swallow_the_next_label() -> None:
    said = qr.parse_qr("NumFac: A1\nValIva: \nValOtroIm: \nValTolFac: 500.00\nNitFac: 900765432").values
    assert "iva" not in said
    assert said["total"] == Decimal("500.00")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"PrefijoNC: NC0088\nFecFac: 2025-03-14\nNitFac: 900765432\nValTolFac: 10.00\nCUDE: {CODE}", "nota_credito"),
        (f"NumNC: NC0088 FecNC: 2025-03-14 NitFac: 900765432 ValTolNC: 10.00 CUDE: {CODE}", "nota_credito"),
        (f"NroNotaCredito=NC0088;FechaNotaCredito=2025-03-14;ValorTotalNotaCredito=10.00;CUDE={CODE}", "nota_credito"),
        (f"NumND: NC0088 FecND: 2025-03-14 NitFac: 900765432 ValTolND: 10.00 CUDE: {CODE}", "nota_debito"),
        (f"NumFac: NC0088 FecFac: 2025-03-14 NitFac: 900765432 ValTolFac: 10.00 CUFE: {CODE}", None),
    ],
)
def test_notes_have_labels_of_their_own(text: str, kind: str | None) -> None:
    parsed = qr.parse_qr(text)
    assert parsed.document_type == kind
    said = parsed.values
    assert (said["invoice_number"], said["issue_date"], said["cufe"]) == ("NC0088", date(2025, 3, 14), CODE)
    assert said["total"] == Decimal("10.00")


@pytest.mark.parametrize(
    "text",
    [
        "NumDS: DS7 FecDS: 2025-03-14 HorDS: 10:20:30-05:00 NumSNO: 52123456 DocABS: 901234567 ValDS: 100.00 "
        f"ValIva: 0.00 ValTolDS: 100.00 CUDS: {CODE}",
        f"NumDS: DS7 FecDS: 2025-03-14 NitAdq: 901234567 DocVend: 52123456 ValTotDS: 100.00 CUDS: {CODE}",
        f"NumDS: DS7 FecDS: 2025-03-14 NitFac: 901234567 NumSNO: 52123456 DocABS: 901234567 ValTolDS: 100 CUDS: {CODE}",
    ],
)
def test_in_a_support_document_the_seller_is_the_supplier(text: str) -> None:
    parsed = qr.parse_qr(text)
    assert parsed.document_type == "documento_soporte"
    assert (parsed.values["supplier_nit"], parsed.values["customer_nit"]) == ("52123456", "901234567")
    assert parsed.values["total"] == 100


@pytest.mark.parametrize(
    "text",
    ["https://www.elroble.example/catalogo", "WIFI:S:obra;T:WPA;P:clave;;", "", "Numero: 12", "3001234567",
     "000201010212263900"],
)  # fmt: skip
def test_other_codes_on_the_page_are_not_the_invoice(text: str) -> None:
    assert not qr.is_dian(text)


@given(st.text(max_size=300))
def test_any_text_is_parsed_without_an_error(text: str) -> None:
    qr.parse_qr(text)
    qr.parse_qr(f"NumFac: {text} ValTolFac: {text} FecFac: {text} NitFac: {text}")


# --- the picture ----------------------------------------------------------------------------------------


def found(data: bytes, media_type: str, index: int = 0) -> qr.FoundQr | None:
    with open_pages(data, media_type) as pages:
        return qr.find_on_page(pages, index)


def test_a_picture_on_a_pdf_page_is_read_without_drawing_the_page() -> None:
    bill = Bill()
    code = found(pdf(invoice_rows(bill), qr=bill.qr_text()), sniff.PDF)
    assert code is not None
    assert code.text == bill.qr_text()


def photographed(text: str) -> Image.Image:
    """A page lying at an angle, out of focus, in uneven light."""
    page = Image.new("L", (1240, 1600), 245)
    page.paste(qr_picture(text, scale=3), (820, 120))
    turned = page.rotate(4, expand=True, fillcolor=120, resample=Image.Resampling.BICUBIC)
    shade = Image.linear_gradient("L").resize(turned.size).point(lambda v: 150 + v // 3)
    return Image.blend(turned, shade, 0.35).filter(ImageFilter.GaussianBlur(1.1))


def test_a_photograph_is_read_and_the_place_told() -> None:
    code = found(picture(photographed(Bill().qr_text()), "JPEG", quality=70), sniff.JPEG)
    assert code is not None
    assert code.text == Bill().qr_text()
    assert code.box is not None
    assert 0.55 < code.box.x0 < code.box.x1 < 1
    assert code.box.y1 < 0.35


def test_a_page_without_a_code_and_one_with_another_code_give_none() -> None:
    assert found(pdf(invoice_rows(Bill())), sniff.PDF) is None
    assert found(pdf(invoice_rows(Bill()), qr="https://www.elroble.example"), sniff.PDF) is None
