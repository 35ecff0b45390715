"""DIAN XML read exactly, whatever the generator did to it."""

from datetime import date, time
from decimal import Decimal

import pytest

from invoices.extraction.einvoice import read_einvoice
from invoices.extraction.errors import DocumentUnreadable, TooLarge
from invoices.extraction.result import InvoiceReading
from invoices.extraction.sniff import Limits
from tests.extraction.documents import Bill, attached, withholding


def read(text: str | bytes, **options: object) -> InvoiceReading:
    return read_einvoice(text if isinstance(text, bytes) else text.encode(), **options)  # type: ignore[arg-type]


def values(reading: InvoiceReading) -> dict[str, object]:
    return {name: one.value for name, one in reading.fields.items()}


def codes(reading: InvoiceReading) -> set[str]:
    return {finding.code for finding in reading.findings}


def test_an_invoice_gives_every_field_exactly() -> None:
    bill = Bill()
    reading = read(bill.xml())
    assert reading.document_type == "factura"
    assert values(reading) == {
        "invoice_number": "FCO1044",
        "issue_date": date(2025, 3, 14),
        "issue_time": time(10, 20, 30),
        "due_date": date(2025, 4, 13),
        "supplier_nit": "900765432",
        "supplier_dv": "6",
        "supplier_name": "FERRETERIA EL ROBLE SAS",
        "supplier_address": "Calle 9 # 8-77",
        "supplier_city": "Pereira",
        "supplier_phone": "6063330011",
        "supplier_email": "ventas@elroble.example",
        "customer_nit": "901234567",
        "customer_dv": "7",
        "customer_name": "CONSTRUCTORA PUENTE ALTO SAS",
        "purchase_order": "OC-2231",
        "payment_form": "Crédito",
        "payment_means": "Consignación bancaria",
        "currency": "COP",
        "subtotal": Decimal("1000000.00"),
        "tax_base": Decimal("1000000.00"),
        "iva": Decimal("190000.00"),
        "total": Decimal("1190000.00"),
        "amount_payable": Decimal("1190000.00"),
        "cufe": bill.code,
        "resolution_number": "18764000001234",
        "notes": "Entrega en obra",
    }
    (line,) = reading.lines
    assert (line.description, line.code, line.unit) == ("Cemento gris x 50 kg", "CEM-50", "94")
    assert (line.quantity, line.unit_price, line.total, line.tax_rate) == (20, 50000, 1000000, 19)


@pytest.mark.parametrize(("root", "kind"), [("CreditNote", "nota_credito"), ("DebitNote", "nota_debito")])
def test_notes_are_told_by_their_root_and_read_like_invoices(root: str, kind: str) -> None:
    reading = read(attached(Bill(root=root, type_code="91", number="NC7").xml(), number="NC7"))
    assert reading.document_type == kind
    assert values(reading)["total"] == Decimal("1190000.00")
    assert reading.lines[0].quantity == 20


@pytest.mark.parametrize(("code", "kind"), [("20", "pos"), ("60", "pos"), ("02", "factura"), ("03", "factura")])
def test_equivalent_documents_are_told_by_their_code(code: str, kind: str) -> None:
    assert read(Bill(type_code=code).xml()).document_type == kind


def test_what_the_document_withholds_is_taken_off_what_is_paid_and_not_off_the_total() -> None:
    bill = Bill(withheld=withholding("06", "ReteFuente", "25000.00") + withholding("07", "ReteICA", "9660.00"))
    found = values(read(bill.xml()))
    assert (found["rete_fuente"], found["rete_ica"]) == (Decimal("25000.00"), Decimal("9660.00"))
    assert "rete_iva" not in found
    assert found["total"] == Decimal("1190000.00")
    assert found["amount_payable"] == Decimal("1155340.00")


def test_a_generator_that_already_took_the_withholdings_off_is_seen_through() -> None:
    bill = Bill(withheld=withholding("06", "ReteFuente", "25000.00"))
    bill.totals["PayableAmount"] = "1165000.00"
    found = values(read(bill.xml()))
    assert found["total"] == Decimal("1190000.00")
    assert found["amount_payable"] == Decimal("1165000.00")


