"""The order of the work queue, its pages and what it costs the database."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from invoices.admin import queue
from invoices.models import Invoice
from tests.invoices import making
from tests.purchasing.making import obra

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    making.company()
    return making.clerk()


def doubtful(number, **fields):
    one = making.invoice(invoice_number=number, doubts={"total": 0.5})
    Invoice.objects.filter(pk=one.pk).update(due_date=None, **fields)
    return one


def listed(user, tab="revisar", **options):
    return [row.invoice.invoice_number for row in queue.page_of(queue.invoices_in(user, tab), **options).rows]


def test_what_is_due_comes_first_then_what_has_errors_then_the_oldest(ana):
    doubtful("OLD")
    doubtful("NEW")
    wrong = doubtful("WRONG")
    wrong.findings.create(code="sum", severity="error", message="La suma no da.")
    due = doubtful("DUE")
    Invoice.objects.filter(pk=due.pk).update(due_date=timezone.localdate() + timedelta(days=1))
    assert listed(ana) == ["DUE", "WRONG", "OLD", "NEW"]


def test_a_page_goes_on_after_the_last_row_seen_although_others_left_the_list(ana, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    for number in ("A1", "A2", "A3", "A4", "A5"):
        doubtful(number)
    first = queue.page_of(queue.invoices_in(ana, "revisar"))
    Invoice.objects.filter(invoice_number="A1").update(status="RECHAZADA")
    assert listed(ana, after=first.next_key) == ["A3", "A4"]
    assert listed(ana, after="no-es-una-llave") == ["A2", "A3"]


def test_a_postponed_invoice_waits_in_its_own_list_until_its_day(ana):
    one = doubtful("LATER", postponed_until=timezone.localdate() + timedelta(days=1))
    assert listed(ana) == []
    assert listed(ana, "pospuestas") == ["LATER"]
    assert queue.counts(ana)["pospuestas"] == 1
    Invoice.objects.filter(pk=one.pk).update(postponed_until=timezone.localdate())
    assert listed(ana) == ["LATER"]


def test_a_limited_buyer_sees_the_blocked_invoices_of_her_obras_only(ana):
    making.order(number="OC-2", obra=obra("SUR"), total="1190.00")
    north = making.invoice(total=Decimal("1500"), invoice_number="N-1")
    south = making.invoice(total=Decimal("1500"), invoice_number="S-1", purchase_order="OC-2")
    assert {north.status, south.status} == {"BLOQUEADA"}
    buyer = making.buyer(limited_to_obras=True)
    assert listed(buyer, "bloqueadas") == []
    assert [tab.name for tab in queue.tabs_of(buyer)] == ["bloqueadas"]


def test_fifty_rows_cost_no_more_questions_than_one(ana, client, django_assert_max_num_queries):
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    for number in range(12):
        doubtful(f"Q{number}")
    with django_assert_max_num_queries(16):
        assert client.get("/admin/invoices/invoice/").status_code == 200


def test_an_unchanged_list_is_not_sent_again(ana, client):
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    doubtful("Q1")
    refresh = client.get("/admin/invoices/invoice/").context["refresh_url"]
    header = {"X-Radica-Refresh": "1"}
    assert client.get(refresh, headers=header).status_code == 204
    doubtful("Q2")
    again = client.get(refresh, headers=header)
    assert again.status_code == 200
    assert "Q2" in again.content.decode()
