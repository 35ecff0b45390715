"""What happened to an invoice: added to, never changed. Decides nothing."""

from accounts.models import User
from invoices.errors import Change
from invoices.fields import BY_NAME
from invoices.models import Invoice, InvoiceEvent


def record(
    invoice: Invoice,
    kind: str,
    *,
    by: User | None,
    field: str = "",
    before: str = "",
    after: str = "",
    note: str = "",
) -> InvoiceEvent:
    """Write down one thing, in the transaction of the change itself."""
    return InvoiceEvent.objects.create(
        invoice=invoice,
        kind=kind,
        by=by,
        field=field,
        before=before,
        after=after,
        note=note[:500],
        version=invoice.version,
    )


def changes_since(invoice: Invoice, version: int) -> list[Change]:
    """What others did after the version a person has on the screen."""
    events = InvoiceEvent.objects.filter(invoice=invoice, version__gt=version).select_related("by").order_by("id")
    return [
        Change(
            field=event.field,
            label=label_of(event.field) or event.get_kind_display(),
            before=event.before,
            after=event.after,
            by=str(event.by) if event.by else "Radica",
            at=event.at,
        )
        for event in events
    ]


def label_of(field: str) -> str:
    """The Spanish name of a field; of "lines.3.total" that of the lines."""
    name = field.partition(".")[0]
    if name == "lines":
        return "Líneas"
    return BY_NAME[name].label if name in BY_NAME else ""