def test_withholdings_written_among_the_taxes_are_still_withholdings() -> None:
    bill = Bill()
    bill.taxes += withholding("06", "ReteFuente", "25000.00").replace("WithholdingTaxTotal", "TaxTotal")
    found = values(read(bill.xml()))
    assert (found["rete_fuente"], found["iva"]) == (Decimal("25000.00"), Decimal("190000.00"))


def test_several_rates_of_iva_are_added_up_and_other_taxes_left_out() -> None:
    def tax(code: str, amount: str) -> str:
        return (
            f"<cac:TaxSubtotal><cbc:TaxAmount>{amount}</cbc:TaxAmount><cac:TaxCategory><cac:TaxScheme><cbc:ID>{code}"
            "</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
        )

    parts = tax("01", "190.00") + tax("01", "50.00") + tax("22", "70.00")
    mixed = f"<cac:TaxTotal><cbc:TaxAmount>310.00</cbc:TaxAmount>{parts}</cac:TaxTotal>"
    apart = f"<cac:TaxTotal><cbc:TaxAmount>80.00</cbc:TaxAmount>{tax('04', '80.00')}</cac:TaxTotal>"
    found = values(read(Bill(taxes=mixed + apart).xml()))
    assert (found["iva"], found["inc"]) == (Decimal("240.00"), Decimal("80.00"))


def test_an_excluded_invoice_has_a_derived_iva_of_zero() -> None:
    bill = Bill(taxes="")
    bill.totals |= {"TaxExclusiveAmount": "0.00", "TaxInclusiveAmount": "1000000.00", "PayableAmount": "1000000.00"}
    reading = read(bill.xml())
    assert (reading.fields["iva"].value, reading.fields["iva"].source) == (Decimal("0.00"), "derived")


def test_an_invoice_with_taxes_nobody_listed_has_no_iva() -> None:
    assert "iva" not in read(Bill(taxes="").xml()).fields


def test_the_container_is_opened_and_its_answer_noted() -> None:
    bill = Bill()
    reading = read(attached(bill.xml(), code=bill.code, lead="\n  "))
    assert values(reading)["invoice_number"] == "FCO1044"
    assert codes(reading) == set()


def test_a_bare_invoice_is_accepted_and_told_to_be_without_an_answer() -> None:
    assert codes(read(Bill().xml())) == {"without_dian_response"}


def test_a_rejected_document_is_told() -> None:
    bill = Bill()
    reading = read(attached(bill.xml(), code=bill.code, result="04"))
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("dian_rejected", "error")
    assert "rechazó" in finding.message
    assert finding.actual == "Regla FAJ43b"


def test_a_test_document_is_told() -> None:
    finding = read(Bill(environment="2").xml()).findings[0]
    assert (finding.code, finding.severity) == ("test_document", "error")


def test_a_container_that_speaks_of_another_invoice_is_told() -> None:
    reading = read(attached(Bill().xml(), number="FCO9999", code="a" * 96))
    assert codes(reading) == {"container_number", "container_cufe"}
    assert values(reading)["invoice_number"] == "FCO1044"


def test_a_container_in_a_container_is_opened() -> None:
    bill = Bill()
    inner = attached(bill.xml(), code=bill.code).replace("<![CDATA[", "").replace("]]>", "")
    bare = inner[inner.index("<AttachedDocument") :].replace('<?xml version="1.0" encoding="UTF-8"?>', "")
    bare = bare.replace('<?xml version="1.0"?>', "")
    assert values(read(f"<Sobre>{bare}</Sobre>"))["invoice_number"] == "FCO1044"


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace('"UTF-8"', '"utf-16"').encode("utf-8"),
        lambda text: text.replace('"UTF-8"', '"utf-16"').encode("utf-16"),
        lambda text: text.replace('"UTF-8"', '"utf-16"').encode("utf-16-be"),
        lambda text: text.replace('"UTF-8"', '"ISO-8859-1"').encode("latin-1"),
        lambda text: text.replace('"UTF-8"', '"ISO-8859-1"').encode("utf-8"),
        lambda text: text.encode("cp1252"),
        lambda text: b"\n  \r\n" + text.encode(),
        lambda text: text.replace("Cemento", "Cem\x02ento").encode(),
    ],
    ids=["bom", "says-utf16", "utf16", "utf16-be", "latin1", "says-latin1", "cp1252", "blank-lines", "control"],
)
def test_wrong_encodings_are_read_all_the_same(encode: object) -> None:
    reading = read(encode(Bill(supplier_name="CAÑERÍAS PEÑA SAS").xml()))  # type: ignore[operator]
    assert values(reading)["supplier_name"] == "CAÑERÍAS PEÑA SAS"
    assert reading.lines[0].description == "Cemento gris x 50 kg"


