"""The work queue keeps itself up to date; Compras answers what is blocked."""

import re
from decimal import Decimal

import pytest

from invoices.models import Invoice
from tests.browser import making


@pytest.fixture
def blocked(live_server):
    making.company()
    one = making.invoice(total=Decimal("1500.00"), subtotal=Decimal("1310.00"), lines=[making.line()])
    assert one.status == "BLOQUEADA"
    return one


def test_the_list_shows_what_arrives_without_being_asked(enter, ana):
    page = enter(ana, "/admin/invoices/invoice/")
    assert "No hay facturas por revisar" in page.locator("#queue").inner_text()
    making.company()
    making.invoice(doubts={"total": 0.5})
    page.get_by_role("link", name="Ferretería El Tornillo S.A.S.").wait_for()
    row = page.locator("tr.link")
    assert "Un dato por confirmar." in row.inner_text()
    row.locator("td").nth(3).click()
    page.wait_for_url("**/change/?lista=revisar")


def test_the_search_box_of_the_list_finds_by_number_and_says_when_it_finds_nothing(enter, ana):
    making.company()
    making.invoice(doubts={"total": 0.5})
    making.invoice(invoice_number="ZX-9", doubts={"total": 0.5})
    page = enter(ana, "/admin/invoices/invoice/")
    page.keyboard.press("/")
    page.keyboard.type("zx-9")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=zx-9"))
    assert page.locator("tr.link").count() == 1
    page.locator("#q").fill("nada")
    page.keyboard.press("Enter")
    page.get_by_text("Nada coincide con «nada»").wait_for()


def test_compras_sees_both_papers_and_accepts_with_a_reason(enter, berta, blocked):
    page = enter(berta)
    page.get_by_role("link", name="Ferretería El Tornillo S.A.S.").click()
    page.wait_for_url(f"**/{blocked.pk}/resolver/**")
    said = page.locator("main").inner_text()
    assert "Monto difiere del PO. Revisar con proveedor." in said
    assert "El total supera el saldo de la orden en $ 310 (26,1 %)." in said
    card = page.locator(".answer", has_text="Aceptar la diferencia")
    card.get_by_label("Motivo").fill("Alza acordada")
    card.get_by_role("button", name="Aceptar la diferencia").click()
    page.get_by_text("Contabilidad la revisa y aprueba").wait_for()
    assert Invoice.objects.get().status == "POR_REVISAR"
    assert Invoice.objects.get().events.filter(kind="resolved", by=berta).exists()


def test_compras_links_the_order_it_looked_for(enter, berta, blocked):
    right = making.order(number="OC-99", total="1500.00")
    page = enter(berta, f"/admin/invoices/invoice/{blocked.pk}/resolver/")
    page.get_by_label("Buscar otra orden").fill("99")
    page.get_by_role("button", name="Buscar orden").click()
    card = page.locator(".answer", has_text="Enlazar otra orden")
    card.get_by_label("OC-99").check()
    card.get_by_label("Motivo").fill("El proveedor escribió mal el número")
    card.get_by_role("button", name="Enlazar la orden elegida").click()
    page.get_by_text("quedó enlazada con la orden").wait_for()
    assert Invoice.objects.get().order == right


def test_contabilidad_cannot_lift_what_only_compras_may(enter, ana, blocked, expected_console_errors):
    expected_console_errors.append("403")
    page = enter(ana, f"/admin/invoices/invoice/{blocked.pk}/resolver/")
    assert "No puedes ver esta página" in page.locator("body").inner_text()
