"""Lines that no label names as a total: what items without a head are looked for among."""

import re
from collections.abc import Iterator

from invoices.extraction.labels import Labels
from invoices.extraction.layout import Line, PageLayout, Token

# Labels whose amounts are made of the items and are none themselves.
_TOTALS = frozenset({
    "subtotal", "total", "payable", "taxed", "exempt", "excluded", "iva", "discount", "tax_base", "rete_fuente",
    "rete_iva", "rete_ica", "total_tax", "withholdings", "inc",
})  # fmt: skip
_TAX_CLASS = re.compile(r"^\(?[A-Z*]\)?$")


def unlabelled(page: PageLayout) -> Iterator[tuple[Line, list[Token]]]:
    """Each such line of two words or more, without the tax class a till prints behind an amount."""
    totals = {
        id(label.segment.line) for label in Labels(page).found if label.leading and _TOTALS.intersection(label.roles)
    }
    for line in page.lines:
        tokens = [token for token in line.tokens if token.key]
        while len(tokens) > 2 and _TAX_CLASS.match(tokens[-1].text):
            tokens.pop()
        if len(tokens) > 1 and id(line) not in totals:
            yield line, tokens
