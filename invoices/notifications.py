"""Who is told what: a row in the same transaction as the reason for it, a mail after the commit.

A mail that does not go out is tried again with growing waits; nobody is told the same thing twice.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from invoices import doorbell
from invoices.models import Finding, Invoice, InvoiceEvent, Notice
from invoices.wording import pesos
from purchasing.access import visible_obras
from purchasing.models import Obra

logger = logging.getLogger(__name__)

# A mail server may be away over a weekend: 1, 2, 4 ... minutes, then every 6 hours, for about a week.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 36
PER_SWEEP = 50
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tell_compras(invoice: Invoice) -> list[Notice]:
    """The invoice has just been blocked: tell whoever can resolve it, with the evidence and one link."""
    blocks = InvoiceEvent.objects.filter(invoice=invoice, kind=InvoiceEvent.Kind.BLOCKED).count()
    people = compras_of(invoice.obra)
    if not people:
        logger.warning("invoice %s is blocked and nobody of Compras can see it", invoice.pk)
    return _queue(
        invoice,
        key=f"blocked:{invoice.pk}:{blocks}",
        people=people,
        subject=f"Factura bloqueada: {invoice}"[:200],
        body=_evidence(invoice),
    )


def compras_of(obra: Obra | None) -> list[User]:
    """Who may resolve an invoice of this obra; without an obra, those who are not limited to some."""
    people = User.objects.with_perm("invoices.resolve_invoice", include_superusers=False, backend=BACKEND)
    return [
        person
        for person in people.filter(is_active=True).order_by("pk")
        if not person.limited_to_obras or (obra is not None and visible_obras(person).filter(pk=obra.pk).exists())
    ]


def link_to(invoice: Invoice) -> str:
    try:
        path = reverse("admin:invoices_invoice_change", args=[invoice.pk])
    except NoReverseMatch:
        path = reverse("admin:index")
    return f"{settings.RADICA_BASE_URL.rstrip('/')}{path}"


def link_to_original(invoice: Invoice) -> str:
    """Where the image of the invoice is, for whoever may see it; the invoice's page where there is none."""
    shown = invoice.evidence.filter(principal=True).select_related("document").order_by("id").first()
    if shown is None:
        return link_to(invoice)
    try:
        path = reverse("document-original", args=[shown.document.public_id])
    except NoReverseMatch:
        return link_to(invoice)
    return f"{settings.RADICA_BASE_URL.rstrip('/')}{path}"


def _evidence(invoice: Invoice) -> str:
    lines = [
        f"La factura {invoice.invoice_number or 'sin número'} de {invoice.supplier_name or 'proveedor sin leer'}"
        f" (NIT {invoice.supplier_nit or 'sin leer'})"
        f" por {pesos(invoice.total) if invoice.total is not None else 'un total sin leer'} está bloqueada.",
        "",
    ]
    for finding in Finding.objects.filter(invoice=invoice, accepted_at=None, severity="error"):
        lines.append(f"- {finding.message}")
        if finding.expected:
            lines.append(f"  Esperado: {finding.expected}")
        if finding.actual:
            lines.append(f"  Encontrado: {finding.actual}")
    if invoice.order is not None:
        order = invoice.order
        lines += [
            "",
            f"Orden {order.number}: {pesos(order.total)}, saldo {pesos(order.balance)}. {invoice.order_reason}",
        ]
    lines += ["", "Resuélvela aquí:", link_to(invoice)]
    return "\n".join(lines)


def _queue(invoice: Invoice, *, key: str, people: list[User], subject: str, body: str) -> list[Notice]:
    """One row per person; a second call with the same key adds nothing."""
    subject = " ".join(subject.split())
    for person in people:
        Notice.objects.bulk_create(
            [Notice(invoice=invoice, key=key, recipient=person, subject=subject, body=body)], ignore_conflicts=True
        )
    notices = list(Notice.objects.filter(key=key, sent_at=None))
    for notice in notices:
        ring(notice.pk)
    return notices


# --- sending ---------------------------------------------------------------------------


def ring(notice_id: int) -> None:
    doorbell.ring(send_notice, notice_id)


def due() -> list[int]:
    """Notices the sweep should have sent; those of people without an address are only shown in the page."""
    waiting = Notice.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).exclude(recipient__email="")
    old_enough = Q(next_try_at=None, created_at__lt=Now() - timedelta(seconds=settings.RADICA_LEASE_SECONDS))
    return list(
        waiting.filter(Q(next_try_at__lte=Now()) | old_enough).order_by("pk").values_list("pk", flat=True)[:PER_SWEEP]
    )


@shared_task
def send_notice(notice_id: int, **_: object) -> None:
    """Send one mail, unless another worker has it or it went out before."""
    attempt = _claim(notice_id)
    if attempt is None:
        return
    notice = Notice.objects.select_related("recipient").get(pk=notice_id)
    message = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.recipient.email],
        # The same for every attempt: a mail that did arrive before a crash is shown once.
        headers={"Message-ID": f"<aviso-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S}@radica>"},
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("notice %s did not go out (attempt %s): %s", notice_id, attempt, error)
        Notice.objects.filter(pk=notice_id).update(error=f"{type(error).__name__}: {error}"[:300])
        return
    with transaction.atomic():
        Notice.objects.filter(pk=notice_id).update(sent_at=Now(), error="")
        InvoiceEvent.objects.create(
            invoice_id=notice.invoice_id,
            kind=InvoiceEvent.Kind.NOTIFIED,
            note=f"{notice.recipient}: {notice.subject}"[:500],
            # Not a change of the invoice: nobody's open page becomes old by a mail.
            version=0,
        )


def _claim(notice_id: int) -> int | None:
    """Take the notice until its next try, committed before the mail server is asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE invoices_notice n
               SET attempts = n.attempts + 1,
                   next_try_at = clock_timestamp()
                       + LEAST(%(first)s * power(2, n.attempts), %(longest)s) * interval '1 second'
              FROM accounts_user u
             WHERE n.id = %(id)s AND u.id = n.recipient_id AND u.email <> '' AND n.sent_at IS NULL
               AND n.attempts < %(most)s AND (n.next_try_at IS NULL OR n.next_try_at <= clock_timestamp())
         RETURNING n.attempts
            """,
            {
                "id": notice_id,
                "first": FIRST_WAIT.total_seconds(),
                "longest": LONGEST_WAIT.total_seconds(),
                "most": MOST_ATTEMPTS,
            },
        )
        row = cursor.fetchone()
    return row[0] if row else None
