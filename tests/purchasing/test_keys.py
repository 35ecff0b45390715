"""Keys that names and order numbers are compared on, in Python and in the database alike."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from purchasing.keys import letters_and_digits, name_key, number_key
from purchasing.models import PurchaseOrder, Supplier


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ferretería  El Tornillo S.A.S.", "FERRETERIA EL TORNILLO SAS"),
        ("FERRETERIA EL TORNILLO S. A. S.", "FERRETERIA EL TORNILLO SAS"),
        ("Ferreteria El Tornillo S A S", "FERRETERIA EL TORNILLO SAS"),
        ("Muñoz & Cía. Ltda.", "MUNOZ CIA LTDA"),
        ("Güiza   Nu\u0301n\u0303ez (Bogotá)", "GUIZA NUNEZ BOGOTA"),
        ("D'Costa 3/8", "DCOSTA 3 8"),
        ("Hierros S en C", "HIERROS S EN C"),
        ("", ""),
        ("--- ...", ""),
    ],
)
def test_a_name_becomes_its_key(text, key):
    assert name_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("OC-003694", "3694"),
        ("oc 3694", "3694"),
        ("O.C. No. 3694", "3694"),
        ("O.C. Nº 3694", "3694"),
        ("Orden de compra N° 03694", "3694"),
        ("OC/2026/0123", "20260123"),
        ("OC-2026-0123", "20260123"),
        ("4500123456", "4500123456"),
        ("BOG-001", "BOG001"),
        ("OC-BOG-001", "BOG001"),
        ("OC NORTE 12", "NORTE12"),
        ("PO 77", "77"),
        ("000", "0"),
    ],
)
def test_a_number_becomes_its_key(text, key):
    assert number_key(text) == key


@pytest.mark.parametrize("text", ["OCAÑA-12", "POPAYÁN-12", "12-OC", "NO-12"])
def test_letters_that_only_look_like_the_label_stay(text):
    assert number_key(text) == letters_and_digits(text)


def test_an_invoice_number_keeps_its_zeros():
    assert letters_and_digits("pm 00-212") == "PM00212"


TEXTS = st.text(
    st.one_of(
        st.sampled_from("ABCNOPSabcnops0123456789 .-/&'ºªÑñÁáÜü°’´"),
        st.characters(codec="utf-8", exclude_characters="\0"),
        st.characters(min_codepoint=0xA0, max_codepoint=0x24F),
        st.sampled_from(["\u0301", "\u0303", "\u00a0", "\u200b", "İ", "ß", "ŉ", "K"]),
    ),
    max_size=40,
)
LABELLED = st.tuples(
    st.sampled_from(["OC", "O.C.", "o c", "Orden de compra", "orden compra", "PO", "P.O.", "OCT", ""]),
    st.sampled_from([" ", "-", "", "#", " No. ", " Nº", " N ", " Numero ", "/"]),
    st.sampled_from(["0012", "0", "000", "N12", "NO 12", "BOG-01", "", "12-34/0"]),
).map("".join)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(TEXTS, LABELLED), min_size=25, max_size=25))
def test_the_database_computes_the_same_keys(texts):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {generated(Supplier, 'name_key', 'name')}, {generated(PurchaseOrder, 'number_key', 'number')}"
            " FROM unnest(%s) WITH ORDINALITY AS texts(name, place), LATERAL (SELECT name AS number) same"
            " ORDER BY place",
            [texts],
        )
        rows = cursor.fetchall()
    assert rows == [(name_key(text), number_key(text)) for text in texts]


def generated(model, column: str, source: str) -> str:
    """The expression as PostgreSQL keeps it for the column, not as we would write it now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute"
            " ON attrelid = adrelid AND attnum = adnum WHERE adrelid = %s::regclass AND attname = %s",
            [model._meta.db_table, column],
        )
        (expression,) = cursor.fetchone()
    return expression.replace("%", "%%")
