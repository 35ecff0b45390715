"""Measuring a running site from outside, as a clerk goes through it."""

import hashlib
import io
from datetime import date

import pytest
from django.contrib.auth.models import Group
from PIL import Image

from accounts.models import User
from invoices.demo import documents
from invoices.extraction.sniff import sniff
from invoices.models import Document, Invoice
from invoices.site_timing import Clerk, SiteError, never_seen
from invoices.wording import sentence


def _photo() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    """One small document of each kind."""
    made = {one.shape: one for one in documents.documents(date(2026, 3, 20)) if "clave" not in one.name}
    files = {f"factura.{shape}": made[shape].make() for shape in ("xml", "pdf", "zip")}
    return files | {"foto.jpg": _photo()}


@pytest.mark.parametrize("name", ["factura.xml", "factura.pdf", "factura.zip", "foto.jpg"])
def test_a_document_sent_twice_differs_in_its_hash_and_not_in_its_kind(name: str, samples: dict[str, bytes]) -> None:
    data = samples[name]
    again = never_seen(name, data)
    assert hashlib.sha256(again).digest() != hashlib.sha256(data).digest()
    assert sniff(again, name) == sniff(data, name)


@pytest.mark.django_db(transaction=True)
def test_the_clerk_sees_an_invoice_on_the_screen_after_the_worker_read_it(live_server, worker, samples) -> None:
    person = User.objects.create_user("camila", password="una clave larga")
    person.groups.add(Group.objects.get(name="Contabilidad"))
    worker.start()

    visit = Clerk(live_server.url, "camila", "una clave larga").file("factura.xml", samples["factura.xml"])

    assert visit.stage == "done"
    assert 0 < visit.accepted <= visit.read <= visit.shown
    assert Invoice.objects.get().evidence.get().document.name == "factura.xml"


@pytest.mark.django_db(transaction=True)
def test_a_wrong_password_is_told_and_files_nothing(live_server) -> None:
    User.objects.create_user("camila", password="una clave larga")
    with pytest.raises(SiteError, match="contraseña"):
        Clerk(live_server.url, "camila", "otra")
    assert not Document.objects.exists()


def test_reasons_become_one_sentence_and_no_reason_none() -> None:
    assert (
        sentence(["las letras se leen mal", "está junto a «Total»"]) == "Las letras se leen mal; está junto a «Total»."
    )
    assert sentence(["La suma no da."]) == "La suma no da."
    assert sentence([]) == ""
