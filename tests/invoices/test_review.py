"""What people decide: correct, approve, reject, block, resolve, postpone, reopen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from invoices import errors, review
from invoices.models import Finding, InvoiceEvent
from purchasing.models import PurchaseOrder

from . import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _company():
    making.company()


def history(invoice, kind):
    return list(InvoiceEvent.objects.filter(invoice=invoice, kind=kind))


def balance(number="OC-1"):
    return PurchaseOrder.objects.get(number=number).balance


class TestApprove:
    def test_a_clean_invoice_is_approved_and_counted_on_its_order(self):
        ana, invoice = making.clerk(), making.invoice()
        assert invoice.status == "LISTA"
        approved = review.approve(invoice.pk, by=ana, version=invoice.version)
        order = PurchaseOrder.objects.get(number="OC-1")
        assert (approved.status, approved.decided_by) == ("APROBADA", ana)
        assert (order.status, order.invoice_number, order.invoice_amount) == ("FACTURADA", "FE-100", Decimal(1190))
        assert order.invoice_date == making.ISSUED
        original = invoice.evidence.get().document
        assert order.invoice_image_url.endswith(f"/documentos/{original.public_id}/original")
        assert [event.by for event in history(invoice, "approved")] == [ana]

    def test_a_doubtful_field_must_be_confirmed_first(self):
        ana, invoice = making.clerk(), making.invoice(doubts={"iva": 0.84, "total": 0.89, "issue_date": 0.85})
        assert invoice.status == "POR_REVISAR"
        with pytest.raises(errors.CannotApprove) as refused:
            review.approve(invoice.pk, by=ana, version=invoice.version)
        assert refused.value.reasons == ("Falta confirmar: IVA, Total.",)
        invoice = review.correct(invoice.pk, changes={}, confirmed={"iva", "total"}, by=ana, version=invoice.version)
        assert invoice.status == "LISTA"
        assert review.approve(invoice.pk, by=ana, version=invoice.version).status == "APROBADA"

    def test_an_open_error_forbids_it_and_nothing_reaches_the_order(self):
        ana, invoice = making.clerk(), making.invoice(subtotal=Decimal(900))
        with pytest.raises(errors.CannotApprove, match="La suma no da el total por"):
            review.approve(invoice.pk, by=ana, version=invoice.version)
        assert balance() == 1190

    def test_a_warning_does_not_forbid_it(self):
        ana, invoice = making.clerk(), making.invoice(due_date=date(2026, 3, 1))
        assert invoice.status == "POR_REVISAR"
        assert review.approve(invoice.pk, by=ana, version=invoice.version).status == "APROBADA"

    def test_who_may_not_approve_is_refused(self):
        invoice = making.invoice()
        for user in (making.buyer(), making.manager(), making.person("nadie")):
            with pytest.raises(errors.NotAllowed):
                review.approve(invoice.pk, by=user, version=invoice.version)

    def test_twice_is_once(self):
        ana, invoice = making.clerk(), making.invoice()
        approved = review.approve(invoice.pk, by=ana, version=invoice.version)
        with pytest.raises(errors.StaleVersion):
            review.approve(invoice.pk, by=ana, version=invoice.version)
        with pytest.raises(errors.WrongState):
            review.approve(invoice.pk, by=ana, version=approved.version)
        assert len(history(invoice, "approved")) == 1
        assert balance() == 0

    def test_a_balance_used_up_meanwhile_blocks_it_at_the_last_moment(self):
        ana = making.clerk()
        first = making.invoice()
        second = making.invoice(invoice_number="FE-101")
        assert second.status == "LISTA"
        review.approve(first.pk, by=ana, version=first.version)
        Finding.objects.filter(invoice=second).delete()
        type(second).objects.filter(pk=second.pk).update(status="LISTA")
        with pytest.raises(errors.CannotApprove):
            review.approve(second.pk, by=ana, version=second.version)
        second.refresh_from_db()
        assert second.status == "BLOQUEADA"
        assert balance() == 0

    def test_the_others_of_an_order_are_measured_against_what_is_left(self):
        ana = making.clerk()
        first, second = making.invoice(), making.invoice(invoice_number="FE-101")
        approved = review.approve(first.pk, by=ana, version=first.version)
        second.refresh_from_db()
        assert (second.status, second.version) == ("BLOQUEADA", 1)
        review.reopen(first.pk, reason="Era la otra", by=ana, version=approved.version)
        second.refresh_from_db()
        assert second.status == "LISTA"

    def test_without_an_order_it_passes_only_when_compras_says_so(self):
        ana, berta = making.clerk(), making.buyer()
        invoice = making.invoice(supplier_nit="830041598", supplier_dv="9", purchase_order=None)
        assert invoice.status_reason == "No se encontró orden de compra. Crea PO primero."
        with pytest.raises(errors.CannotApprove):
            review.approve(invoice.pk, by=ana, version=1)
        back = review.resolve(invoice.pk, action="accept", reason="Caja menor", by=berta, version=1)
        assert review.approve(invoice.pk, by=ana, version=back.version).order is None
        assert balance() == 1190

    def test_a_credit_note_lowers_what_was_invoiced(self):
        ana = making.clerk()
        first = making.invoice()
        review.approve(first.pk, by=ana, version=first.version)
        note = making.invoice(
            document_type="nota_credito",
            invoice_number="NC-1",
            subtotal=Decimal(100),
            iva=Decimal(19),
            total=Decimal(119),
        )
        review.approve(note.pk, by=ana, version=note.version)
        order = PurchaseOrder.objects.get(number="OC-1")
        assert (order.balance, order.invoice_number) == (Decimal(119), "FE-100")


class TestCorrect:
    def test_a_correction_keeps_before_after_who_and_the_machine_s_reading(self):
        ana, invoice = making.clerk(), making.invoice(total=Decimal(9190), doubts={"total": 0.4})
        corrected = review.correct(
            invoice.pk, changes={"total": "$ 1.190"}, lines=None, confirmed=set(), by=ana, version=invoice.version
        )
        assert (corrected.total, corrected.status) == (Decimal(1190), "LISTA")
        (event,) = history(invoice, "corrected")
        assert (event.field, event.before, event.after, event.by) == ("total", "9190.00", "1190.00", ana)
        current = invoice.readings.get(name="total", current=True)
        assert (current.source, current.confidence, current.value) == ("person", 1, "1190.00")
        assert invoice.readings.get(name="total", current=False).value == "9190"

    @pytest.mark.parametrize(
        ("field", "typed", "kept"),
        [
            ("total", "1234567,8", Decimal("1234567.80")),
            ("total", "1.234.567,80", Decimal("1234567.80")),
            ("total", "$ 1.234.567", Decimal(1234567)),
            ("total", "1,234,567.80", Decimal("1234567.80")),
            ("total", "", None),
            ("issue_date", "15/03/2026", date(2026, 3, 15)),
            ("issue_date", "15 de marzo de 2026", date(2026, 3, 15)),
            ("issue_date", "150326", date(2026, 3, 15)),
            ("supplier_nit", "800.197.268-4", "800197268"),
            ("supplier_nit", "8001972684", "800197268"),
            ("document_type", "Nota débito", "nota_debito"),
            ("currency", "usd", "USD"),
        ],
    )
    def test_values_are_read_as_a_clerk_types_them(self, field, typed, kept):
        ana, invoice = making.clerk(), making.invoice()
        corrected = review.correct(invoice.pk, changes={field: typed}, by=ana, version=invoice.version)
        assert getattr(corrected, field) == kept

    def test_a_day_without_a_year_is_the_last_one_that_was(self):
        ana, invoice = making.clerk(), making.invoice()
        tomorrow = timezone.localdate() + timedelta(days=1)
        corrected = review.correct(
            invoice.pk, changes={"issue_date": f"{tomorrow:%d/%m}"}, by=ana, version=invoice.version
        )
        assert corrected.issue_date == tomorrow.replace(year=tomorrow.year - 1)

    def test_a_typed_nit_brings_its_check_digit(self):
        ana, invoice = making.clerk(), making.invoice()
        corrected = review.correct(
            invoice.pk, changes={"supplier_nit": "800197268", "supplier_dv": ""}, by=ana, version=invoice.version
        )
        assert (corrected.supplier_nit, corrected.supplier_dv) == ("800197268", "4")

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("total", "mil"),
            ("total", "-5"),
            ("total", "9" * 20),
            ("total", "1,23456"),
            ("issue_date", "31/02/2026"),
            ("issue_date", "01/01/0202"),
            ("supplier_nit", "900.123.456-7"),
            ("supplier_dv", "88"),
            ("cufe", "abc"),
            ("invoice_number", "X" * 41),
            ("document_type", ""),
            ("status", "APROBADA"),
            ("supplier", "1"),
        ],
    )
    def test_what_is_no_value_is_refused_with_a_sentence_and_nothing_is_saved(self, field, typed):
        ana, invoice = making.clerk(), making.invoice()
        with pytest.raises(errors.InvalidValue) as refused:
            review.correct(invoice.pk, changes={field: typed, "notes": "otra cosa"}, by=ana, version=invoice.version)
        assert list(refused.value.fields) == [field]
        assert refused.value.sentence.endswith(".")
        invoice.refresh_from_db()
        assert (invoice.version, invoice.notes) == (1, "")

    def test_the_same_values_change_nothing(self):
        ana, invoice = making.clerk(), making.invoice()
        same = review.correct(
            invoice.pk, changes={"total": "1.190,00", "invoice_number": "FE-100"}, by=ana, version=invoice.version
        )
        assert same.version == invoice.version
        assert not history(invoice, "corrected")

    def test_lines_are_replaced_and_each_changed_cell_is_kept(self):
        ana = making.clerk()
        invoice = making.invoice(lines=[making.line(confidence=0.3), making.line("Arena", "1", "5", "5")])
        typed = [{"description": "Cemento gris 50 kg", "quantity": "10", "unit_price": "100,00", "total": "1.000"}, {}]
        corrected = review.correct(invoice.pk, changes={}, lines=typed, by=ana, version=invoice.version)
        assert [(row.position, row.total) for row in corrected.lines.all()] == [(1, Decimal(1000))]
        assert [(event.field, event.before) for event in history(invoice, "corrected")] == [
            ("lines.2", "Arena · 1.000000 · 5.000000 · 5.00")
        ]
        assert corrected.status == "LISTA"

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [("1,125", "1.125"), ("1.125", "1125"), ("0,5", "0.5"), ("1.250,125", "1250.125"), ("2.5", "2.5"), ("", None)],
    )
    def test_a_quantity_has_a_decimal_comma(self, typed, kept):
        ana, invoice = making.clerk(), making.invoice()
        corrected = review.correct(
            invoice.pk, changes={}, lines=[{"description": "Acero", "quantity": typed}], by=ana, version=1
        )
        assert corrected.lines.get().quantity == (None if kept is None else Decimal(kept))

    def test_a_cell_that_is_no_value_is_named_by_row_and_column(self):
        ana, invoice = making.clerk(), making.invoice()
        with pytest.raises(errors.InvalidValue) as refused:
            review.correct(invoice.pk, changes={}, lines=[{"description": "x", "quantity": "dos"}], by=ana, version=1)
        assert list(refused.value.fields) == ["lines.0.quantity"]

    def test_doubtful_lines_wait_for_a_person(self):
        ana, invoice = making.clerk(), making.invoice(lines=[making.line(confidence=0.69)])
        assert invoice.status == "POR_REVISAR"
        assert review.correct(invoice.pk, changes={}, confirmed={"lines"}, by=ana, version=1).status == "LISTA"

    def test_correcting_the_total_unblocks(self):
        ana, invoice = making.clerk(), making.invoice(subtotal=Decimal(5000), iva=Decimal(950), total=Decimal(5950))
        assert invoice.status == "BLOQUEADA"
        changes = {"subtotal": "1000", "iva": "190", "total": "1190"}
        assert review.correct(invoice.pk, changes=changes, by=ana, version=invoice.version).status == "LISTA"

    def test_an_approved_invoice_is_not_corrected(self):
        ana, invoice = making.clerk(), making.invoice()
        approved = review.approve(invoice.pk, by=ana, version=invoice.version)
        with pytest.raises(errors.WrongState):
            review.correct(invoice.pk, changes={"notes": "x"}, by=ana, version=approved.version)


class TestTwoReviewers:
    def test_the_second_is_told_who_changed_what_and_nothing_is_lost(self):
        ana, eva, invoice = making.clerk(), making.clerk("eva"), making.invoice()
        review.correct(invoice.pk, changes={"notes": "de Ana", "total": "1.191"}, by=ana, version=1)
        with pytest.raises(errors.StaleVersion) as stale:
            review.correct(invoice.pk, changes={"notes": "de Eva"}, by=eva, version=1)
        assert stale.value.sentence.startswith("Ana guardó cambios mientras tenías abierta la factura: Observaciones")
        assert {(change.field, change.after) for change in stale.value.changes} >= {("notes", "de Ana")}
        invoice.refresh_from_db()
        assert invoice.notes == "de Ana"

    def test_a_mail_sent_meanwhile_is_no_change(self):
        ana, invoice = making.clerk(), making.invoice()
        InvoiceEvent.objects.create(invoice=invoice, kind="notified", version=0)
        assert review.correct(invoice.pk, changes={"notes": "x"}, by=ana, version=1).version == 2


class TestBlockedAndResolved:
    @pytest.fixture
    def blocked(self):
        invoice = making.invoice(subtotal=Decimal(2000), iva=Decimal(380), total=Decimal(2380))
        assert (invoice.status, invoice.status_reason) == ("BLOQUEADA", errors.TOTAL_DIFFERS)
        return invoice

    def test_accepting_the_difference_gives_it_back_to_contabilidad(self, blocked):
        berta, ana = making.buyer(), making.clerk()
        back = review.resolve(
            blocked.pk, action="accept", reason="Se subió el precio del acero", by=berta, version=blocked.version
        )
        assert back.status == "LISTA"
        finding = Finding.objects.get(invoice=blocked, code="order_mismatch")
        assert (finding.accepted_by, finding.accepted_reason) == (berta, "Se subió el precio del acero")
        review.approve(blocked.pk, by=ana, version=back.version)
        assert balance() == -1190

    def test_whoever_accepted_it_cannot_approve_it(self, blocked):
        root = making.person("root", is_superuser=True)
        back = review.resolve(blocked.pk, action="accept", reason="Sí", by=root, version=blocked.version)
        with pytest.raises(errors.CannotApprove, match="no puede aprobar"):
            review.approve(blocked.pk, by=root, version=back.version)
        assert balance() == 1190

    def test_what_was_accepted_is_asked_again_when_the_amount_changes(self, blocked):
        berta, ana = making.buyer(), making.clerk()
        back = review.resolve(blocked.pk, action="accept", reason="Sí", by=berta, version=blocked.version)
        changes = {"subtotal": "3000", "iva": "570", "total": "3570"}
        assert review.correct(blocked.pk, changes=changes, by=ana, version=back.version).status == "BLOQUEADA"

    def test_what_was_accepted_stays_so_when_something_else_changes(self, blocked):
        berta, ana = making.buyer(), making.clerk()
        back = review.resolve(blocked.pk, action="accept", reason="Sí", by=berta, version=blocked.version)
        assert review.correct(blocked.pk, changes={"notes": "x"}, by=ana, version=back.version).status == "LISTA"

    def test_compras_links_another_order_and_matching_leaves_it(self, blocked):
        berta, ana, other = making.buyer(), making.clerk(), making.order(number="OC-2", total="2380")
        back = review.resolve(
            blocked.pk, action="link_order", order=other, reason="Era la 2", by=berta, version=blocked.version
        )
        assert (back.order, back.obra, back.status) == (other, other.obra, "LISTA")
        again = review.correct(blocked.pk, changes={"notes": "x"}, by=ana, version=back.version)
        assert again.order == other

    def test_a_limited_buyer_links_only_orders_she_sees(self, blocked):
        from guardian.shortcuts import assign_perm

        limited = making.buyer("lina", limited_to_obras=True)
        assign_perm("work_on_obra", limited, blocked.obra)
        hidden = making.order(number="OC-2", total="2380", obra=making.obra("SUR"))
        with pytest.raises(errors.InvalidValue):
            review.resolve(
                blocked.pk, action="link_order", order=hidden, reason="Otra", by=limited, version=blocked.version
            )

    @pytest.mark.parametrize("action", ["wrong_recipient", "ask_credit_note"])
    def test_an_answer_sends_it_back_but_does_not_let_it_pass(self, blocked, action):
        berta, ana = making.buyer(), making.clerk()
        back = review.resolve(blocked.pk, action=action, reason="Ver correo", by=berta, version=blocked.version)
        assert back.status == "POR_REVISAR"
        with pytest.raises(errors.CannotApprove):
            review.approve(blocked.pk, by=ana, version=back.version)
        later = review.resolve(blocked.pk, action="accept", reason="Llegó", by=berta, version=back.version)
        assert review.approve(blocked.pk, by=ana, version=later.version).status == "APROBADA"

    def test_compras_corrects_the_order_and_has_it_checked_again(self, blocked):
        berta = making.buyer()
        PurchaseOrder.objects.update(total=Decimal(2400))
        assert review.check_again(blocked.pk, by=berta, version=blocked.version).status == "LISTA"

    def test_contabilidad_does_not_resolve(self, blocked):
        with pytest.raises(errors.NotAllowed):
            review.resolve(blocked.pk, action="accept", reason="x", by=making.clerk(), version=blocked.version)

    def test_a_reason_is_needed(self, blocked):
        with pytest.raises(errors.ReasonMissing):
            review.resolve(blocked.pk, action="accept", reason="  ", by=making.buyer(), version=blocked.version)

    def test_a_sum_that_is_wrong_is_not_accepted_in_passing(self):
        berta = making.buyer()
        invoice = making.invoice(subtotal=Decimal(2000), iva=Decimal(380), total=Decimal(9000))
        back = review.resolve(invoice.pk, action="accept", reason="Sí", by=berta, version=invoice.version)
        assert list(Finding.objects.filter(invoice=invoice, accepted_at=None).values_list("code", flat=True)) == [
            "sum_total"
        ]
        assert back.status == "POR_REVISAR"

    def test_contabilidad_asks_and_compras_lifts_even_a_wrong_sum(self):
        ana, berta = making.clerk(), making.buyer()
        invoice = making.invoice(subtotal=Decimal(1100))
        asked = review.block(invoice.pk, reason="La factura suma mal", by=ana, version=invoice.version)
        assert asked.status == "BLOQUEADA"
        back = review.resolve(invoice.pk, action="accept", reason="Así la hizo", by=berta, version=asked.version)
        assert back.status == "LISTA"

    def test_a_missing_field_is_never_accepted(self):
        ana, berta = making.clerk(), making.buyer()
        invoice = making.invoice(issue_date=None)
        asked = review.block(invoice.pk, reason="¿De cuándo es?", by=ana, version=invoice.version)
        back = review.resolve(invoice.pk, action="accept", reason="Da igual", by=berta, version=asked.version)
        assert back.status == "POR_REVISAR"


class TestRejectAndReopen:
    def test_a_rejected_number_may_be_filed_again(self):
        ana, invoice = making.clerk(), making.invoice()
        review.reject(invoice.pk, reason="Mal emitida", by=ana, version=1)
        assert making.invoice().pk != invoice.pk

    def test_rejecting_the_first_frees_the_second(self):
        ana = making.clerk()
        first = making.invoice()
        second = making.invoice(subtotal=Decimal(1010), iva=Decimal("191.90"), total=Decimal("1201.90"))
        assert second.number_key is None
        review.reject(first.pk, reason="Reemplazada", by=ana, version=first.version)
        second.refresh_from_db()
        assert (second.number_key, second.status) == ("FE100", "LISTA")

    def test_reopening_takes_the_amount_off_the_order(self):
        ana, invoice = making.clerk(), making.invoice()
        approved = review.approve(invoice.pk, by=ana, version=invoice.version)
        again = review.reopen(invoice.pk, reason="Error mío", by=ana, version=approved.version)
        assert (again.status, again.decided_by, balance()) == ("LISTA", None, Decimal(1190))

    def test_reopening_a_rejected_one_whose_number_is_taken_says_so(self):
        ana, first = making.clerk(), making.invoice()
        rejected = review.reject(first.pk, reason="No", by=ana, version=1)
        making.invoice()
        again = review.reopen(first.pk, reason="Sí", by=ana, version=rejected.version)
        assert (again.number_key, again.status) == (None, "POR_REVISAR")
        assert Finding.objects.filter(invoice=first, code="duplicate").exists()

    def test_nothing_decided_is_nothing_to_reopen(self):
        ana, invoice = making.clerk(), making.invoice()
        with pytest.raises(errors.WrongState):
            review.reopen(invoice.pk, reason="x", by=ana, version=1)


class TestPostpone:
    def test_it_waits_until_that_day(self):
        ana, invoice = making.clerk(), making.invoice()
        until = timezone.localdate() + timedelta(days=3)
        assert review.postpone(invoice.pk, until=until, reason="Falta la remisión", by=ana, version=1)
        invoice.refresh_from_db()
        assert invoice.postponed_until == until

    def test_not_until_today(self):
        ana, invoice = making.clerk(), making.invoice()
        with pytest.raises(errors.InvalidValue):
            review.postpone(invoice.pk, until=timezone.localdate(), reason="x", by=ana, version=1)
