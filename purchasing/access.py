"""Which obras and orders a person sees. What she may do with them is a permission of her role."""

from collections.abc import Iterable

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q, QuerySet
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User

from .models import Obra, ObraGroupObjectPermission, ObraUserObjectPermission, PurchaseOrder

WORK = "work_on_obra"


def sees_every_obra(user: User | AnonymousUser) -> bool:
    """Everybody does, except who is limited to her obras; an administrator always does."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or not user.limited_to_obras


def visible_obras(user: User | AnonymousUser) -> QuerySet[Obra]:
    """All obras, or those assigned to a limited person or to one of her groups."""
    if sees_every_obra(user):
        return Obra.objects.all()
    if not isinstance(user, User) or not user.is_active:
        return Obra.objects.none()
    own = ObraUserObjectPermission.objects.filter(user=user, permission__codename=WORK)
    shared = ObraGroupObjectPermission.objects.filter(group__user=user, permission__codename=WORK)
    return Obra.objects.filter(Q(pk__in=own.values("content_object")) | Q(pk__in=shared.values("content_object")))


def visible_orders(user: User | AnonymousUser) -> QuerySet[PurchaseOrder]:
    """The orders of the obras the person sees."""
    if sees_every_obra(user):
        return PurchaseOrder.objects.all()
    return PurchaseOrder.objects.filter(obra__in=visible_obras(user))


def people_of(obra: Obra | None) -> QuerySet[User]:
    """The limited people assigned to an obra; without an obra, all who can be assigned to one."""
    limited = User.objects.filter(is_active=True, limited_to_obras=True, is_superuser=False).order_by("username")
    if obra is None:
        return limited
    assigned = ObraUserObjectPermission.objects.filter(content_object=obra, permission__codename=WORK)
    return limited.filter(pk__in=assigned.values("user"))


def obras_assigned_to(person: User) -> QuerySet[Obra]:
    assigned = ObraUserObjectPermission.objects.filter(user=person, permission__codename=WORK)
    return Obra.objects.filter(pk__in=assigned.values("content_object"))


@transaction.atomic
def assign_people(obra: Obra, *, people: Iterable[User], by: User) -> None:
    """From now on exactly these limited people see the obra."""
    wanted, before = set(people), set(people_of(obra))
    _change(added=[(person, obra) for person in wanted - before], taken=[(p, obra) for p in before - wanted], by=by)


@transaction.atomic
def assign_obras(person: User, *, obras: Iterable[Obra], by: User) -> None:
    """From now on the person, when limited, sees exactly these obras."""
    wanted, before = set(obras), set(obras_assigned_to(person))
    _change(added=[(person, obra) for obra in wanted - before], taken=[(person, o) for o in before - wanted], by=by)


def _change(*, added: list[tuple[User, Obra]], taken: list[tuple[User, Obra]], by: User) -> None:
    for person, obra in added:
        assign_perm(WORK, person, obra)
        _record(obra, f"{person} puede trabajar en esta obra.", by)
    for person, obra in taken:
        remove_perm(WORK, person, obra)
        _record(obra, f"{person} ya no trabaja en esta obra.", by)


def _record(obra: Obra, message: str, by: User) -> None:
    LogEntry.objects.log_actions(by.pk, [obra], CHANGE, change_message=message, single_object=True)
