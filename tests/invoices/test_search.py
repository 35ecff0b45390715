"""Finding invoices by what Gerencia remembers of them, within what a person may see."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from guardian.shortcuts import assign_perm

from invoices import errors, search
from invoices.models import Invoice

from . import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloria():
    return making.manager()


@pytest.fixture
def cement():
    making.company()
    return making.invoice(
        lines=[making.line("Cemento gris Argós 50 kg")],
        text="REMISIÓN 7781 entregado en portería",
        cufe="ab" * 48,
    )


@pytest.fixture
def steel():
    making.supplier(nit="830041598", dv="9", name="Aceros del Norte S.A.")
    return making.invoice(
        invoice_number="SETP-990000001",
        supplier_nit="830041598",
        supplier_dv="9",
        supplier_name="Aceros del Norte S.A.",
        purchase_order=None,
        issue_date=date(2026, 1, 5),
        subtotal=Decimal("1000000.40"),
        iva=Decimal("190000.08"),
        total=Decimal("1190000.48"),
    )


def found(user, text="", **filters):
    return list(search.find(user, search.parse(text, **filters)))


@pytest.mark.parametrize(
    "text",
    [
        "FE-100", "fe100", "FE 100", "900123456", "900.123.456-8", "9001234568", "tornillo", "FERRETERÍA", "cemen",
        "argos", "remisión 7781", "10/03/2026", "2026-03-10", "$ 1.190", "1.190,00", "OC-1", "AB" * 48, "torn cemento",
    ],
)  # fmt: skip
def test_one_box_finds_it_by_any_of_these(gloria, cement, steel, text):
    assert found(gloria, text) == [cement]


@pytest.mark.parametrize(
    "text", ["SETP", "SETP990000001", "SETP-9900", "1.190.000", "$1190000,48", "aceros norte", "830041598-9"]
)
def test_the_other_one_is_found_by_its_own(gloria, cement, steel, text):
    assert found(gloria, text) == [steel]


@pytest.mark.parametrize(
    "text", ["ornillo", "zzz", "FE-101", "1.191", "11/03/2026", "cemento aceros", "' OR 1=1 --", "&|!:*"]
)
def test_nothing_is_found_by_what_is_not_there(gloria, cement, steel, text):
    assert found(gloria, text) == []


def test_filters_narrow_it_down(gloria, cement, steel):
    assert found(gloria, amount_min="1.190", amount_max="1.190") == [cement]
    assert found(gloria, amount_min="1.190,01") == [steel]
    assert found(gloria, date_from="01/03/2026") == [cement]
    assert found(gloria, date_to="05/01/2026") == [steel]
    assert found(gloria, nit="830.041.598-9") == [steel]
    assert found(gloria, nit="8300") == [steel]
    assert found(gloria, number="setp 99") == [steel]
    assert found(gloria, supplier=cement.supplier_id) == [cement]
    assert found(gloria, obra=cement.obra_id) == [cement]
    assert found(gloria, statuses=["LISTA", "APROBADA"]) == [cement]
    assert found(gloria, statuses=["RECHAZADA"]) == []
    assert found(gloria, "tornillo", amount_min="2000") == []


def test_nothing_asked_is_everything_newest_first(gloria, cement, steel):
    assert search.parse("").is_empty
    assert found(gloria) == [steel, cement]
    assert found(gloria, order="-date") == [cement, steel]


@pytest.mark.parametrize(
    ("name", "value"),
    [("amount_min", "mil"), ("date_from", "ayer"), ("statuses", ["NUEVA"]), ("obra", "uno"), ("supplier", "9" * 30)],
)
def test_a_filter_that_is_no_value_is_told(name, value):
    with pytest.raises(errors.InvalidValue) as refused:
        search.parse("", **{name: value})
    assert list(refused.value.fields) == [name]


def test_what_a_clerk_corrected_is_found_and_what_it_was_is_not(gloria, cement):
    from invoices import review

    review.correct(cement.pk, changes={"supplier_name": "Tuercas Ltda"}, by=making.clerk(), version=cement.version)
    assert found(gloria, "tuercas") == [cement]
    assert found(gloria, "tornillo") == []
    assert found(gloria, "portería") == [cement]


def test_a_limited_person_finds_only_her_obras(cement, steel):
    lina = making.buyer("lina", limited_to_obras=True)
    assert found(lina) == []
    assign_perm("work_on_obra", lina, cement.obra)
    assert found(lina) == [cement]
    assert found(making.person("nadie")) == []


def test_every_meaning_of_a_term_is_looked_up_in_an_index(gloria, cement):
    """With one meaning that has no index PostgreSQL would read the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        plan = search.find(gloria, search.parse("900123456")).order_by().explain()
    for index in ("invoices_by_words", "invoices_by_nit", "invoices_by_number", "invoices_by_amount"):
        assert index in plan


def test_no_condition_is_a_slow_contains(gloria):
    sql = str(search.find(gloria, search.parse("FE-100 tornillo", nit="900", number="FE")).query)
    assert "UPPER" not in sql
    assert "LIKE %%" not in sql
    assert Invoice.objects.count() == 0
