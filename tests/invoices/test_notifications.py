"""Compras is told of a blocked invoice: once, with the evidence, whatever the mail server does."""

from decimal import Decimal
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from guardian.shortcuts import assign_perm

from invoices import notifications, review
from invoices.models import InvoiceEvent, Notice

from . import making

pytestmark = pytest.mark.django_db

TOO_MUCH = {"subtotal": Decimal(2000), "iva": Decimal(380), "total": Decimal(2380)}


class Away(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("no server")


@pytest.fixture(autouse=True)
def _company():
    making.company()


def send_all():
    for notice in Notice.objects.order_by("pk"):
        notifications.send_notice(notice.pk)


def told():
    return sorted(Notice.objects.values_list("recipient__username", flat=True))


def test_the_mail_says_what_is_wrong_and_where_to_resolve_it():
    making.buyer()
    making.invoice(**TOO_MUCH)
    send_all()
    (message,) = mail.outbox
    assert message.to == ["berta@example.com"]
    assert message.subject == "Factura bloqueada: Ferretería El Tornillo S.A.S. FE-100"
    assert "Monto difiere del PO. Revisar con proveedor." in message.body
    assert "Esperado: $ 1.190,00 (saldo de la orden OC-1)" in message.body
    assert "Encontrado: $ 2.380,00" in message.body
    assert message.body.count("http") == 1


def test_only_those_of_compras_who_see_the_obra_are_told():
    limited, elsewhere = making.buyer("lina", limited_to_obras=True), making.buyer("elsa", limited_to_obras=True)
    making.buyer("berta")
    making.buyer("fuera", is_active=False)
    making.clerk()
    making.manager()
    making.person("root", is_superuser=True)
    assign_perm("work_on_obra", limited, making.obra())
    assign_perm("work_on_obra", elsewhere, making.obra("SUR"))
    making.invoice(**TOO_MUCH)
    assert told() == ["berta", "lina"]


def test_without_an_order_those_who_see_everything_are_told():
    making.buyer("berta")
    making.buyer("lina", limited_to_obras=True)
    invoice = making.invoice(supplier_nit="830041598", supplier_dv="9", purchase_order=None)
    assert invoice.status == "BLOQUEADA"
    assert told() == ["berta"]


def test_an_invoice_that_is_not_blocked_tells_nobody():
    making.buyer()
    making.invoice()
    assert told() == []


def test_nobody_is_told_the_same_twice():
    making.buyer()
    ana, invoice = making.clerk(), making.invoice(**TOO_MUCH)
    send_all()
    review.correct(invoice.pk, changes={"notes": "x"}, by=ana, version=invoice.version)
    send_all()
    assert len(mail.outbox) == 1


def test_a_second_block_is_told_again():
    making.buyer()
    ana, invoice = making.clerk(), making.invoice(**TOO_MUCH)
    right = {"subtotal": "1000", "iva": "190", "total": "1190"}
    ready = review.correct(invoice.pk, changes=right, by=ana, version=invoice.version)
    review.block(invoice.pk, reason="Falta la remisión", by=ana, version=ready.version)
    send_all()
    assert len(mail.outbox) == 2
    assert "Falta la remisión" in mail.outbox[1].body


def test_a_mail_server_that_is_away_is_asked_again_later(settings):
    making.buyer()
    invoice = making.invoice(**TOO_MUCH)
    settings.EMAIL_BACKEND = "tests.invoices.test_notifications.Away"
    send_all()
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.attempts) == (None, 1)
    assert notice.error.startswith("SMTPServerDisconnected")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_all()
    assert mail.outbox == []
    Notice.objects.update(next_try_at=notice.created_at)
    assert notifications.due() == [notice.pk]
    send_all()
    assert len(mail.outbox) == 1
    assert InvoiceEvent.objects.filter(invoice=invoice, kind="notified").count() == 1
    assert notifications.due() == []


def test_the_waits_grow():
    making.buyer()
    making.invoice(**TOO_MUCH)
    waits = []
    for attempts in (0, 1, 5, 30):
        Notice.objects.update(attempts=attempts, next_try_at=None)
        notifications._claim(Notice.objects.get().pk)
        notice = Notice.objects.get()
        waits.append(round((notice.next_try_at - notice.created_at).total_seconds() / 60))
    assert waits == [1, 2, 32, 360]


def test_somebody_without_an_address_sees_it_in_the_page_only():
    making.buyer(email="")
    making.invoice(**TOO_MUCH)
    send_all()
    assert (mail.outbox, told(), notifications.due()) == ([], ["berta"], [])


def test_a_name_with_line_breaks_makes_no_header():
    making.buyer()
    making.invoice(supplier_name="Ferretería\r\nBcc: x@example.com", **TOO_MUCH)
    send_all()
    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].bcc == []
