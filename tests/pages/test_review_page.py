"""What the review page takes from a form, and what it refuses, without a browser."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from invoices.admin import review_form
from invoices.admin.comparison import compare
from invoices.models import Invoice
from tests.invoices import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    making.company()
    return making.invoice(lines=[making.line()])


@pytest.fixture
def page(client, invoice):
    client.force_login(making.clerk(), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("admin:invoices_invoice_change", args=[invoice.pk])

    def post(**changes):
        shown = client.get(address)
        lines = [review_form.shown_line(line) for line in invoice.lines.all()]
        form = {"version": shown.context["invoice"].version, "initial": shown.context["initial"], "action": "save"}
        form |= review_form.shown_values(shown.context["invoice"])
        form |= {"lines_count": len(lines)}
        form |= {f"line-{number}-{name}": text for number, line in enumerate(lines) for name, text in line.items()}
        return client.post(address, form | changes)

    return post


def test_a_field_nobody_touched_is_no_change(page, invoice):
    assert page().status_code == 302
    assert Invoice.objects.get().version == invoice.version
    assert not invoice.events.filter(kind="corrected").exists()


def test_only_what_was_typed_is_written(page, invoice):
    assert page(invoice_number="FE-9").status_code == 302
    assert list(invoice.events.filter(kind="corrected").values_list("field", flat=True)) == ["invoice_number"]
    assert Invoice.objects.get().total == Decimal("1190.00")


def test_a_cell_that_is_no_amount_keeps_the_row_and_says_why(page, invoice):
    answer = page(**{"line-0-total": "mucho"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "«mucho» no es un valor" in text
    assert 'value="mucho"' in text
    assert invoice.lines.get().total == Decimal("1000")


def test_a_large_version_or_key_is_written_without_points(client, invoice):
    Invoice.objects.filter(pk=invoice.pk).update(version=1234)
    client.force_login(making.clerk(), backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(reverse("admin:invoices_invoice_change", args=[invoice.pk])).content.decode()
    assert 'name="version" value="1234"' in text


def test_nonsense_in_the_hidden_fields_is_answered_and_saves_nothing(page, invoice):
    for nonsense in (
        {"version": "x"},
        {"initial": "[1"},
        {"initial": '{"fields": 3, "lines": "a"}'},
        {"action": "paint"},
    ):
        assert page(**nonsense).status_code in (302, 409, 422)
    assert page(lines_count="9" * 30).status_code in (302, 409, 422)


def test_lines_are_read_in_the_order_of_the_page_without_removed_and_empty_ones():
    data = QueryDict(
        "lines_count=4&line-0-description=Dos&line-0-total=2&line-1-description=Quitada&line-1-removed=1"
        "&line-2-description=&line-3-description=Uno&version=3"
    )
    typed = review_form.read(data)
    assert [line["description"] for line in typed.lines] == ["Dos", "Uno"]
    assert typed.lines_changed


def test_the_comparison_says_the_difference_in_words_and_nothing_where_there_is_none(invoice):
    order = invoice.order
    kept = order.lines.create(
        position=1, description="Cemento gris 50 kg", quantity=10, unit_price=100, total=1000, unit="BTO"
    )
    order.lines.create(position=2, description="Arena", quantity=1, unit_price=5, total=5)
    line = invoice.lines.get()
    line.order_line = kept
    same = compare(invoice, [line])
    assert [list(pair.differences) for pair in same.pairs] == [[], ["No viene en esta factura."]]
    assert same.total_words == "El total coincide con el saldo de la orden."
    line.quantity, line.unit_price = Decimal(12), Decimal(109)
    assert list(compare(invoice, [line]).pairs[0].differences) == [
        "Cobra 2 bto de más: se pidieron 10.",
        "Precio 9 % más caro: la orden dice $ 100.",
    ]
    line.order_line = None
    assert list(compare(invoice, [line]).pairs[0].differences) == ["No está en la orden."]


def test_an_invoice_of_another_obra_does_not_exist_for_a_limited_buyer(client, invoice):
    client.force_login(making.buyer(limited_to_obras=True), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("change", "resolve"):
        assert client.get(reverse(f"admin:invoices_invoice_{name}", args=[invoice.pk])).status_code == 404
