"""Invoices whose document has a real page, because these pages show it."""

import io
import itertools
import time

from PIL import Image

from invoices.intake import receive
from invoices.models import Invoice
from tests.invoices import making
from tests.invoices.making import buyer, clerk, company, line, manager, order, person, reading

__all__ = ["buyer", "clerk", "company", "invoice", "line", "manager", "order", "pdf", "person", "reading"]

_shades = itertools.count(1)

_A_DAY = time.gmtime(0)


def pdf(shade: int | None = None) -> bytes:
    """One small page; another shade is another document, the same shade the same bytes in every second."""
    stream = io.BytesIO()
    number = next(_shades) if shade is None else shade
    Image.new("RGB", (160, 220), (number % 256, number // 256 % 256, 200)).save(
        stream, "PDF", creationDate=_A_DAY, modDate=_A_DAY
    )
    return stream.getvalue()


def invoice(**values: object) -> Invoice:
    """An invoice as it stands after its document was read."""
    document = receive(data=pdf(), name="factura.pdf", door="upload", by=None).document
    return making.filed(document, reading(**values))[0]
