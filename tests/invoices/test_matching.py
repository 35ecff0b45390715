"""Which order an invoice belongs to, and why."""

from decimal import Decimal

import pytest

from invoices import matching
from invoices.models import Invoice, InvoiceLine
from purchasing.models import PurchaseOrderLine

from . import making

pytestmark = pytest.mark.django_db
FIVE_PERCENT = Decimal("0.05")


def match(**values):
    invoice = Invoice(**(making.PLAIN | {"purchase_order": "", "notes": ""} | values))
    return matching.find_order(invoice, matching.find_supplier(invoice), FIVE_PERCENT)


@pytest.fixture
def ours():
    making.empresa()
    return making.supplier()


@pytest.fixture
def other():
    return making.supplier(nit="830041598", dv="9", name="Aceros del Norte S.A.")


class TestByNumber:
    @pytest.mark.parametrize("printed", ["OC-003694", "3694", "O.C. No. 3694", "Orden de compra 003694", "oc 3694"])
    def test_however_it_is_written(self, ours, printed):
        order = making.order(number="OC-003694", total="99999")
        found = match(purchase_order=printed)
        assert (found.order, found.reason) == (order, "La factura trae el número de la orden OC-003694.")
        assert found.score > Decimal("0.9")

    @pytest.mark.parametrize(
        "notes",
        ["ORDEN DE SERVICIO 4700074463", "Obra norte, O.C. 4700074463 remisión 12", "Pedido No. 4700074463"],
    )
    def test_inside_the_notes(self, ours, notes):
        order = making.order(number="4700074463", total="99999")
        assert match(notes=notes).order == order

    def test_a_number_in_the_notes_of_another_supplier_is_not_taken(self, ours, other):
        making.order(number="4700074463", total="99999", supplier=other)
        assert match(notes="OC 4700074463").order is None

    def test_a_phone_number_in_the_notes_is_no_order(self, ours):
        making.order(number="3001234567", total="99999")
        making.order(number="77", total="88888")
        assert match(notes="Tel 3001234567").order is None

    def test_a_printed_number_of_another_supplier_is_shown_for_compras_to_decide(self, ours, other):
        order = making.order(number="OC-3694", total="1190", supplier=other)
        found = match(purchase_order="OC-3694")
        assert found.order == order
        assert found.score < Decimal("0.9")

    def test_a_short_one_of_another_supplier_is_no_order_number(self, ours, other):
        making.order(number="1", total="1190", supplier=other)
        assert match(purchase_order="001").order is None

    def test_the_number_wins_over_the_amount(self, ours):
        named = making.order(number="OC-7", total="50")
        making.order(number="OC-8", total="1190")
        assert match(purchase_order="OC-7").order == named


class TestByAmount:
    def test_the_open_balance_counts_and_not_the_total(self, ours):
        making.order(number="OC-1", total="1190", invoiced_total=Decimal(600), status="PARCIAL")
        part = making.order(number="OC-2", total="2000", invoiced_total=Decimal(810), status="PARCIAL")
        found = match()
        assert (found.order, found.reason) == (
            part,
            "Mismo proveedor y el total es el saldo abierto de la orden.",
        )

    def test_near_the_balance_is_less_sure(self, ours):
        near = making.order(number="OC-1", total="1220")
        making.order(number="OC-2", total="5000")
        found = match()
        assert (found.order, found.score) == (near, Decimal("0.80"))

    def test_two_that_fit_equally_are_offered_and_none_is_chosen(self, ours):
        both = {making.order(number="OC-1", total="1200"), making.order(number="OC-2", total="1210")}
        found = match()
        assert (found.order, set(found.candidates)) == (None, both)

    def test_the_only_open_order_of_a_supplier_is_proposed(self, ours):
        only = making.order(number="OC-1", total="9999")
        assert match().order == only

    @pytest.mark.parametrize("status", ["ANULADA", "FACTURADA"])
    def test_a_closed_order_is_not_chosen_by_its_amount(self, ours, status):
        making.order(number="OC-1", total="1190", status=status)
        assert match().order is None

    def test_another_supplier_s_order_is_not_chosen_by_its_amount(self, ours, other):
        making.order(number="OC-1", total="1190", supplier=other)
        assert match().order is None

    def test_a_credit_note_is_not_matched_by_its_amount(self, ours):
        making.order(number="OC-1", total="1190")
        assert match(document_type="nota_credito").order is None


class TestSupplier:
    def test_by_nit_whatever_the_name(self, ours):
        assert matching.find_supplier(Invoice(supplier_nit="900123456", supplier_name="X")) == ours

    def test_by_name_only_where_no_nit_was_read(self, ours):
        assert matching.find_supplier(Invoice(supplier_name="FERRETERIA EL TORNILLO S.A.S")) == ours
        assert matching.find_supplier(Invoice(supplier_name="Ferretería La Tuerca")) is None
        assert matching.find_supplier(Invoice(supplier_nit="800197268", supplier_name=ours.name)) is None


def test_lines_are_matched_by_code_then_by_words(ours):
    order = making.order(number="OC-1", total="1190")
    for position, (code, words) in enumerate([("C50", "Cemento gris bulto 50 kg"), ("", "Varilla corrugada 1/2")], 1):
        PurchaseOrderLine.objects.create(
            order=order, position=position, code=code, description=words, quantity=1, unit_price=100, total=100
        )
    lines = [
        InvoiceLine(position=1, description="VARILLA CORRUGADA DE 1/2"),
        InvoiceLine(position=2, code="c-50", description="Otra cosa"),
        InvoiceLine(position=3, description="Transporte"),
    ]
    matched = matching.match_lines(lines, order)
    assert [matched[number].position if matched[number] else None for number in (1, 2, 3)] == [2, 1, None]
