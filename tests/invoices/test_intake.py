"""The one way in: what is taken, what is refused, and the same file again."""

import io
import threading
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from invoices import archive, intake
from invoices.extraction.errors import DocumentUnreadable, TooLarge, UnsupportedFormat
from invoices.models import Document

from . import making


def receive(data, name="factura.pdf", by=None):
    return intake.receive(data=data, name=name, door="upload", by=by)


@pytest.mark.django_db
class TestReceive:
    def test_row_and_bytes_are_there_when_it_returns(self):
        ana, data = making.clerk(), making.pdf()
        receipt = receive(data, by=ana)
        document = Document.objects.get(pk=receipt.document.pk)
        assert (receipt.created, document.state, document.size, document.uploaded_by) == (
            True,
            "RECEIVED",
            len(data),
            ana,
        )
        assert document.media_type == "application/pdf"
        assert archive.read(document.sha256) == data

    def test_the_same_file_twice_is_refused_and_names_the_first(self):
        making.company()
        data = making.pdf("la misma")
        first = receive(data, name="primera.pdf")
        again = receive(data, name="otra vez.pdf")
        day = first.document.received_at.astimezone().strftime("/%Y")
        assert (again.created, again.document) == (False, first.document)
        assert again.message.startswith("Esta factura ya fue radicada el ")
        assert again.message.endswith(f"{day} (primera.pdf).")
        making.filed(first.document, making.reading())
        assert receive(data).message.endswith("(FE-100).")
        assert Document.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", DocumentUnreadable),
            (b"MZ\x90\x00 a program", UnsupportedFormat),
            (b"solo texto", UnsupportedFormat),
            (b"<html><body>hola</body></html>", UnsupportedFormat),
            (b"%PDF-1.4 " + b"0" * (10 * 1024 * 1024), TooLarge),
        ],
    )
    def test_what_we_do_not_take_is_refused_and_nothing_is_kept(self, data, error):
        with pytest.raises(error):
            receive(data, name="factura.pdf")
        assert not Document.objects.exists()

    def test_exactly_ten_megabytes_are_taken(self):
        data = making.pdf()
        assert receive(data + b"\n" * (10 * 1024 * 1024 - len(data))).created

    def test_the_name_is_never_a_path_and_always_fits(self):
        assert intake.clean_name("../../etc/pass\x00wd.pdf") == "passwd.pdf"
        assert intake.clean_name("C:\\Facturas\\mía.pdf") == "mía.pdf"
        assert intake.clean_name("") == "documento"
        long = intake.clean_name("x" * 300 + ".pdf")
        assert (len(long), long[-4:]) == (255, ".pdf")


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_are_one_document():
    data, start, receipts, failures = making.pdf("carrera"), threading.Barrier(8), [], []

    def send():
        try:
            start.wait(10)
            receipts.append(receive(data))
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert sorted(receipt.created for receipt in receipts) == [False] * 7 + [True]
    assert len({receipt.document.pk for receipt in receipts}) == Document.objects.count() == 1


@pytest.mark.django_db
class TestImportFiles:
    def run(self, capsys, *paths):
        failed = ""
        try:
            call_command("import_files", *map(str, paths))
        except CommandError as error:
            failed = str(error)
        said = capsys.readouterr()
        return failed, said.out, said.err

    def test_a_folder_is_filed_and_one_bad_file_does_not_stop_the_rest(self, tmp_path, capsys):
        (tmp_path / "sub").mkdir()
        (tmp_path / "a.pdf").write_bytes(making.pdf("a"))
        (tmp_path / "malo.exe").write_bytes(b"MZ")
        (tmp_path / "sub" / "b.pdf").write_bytes(making.pdf("b"))
        (tmp_path / ".oculto.pdf").write_bytes(making.pdf("c"))
        failed, out, err = self.run(capsys, tmp_path, tmp_path / "no está.pdf")
        assert failed
        assert "2 radicados, 0 ya estaban, 2 no se recibieron." in out
        assert "malo.exe: Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP." in err
        assert "no está.pdf" in err

    def test_again_is_no_error_and_files_nothing_twice(self, tmp_path, capsys):
        (tmp_path / "a.pdf").write_bytes(making.pdf("a"))
        self.run(capsys, tmp_path)
        failed, out, _ = self.run(capsys, tmp_path)
        assert failed == ""
        assert "0 radicados, 1 ya estaban, 0 no se recibieron." in out

    def test_a_zip_is_one_document(self, tmp_path, capsys):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as packed:
            packed.writestr("factura.pdf", making.pdf("en zip"))
        (tmp_path / "a.zip").write_bytes(buffer.getvalue())
        assert "1 radicados" in self.run(capsys, tmp_path)[1]
