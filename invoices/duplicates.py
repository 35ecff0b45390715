"""Is this invoice one we have already? The same CUFE, or the same supplier, number and type.

The holder of a number is the living invoice whose `number_key` is set; the database lets there be
one. Another one that only looks the same has none until a person has decided.
"""

from invoices.models import Invoice
from invoices.validation import TOLERANCE
from purchasing.keys import letters_and_digits


def key_of(invoice: Invoice) -> str | None:
    """What the number is compared on; none without a supplier, for "1" of nobody is not a number."""
    if not invoice.supplier_nit:
        return None
    return letters_and_digits(invoice.invoice_number)[:40] or None


def holder(invoice: Invoice) -> Invoice | None:
    """The living invoice that has this CUFE, or this supplier's number, and is not this one."""
    living = Invoice.objects.exclude(status=Invoice.Status.RECHAZADA).exclude(pk=invoice.pk).order_by("pk")
    if invoice.cufe:
        same = living.filter(cufe=invoice.cufe).first()
        # The younger of two with one CUFE gives way; one that holds its number already does not.
        if same is not None and (same.number_key is not None or invoice.pk is None or same.pk < invoice.pk):
            return same
    key = key_of(invoice)
    if key is None:
        return None
    return living.filter(supplier_nit=invoice.supplier_nit, number_key=key, document_type=invoice.document_type).first()


def is_copy(invoice: Invoice, first: Invoice) -> bool:
    """Another picture of the same invoice, rather than one issued again or a number misread."""
    if invoice.cufe and first.cufe:
        return invoice.cufe == first.cufe
    if invoice.total is None or first.total is None:
        return True
    return abs(invoice.total - first.total) <= TOLERANCE
