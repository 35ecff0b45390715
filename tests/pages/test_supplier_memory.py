"""What was learned of a supplier stands on its page; an administrator makes it forgotten."""

import pytest
from django.test import Client

from invoices.models import SupplierHabit
from purchasing.models import Supplier
from tests.invoices import making
from tests.invoices.test_memory import NIT, taught

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    making.empresa(nit="890900608", dv="9")
    return making.supplier(nit=NIT, dv="8", name="CEMENTOS DEL EJE S.A.S.")


def page_of(supplier: Supplier, person) -> str:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser.get(f"/admin/purchasing/supplier/{supplier.pk}/change/").content.decode()


def test_each_habit_stands_there_in_words_with_hits_and_misses(supplier):
    taught(making.clerk())
    SupplierHabit.objects.filter(field="decimal_mark").update(hits=4, misses=3, weight=0.1)
    shown = page_of(supplier, making.buyer())
    assert "Lo aprendido de este proveedor" in shown
    for words in ("Debajo de «Planilla despacho»", "«PD» y 4 cifras", "Centavos con coma"):
        assert words in shown
    assert "En silencio: falló demasiado." in shown
    assert "Olvidar" not in shown


def test_a_supplier_nobody_has_taught_says_how_it_is_learned(supplier):
    assert "Todavía nada." in page_of(supplier, making.manager())


def test_the_administrator_forgets_one_thing_or_all_and_the_history_says_so(supplier):
    taught(making.clerk())
    root = making.person("raiz", is_superuser=True)
    assert "Olvidar todo" in page_of(supplier, root)
    browser = Client()
    browser.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    address, count = f"/proveedores/{supplier.pk}/olvidar/", SupplierHabit.objects.count()
    browser.post(address, {})
    browser.post(address, {"habit": "no"})
    assert SupplierHabit.objects.count() == count
    browser.post(address, {"habit": SupplierHabit.objects.first().pk})
    assert SupplierHabit.objects.count() == count - 1
    answer = browser.post(address, {"all": "1"}, follow=True)
    assert "Se vuelve a aprender con las próximas facturas." in answer.content.decode()
    assert not SupplierHabit.objects.exists()
    history = browser.get(f"/admin/purchasing/supplier/{supplier.pk}/history/").content.decode()
    assert f"Olvidó lo aprendido de este proveedor ({count - 1})." in history


def test_nobody_else_makes_it_forgotten(supplier):
    taught(making.clerk("otra"))
    for person in (making.clerk(), making.buyer(), making.manager()):
        browser = Client()
        browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert browser.post(f"/proveedores/{supplier.pk}/olvidar/", {"all": "1"}).status_code == 403
    assert SupplierHabit.objects.exists()
