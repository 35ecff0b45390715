"""Plain functions that make what a test of purchasing needs."""

from datetime import date
from decimal import Decimal

from django.contrib.auth.models import Group

from accounts.models import User
from purchasing.models import Empresa, Obra, PurchaseOrder, Supplier

TODAY = date(2026, 3, 16)


def person(username="persona", group=None, **fields) -> User:
    user = User.objects.create_user(username=username, password="clave-de-prueba", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def empresa(**fields) -> Empresa:
    return Empresa.objects.get_or_create(
        nit=fields.pop("nit", "901000001"), defaults={"name": "Constructora Prueba S.A.S.", "dv": "9", **fields}
    )[0]


def obra(code="NORTE", **fields) -> Obra:
    return Obra.objects.get_or_create(
        code=code, defaults={"name": f"Edificio {code.title()}", "empresa": empresa(), **fields}
    )[0]


def supplier(**fields) -> Supplier:
    return Supplier.objects.get_or_create(
        nit=fields.pop("nit", "900123456"), defaults={"dv": "8", "name": "Ferretería El Tornillo S.A.S.", **fields}
    )[0]


def order(number="OC-1", total="1190.00", **fields) -> PurchaseOrder:
    subtotal = (Decimal(total) / Decimal("1.19")).quantize(Decimal("0.01"))
    return PurchaseOrder.objects.create(
        number=number,
        supplier=fields.pop("supplier", None) or supplier(),
        obra=fields.pop("obra", None) or obra(),
        date=fields.pop("date", TODAY),
        subtotal=subtotal,
        iva=Decimal(total) - subtotal,
        total=Decimal(total),
        **fields,
    )
