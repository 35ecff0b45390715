"""ZIP files from strangers: what is taken, what is left out with its reason, what is refused whole."""

import io
import struct
import zipfile

import pytest

from invoices.extraction.containers import unpack, unzip
from invoices.extraction.errors import DocumentUnreadable, PasswordProtected, TooLarge
from invoices.extraction.sniff import Limits
from tests.extraction.documents import Bill, pdf, zipped

XML = Bill().xml().encode()
PDF = pdf([(50, 50, "Factura")])


def names(data: bytes) -> list[str]:
    return [member.name for member in unzip(data)]


def reasons(data: bytes) -> dict[str, str]:
    return {item.name: item.reason for item in unpack(data)[1]}


def test_the_documents_come_out_and_the_litter_of_other_systems_does_not() -> None:
    data = zipped(("fv.xml", XML), ("fv.pdf", PDF), ("__MACOSX/._fv.pdf", b"junk"), (".DS_Store", b"junk"))
    assert names(data) == ["fv.xml", "fv.pdf"]
    assert reasons(data) == {}


def test_a_zip_in_a_zip_is_opened_and_named_by_its_way() -> None:
    inner = zipped(("anexo/fv.pdf", PDF))
    assert names(zipped(("fv.xml", XML), ("anexos.zip", inner))) == ["fv.xml", "anexos.zip/anexo/fv.pdf"]


def test_a_third_level_is_left_out_with_the_reason() -> None:
    third = zipped(("b.zip", zipped(("c.zip", zipped(("fv.pdf", PDF))))), ("fv.xml", XML))
    assert names(third) == ["fv.xml"]
    assert "demasiados ZIP" in reasons(third)["b.zip/c.zip"]


@pytest.mark.parametrize("name", ["../fv.xml", "/etc/fv.xml", "a/../../fv.xml", "C:\\fv.xml", "..\\fv.xml"])
def test_names_that_point_outside_are_left_out(name: str) -> None:
    data = zipped(("fv.pdf", PDF), (name, XML))
    assert names(data) == ["fv.pdf"]
    assert "fuera del ZIP" in next(iter(reasons(data).values()))


def test_a_link_is_left_out() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("fv.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("fv.pdf", PDF)
    assert names(out.getvalue()) == ["fv.pdf"]
    assert "enlace" in reasons(out.getvalue())["fv.xml"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_of_one_name_is_left_out() -> None:
    data = zipped(("fv.xml", XML), ("fv.xml", Bill(number="FCO2").xml()))
    assert [member.data for member in unzip(data)] == [XML]
    assert "repite el nombre" in reasons(data)["fv.xml"]


def encrypted(data: bytes) -> bytes:
    """The flag that says an entry has a password, set in both places it stands."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = changed.find(signature)
        while position >= 0:
            changed[position + offset] |= 1
            position = changed.find(signature, position + 4)
    return bytes(changed)


def test_a_zip_with_a_password_says_what_to_do() -> None:
    with pytest.raises(PasswordProtected) as refusal:
        unzip(encrypted(zipped(("fv.xml", XML))))
    assert refusal.value.sentence == "El ZIP tiene contraseña. Quita la contraseña y súbelo de nuevo."


def test_other_files_are_left_out_with_the_reason() -> None:
    data = zipped(("fv.xml", XML), ("lista.xlsx", zipped(("[Content_Types].xml", "<a/>"))), ("leeme.txt", "hola"))
    assert names(data) == ["fv.xml"]
    assert set(reasons(data)) == {"lista.xlsx", "leeme.txt"}


def test_a_zip_without_documents_is_refused_and_says_why() -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        unzip(zipped(("leeme.txt", "hola")))
    assert refusal.value.code == "zip_without_documents"
    assert "leeme.txt" in refusal.value.sentence


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    data = zipped(("fv.pdf", b"%PDF-" + bytes(9 * 1024 * 1024)))
    with pytest.raises(TooLarge) as refusal:
        unzip(data, Limits(zip_ratio=50))
    assert refusal.value.code == "zip_bomb"
    assert "no es seguro" in refusal.value.sentence


def test_a_forged_size_does_not_get_past_the_budget() -> None:
    data = bytearray(zipped(("fv.pdf", b"%PDF-" + bytes(3 * 1024 * 1024))))
    central = data.find(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    with pytest.raises(DocumentUnreadable):
        unzip(bytes(data), Limits(zip_inflated_bytes=1024 * 1024))


def test_entries_that_share_their_bytes_are_refused() -> None:
    data = bytearray(zipped(("a.pdf", PDF), ("b.pdf", PDF), compression=zipfile.ZIP_STORED))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    with pytest.raises(DocumentUnreadable) as refusal:
        unzip(bytes(data))
    assert refusal.value.code == "zip_bomb"


def test_a_member_over_ten_megabytes_is_left_out() -> None:
    data = zipped(("fv.xml", XML), ("foto.pdf", b"%PDF-" + bytes(range(256)) * 45000), compression=zipfile.ZIP_STORED)
    assert names(data) == ["fv.xml"]
    assert "10 MB" in reasons(data)["foto.pdf"]


def test_a_broken_member_does_not_stop_the_others() -> None:
    data = bytearray(zipped(("a.pdf", PDF), ("fv.xml", XML), compression=zipfile.ZIP_STORED))
    data[data.find(b"%PDF") + 30] ^= 0xFF
    assert names(bytes(data)) == ["fv.xml"]
    assert "dañado" in reasons(bytes(data))["a.pdf"]


def test_names_with_direction_marks_are_shown_without_them() -> None:
    assert names(zipped(("fv\u202efdp.xml", XML))) == ["fvfdp.xml"]
