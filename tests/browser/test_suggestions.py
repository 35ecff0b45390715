"""A clerk takes a suggested value with one key; what is sure is left alone."""

from decimal import Decimal

import pytest

from invoices.models import Invoice
from tests.browser import making
from tests.browser.test_review import focused, open_review


@pytest.fixture
def invoice(live_server):
    making.company()
    doubts = {"total": 0.4, "supplier_name": 0.3}
    return making.invoice(doubts=doubts, total=Decimal("1170.00"), supplier_name="Ferretena El Tomillo S.A.S.")


def test_a_clerk_takes_a_suggestion_by_keyboard_and_saves(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    field = page.locator("#f-total")
    assert "Según la orden OC-1." in field.inner_text()
    page.locator("#id_total").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "1.190"
    page.keyboard.press("Enter")
    assert page.locator("#id_total").input_value() == "1.190"
    assert focused(page) == "total"
    assert "changed" in field.get_attribute("class")
    page.keyboard.press("Control+s")
    page.get_by_text("Guardado.").wait_for()
    saved = Invoice.objects.get()
    assert saved.total == Decimal(1190)
    reading = saved.readings.get(name="total", current=True)
    assert (reading.source, reading.confirmed_by) == ("person", ana)
    assert page.locator("#f-total .suggestion").count() == 0


def test_a_sure_field_shows_none(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    assert page.locator("#f-supplier_name .suggestion").count() == 1
    for name in ("invoice_number", "issue_date", "supplier_nit", "subtotal", "iva"):
        assert page.locator(f"#f-{name} .suggestion").count() == 0
