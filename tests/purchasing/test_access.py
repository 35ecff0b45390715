"""Which obras and orders a person sees."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from guardian.shortcuts import assign_perm

from accounts.models import User
from purchasing.access import visible_obras, visible_orders
from purchasing.models import Empresa, Obra, PurchaseOrder, Supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def obras():
    empresa = Empresa.objects.create(name="Constructora Prueba S.A.S.", nit="901000001", dv="1")
    supplier = Supplier.objects.create(nit="900123456", dv="8", name="Ferretería El Tornillo S.A.S.")
    made = [Obra.objects.create(code=code, name=code, empresa=empresa) for code in ("NORTE", "SUR")]
    for obra in made:
        PurchaseOrder.objects.create(
            number=f"OC-{obra.code}-1",
            supplier=supplier,
            obra=obra,
            date=date(2026, 3, 1),
            subtotal=Decimal(100),
            iva=Decimal(19),
            total=Decimal(119),
        )
    return made


def person(**fields):
    return User.objects.create_user(username="persona", **fields)


def codes(user):
    assert {order.obra.code for order in visible_orders(user)} == {obra.code for obra in visible_obras(user)}
    return {obra.code for obra in visible_obras(user)}


def test_who_is_not_limited_sees_every_obra(obras):
    assert codes(person()) == {"NORTE", "SUR"}


def test_a_limited_person_sees_nothing_until_an_obra_is_assigned(obras):
    limited = person(limited_to_obras=True)
    assert codes(limited) == set()
    assign_perm("work_on_obra", limited, obras[0])
    assert codes(limited) == {"NORTE"}


def test_an_obra_assigned_to_a_group_is_seen_by_its_people(obras):
    limited = person(limited_to_obras=True)
    group = Group.objects.create(name="Residentes del sur")
    assign_perm("work_on_obra", group, obras[1])
    assert codes(limited) == set()
    limited.groups.add(group)
    assert codes(limited) == {"SUR"}


def test_another_permission_on_the_obra_shows_nothing(obras):
    limited = person(limited_to_obras=True)
    assign_perm("view_obra", limited, obras[0])
    assert codes(limited) == set()


def test_an_administrator_sees_everything_even_when_limited(obras):
    assert codes(person(limited_to_obras=True, is_superuser=True)) == {"NORTE", "SUR"}


def test_nobody_and_a_person_who_left_see_nothing(obras):
    assert codes(AnonymousUser()) == set()
    assert codes(person(is_active=False, is_superuser=True)) == set()
