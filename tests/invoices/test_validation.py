"""Each rule with the invoice that breaks it and the nearest one that does not."""

from datetime import date
from decimal import Decimal

import pytest

from invoices import validation
from invoices.models import Invoice, InvoiceLine
from invoices.validation import Context
from purchasing.models import Empresa, Obra, PurchaseOrder, PurchaseOrderLine, Supplier

from . import making

TODAY = date(2026, 3, 16)
US, THEM = "901000001", "900123456"


def _supplier():
    return Supplier(pk=1, nit=THEM, dv="8", name="Ferretería El Tornillo S.A.S.", name_key="FERRETERIA EL TORNILLO SAS")


def order(total="1190", invoiced="0", status="ORDEN", **fields):
    empresa = Empresa(nit=fields.pop("empresa", US), name="Constructora Prueba")
    return PurchaseOrder(
        number="OC-1",
        supplier=fields.pop("supplier", None) or _supplier(),
        obra=Obra(code="N", name="Norte", empresa=empresa),
        total=Decimal(total),
        invoiced_total=Decimal(invoiced),
        status=status,
        currency="COP",
        **fields,
    )


def line(quantity="10", unit_price="100", total="1000", tax_rate="19", ordered_price=None, **fields):
    def number(text):
        return None if text is None else Decimal(text)

    ordered = PurchaseOrderLine(unit_price=Decimal(ordered_price)) if ordered_price else None
    return InvoiceLine(
        position=1,
        quantity=number(quantity),
        unit_price=number(unit_price),
        total=number(total),
        tax_rate=number(tax_rate),
        order_line=ordered,
        **fields,
    )


def codes(code, lines=(), against="default", supplier="default", first=None, from_xml=(), **values):
    """What the rules say of PLAIN with these values, as far as it is `code`."""
    invoice = Invoice(**(making.PLAIN | {"document_type": "factura"} | values))
    invoice.supplier = _supplier() if supplier == "default" else supplier
    invoice.order = order() if against == "default" else against
    context = Context(
        invoice=invoice,
        lines=lines,
        own_nits=frozenset({US, "901000002"}),
        today=TODAY,
        tolerance=Decimal("0.05"),
        first_of_duplicates=first,
        from_xml=frozenset(from_xml),
    )
    if supplier is not None and supplier == "default":
        invoice.supplier._prefetched_objects_cache = {"aliases": Supplier.objects.none()}
    return [found for found in validation.check(context) if found.code == code]


D = Decimal

