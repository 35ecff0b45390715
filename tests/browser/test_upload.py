"""The upload page in a real browser: what it refuses before sending, what it shows of what was sent."""

import pytest

from invoices.intake import receive
from invoices.models import Document
from tests.browser import making
from tests.invoices.making import filed

FORMAT = "Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP."
SIZE = "Imagen muy grande. Comprime a <10 MB."


@pytest.fixture
def page(enter, ana):
    return enter(ana, "/subir/")


def choose(page, *files):
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    )


def row(page, name):
    return page.locator(".file", has=page.locator(".file-name", has_text=name))


def test_what_cannot_be_read_is_refused_before_it_is_sent(page):
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    choose(page, ("carta.docx", b"PK"), ("foto.jpg", b"\xff\xd8" + bytes(10 * 1024 * 1024)), ("nada.pdf", b""))
    assert FORMAT in row(page, "carta.docx").inner_text()
    assert SIZE in row(page, "foto.jpg").inner_text()
    assert "El archivo está vacío" in row(page, "nada.pdf").inner_text()
    assert sent == []
    assert not Document.objects.exists()


def test_the_server_looks_at_the_content_and_not_at_the_name(page, expected_console_errors):
    expected_console_errors.append("400")
    choose(page, ("mentira.pdf", b"MZ this is a program"))
    row(page, "mentira.pdf").get_by_text(FORMAT).wait_for()
    assert not Document.objects.exists()


def test_each_file_is_filed_by_itself_and_followed_until_it_is_read(page):
    choose(page, ("una.pdf", making.pdf(90001)), ("otra.pdf", making.pdf(90002)))
    row(page, "otra.pdf").get_by_text("en la fila de lectura").wait_for()
    row(page, "una.pdf").get_by_text("en la fila de lectura").wait_for()
    assert Document.objects.count() == 2
    making.company()
    one = Document.objects.get(name="una.pdf")
    filed(one, making.reading(source="xml"))
    Document.objects.filter(pk=one.pk).update(state="EXTRACTED")
    Document.objects.filter(name="otra.pdf").update(state="FAILED", error_message="No se detectó texto.")
    row(page, "una.pdf").get_by_role("link", name="Revisar").wait_for()
    assert "Ferretería El Tornillo S.A.S. · FE-100" in row(page, "una.pdf").inner_text()
    failed = row(page, "otra.pdf")
    failed.get_by_text("No se detectó texto.").wait_for()
    assert "digitar la factura a mano" in failed.inner_text()
    failed.get_by_role("link", name="Resolver").click()
    page.get_by_role("button", name="Digitar a mano").click()
    page.wait_for_url("**/change/**")
    assert page.get_by_label("Número", exact=False).first.input_value() == ""


def test_the_same_file_again_names_the_first_and_leads_to_it(page, ana):
    making.company()
    receipt = receive(data=making.pdf(90001), name="una.pdf", door="upload", by=ana)
    first, _ = filed(receipt.document, making.reading())
    choose(page, ("repetida.pdf", making.pdf(90001)))
    again = row(page, "repetida.pdf")
    again.get_by_text("Esta factura ya fue radicada el").wait_for()
    assert "(FE-100)" in again.inner_text()
    again.get_by_role("link", name="Ver la primera").click()
    page.wait_for_url(f"**/admin/invoices/invoice/{first.pk}/change/")
    assert Document.objects.count() == 1


def test_without_a_script_it_is_a_plain_form(enter, ana):
    page = enter(ana, "/subir/", java_script_enabled=False)
    page.locator("#files").set_input_files(
        [{"name": "una.pdf", "mimeType": "application/pdf", "buffer": making.pdf(90001)}]
    )
    page.get_by_role("button", name="Subir los archivos elegidos").click()
    assert "en la fila de lectura" in page.locator(".files").inner_text()
    assert Document.objects.get().uploaded_by == ana


def test_a_telephone_offers_its_camera_and_a_desk_does_not(enter, ana):
    phone = enter(ana, "/subir/", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert phone.get_by_text("Tomar foto").is_visible()
    assert phone.locator("#camera").get_attribute("capture") == "environment"
    desk = enter(ana, "/subir/")
    assert not desk.get_by_text("Tomar foto").is_visible()
