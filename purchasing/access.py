"""Which obras and orders a person sees. What she may do with them is a permission of her role."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

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
