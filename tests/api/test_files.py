"""Originals and page images: who gets them, under which headers, and what a hostile file can do."""

import io
import zipfile

import pytest
from django.core.cache import caches
from guardian.shortcuts import assign_perm
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from invoices import intake, page_images
from invoices.api.files import content_disposition
from invoices.extraction import render
from invoices.extraction.errors import DocumentUnreadable
from invoices.models import Document, InvoiceDocument
from tests.invoices import making

pytestmark = pytest.mark.django_db

XML = b'<?xml version="1.0"?><Invoice><Note>x</Note></Invoice>'


@pytest.fixture(autouse=True)
def no_kept_images():
    caches["pages"].clear()


@pytest.fixture
def ana():
    return making.clerk()


def pdf(*texts: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400))
    for text in texts:
        canvas.drawString(50, 300, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def filed(data: bytes, name: str = "factura.pdf") -> Document:
    return intake.receive(data=data, name=name, door="upload", by=None).document


def body(response) -> bytes:
    return response.getvalue()


def test_the_original_comes_back_byte_for_byte_as_a_download_that_can_do_nothing(client, ana):
    client.force_login(ana)
    data = pdf("uno")
    response = client.get(f"/documentos/{filed(data).public_id}/original")
    assert body(response) == data
    assert response.streaming
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="factura.pdf"')
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"


def test_an_xml_is_never_shown_in_place_and_a_picture_is(client, ana):
    client.force_login(ana)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    xml = client.get(f"/documentos/{filed(XML, 'f.xml').public_id}/original")
    png = client.get(f"/documentos/{filed(picture.getvalue(), 'f.html').public_id}/original")
    assert xml.headers["Content-Disposition"].startswith("attachment")
    assert png.headers["Content-Disposition"].startswith("inline")
    assert png.headers["Content-Type"] == "image/png"
    assert body(xml) == XML
    assert body(png) == picture.getvalue()


def test_one_file_out_of_a_zip(client, ana):
    client.force_login(ana)
    data = pdf("dentro")
    document = filed(zipped(**{"factura.xml": XML, "factura.pdf": data}), "f.zip")
    response = client.get(f"/documentos/{document.public_id}/original", {"member": "factura.pdf"})
    assert body(response) == data
    assert response.headers["Content-Disposition"].startswith('attachment; filename="factura.pdf"')
    for other in ("../factura.pdf", "nada.pdf", "-", "x" * 300):
        assert client.get(f"/documentos/{document.public_id}/original", {"member": other}).status_code == 404
    image = client.get(f"/documentos/{document.public_id}/paginas/0", {"member": "factura.pdf"})
    assert Image.open(io.BytesIO(image.content)).format == "JPEG"


def test_a_page_is_drawn_once_and_then_taken_from_the_cache(client, ana, monkeypatch):
    client.force_login(ana)
    document = filed(pdf("uno", "dos"))
    response = client.get(f"/documentos/{document.public_id}/paginas/1")
    assert max(Image.open(io.BytesIO(response.content)).size) == 2000
    assert response.headers["Cache-Control"] == "private, no-cache"
    monkeypatch.setattr(page_images.render, "draw_page", lambda *args, **kwargs: 1 / 0)
    again = client.get(f"/documentos/{document.public_id}/paginas/1")
    assert again.content == response.content
    unchanged = client.get(
        f"/documentos/{document.public_id}/paginas/1", headers={"if-none-match": response.headers["ETag"]}
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_sizes_are_a_short_list(client, ana):
    client.force_login(ana)
    address = f"/documentos/{filed(pdf('uno')).public_id}/paginas/0"
    assert max(Image.open(io.BytesIO(client.get(address, {"size": 300}).content)).size) == 300
    for size in ("301", "0", "-1", "9" * 40, "x", ""):
        assert client.get(address, {"size": size}).status_code == 400


@pytest.mark.parametrize("number", ["2", "9" * 25, "9" * 5000])
def test_a_page_that_is_not_there_is_a_404(client, ana, number):
    client.force_login(ana)
    assert client.get(f"/documentos/{filed(pdf('uno', 'dos')).public_id}/paginas/{number}").status_code == 404


def test_what_cannot_be_drawn_says_so_and_is_not_tried_again_at_once(client, ana, monkeypatch):
    client.force_login(ana)
    document = filed(b"%PDF-1.4 and then nothing")
    response = client.get(f"/documentos/{document.public_id}/paginas/0")
    assert response.status_code == 422
    assert "El archivo está dañado o incompleto." in response.content.decode()
    monkeypatch.setattr(page_images.render, "draw_page", lambda *args, **kwargs: 1 / 0)
    assert client.get(f"/documentos/{document.public_id}/paginas/0").status_code == 422


@pytest.mark.parametrize("what", ["original", "paginas/0"])
def test_without_a_login_there_is_only_the_login_page(client, what):
    address = f"/documentos/{filed(pdf('uno')).public_id}/{what}"
    assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"


def test_of_a_zip_with_two_obras_a_limited_buyer_gets_the_own_part_only(client):
    making.company()
    making.order(number="OC-2", obra=making.obra("SUR"))
    document = filed(zipped(**{"norte.pdf": pdf("norte"), "sur.pdf": pdf("sur")}), "f.zip")
    for number, name in enumerate(("norte", "sur"), 1):
        invoice = making.invoice(invoice_number=f"FE-{number}", purchase_order=f"OC-{number}")
        InvoiceDocument.objects.create(invoice=invoice, document=document, member=f"{name}.pdf")
        assert invoice.obra.code == name.upper()
    buyer = making.buyer(limited_to_obras=True)
    assign_perm("work_on_obra", buyer, making.obra("NORTE"))
    client.force_login(buyer)
    base = f"/documentos/{document.public_id}"
    assert client.get(f"{base}/original").status_code == 404
    assert client.get(f"{base}/original", {"member": "sur.pdf"}).status_code == 404
    assert client.get(f"{base}/paginas/0", {"member": "sur.pdf"}).status_code == 404
    assert client.get(f"{base}/paginas/0", {"member": "norte.pdf"}).status_code == 200
    own = client.get(f"{base}/original", {"member": "norte.pdf"})
    assert body(own) == pdf("norte") or own.status_code == 200


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("factura.pdf", "factura.pdf"),
        ('a"b;c%d.pdf', "a_b_c_d.pdf"),
        ("año 2026\r\nSet-Cookie: x=1.pdf", "a_o 2026Set-Cookie: x=1.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("\u202efdp.exe", "fdp.exe"),
        ("\0", "documento"),
    ],
)
def test_a_download_name_carries_nothing_but_a_name(name, plain):
    header = content_disposition(name)
    assert f'filename="{plain}"' in header
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header


def laughing_pdf() -> bytes:
    """Ten forms that each draw the next one twelve times: small on the disk, endless on the page."""
    parts = [b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"]
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
    parts.append(page + b"/Resources<</XObject<</F 5 0 R>>>>>>endobj")
    parts.append(b"4 0 obj<</Length 5>>stream\n/F Do\nendstream endobj")
    for number in range(5, 15):
        draw = b"/F Do " * 12 if number < 14 else b"0 0 300 400 re f "
        head = f"{number} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 300 400]/Length {len(draw)}"
        head += f"/Resources<</XObject<</F {number + 1} 0 R>>>>>>stream\n"
        parts.append(head.encode() + draw + b"\nendstream endobj")
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF"


def test_a_page_that_never_ends_takes_no_web_process_with_it():
    with pytest.raises(DocumentUnreadable, match="no se pudo mostrar"):
        render.draw_page(laughing_pdf(), media_type="application/pdf", index=0, max_side=300, seconds=1)
    assert render.draw_page(pdf("uno"), media_type="application/pdf", index=0, max_side=300).startswith(b"\xff\xd8")


def test_the_child_that_reads_a_hostile_file_has_no_credentials(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    kept = {}
    monkeypatch.setattr(render.subprocess, "run", lambda *args, env, **kwargs: kept.update(env) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render.draw_page(b"", media_type="application/pdf", index=0, max_side=300)
    assert set(kept) <= {"PATH", "LANG", "TMPDIR", "LD_LIBRARY_PATH"}