# code, what breaks the rule, the nearest that keeps it
CASES = [
    ("required", {"total": None}, {}),
    ("required", {"invoice_number": ""}, {"invoice_number": "1"}),
    ("required", {"issue_date": None}, {}),
    ("required", {"supplier_nit": "", "supplier": None}, {}),
    ("nit_dv", {"supplier_dv": "7"}, {"supplier_dv": "8"}),
    ("nit_dv", {"supplier_dv": "7"}, {"supplier_dv": ""}),
    ("nit_dv", {"customer_dv": "1"}, {"customer_dv": "6"}),
    ("nit_format", {"supplier_nit": "US-77", "supplier": None}, {}),
    ("supplier_unknown", {"supplier": None}, {}),
    ("supplier_name", {"supplier_name": "Aceros del Norte"}, {"supplier_name": "EL TORNILLO FERRETERIA"}),
    ("final_consumer", {"customer_nit": "222222222222"}, {"customer_nit": US}),
    ("not_ours", {"customer_nit": "800197268"}, {"customer_nit": "901000002"}),
    ("customer_missing", {"customer_nit": ""}, {}),
    ("date_in_future", {"issue_date": date(2026, 3, 17)}, {"issue_date": TODAY}),
    ("due_before_issue", {"due_date": date(2026, 3, 9)}, {"due_date": date(2026, 3, 10)}),
    ("due_before_issue", {"due_date": date(2026, 3, 9)}, {"due_date": None}),
    ("sum_total", {"total": D("1192.01")}, {"total": D("1192.00")}),
    ("sum_total", {"total": D("1187.99")}, {"total": D("1188.00")}),
    ("sum_total", {"inc": D(80)}, {"inc": D(80), "total": D(1270)}),
    ("sum_total", {"discount": D(100), "total": D(1100)}, {"discount": D(100), "total": D(1090)}),
    # Some print the subtotal with the discount already taken off.
    ("sum_total", {"discount": D(100), "total": D(1193)}, {"discount": D(100), "total": D(1190)}),
    ("sum_lines", {"lines": [line(total="997.99")]}, {"lines": [line(total="998")]}),
    # The other hypothesis: the lines are printed with IVA and add up to the total.
    ("sum_lines", {"lines": [line(total="1187.99")]}, {"lines": [line(total="1190")]}),
    ("sum_lines", {"lines": [line(total="900")]}, {"lines": [line(total="900"), line(total=None)]}),
    ("line_total", {"lines": [line(total="1003")]}, {"lines": [line(total="1002")]}),
    ("line_total", {"lines": [line(unit_price="122")]}, {"lines": [line(unit_price="119")]}),
    ("line_total", {"lines": [line(discount=D(10), total="985")]}, {"lines": [line(discount=D(10), total="990")]}),
    ("line_total", {"lines": [line(unit_price="7")]}, {"lines": [line(unit_price=None)]}),
    ("iva_rate", {"iva": D("192.01")}, {"iva": D("192.00")}),
    ("iva_rate", {"iva": D(100), "lines": [line()]}, {"iva": D(50), "lines": [line(tax_rate="5")]}),
    ("no_order", {"against": None}, {}),
    ("no_order", {"against": None}, {"against": None, "document_type": "nota_credito"}),
    ("note_without_order", {"against": None, "document_type": "nota_credito"}, {"against": None}),
    ("order_closed", {"against": order(status="ANULADA")}, {"against": order()}),
    ("order_closed", {"against": order(status="FACTURADA")}, {"against": order(status="PARCIAL")}),
    ("order_closed", {"against": order(status="ANULADA")}, {"against": order(status="FACTURADA"),
                                                          "document_type": "nota_credito"}),
    # Exactly 5 % of the open balance passes, one centavo more does not, upwards and downwards.
    ("order_mismatch", {"against": order("1000"), "total": D("1050.01")}, {"against": order("1000"), "total": D(1050)}),
    ("order_mismatch", {"against": order("1000"), "total": D("949.99")}, {"against": order("1000"), "total": D(950)}),
    (
        "order_mismatch",
        {"against": order("5000", "4000", "PARCIAL"), "total": D("1050.01")},
        {"against": order("5000", "4000", "PARCIAL"), "total": D("1050.00")},
    ),
    (
        "order_mismatch",
        {"against": order("5000", "100"), "document_type": "nota_credito", "total": D("102.01")},
        {"against": order("5000", "100"), "document_type": "nota_credito", "total": D(102)},
    ),
    ("order_supplier", {"against": order(supplier=Supplier(pk=2, nit="830041598", name="Otro"))}, {}),
    ("order_empresa", {"against": order(empresa="901000002")}, {"against": order(empresa=US)}),
    ("order_currency", {"currency": "USD"}, {"currency": "COP"}),
    ("order_price", {"lines": [line(ordered_price="95.23")]}, {"lines": [line(ordered_price="95.24")]}),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "broken", "kept"), CASES)
def test_each_rule_tells_what_breaks_it_and_leaves_its_nearest_neighbour_alone(code, broken, kept):
    found = codes(code, **broken)
    assert found
    assert codes(code, **kept) == []
    for one in found:
        assert one.message.endswith(".")
        assert one.code in validation.CODES


@pytest.mark.django_db
def test_a_plain_invoice_breaks_nothing():
    assert not [code for code in sorted(validation.CODES) if codes(code, lines=[line()])]


@pytest.mark.django_db
def test_expected_and_actual_are_written_the_colombian_way():
    (found,) = codes("order_mismatch", against=order("1234567.80"), total=Decimal("2000000"))
    assert (found.message, found.expected, found.actual) == (
        "Monto difiere del PO. Revisar con proveedor.",
        "$ 1.234.567,80 (saldo de la orden OC-1)",
        "$ 2.000.000,00",
    )
    (found,) = codes("sum_total", total=Decimal(1490))
    assert found.message == "La suma no da el total por $ 300,00."
    (found,) = codes("date_in_future", issue_date=date(2026, 4, 1))
    assert (found.expected, found.actual) == ("hasta 16/03/2026", "01/04/2026")
    (found,) = codes("nit_dv", supplier_dv="7")
    assert (found.expected, found.actual, found.field) == ("8", "7", "supplier_dv")
    (found,) = codes("no_order", against=None)
    assert found.message == "No se encontró orden de compra. Crea PO primero."


@pytest.mark.django_db
def test_a_sum_the_dian_has_signed_is_a_warning_and_a_printed_one_an_error():
    wrong = {"total": Decimal(1490)}
    assert [found.severity for found in codes("sum_total", **wrong)] == ["error"]
    assert [found.severity for found in codes("sum_total", from_xml=("subtotal", "total"), **wrong)] == ["warning"]
    assert [found.severity for found in codes("sum_total", from_xml=("subtotal",), **wrong)] == ["error"]
