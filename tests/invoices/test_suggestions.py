"""What a doubtful or missing field could hold instead, from where, and who is not told."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from guardian.shortcuts import assign_perm

from invoices import memory, review
from invoices.models import FieldReading, Finding
from invoices.suggestions import Suggestion, suggestions_for
from purchasing.models import PurchaseOrder, Supplier

from . import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company():
    making.company()


def offered(invoice, by):
    return suggestions_for(invoice, list(invoice.readings.all()), list(Finding.objects.filter(invoice=invoice)), by=by)


def with_others(**others):
    """A reading of PLAIN that says for some fields what else they may be."""
    plain = making.reading(doubts=dict.fromkeys(others, 0.4))
    kept = {
        name: tuple(replace(plain.fields[name], value=value, confidence=0.3, reasons=(why,)) for value, why in found)
        for name, found in others.items()
    }
    return replace(plain, alternatives=kept)


def test_a_sure_field_gets_none():
    assert offered(making.invoice(), making.clerk()).keys() & {"total", "supplier_name", "invoice_number"} == set()


def test_a_doubtful_amount_gets_what_was_ordered_and_the_order_by_name():
    invoice = making.invoice(doubts={"total": 0.4}, total=Decimal("1170.00"), subtotal=Decimal("1000.00"))
    first, *rest = offered(invoice, making.clerk())["total"]
    assert first == Suggestion("1190.00", "Según la orden OC-1")
    # The sum of the others is the same amount and is not said twice.
    assert rest == []


def test_of_an_order_invoiced_in_part_the_balance_is_offered():
    PurchaseOrder.objects.filter(number="OC-1").update(invoiced_total=Decimal(190), status="PARCIAL")
    invoice = making.invoice(doubts={"total": 0.4}, total=Decimal("1170.00"))
    assert offered(invoice, making.clerk())["total"][0] == Suggestion(
        "1000.00", "Según la orden OC-1", "Es lo que falta por facturar."
    )


def test_the_usual_value_of_the_supplier_is_offered_with_how_often_it_was_confirmed():
    ana = making.clerk()
    for number in range(2):
        taught = making.invoice(invoice_number=f"FE-{number}", doubts={"supplier_city": 0.3}, supplier_city="Pereira")
        review.correct(taught.pk, changes={}, confirmed={"supplier_city"}, by=ana, version=taught.version)
    invoice = making.invoice(invoice_number="FE-9", doubts={"supplier_city": 0.3}, supplier_city="Pcreira")
    assert offered(invoice, ana)["supplier_city"][0] == Suggestion(
        "Pereira", "Lo usual de este proveedor", "Confirmado en 2 facturas."
    )
    blank = making.invoice(invoice_number="FE-10", supplier_city=None)
    assert offered(blank, ana)["supplier_city"][0].value == "Pereira"


def test_what_was_learned_is_not_offered_while_it_is_doubtful_who_the_supplier_is():
    ana = making.clerk()
    taught = making.invoice(invoice_number="FE-1")
    review.correct(taught.pk, changes={"payment_means": "Efectivo"}, by=ana, version=taught.version)
    sure = making.invoice(invoice_number="FE-2")
    assert offered(sure, ana)["payment_means"][0].value == "Efectivo"
    doubtful = making.invoice(invoice_number="FE-3", doubts={"supplier_nit": 0.4})
    assert "payment_means" not in offered(doubtful, ana)


def test_the_next_best_readings_are_offered_with_their_reason_and_never_more_than_three():
    others = [(f"FE-20{n}", f"está junto a «No. {n}»") for n in range(5)]
    invoice = making.filed(making.document(), with_others(invoice_number=others))[0]
    found = offered(invoice, making.clerk())["invoice_number"]
    assert len(found) == 3
    assert found[0] == Suggestion("FE-200", "Otra lectura del PDF", "Está junto a «No. 0».")


def test_the_same_value_is_offered_once_and_the_present_one_never():
    others = [("FE-100", "igual"), ("fe 200", "uno"), ("FE  200", "dos")]
    invoice = making.filed(making.document(), with_others(invoice_number=others))[0]
    assert [one.value for one in offered(invoice, making.clerk())["invoice_number"]] == ["fe 200"]


def test_a_wrong_check_digit_gets_the_one_that_belongs_to_the_nit():
    invoice = making.invoice(supplier_dv="3", doubts={"supplier_dv": 0.3})
    assert offered(invoice, making.clerk())["supplier_dv"][0].value == "8"


def test_a_field_that_a_person_settled_gets_none():
    ana = making.clerk()
    invoice = making.invoice(doubts={"total": 0.4, "iva": 0.4}, total=Decimal("1170.00"), iva=Decimal("170.00"))
    assert {"total", "iva"} <= offered(invoice, ana).keys()
    invoice = review.correct(
        invoice.pk, changes={"total": "1190", "iva": "190"}, confirmed=set(), by=ana, version=invoice.version
    )
    assert not {"total", "iva"} & offered(invoice, ana).keys()


def test_a_decided_invoice_gets_none():
    ana, invoice = making.clerk(), making.invoice(doubts={"total": 0.4})
    rejected = review.reject(invoice.pk, reason="No es nuestra", by=ana, version=invoice.version)
    assert offered(rejected, ana) == {}


def test_who_may_not_see_the_order_gets_no_value_of_it():
    invoice = making.invoice(
        doubts={"total": 0.4, "purchase_order": 0.3}, total=Decimal("1170.00"), purchase_order="0C-1"
    )
    invoice.order = PurchaseOrder.objects.get(number="OC-1")
    limited = making.buyer(limited_to_obras=True)
    assign_perm("work_on_obra", limited, making.obra("SUR"))
    shown = [one for found in offered(invoice, limited).values() for one in found]
    assert shown and not any("OC-1" in one.origin + one.value for one in shown)
    assert "Según la orden OC-1" in {one.origin for one in offered(invoice, making.clerk())["total"]}


def test_the_api_gives_them_with_each_field():
    ana = making.clerk()
    invoice = making.invoice(doubts={"total": 0.4}, total=Decimal("1170.00"))
    browser = Client()
    browser.force_login(ana)
    fields = browser.get(f"/api/invoices/{invoice.public_id}/").json()["fields"]
    assert fields["total"]["suggestions"] == [{"value": "1190.00", "origin": "Según la orden OC-1", "reason": ""}]
    assert fields["invoice_number"]["suggestions"] == []


def test_without_a_script_the_button_fills_the_field_and_saves_nothing():
    ana = making.clerk()
    invoice = making.invoice(doubts={"total": 0.4}, total=Decimal("1170.00"))
    browser = Client()
    browser.force_login(ana)
    address = f"/admin/invoices/invoice/{invoice.pk}/change/"
    shown = browser.get(address).content.decode()
    assert 'name="use" value="total=1.190"' in shown
    filled = browser.post(address, {"version": invoice.version, "use": "total=1.190", "initial": "{}"})
    assert filled.status_code == 200
    assert 'name="total" value="1.190"' in filled.content.decode()
    invoice.refresh_from_db()
    assert invoice.total == Decimal("1170.00")


def test_little_is_asked_of_the_database(django_assert_max_num_queries):
    ana = making.clerk()
    invoice = making.invoice(doubts={"total": 0.4, "iva": 0.4, "supplier_name": 0.3})
    readings = list(FieldReading.objects.filter(invoice=invoice))
    assert memory.habits_of("900123456") is None
    assert Supplier.objects.count() == 1
    with django_assert_max_num_queries(6):
        suggestions_for(invoice, readings, list(Finding.objects.filter(invoice=invoice)), by=ana)
