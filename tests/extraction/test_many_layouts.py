"""Every drawn layout is read right from its own text, knowing nobody beforehand."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from invoices.extraction.pipeline import extract
from tests.extraction.drawn import LAYOUTS

SEEDS = (0, 1)


def said(value):
    if isinstance(value, Decimal):
        return Decimal(value)
    return value.isoformat() if isinstance(value, date) else value


def expected(name, value):
    money = {"subtotal", "iva", "total", "discount", "rete_fuente", "amount_payable", "tax_base"}
    return Decimal(value) if name in money else value


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_drawn_invoice_is_read_as_it_was_drawn(layout, seed, tmp_path):
    truth = LAYOUTS[layout](tmp_path / "it.pdf", Random(f"{layout}{seed}"))
    invoice = extract((tmp_path / "it.pdf").read_bytes(), name="it.pdf").invoices[0]
    lines = truth.pop("lines", [])
    kind = truth.pop("document_type")
    wrong = {
        name: (said(reading.value) if (reading := invoice.fields.get(name)) else None, value)
        for name, value in truth.items()
        if (said(invoice.fields[name].value) if name in invoice.fields else None) != expected(name, value)
    }
    assert wrong == {}
    assert invoice.document_type == kind
    read = [{"description": one.description, "quantity": one.quantity, "total": one.total} for one in invoice.lines]
    for number, line in enumerate(lines):
        for part, value in line.items():
            if part == "description":  # some layouts print it in capitals
                assert read[number][part].upper() == value.upper()
            else:
                assert read[number][part] == Decimal(value)
    assert len(read) == len(lines) or not lines
