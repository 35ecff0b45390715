"""Which invoices and documents a person may see. Every door asks here: admin, API, search, export, images."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from invoices.models import Document, Invoice, InvoiceDocument
from purchasing.access import visible_obras

# Any one of these lets a person see invoices; which ones is decided by the obras.
SEEING = (
    "invoices.view_invoice",
    "invoices.review_invoice",
    "invoices.approve_invoice",
    "invoices.resolve_invoice",
    "invoices.search_invoice",
)


def may_see_invoices(user: User) -> bool:
    return any(user.has_perm(permission) for permission in SEEING)


def visible_invoices(user: User) -> QuerySet[Invoice]:
    """The invoices of the obras this person works for; all of them for a person not limited to some."""
    if not may_see_invoices(user):
        return Invoice.objects.none()
    if user.is_superuser or not user.limited_to_obras:
        return Invoice.objects.all()
    return Invoice.objects.filter(obra__in=visible_obras(user))


def visible_documents(user: User) -> QuerySet[Document]:
    """What this person may open: own uploads, and files that show nothing but invoices they may see.

    A ZIP may hold invoices of several obras: a limited person does not get the whole file.
    """
    own = Q(uploaded_by=user) if user.is_authenticated and user.is_active else Q(pk__in=())
    if not may_see_invoices(user):
        return Document.objects.filter(own)
    if user.is_superuser or not user.limited_to_obras:
        return Document.objects.all()
    shown = InvoiceDocument.objects.filter(document=OuterRef("pk"))
    visible = visible_invoices(user).values("pk")
    return Document.objects.filter(
        own | (Exists(shown.filter(invoice__in=visible)) & ~Exists(shown.exclude(invoice__in=visible)))
    )


def may_see(user: User, invoice: Invoice) -> bool:
    return visible_invoices(user).filter(pk=invoice.pk).exists()
