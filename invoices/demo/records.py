"""Puts the demo company into the database: people, suppliers, obras, orders. A second time adds nothing."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts import roles
from accounts.models import User
from purchasing.access import assign_obras
from purchasing.models import Empresa, Obra, PurchaseOrder, PurchaseOrderLine, Supplier, SupplierAlias

from . import companies
from .orders import ORDERS, PARQUE, SITES, Order

# Known to everybody who reads this: its owners enter in demo mode only (accounts.demo).
PASSWORD = "radica-demo-2026"  # noqa: S105


class NameTaken(Exception):
    """A real person has the user name of a demo one."""


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    first_name: str
    last_name: str
    role: str
    does: str
    limited: bool = False


LOGINS = (
    Login("contabilidad", "Camila", "Rincón", roles.CONTABILIDAD, "sube, revisa y aprueba facturas"),
    Login("compras", "Andrés", "Beltrán", roles.COMPRAS, "lleva las órdenes y resuelve bloqueadas"),
    Login("residente", "Julián", "Osorio", roles.COMPRAS, f"Compras, solo de la obra {PARQUE.name}", limited=True),
    Login("gerencia", "Marta", "Quiroga", roles.GERENCIA, "busca y exporta"),
    Login("admin", "Laura", "Serna", "", "administra personas y empresas"),
)


@transaction.atomic
def load_people() -> dict[str, User]:
    """One person per group, one who is limited to an obra and an administrator."""
    people = {}
    for login in LOGINS:
        person = User.objects.filter(username=login.username).first()
        if person is not None and not person.is_demo:
            raise NameTaken(login.username)
        people[login.username] = person or _new_person(login)
    return people


def _new_person(login: Login) -> User:
    person: User = User.objects.create_user(
        username=login.username,
        password=PASSWORD,
        first_name=login.first_name,
        last_name=login.last_name,
        email=f"{login.username}@demoandina.example",
        is_demo=True,
        limited_to_obras=login.limited,
        is_superuser=not login.role,
        is_staff=not login.role,
    )
    if login.role:
        person.groups.add(Group.objects.get(name=login.role))
    return person


def first_day(people: dict[str, User]) -> date:
    """The day everything is dated back from: the same in every later run."""
    return timezone.localdate(min(person.date_joined for person in people.values()))


@transaction.atomic
def load_purchasing(*, today: date, by: User, limited: User) -> None:
    """Empresas, suppliers, obras and orders. What a visitor has changed since stays changed."""
    for company in companies.OWN:
        Empresa.objects.get_or_create(
            nit=company.nit,
            defaults={"dv": company.dv, "name": company.name, "is_consorcio": company is companies.CONSORCIO},
        )
    for company in companies.SUPPLIERS:
        _load_supplier(company)
    for site in SITES:
        _, created = Obra.objects.get_or_create(
            code=site.code,
            defaults={"name": site.name, "city": site.city, "empresa": Empresa.objects.get(nit=site.owner.nit)},
        )
        if created and site is PARQUE:
            assign_obras(limited, obras=Obra.objects.filter(code=site.code), by=by)
    for order in ORDERS:
        if not PurchaseOrder.objects.filter(number=order.number).exists():
            _load_order(order, today)


def _load_supplier(company: companies.Company) -> None:
    supplier, created = Supplier.objects.get_or_create(
        nit=company.nit,
        defaults={
            "dv": company.dv,
            "name": company.name,
            "email": company.email,
            "phone": company.phone,
            "address": company.address,
            "city": company.city,
            "responsibilities": company.responsibilities,
        },
    )
    if created and company is companies.FERRETERIA:
        SupplierAlias.objects.create(supplier=supplier, name="Depósito La Tuerca")


def _load_order(order: Order, today: date) -> None:
    kept = PurchaseOrder.objects.create(
        number=order.number,
        supplier=Supplier.objects.get(nit=order.supplier.nit),
        obra=Obra.objects.get(code=order.site.code),
        date=order.placed(today),
        subtotal=order.subtotal,
        iva=order.iva,
        total=order.subtotal + order.iva,
        status=PurchaseOrder.Status.ANULADA if order.annulled else PurchaseOrder.Status.ORDEN,
    )
    PurchaseOrderLine.objects.bulk_create(
        PurchaseOrderLine(
            order=kept,
            position=position,
            code=line.code,
            description=line.description,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            tax_rate=line.tax_rate,
            total=line.total,
        )
        for position, line in enumerate(order.lines, start=1)
    )