@pytest.mark.parametrize("sts", ["http://www.dian.gov.co/contratos/facturaelectronica/v1/Structures", "urn:other"])
def test_the_authorization_is_found_under_any_namespace(sts: str) -> None:
    assert values(read(Bill(sts=sts).xml()))["resolution_number"] == "18764000001234"


def test_a_wrong_check_digit_makes_the_nit_doubtful_and_says_why() -> None:
    reading = read(Bill(supplier='<cbc:CompanyID schemeID="3">900765432</cbc:CompanyID>').xml())
    nit = reading.fields["supplier_nit"]
    assert nit.value == "900765432"
    assert nit.confidence < 0.9
    assert nit.reasons == ("El DV no coincide con el NIT.",)


@pytest.mark.parametrize(
    ("company", "nit", "dv"),
    [
        ('<cbc:CompanyID schemeID="">\n 900765432 \n</cbc:CompanyID>', "900765432", None),
        ('<cbc:CompanyID schemeID="0">9007654326</cbc:CompanyID>', "900765432", "6"),
        ("<cbc:CompanyID>900765432-6</cbc:CompanyID>", "900765432", "6"),
        ('<cbc:CompanyID schemeName="13">52123456</cbc:CompanyID>', "52123456", None),
        ("<cbc:CompanyID>......</cbc:CompanyID>", None, None),
    ],
)
def test_nits_as_generators_write_them(company: str, nit: str | None, dv: str | None) -> None:
    found = values(read(Bill(supplier=company).xml()))
    assert (found.get("supplier_nit"), found.get("supplier_dv")) == (nit, dv)


SUPPORT = Bill(
    type_code="05",
    supplier='<cbc:CompanyID schemeName="13">52123456</cbc:CompanyID>',
    supplier_name="ROSA ELVIRA MONTES",
)


def test_in_a_support_document_the_supplier_is_the_seller() -> None:
    reading = read(SUPPORT.xml(), own_nits=frozenset({"901234567"}))
    assert reading.document_type == "documento_soporte"
    assert values(reading)["supplier_name"] == "ROSA ELVIRA MONTES"


@pytest.mark.parametrize("told_by", ["own_nits", "qr"])
def test_a_support_document_with_the_buyer_as_supplier_is_turned_round(told_by: str) -> None:
    swapped = Bill(
        type_code="05",
        supplier=SUPPORT.customer,
        supplier_name=SUPPORT.customer_name,
        customer=SUPPORT.supplier,
        customer_name=SUPPORT.supplier_name,
        qr="NumDS: 1\nNumSNO: 52123456\nDocABS: 901234567" if told_by == "qr" else "",
    )
    own = frozenset({"901234567"}) if told_by == "own_nits" else frozenset()
    found = values(read(swapped.xml(), own_nits=own))
    assert (found["supplier_nit"], found["customer_nit"]) == ("52123456", "901234567")


def test_an_ordinary_invoice_of_our_own_is_not_turned_round() -> None:
    found = values(read(Bill().xml(), own_nits=frozenset({"900765432"})))
    assert found["supplier_nit"] == "900765432"


