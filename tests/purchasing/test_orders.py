"""What is invoiced on an order: its balance, its state, and two approvals at the same moment."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction

from purchasing import orders
from purchasing.models import OrderInvoice, PurchaseOrder

from . import making

FIVE_PERCENT = Decimal("0.05")


def register(order, amount, number="FE-1", **changes):
    return orders.register_invoice(
        order.pk,
        **{
            "invoice_number": number,
            "invoice_date": date(2026, 3, 10),
            "amount": Decimal(amount),
            "image_url": f"/facturas/{number}/",
            "by": changes.pop("by", None) or making.User.objects.first() or making.person(),
            "tolerance": FIVE_PERCENT,
            **changes,
        },
    )


def withdraw(order, number="FE-1"):
    return orders.withdraw_invoice(
        order.pk, invoice_number=number, by=making.User.objects.first(), tolerance=FIVE_PERCENT
    )


@pytest.mark.django_db
class TestOneInvoice:
    def test_the_whole_amount_closes_the_order_and_fills_its_four_columns(self):
        order = register(making.order(total="1190"), "1190")
        order.refresh_from_db()
        assert order.status == "FACTURADA"
        assert order.balance == 0
        assert (order.invoice_number, order.invoice_date, order.invoice_amount, order.invoice_image_url) == (
            "FE-1",
            date(2026, 3, 10),
            Decimal(1190),
            "/facturas/FE-1/",
        )

    def test_a_part_leaves_the_rest_open(self):
        order = register(making.order(total="1190"), "500")
        assert (order.status, order.balance) == ("PARCIAL", Decimal(690))

    def test_the_last_part_closes_the_order(self):
        order = making.order(total="1190")
        register(order, "500")
        assert register(order, "690", "FE-2").status == "FACTURADA"

    @pytest.mark.parametrize(("amount", "status"), [("950", "FACTURADA"), ("949", "PARCIAL"), ("1050", "FACTURADA")])
    def test_an_order_is_done_when_what_stays_open_is_within_the_tolerance(self, amount, status):
        assert register(making.order(total="1000"), amount).status == status

    def test_more_than_the_tolerance_is_refused_and_nothing_changes(self):
        order = making.order(total="1000")
        with pytest.raises(orders.OverBilled) as refused:
            register(order, "1051")
        assert refused.value.sentence == (
            "La factura vale $ 1.051 y a la orden OC-1 le quedan $ 1.000 por facturar. Revisar con proveedor."
        )
        order.refresh_from_db()
        assert (order.status, order.invoiced_total) == ("ORDEN", 0)
        assert not OrderInvoice.objects.exists()

    def test_the_tolerance_counts_on_what_is_open_not_on_the_whole_order(self):
        order = making.order(total="1000")
        register(order, "900")
        with pytest.raises(orders.OverBilled):
            register(order, "110", "FE-2")
        assert register(order, "105", "FE-2").status == "FACTURADA"

    def test_a_difference_compras_accepted_is_registered(self):
        assert register(making.order(total="1000"), "1300", tolerance=None).invoiced_total == 1300

    def test_the_same_invoice_counts_once_however_it_is_written(self):
        order = making.order(total="1000")
        register(order, "400", "FE-1")
        with pytest.raises(orders.AlreadyInvoiced, match="FE 1"):
            register(order, "400", "FE 1")
        order.refresh_from_db()
        assert order.invoiced_total == 400

    def test_an_annulled_order_takes_no_invoice(self):
        order = making.order(status="ANULADA")
        with pytest.raises(orders.OrderAnnulled):
            register(order, "1")


@pytest.mark.django_db
class TestWithdrawing:
    def test_the_order_is_as_before(self):
        order = making.order(total="1190")
        register(order, "1190")
        order = withdraw(order)
        assert (order.status, order.balance, order.invoice_number, order.invoice_date) == ("ORDEN", 1190, "", None)

    def test_the_invoice_before_is_the_last_one_again(self):
        order = making.order(total="1190")
        register(order, "500")
        register(order, "690", "FE-2")
        order = withdraw(order, "FE-2")
        assert (order.status, order.invoice_number, order.invoice_amount) == ("PARCIAL", "FE-1", 500)

    def test_the_part_stays_in_the_history_and_may_come_again(self):
        order = making.order(total="1190")
        register(order, "1190")
        withdraw(order)
        register(order, "1190")
        assert [part.withdrawn_at is None for part in order.parts.all()] == [False, True]

    def test_what_is_not_there_cannot_be_withdrawn(self):
        with pytest.raises(orders.NotInvoiced):
            making.person()
            withdraw(making.order())


@pytest.mark.django_db
class TestCreditNotes:
    def test_a_credit_note_opens_the_balance_again_and_leaves_the_last_invoice(self):
        order = making.order(total="1190")
        register(order, "1190")
        order = register(order, "-190", "NC-1")
        assert (order.status, order.balance, order.invoice_number) == ("PARCIAL", 190, "FE-1")

    def test_a_credit_note_over_everything_makes_it_a_plain_order(self):
        order = making.order(total="1190")
        register(order, "1190")
        assert register(order, "-1190", "NC-1").status == "ORDEN"

    def test_a_credit_note_over_more_than_was_invoiced_is_refused(self):
        order = making.order(total="1190")
        register(order, "100")
        with pytest.raises(orders.OverBilled, match="nota crédito"):
            register(order, "-101", "NC-1")

    def test_the_invoice_under_a_credit_note_is_withdrawn_after_the_note(self):
        order = making.order(total="1190")
        register(order, "1190")
        register(order, "-190", "NC-1")
        with pytest.raises(orders.OverBilled, match="Retira primero"):
            withdraw(order)
        withdraw(order, "NC-1")
        assert withdraw(order).status == "ORDEN"


@pytest.mark.django_db
class TestAnnulling:
    def test_an_order_is_annulled_and_put_back_and_both_are_recorded(self):
        order, compras = making.order(), making.person()
        assert orders.annul_order(order.pk, by=compras).status == "ANULADA"
        assert orders.restore_order(order.pk, by=compras).status == "ORDEN"
        said = LogEntry.objects.filter(object_id=str(order.pk), user=compras).order_by("id")
        assert [entry.change_message for entry in said] == ["Orden anulada.", "Orden reactivada."]

    def test_an_invoiced_order_cannot_be_annulled(self):
        order = making.order()
        register(order, "10")
        with pytest.raises(orders.OrderRefuses, match=r"ya tiene \$ 10 facturados"):
            orders.annul_order(order.pk, by=making.User.objects.first())

    def test_only_an_annulled_order_is_put_back(self):
        order = making.order()
        register(order, "10")
        with pytest.raises(orders.OrderRefuses, match="no está anulada"):
            orders.restore_order(order.pk, by=making.User.objects.first())


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_the_same_moment_never_both_count_on_the_same_balance():
    order, by = making.order(total="1000"), making.person()
    first_holds_the_row, outcomes = threading.Event(), {}

    def first():
        try:
            with transaction.atomic():
                register(order, "700", "FE-1", by=by)
                first_holds_the_row.set()
                # Until the second one waits for the row, as PostgreSQL itself reports it.
                assert any(somebody_waits() for _ in range(500))
            outcomes["first"] = "counted"
        finally:
            connection.close()

    def second():
        first_holds_the_row.wait(timeout=20)
        try:
            register(order, "700", "FE-2", by=by)
            outcomes["second"] = "counted"
        except orders.OverBilled:
            outcomes["second"] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    order.refresh_from_db()
    assert outcomes == {"first": "counted", "second": "refused"}
    assert (order.invoiced_total, order.status) == (Decimal(700), PurchaseOrder.Status.PARCIAL)


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.02)")
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0
