"""What a document prints of its seller's address, city, telephone and mail: truth that no layout notes by itself.

Found by looking for the seller's facts in the words of the PDF, so that it costs no layout anything.
"""

import random
import re
import unicodedata

import pypdfium2

from .document import print_pdf
from .invoice import make_invoice
from .layouts import Layout

_FIELDS = ("address", "city", "phone", "email")


def printed_contact(layout: Layout, *, seed: int, index: int, paper: bool) -> dict[str, str]:
    """What the document of this layout and number prints of them."""
    pdf, _truth = print_pdf(layout, seed=seed, index=index, paper=paper)
    rng = random.Random(f"{seed}/{layout.name}/{index}")
    seller = make_invoice(rng, layout.want(rng)).supplier
    words = _folded(_text(pdf))
    facts = {f"supplier_{name}": getattr(seller, name) for name in _FIELDS}
    return {name: value for name, value in facts.items() if value and _folded(value) in words}


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9a-z]", "", plain.lower())
