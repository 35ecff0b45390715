"""Hostile files through the real door, and what they become on pages, in the API and in exports."""

import io
import zipfile

import pytest
from django.test import Client
from openpyxl import load_workbook
from PIL import Image

from invoices import tasks
from invoices.models import Document
from tests.api.conftest import program_of
from tests.invoices import making

pytestmark = pytest.mark.django_db

UNSUPPORTED = "Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP."
SCRIPT = "<script>alert(1)</script>"
PICTURE = '"><img src=x onerror=alert(1)>'
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    '=HYPERLINK("http://x")',
]


@pytest.fixture
def ana():
    return making.clerk()


@pytest.fixture
def program(ana):
    return program_of(ana)


def send_raw(program, filename: bytes, content: bytes):
    """A form written by hand: Django's own test client would clean the name before it is sent."""
    head = b'--limit\r\nContent-Disposition: form-data; name="files"; filename="' + filename + b'"\r\n'
    body = head + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n--limit--\r\n"
    return program.generic("POST", "/api/invoices/", body, content_type="multipart/form-data; boundary=limit")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"../../etc/passwd", "passwd"),
        (b"C:\\\\Windows\\\\factura.pdf", "factura.pdf"),
        (b"fac\x00tura.pdf", "factura.pdf"),
        ("\u202efdp.arutcaf".encode(), "fdp.arutcaf"),
        (b"fac\rSet-Cookie: x=1\ntura.pdf", None),
        (b"a" * 300 + b".pdf", None),
        ("ñandú 😀.pdf".encode(), "ñandú 😀.pdf"),
        (SCRIPT.encode(), None),
        (b"CON", "CON"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(program, sent, kept):
    response = send_raw(program, sent, making.pdf("nombre"))
    assert response.status_code == 201, response.content
    document = Document.objects.get()
    assert kept is None or document.name == kept
    assert document.name
    assert len(document.name) <= 255
    assert document.name.isprintable()
    assert "/" not in document.name
    assert "\\" not in document.name
    original = program.get(f"/api/documents/{document.public_id}/original/")
    assert original.getvalue() == making.pdf("nombre")
    header = original.headers["Content-Disposition"]
    assert header.startswith("attachment; ")
    assert header.isascii()


def png(**options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG", **options)
    return out.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def enormous_png() -> bytes:
    out = io.BytesIO()
    Image.new("1", (13_000, 13_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("factura.pdf", b"#!/bin/sh\nrm -rf /"),
        ("factura.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("factura.pdf", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("factura.xml", b"GIF89a" + b"\0" * 40),
        ("factura.pdf", b"\x7fELF" + b"\0" * 100),
        ("factura.zip", b"Rar!\x1a\x07\x00"),
        ("factura.docx", zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))),
        ("factura.pdf", b""),
        ("factura.pdf", b"\n"),
    ],
)
def test_what_lies_about_its_kind_is_refused_and_nothing_is_kept(program, name, content):
    response = send_raw(program, name.encode(), content)
    assert response.status_code == 400
    [result] = response.json()["results"]
    assert result["message"] == UNSUPPORTED or (not content and "vacío" in result["message"])
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (enormous_png(), "Imagen muy grande"),
        (zipped(*((f"{number}.xml", b"<a/>") for number in range(101))), "demasiados archivos"),
        (zipped(("bomba.xml", b"<a>" + b" " * 60_000_000 + b"</a>")), "demasiado grande"),
    ],
)
def test_a_bomb_is_refused_before_anything_is_decoded(program, content, said):
    assert len(content) < 1_000_000
    response = send_raw(program, b"factura", content)
    assert response.status_code == 400
    assert said in response.json()["message"]
    assert Document.objects.count() == 0


def test_a_polyglot_is_kept_as_what_it_shows_and_is_never_run(program):
    polyglot = png() + making.pdf("dos caras") + b"<script>alert(1)</script>"
    assert send_raw(program, b"factura.html", polyglot).status_code == 201
    document = Document.objects.get()
    assert document.media_type == "image/png"
    original = program.get(f"/api/documents/{document.public_id}/original/")
    original.getvalue()
    assert original.headers["Content-Type"] == "image/png"
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in original.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Invoice>&b;</Invoice>',
        b"<Invoice>" + b"<a>" * 50_000,
        making.pdf("cortado")[:40],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        zipped(("../../etc/cron.d/x.xml", b"<Invoice/>"), ("a.zip", zipped(("b.zip", zipped(("c.xml", b"<a/>")))))),
    ],
)
def test_a_broken_or_poisoned_file_ends_in_a_state_a_person_understands(program, content):
    response = send_raw(program, b"factura", content)
    if response.status_code == 400:
        assert response.json()["message"]
        return
    document = Document.objects.get()
    tasks.extract_document(document.pk)
    document.refresh_from_db()
    shown = program.get(f"/api/documents/{document.public_id}/").json()
    assert shown["state"] in {"FAILED", "EXTRACTED"}
    assert "root:" not in str(shown)
    assert shown["message"] or shown["state"] == "EXTRACTED"


@pytest.fixture
def poisoned():
    """An invoice whose every text is an attack."""
    making.company()
    return making.invoice(
        supplier_name=SCRIPT,
        notes=PICTURE,
        supplier_address=SCRIPT,
        customer_name=PICTURE,
        lines=[making.line(description=SCRIPT + PICTURE)],
    )


def test_markup_from_a_document_is_text_on_every_page_that_shows_it(ana, poisoned):
    document = poisoned.evidence.get().document
    Document.objects.filter(pk=document.pk).update(name=f"{SCRIPT}.pdf", error_message=PICTURE)
    browser = Client()
    browser.force_login(ana)
    addresses = [
        "/admin/invoices/invoice/?lista=revisar",
        "/admin/invoices/invoice/?lista=bloqueadas",
        f"/admin/invoices/invoice/{poisoned.pk}/change/",
        f"/admin/invoices/document/{document.pk}/change/",
        "/admin/invoices/document/",
        "/buscar/?q=alert",
        f"/buscar/?q={SCRIPT}",
    ]
    shown = 0
    for address in addresses:
        page = browser.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        shown += "&lt;script&gt;" in page
    assert shown >= 4


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_export_carries_a_live_formula(ana, formula):
    making.company()
    making.invoice(supplier_name=formula, invoice_number="FE-1", customer_name=formula)
    browser = Client()
    browser.force_login(ana)
    book = load_workbook(io.BytesIO(browser.get("/buscar/exportar.xlsx").getvalue()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(formula.strip() in str(cell.value) for cell in cells)
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    text = browser.get("/buscar/exportar.csv").getvalue().decode("utf-8-sig")
    for line in text.splitlines()[1:]:
        for cell in line.split(";"):
            bare = cell.strip('"')
            assert not bare.startswith(tuple("=+@\t\r＝＋－＠")), line
            assert bare != formula.strip(), line