@pytest.mark.parametrize(
    ("change", "order"),
    [
        ({"order": "", "notes": ["Según ORDEN DE COMPRA No. OC-88123 entregar"]}, "OC-88123"),
        ({"order": "", "notes": ["ORDEN DE SERVICIO 4700074463"]}, "4700074463"),
        ({"order": "", "extension": "<Datos><OrdenCompra>45-9921</OrdenCompra></Datos>"}, "45-9921"),
        ({"order": "", "extension": "<A><Name>ORDEN_DE_COMPRA</Name><Value>7001</Value></A>"}, "7001"),
        ({"order": "", "notes": ["Gracias por su compra, orden y aseo en la obra 12"]}, None),
        ({"order": "", "notes": ["NUMERO_CONTRATO 2020"]}, None),
    ],
)
def test_the_order_is_looked_for_where_vendors_put_it(change: dict[str, object], order: str | None) -> None:
    assert values(read(Bill(**change).xml())).get("purchase_order") == order  # type: ignore[arg-type]


def test_cash_without_a_due_date_is_due_on_the_day() -> None:
    reading = read(Bill(due="", form="1").xml())
    assert (reading.fields["due_date"].value, reading.fields["due_date"].source) == (date(2025, 3, 14), "derived")


def test_credit_without_a_due_date_has_none() -> None:
    assert "due_date" not in read(Bill(due="", form="2").xml()).fields


def test_a_code_of_another_form_is_kept_and_told() -> None:
    reading = read(Bill(uuid="FCO1044-no-es-un-cufe").xml())
    assert values(reading)["cufe"] == "FCO1044-no-es-un-cufe"
    assert "cufe_form" in codes(reading)


def test_amounts_written_as_on_paper_are_read_as_on_paper() -> None:
    bill = Bill()
    bill.totals["PayableAmount"] = "1.190.000,00"
    assert values(read(bill.xml()))["total"] == Decimal("1190000.00")


def test_a_plain_decimal_with_three_places_has_no_thousands() -> None:
    (line,) = read(Bill(lines=[Bill().line(quantity="1.000")]).xml()).lines
    assert line.quantity == 1


def test_an_invoice_without_lines_and_one_with_two_hundred() -> None:
    assert read(Bill(lines=[]).xml()).lines == ()
    assert len(read(Bill(lines=[Bill().line()] * 200).xml()).lines) == 200


def test_a_line_keeps_its_discount_and_its_price_with_tax_as_sent() -> None:
    discount = (
        "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>500.00</cbc:Amount>"
        "</cac:AllowanceCharge>"
    )
    charge = discount.replace("false", "true")
    (line,) = read(Bill(lines=[Bill().line(price="59500.00", extra=discount + charge)]).xml()).lines
    assert (line.unit_price, line.discount, line.total) == (59500, 500, 1000000)


HOSTILE = {
    "external entity": '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/hostname">]><Invoice><ID>&x;</ID></Invoice>',
    "billion laughs": '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><Invoice>&c;</Invoice>',
    "external document type": '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd"><Invoice/>',
    "too deep": "<Invoice>" + "<a>" * 150 + "</a>" * 150 + "</Invoice>",
    "much too deep": "<Invoice>" + "<a>" * 5000 + "</a>" * 5000 + "</Invoice>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("wrapped", [False, True], ids=["bare", "in a container"])
def test_hostile_xml_is_refused(text: str, wrapped: bool) -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        read(attached(text) if wrapped else text)
    assert refusal.value.code in {"unsafe_xml", "broken_xml"}
    assert "XML" in refusal.value.sentence


def test_xml_over_its_budget_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooLarge):
        read(Bill().xml(), limits=Limits(xml_bytes=1000))


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (Bill().xml()[:-200], "broken_xml", "dañado"),
        ('<ApplicationResponse xmlns="x"/>', "not_an_invoice", "respuesta de la DIAN"),
        ("<catalog><book/></catalog>", "not_an_invoice", "no es una factura electrónica"),
        (attached("").replace("<![CDATA[]]>", ""), "empty_container", "sin la factura"),
        (attached("bm8gZXMgeG1s"), "empty_container", "sin la factura"),
    ],
)
def test_what_is_no_invoice_says_so_in_words(text: str, code: str, says: str) -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        read(text)
    assert refusal.value.code == code
    assert says in refusal.value.sentence
