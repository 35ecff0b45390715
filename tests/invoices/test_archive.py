"""Originals: written once, whole, under their hash; and the rows that may not be lost."""

import hashlib
import os
import stat
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from invoices import archive, errors
from invoices.models import Document, InvoiceEvent
from invoices.storage import WriteOnceFileSystemStorage

from . import making


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "archive": {
            "BACKEND": "invoices.storage.WriteOnceFileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "archive")},
        }
    }
    return tmp_path / "archive"


def path_of(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256[2:4] / sha256


class TestStore:
    def test_the_bytes_lie_read_only_under_their_hash(self, folder):
        sha256 = archive.store(b"factura")
        assert sha256 == hashlib.sha256(b"factura").hexdigest()
        file = path_of(folder, sha256)
        assert file.read_bytes() == b"factura"
        assert stat.S_IMODE(file.stat().st_mode) == 0o440
        assert archive.read(sha256) == b"factura"

    def test_twice_is_once(self, folder):
        first = path_of(folder, archive.store(b"factura")).stat()
        assert path_of(folder, archive.store(b"factura")).stat().st_ino == first.st_ino
        assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(folder, archive.store(b"factura"))]

    def test_eight_at_once_leave_one_whole_file(self, folder):
        data, start, stored = os.urandom(300_000), threading.Barrier(8), []

        def store():
            start.wait(10)
            stored.append(archive.store(data))

        threads = [threading.Thread(target=store) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(stored) == 8
        assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(folder, stored[0])]

    def test_nothing_is_overwritten_and_nothing_deleted(self, folder):
        sha256 = archive.store(b"factura")
        storage = WriteOnceFileSystemStorage(location=folder)
        with pytest.raises(FileExistsError):
            storage.save(archive.path_of(sha256), ContentFile(b"otra"))
        with pytest.raises(PermissionError):
            storage.delete(archive.path_of(sha256))
        assert archive.read(sha256) == b"factura"

    def test_a_damaged_original_is_not_taken_for_stored(self, folder):
        sha256 = archive.store(b"factura")
        damage(path_of(folder, sha256))
        with pytest.raises(errors.ArchiveDamaged):
            archive.store(b"factura")
        with pytest.raises(errors.ArchiveDamaged):
            archive.read(sha256)

    def test_a_write_that_fails_half_way_leaves_no_file(self, folder):
        class Torn(ContentFile):
            def chunks(self, chunk_size=None):
                yield b"la mitad"
                raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            WriteOnceFileSystemStorage(location=folder).save("aa/bb/cc", Torn(b""))
        assert [path for path in folder.rglob("*") if path.is_file()] == []

    @pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
    def test_only_a_hash_is_a_name(self, name):
        with pytest.raises(ValueError, match="not a SHA-256"):
            archive.path_of(name)


def damage(file: Path) -> None:
    file.chmod(0o640)
    file.write_bytes(b"facturA")


@pytest.mark.django_db
class TestVerifyArchive:
    def verify(self, capsys):
        try:
            call_command("verify_archive")
        except CommandError as doubt:
            return str(doubt), capsys.readouterr().out
        return "", capsys.readouterr().out

    def test_an_archive_in_order_is_said_to_be(self, capsys):
        making.document("uno")
        making.document("dos")
        doubt, said = self.verify(capsys)
        assert doubt == ""
        assert "2" in said

    def test_a_missing_original_is_found(self, folder, capsys):
        document = making.document("uno")
        path_of(folder, document.sha256).unlink()
        doubt, said = self.verify(capsys)
        assert doubt
        assert document.sha256 in said

    def test_a_changed_original_is_found(self, folder, capsys):
        document = making.document("uno")
        damage(path_of(folder, document.sha256))
        doubt, said = self.verify(capsys)
        assert doubt
        assert document.sha256 in said

    def test_a_file_without_a_row_is_found(self, capsys):
        sha256 = archive.store(b"huerfano")
        doubt, said = self.verify(capsys)
        assert doubt
        assert sha256 in said


@pytest.mark.django_db
class TestRowsThatStay:
    def refused(self, sql, *values):
        with (
            pytest.raises(IntegrityError, match="refused"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, values)

    def test_a_document_is_never_deleted(self):
        document = making.document()
        with pytest.raises(ProtectedError):
            document.delete()
        self.refused("DELETE FROM invoices_document WHERE id = %s", document.pk)
        assert Document.objects.filter(pk=document.pk).exists()

    def test_a_document_keeps_its_hash_and_size(self):
        document = making.document()
        self.refused("UPDATE invoices_document SET sha256 = %s WHERE id = %s", "0" * 64, document.pk)
        self.refused("UPDATE invoices_document SET size = size + 1 WHERE id = %s", document.pk)

    def test_what_the_machine_did_with_it_may_change(self):
        document = making.document()
        assert Document.objects.filter(pk=document.pk).update(state="FAILED", name="otro.pdf") == 1

    def test_history_is_only_added_to(self):
        making.company()
        event = InvoiceEvent.objects.filter(invoice=making.invoice()).first()
        self.refused("UPDATE invoices_invoiceevent SET note = 'x' WHERE id = %s", event.pk)
        self.refused("DELETE FROM invoices_invoiceevent WHERE id = %s", event.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            event.delete()
