"""The words an invoice is found by: our values first, then the words of its document."""

import re
import unicodedata
from collections.abc import Sequence

from invoices.models import Invoice, InvoiceLine
from purchasing.keys import letters_and_digits

# PostgreSQL refuses a text-search vector above 1 MB; no invoice comes near this.
LONGEST = 100_000
_NOT_A_WORD = re.compile(r"[^A-Z0-9]+")
VALUES = (
    "invoice_number",
    "supplier_nit",
    "supplier_name",
    "supplier_city",
    "customer_nit",
    "customer_name",
    "purchase_order",
    "cufe",
    "resolution_number",
    "notes",
)


def searchable(text: str) -> str:
    """Upper case, no accents, blanks between words: PostgreSQL would read the 1 of "OC-1" as minus one."""
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).upper()
    return _NOT_A_WORD.sub(" ", plain).strip()[:LONGEST]


def first_line(invoice: Invoice, lines: Sequence[InvoiceLine]) -> str:
    parts = [getattr(invoice, name) for name in VALUES]
    parts += [letters_and_digits(invoice.invoice_number), invoice.order.number if invoice.order else ""]
    parts += [f"{line.code} {line.description}" for line in lines]
    return searchable(" ".join(part for part in parts if part))
