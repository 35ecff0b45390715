"""Two people, one row: however they interleave, nothing is counted twice and nothing is lost."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from invoices import errors, review
from invoices.models import Invoice, InvoiceEvent
from purchasing.models import OrderInvoice, PurchaseOrder

from . import making

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _company(transactional_db):
    making.company()


def together(*calls):
    """Run them at the same moment; what each returned or raised, in their order."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        try:
            start.wait(10)
            results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_eight_clicks_on_approve_are_one_approval():
    ana, invoice = making.clerk(), making.invoice()
    results = together(*[lambda: review.approve(invoice.pk, by=ana, version=1)] * 8)
    assert sum(isinstance(result, Invoice) for result in results) == 1
    assert all(isinstance(result, (Invoice, errors.StaleVersion)) for result in results), results
    assert InvoiceEvent.objects.filter(kind="approved").count() == 1
    assert PurchaseOrder.objects.get().invoiced_total == 1190


def test_an_order_is_never_invoiced_beyond_its_balance():
    ana = making.clerk()
    invoices = [making.invoice(invoice_number=f"FE-{number}") for number in range(6)]
    assert {invoice.status for invoice in invoices} == {"LISTA"}
    results = together(
        *[lambda pk=invoice.pk: review.approve(pk, by=ana, version=1) for invoice in invoices],
    )
    assert sum(isinstance(result, Invoice) for result in results) == 1
    assert sum(isinstance(result, errors.CannotApprove) for result in results) == 5, results
    assert PurchaseOrder.objects.get().invoiced_total == Decimal(1190)
    assert OrderInvoice.objects.count() == 1
    assert sorted(Invoice.objects.values_list("status", flat=True)) == ["APROBADA"] + ["BLOQUEADA"] * 5


@pytest.mark.parametrize("_", range(5))
def test_approve_reject_and_correct_at_once_is_one_decision_and_no_deadlock(_):
    ana, eva, invoice = making.clerk(), making.clerk("eva"), making.invoice()
    results = together(
        lambda: review.approve(invoice.pk, by=ana, version=1),
        lambda: review.reject(invoice.pk, reason="No", by=eva, version=1),
        lambda: review.correct(invoice.pk, changes={"notes": "x"}, by=eva, version=1),
        lambda: review.postpone(invoice.pk, until=making.FAR_AWAY, reason="x", by=ana, version=1),
    )
    assert sum(isinstance(result, Invoice) for result in results) == 1
    assert sum(isinstance(result, errors.StaleVersion) for result in results) == 3, results
    invoice.refresh_from_db()
    assert invoice.version == 2
    assert PurchaseOrder.objects.get().invoiced_total == (1190 if invoice.status == "APROBADA" else 0)
