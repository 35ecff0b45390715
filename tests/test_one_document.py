"""The whole walk: upload, a real worker, a correction, a block and its answer, an approval, an export."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone

from invoices.demo import camera, paper, records
from invoices.demo.bill import Bill
from invoices.demo.documents import documents
from invoices.models import Document, Invoice

READ_WITHIN = 60_000


def bill_of(name: str, today: date) -> Bill:
    return next(one.bill for one in documents(today) if one.name == name)


@pytest.fixture
def people(live_server, settings):
    """The demo's company, orders and people, and none of its invoices."""
    settings.DEMO_MODE = True
    people = records.load_people()
    records.load_purchasing(today=timezone.localdate(), by=people["admin"], limited=people["residente"])
    return people


def row(page, name):
    return page.locator(".file", has=page.locator(".file-name", has_text=name))


def test_from_the_upload_to_the_export(live_server, new_page, log_in, people, worker, expected_console_errors):
    # An original photo is opened in Chromium's own image page, whose style our policy for originals forbids.
    expected_console_errors.append("directive 'default-src 'none''")
    worker.start()
    today = timezone.localdate()
    zipped = next(one for one in documents(today) if one.shape == "zip")
    dearer = bill_of("ACB10047.pdf", today)
    base = live_server.url

    def enter(name, path):
        page = new_page()
        log_in(page, people[name])
        page.goto(base + path)
        return page

    # Contabilidad drops an XML in a ZIP and a photo on the page and watches them being read.
    clerk = enter("contabilidad", "/subir/")
    clerk.locator("#files").set_input_files(
        [
            {"name": zipped.name, "mimeType": "application/zip", "buffer": zipped.make()},
            {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": camera.photo(paper.pdf(dearer), seed=9)},
        ]
    )
    row(clerk, zipped.name).get_by_role("link", name="Revisar").wait_for(timeout=READ_WITHIN)
    assert f"{zipped.bill.supplier.name} · {zipped.bill.number}" in row(clerk, zipped.name).inner_text()
    photo = row(clerk, "foto.jpg")
    photo.get_by_role("link", name="Revisar").wait_for(timeout=READ_WITHIN)
    assert set(Document.objects.values_list("state", flat=True)) == {"EXTRACTED"}

    # A field is corrected and the order number made sure, whatever the reading made of the photo;
    # who, what was there and what is there now is in the history.
    photo.get_by_role("link", name="Revisar").click()
    clerk.locator("#review[data-ready]").wait_for()
    clerk.locator("#viewer[data-ready]").wait_for()
    invoice = Invoice.objects.get(evidence__document__name="foto.jpg")
    clerk.locator("#id_due_date").fill("31/12/2030")
    clerk.locator("#id_purchase_order").fill(dearer.order)
    clerk.keyboard.press("Control+s")
    clerk.get_by_text("Guardado.").wait_for()
    event = invoice.events.get(kind="corrected", field="due_date")
    assert (event.by, event.after) == (people["contabilidad"], "2030-12-31")

    # The photo costs more than its order: blocked, with the words and both amounts.
    invoice.refresh_from_db()
    assert (invoice.status, invoice.order.number) == ("BLOQUEADA", dearer.order)
    assert "Monto difiere del PO. Revisar con proveedor." in clerk.locator(".findings").inner_text()

    # Compras sees both papers side by side and answers with a reason.
    buyer = enter("compras", "/")
    buyer.get_by_role("link", name=dearer.supplier.name).first.click()
    assert dearer.lines[0].description in buyer.locator(".compare").inner_text()
    assert "El total supera el saldo de la orden" in buyer.locator("main").inner_text()
    answer = buyer.locator(".answer", has_text="Aceptar la diferencia")
    answer.get_by_label("Motivo").fill("Alza del acero acordada con el proveedor")
    answer.get_by_role("button", name="Aceptar la diferencia").click()
    buyer.get_by_text("Contabilidad la revisa y aprueba").wait_for()

    # Contabilidad goes from doubt to doubt by Enter and approves.
    clerk.goto(f"{base}/admin/invoices/invoice/{invoice.pk}/change/")
    clerk.locator("#review[data-ready]").wait_for()
    for _ in range(clerk.locator(".field.doubtful").count()):
        clerk.keyboard.press("Enter")
    assert clerk.locator("#doubts").inner_text() == "Nada por confirmar"
    clerk.keyboard.press("Control+Enter")
    clerk.get_by_text(f"Aprobada: {invoice.supplier_name}").wait_for()
    invoice.refresh_from_db()
    assert (invoice.status, invoice.decided_by) == ("APROBADA", people["contabilidad"])
    invoice.order.refresh_from_db()
    assert invoice.order.invoiced_total == invoice.total

    # Gerencia finds it, has the original one click away and takes the list along.
    manager = enter("gerencia", "/")
    manager.locator("#q").fill(dearer.number)
    with manager.expect_navigation():
        manager.keyboard.press("Enter")
    found = manager.locator(".found tr.link")
    assert found.count() == 1
    assert "Aprobada" in found.inner_text()
    with manager.expect_response("**/original") as original:
        found.locator(".actions a").click()
    assert original.value.status == 200
    manager.goto(f"{base}/buscar/?q={dearer.number}")
    manager.get_by_text("Exportar").click()
    with manager.expect_download() as download:
        manager.get_by_role("link", name="Excel (XLSX)").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    heading, only = sheet.iter_rows(values_only=True)
    listed = dict(zip(heading, only, strict=True))
    assert (listed["Número"], listed["Estado"]) == (dearer.number, "Aprobada")
    assert listed["Total"] == float(invoice.total)
