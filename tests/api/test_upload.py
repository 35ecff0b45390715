"""POST /api/invoices/: what is filed, what is refused and in which words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from invoices import archive
from invoices.models import Document
from tests.api.conftest import program_of
from tests.invoices import making

pytestmark = pytest.mark.django_db

UNSUPPORTED = "Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP."
TOO_LARGE = "Imagen muy grande. Comprime a <10 MB."


def pdf(name="factura.pdf", text=""):
    return SimpleUploadedFile(name, making.pdf(text))


def send(program, *files, field="files"):
    return program.post("/api/invoices/", {field: list(files)}, format="multipart")


def test_a_file_is_archived_before_the_answer_and_its_state_can_be_asked(program, ana):
    response = send(program, pdf("Factura 1.pdf", "uno"))
    assert response.status_code == 201
    [result] = response.json()["results"]
    document = Document.objects.get(public_id=result["document"])
    assert archive.read(document.sha256) == making.pdf("uno")
    assert (document.name, document.door, document.uploaded_by) == ("Factura 1.pdf", "api", ana)
    assert result["result"] == "filed"
    state = program.get(result["url"]).json()
    assert (state["state"], state["state_label"], state["invoices"]) == ("RECEIVED", "Recibido", [])


def test_several_files_get_one_result_each_and_a_bad_one_does_not_stop_the_others(program):
    response = send(program, pdf(text="a"), SimpleUploadedFile("carta.docx", b"PK not really"), pdf(text="b"))
    assert response.status_code == 201
    results = response.json()["results"]
    assert [result["result"] for result in results] == ["filed", "refused", "filed"]
    assert results[1]["message"] == UNSUPPORTED
    assert Document.objects.count() == 2


def test_the_field_may_also_be_called_file(program):
    assert send(program, pdf(), field="file").status_code == 201


def test_the_same_file_twice_is_200_and_names_the_first(program):
    first = send(program, pdf(text="igual")).json()["results"][0]
    response = send(program, pdf("otro nombre.pdf", "igual"))
    assert response.status_code == 200
    [again] = response.json()["results"]
    assert again["result"] == "duplicate"
    assert again["duplicate_of"] == first["document"]
    assert again["message"].startswith("Esta factura ya fue radicada el ")
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 a program", UNSUPPORTED),
        (b"<html><script>alert(1)</script></html>", UNSUPPORTED),
        (b"", "El archivo está vacío. Pide otra copia o súbelo de nuevo."),
    ],
)
def test_what_we_do_not_take_is_400_with_the_sentence_of_the_product(program, content, sentence):
    response = send(program, SimpleUploadedFile("factura.pdf", content))
    assert response.status_code == 400
    assert response.json()["message"] == sentence
    assert response.json()["results"][0]["message"] == sentence
    assert Document.objects.count() == 0


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(program, settings):
    limit = settings.RADICA_MAX_UPLOAD_BYTES
    head = making.pdf("grande")
    response = send(program, SimpleUploadedFile("justo.pdf", head + b" " * (limit - len(head))))
    assert response.status_code == 201
    response = send(program, SimpleUploadedFile("pasado.pdf", head + b" " * (limit - len(head) + 1)))
    assert response.status_code == 400
    assert response.json()["message"] == TOO_LARGE


def test_of_a_far_too_large_file_only_one_byte_too_many_is_kept(program, settings, monkeypatch):
    settings.RADICA_MAX_UPLOAD_BYTES = 1000
    seen = []
    monkeypatch.setattr("invoices.api.views.intake.receive", lambda data, **rest: seen.append(len(data)) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(program, SimpleUploadedFile("enorme.pdf", b"x" * 3_000_000))
    assert seen == [1001]


def test_no_file_at_all_says_which_field_is_missing(program):
    response = program.post("/api/invoices/", {"otra": "cosa"}, format="multipart")
    assert response.status_code == 400
    assert response.json()["fields"] == {"files": ["Adjunta al menos un archivo en el campo «files»."]}


def test_more_files_than_fit_in_one_request_are_refused_in_words(program, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    response = send(program, pdf(), pdf(), pdf())
    assert response.status_code == 400
    assert "Demasiados archivos" in response.json()["message"]
    assert Document.objects.count() == 0


def test_another_content_type_and_a_broken_form_are_refused_in_our_shape(program):
    response = program.post("/api/invoices/", {"files": "x"}, format="json")
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")
    response = program.post("/api/invoices/", b"--x", content_type="multipart/form-data")
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


def test_without_a_token_or_with_a_wrong_one_nothing_is_taken(program):
    assert send(program.__class__(), pdf()).status_code == 401
    stranger = program.__class__()
    stranger.credentials(HTTP_AUTHORIZATION="Token 0000")
    response = send(stranger, pdf())
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Token"
    assert Document.objects.count() == 0


def test_a_password_in_the_header_opens_nothing(ana):
    client = Client(headers={"authorization": "Basic YW5hOmNsYXZlLWRlLXBydWViYQ=="})
    assert client.get("/api/invoices/").status_code == 401


@pytest.mark.parametrize("who", [making.buyer, making.manager])
def test_who_may_not_upload_is_told_so(who):
    response = send(program_of(who()), pdf())
    assert response.status_code == 403
    assert response.json()["message"] == "No tienes permiso para hacer esto. Pídelo al administrador."
    assert Document.objects.count() == 0


def test_a_logged_in_browser_needs_the_csrf_token(ana):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ana)
    assert browser.post("/api/invoices/", {"files": pdf()}).status_code == 403
    browser.get("/api/docs/")
    token = browser.cookies["csrftoken"].value
    response = browser.post("/api/invoices/", {"files": pdf()}, headers={"x-csrftoken": token})
    assert response.status_code == 201


def test_the_token_of_a_disabled_person_is_worth_nothing(program, ana):
    ana.is_active = False
    ana.save()
    assert send(program, pdf()).status_code == 401


def test_uploads_beyond_the_limit_a_minute_wait_and_reading_goes_on(program, settings):
    settings.RADICA_API_UPLOADS_PER_MINUTE = 2
    assert [send(program, pdf()).status_code for _ in range(3)] == [201, 201, 429]
    response = send(program, pdf())
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.json()["message"].startswith("Demasiadas solicitudes.")
    assert program.get("/api/invoices/").status_code == 200
