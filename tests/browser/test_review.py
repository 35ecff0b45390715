"""The review page in a real browser: the way by keyboard, lines, two reviewers, nothing lost."""

import re
from decimal import Decimal

import pytest

from invoices import review
from invoices.models import Invoice
from tests.browser import making

DOUBTS = {"invoice_number": 0.5, "issue_date": 0.6, "total": 0.7}


@pytest.fixture
def invoice(live_server):
    making.company()
    return making.invoice(lines=[making.line()], doubts=DOUBTS)


def open_review(enter, person, invoice, **options):
    page = enter(person, f"/admin/invoices/invoice/{invoice.pk}/change/", **options)
    page.locator("#review[data-ready]").wait_for()
    return page


def focused(page):
    return page.evaluate("document.activeElement.name || document.activeElement.id")


def test_enter_goes_from_doubt_to_doubt_and_ends_on_approve(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    assert page.locator("#doubts").inner_text() == "3 por confirmar"
    walked = []
    for _ in range(3):
        walked.append(focused(page))
        page.keyboard.press("Enter")
    assert walked == ["invoice_number", "issue_date", "total"]
    assert focused(page) == "action"
    assert page.evaluate("document.activeElement.id") == "approve"
    assert page.locator("#doubts").inner_text() == "Nada por confirmar"
    page.keyboard.press("Control+Enter")
    page.get_by_text("Aprobada: Ferretería El Tornillo").wait_for()
    assert Invoice.objects.get().status == "APROBADA"
    kinds = list(invoice.events.values_list("kind", "field"))
    assert ("confirmed", "total") in kinds
    assert not [kind for kind, _ in kinds if kind == "corrected"]


def test_an_unconfirmed_doubt_stops_the_approval_and_says_which(enter, ana, invoice, expected_console_errors):
    expected_console_errors.append("409")
    page = open_review(enter, ana, invoice)
    page.keyboard.press("Control+Enter")
    refused = page.locator("#refused")
    refused.wait_for()
    assert "Falta confirmar: Número, Fecha de emisión, Total." in refused.inner_text()
    assert Invoice.objects.get().status == "POR_REVISAR"


def test_shift_enter_goes_back_and_tab_walks_every_field(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "due_date"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "issue_date"


def test_a_corrected_value_is_the_persons_and_needs_no_other_confirmation(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    page.locator("#id_invoice_number").fill("FE-101")
    assert page.locator("#doubts").inner_text() == "2 por confirmar"
    page.keyboard.press("Control+s")
    page.get_by_text("Guardado.").wait_for()
    saved = Invoice.objects.get()
    assert saved.invoice_number == "FE-101"
    reading = saved.readings.get(name="invoice_number", current=True)
    assert (reading.source, reading.confirmed_by) == ("person", ana)
    assert page.locator("#f-invoice_number .source").inner_text() == "persona"
    assert "FE-100" in page.locator("#historia").inner_text()


def test_alt_z_brings_back_what_was_read(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    page.locator("#id_total").fill("5")
    page.keyboard.press("Alt+z")
    assert page.locator("#id_total").input_value() == "1.190"


def test_amounts_are_written_as_typed_and_the_sum_is_checked_at_once(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    said = page.locator("#sumcheck")
    assert "Coincide con el total" in said.inner_text()
    total = page.locator("#id_total")
    total.fill("$ 1234567,8")
    total.press("Tab")
    assert total.input_value() == "1.234.567,80"
    assert "Al total le sobran $ 1.233.377,80" in said.inner_text()


def test_lines_are_added_removed_and_summed(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    words = page.locator("#lines-words")
    assert words.inner_text() == "La suma coincide"
    page.get_by_role("button", name="Agregar línea").click()
    page.keyboard.type("Arena de río")
    row = page.locator("#lines tbody tr").nth(1)
    row.get_by_label("Cantidad").fill("2")
    row.get_by_label("Valor unitario").fill("150")
    row.get_by_label("Total de la línea").fill("300")
    assert words.inner_text() == "Sobran $ 300 frente al subtotal"
    page.locator("#lines tbody tr").nth(0).locator(".remove label").click()
    assert words.inner_text() == "Faltan $ 700 frente al subtotal"
    page.keyboard.press("Control+s")
    page.get_by_text("Guardado.").wait_for()
    line = Invoice.objects.get().lines.get()
    assert (line.description, line.quantity, line.total) == ("Arena de río", Decimal(2), Decimal(300))


def test_arrows_walk_the_cells_of_the_grid(enter, ana):
    making.company()
    invoice = making.invoice(lines=[making.line("Uno"), making.line("Dos")])
    page = open_review(enter, ana, invoice)
    page.locator("[name=line-0-total]").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "line-1-total"
    page.keyboard.press("ArrowUp")
    assert focused(page) == "line-0-total"


def test_the_second_of_two_reviewers_is_told_and_loses_nothing(enter, ana, invoice, expected_console_errors):
    expected_console_errors.append("409")
    first = making.clerk("lucia")
    page = open_review(enter, ana, invoice)
    page.locator("#id_invoice_number").fill("FE-ANA")
    page.locator("#id_notes").evaluate("e => e.closest('details').open = true")
    page.locator("#id_notes").fill("La trajo el mensajero")
    review.correct(invoice.pk, changes={"invoice_number": "FE-LUCIA", "due_date": "11/04/2026"}, by=first, version=1)
    page.keyboard.press("Control+s")
    told = page.locator(".stale")
    told.wait_for()
    assert "Lucia guardó cambios" in told.inner_text()
    assert page.locator("#id_invoice_number").input_value() == "FE-ANA"
    assert "Ahora está guardado: «FE-LUCIA»." in page.locator("#f-invoice_number").inner_text()
    assert page.locator("#id_notes").input_value() == "La trajo el mensajero"
    # What only the other one changed is shown as it is now, and is not undone by saving.
    assert page.locator("#id_due_date").input_value() == "11/04/2026"
    assert Invoice.objects.get().invoice_number == "FE-LUCIA"
    page.keyboard.press("Control+s")
    page.get_by_text("Guardado.").wait_for()
    saved = Invoice.objects.get()
    assert (saved.invoice_number, saved.notes) == ("FE-ANA", "La trajo el mensajero")
    assert f"{saved.due_date:%d/%m/%Y}" == "11/04/2026"


def test_a_value_that_is_none_comes_back_with_the_reason_and_the_rest(enter, ana, invoice, expected_console_errors):
    expected_console_errors.append("422")
    page = open_review(enter, ana, invoice)
    page.locator("#id_issue_date").fill("ayer")
    page.locator("#id_supplier_name").fill("Ferretería Nueva")
    page.keyboard.press("Control+s")
    page.locator("#refused").wait_for()
    assert "no es una fecha" in page.locator("#f-issue_date").inner_text()
    assert page.locator("#id_issue_date").input_value() == "ayer"
    assert page.locator("#id_supplier_name").input_value() == "Ferretería Nueva"
    assert Invoice.objects.get().version == 1


def test_approving_goes_on_to_the_next_of_the_list(enter, ana):
    making.company()
    making.order(number="OC-2", total="1190.00")
    first = making.invoice()
    second = making.invoice(invoice_number="FE-2", purchase_order="OC-2")
    assert {first.status, second.status} == {"LISTA"}
    page = enter(ana, f"/admin/invoices/invoice/{first.pk}/change/?lista=listas")
    assert page.locator(".position").inner_text() == "1 de 2"
    page.get_by_role("button", name="Aprobar y seguir").click()
    page.wait_for_url(re.compile(rf"/invoice/{second.pk}/change/\?lista=listas"))
    page.get_by_role("button", name="Aprobar y seguir").click()
    page.wait_for_url(re.compile(r"/admin/invoices/invoice/\?lista=listas"))
    assert "Ninguna factura está lista" in page.locator("#queue").inner_text()


def test_rejecting_needs_a_reason(enter, ana, invoice, expected_console_errors):
    expected_console_errors.append("422")
    page = open_review(enter, ana, invoice)
    page.keyboard.press("Alt+x")
    page.locator("#d-reject").get_by_role("button", name="Rechazar").click()
    assert "Escribe el motivo." in page.locator("#refused").inner_text()
    page.locator("#d-reject summary").click()
    page.get_by_label("Motivo del rechazo").fill("No la pedimos")
    page.locator("#d-reject").get_by_role("button", name="Rechazar").click()
    page.get_by_text("Rechazada: Ferretería").wait_for()
    saved = Invoice.objects.get()
    assert (saved.status, saved.status_reason) == ("RECHAZADA", "No la pedimos")


def test_without_a_script_a_clerk_confirms_and_approves_with_a_plain_form(enter, ana, invoice):
    page = enter(ana, f"/admin/invoices/invoice/{invoice.pk}/change/", java_script_enabled=False)
    for name in DOUBTS:
        page.locator(f"#f-{name} .confirm").click()
    page.locator("#id_due_date").fill("12/04/2026")
    page.get_by_role("button", name="Aprobar y seguir").click()
    saved = Invoice.objects.get()
    assert saved.status == "APROBADA"
    assert f"{saved.due_date:%d/%m/%Y}" == "12/04/2026"


def test_gerencia_reads_and_changes_nothing(enter, gloria, invoice):
    page = enter(gloria, f"/admin/invoices/invoice/{invoice.pk}/change/")
    assert page.locator("#id_total").is_disabled()
    assert page.get_by_role("button", name="Aprobar y seguir").count() == 0
    assert page.get_by_role("button", name="Guardar").count() == 0


def test_the_splitter_is_remembered(enter, ana, invoice):
    page = open_review(enter, ana, invoice)
    before = page.locator("#pane-form").bounding_box()["width"]
    page.locator("#splitter").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    wide = page.locator("#pane-form").bounding_box()["width"]
    assert wide > before + 50
    page.reload()
    page.locator("#review[data-ready]").wait_for()
    assert abs(page.locator("#pane-form").bounding_box()["width"] - wide) < 3
