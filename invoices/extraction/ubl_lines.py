"""The amounts inside a UBL document: its line items, and taxes and withholdings by DIAN code."""

import re
from decimal import Decimal

from lxml import etree

from invoices.extraction.result import LineReading
from invoices.extraction.ubl import find_all, full_text, text_of
from invoices.extraction.values import read_amount, read_percent

LINE_NAMES = ("InvoiceLine", "CreditNoteLine", "DebitNoteLine")
_QUANTITIES = ("InvoicedQuantity", "CreditedQuantity", "DebitedQuantity", "BaseQuantity")
# 05 ReteIVA, 06 ReteFuente, 07 ReteICA: withheld by the buyer, whichever block a generator writes them in.
_WITHHELD = frozenset({"05", "06", "07"})
_CODE_OF_NAME = (
    (re.compile(r"(?i)rete.?iva"), "05"),
    (re.compile(r"(?i)rete.?(?:fuente|renta)|retenci[oó]n.*fuente"), "06"),
    (re.compile(r"(?i)rete.?ica"), "07"),
    (re.compile(r"(?i)^\s*iva\b|valor agregado"), "01"),
    (re.compile(r"(?i)^\s*inc\s*$|impuesto nacional al consumo|impoconsumo"), "04"),
)
_SIGNED_LINE = 0.98


def withheld_and_taxed(invoice: etree._Element) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Taxes and withholdings of the whole document, summed by code: an invoice may mix several rates."""
    taxes: dict[str, Decimal] = {}
    withheld: dict[str, Decimal] = {}
    for name in ("TaxTotal", "WithholdingTaxTotal"):
        for total in find_all(invoice, name):
            for code, amount in _by_code(total).items():
                block = withheld if name == "WithholdingTaxTotal" or code in _WITHHELD else taxes
                block[code] = block.get(code, Decimal(0)) + amount
    return taxes, withheld


def _by_code(total: etree._Element) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for subtotal in find_all(total, "TaxSubtotal"):
        amount = amount_at(subtotal, "TaxAmount")
        if amount is not None:
            code = _code(subtotal)
            found[code] = found.get(code, Decimal(0)) + amount
    stated = amount_at(total, "TaxAmount")
    if stated is not None and len(found) <= 1:
        # One tax in the block: its total is what counts, the parts may be rounded each for itself.
        return {next(iter(found), _code(total)): stated}
    return found


def _code(element: etree._Element) -> str:
    code = text_of(element, "TaxCategory/TaxScheme/ID", "TaxSubtotal/TaxCategory/TaxScheme/ID")
    name = text_of(element, "TaxCategory/TaxScheme/Name", "TaxSubtotal/TaxCategory/TaxScheme/Name")
    if re.fullmatch(r"\d", code):
        code = f"0{code}"
    if re.fullmatch(r"\d\d|ZZ", code) and code != "ZZ":
        return code
    return next((known for pattern, known in _CODE_OF_NAME if pattern.search(name)), code or "ZZ")


def read_lines(invoice: etree._Element) -> tuple[LineReading, ...]:
    """The line items as sent. Their price may or may not hold the tax; see validation."""
    return tuple(_line(element) for name in LINE_NAMES for element in find_all(invoice, name))


def _line(element: etree._Element) -> LineReading:
    quantity, unit = _quantity(element)
    parts = [full_text(part) for part in find_all(element, "Item/Description")]
    description = " ".join(part for part in parts if part)
    return LineReading(
        description=description or text_of(element, "Item/Name", "Note"),
        code=text_of(
            element,
            "Item/StandardItemIdentification/ID",
            "Item/SellersItemIdentification/ID",
            "Item/BuyersItemIdentification/ID",
        )
        or None,
        quantity=quantity,
        unit=unit,
        unit_price=amount_at(element, "Price/PriceAmount"),
        discount=_line_discount(element),
        tax_rate=_rate(element),
        total=amount_at(element, "LineExtensionAmount"),
        confidence=_SIGNED_LINE,
        source="xml",
    )


def _quantity(element: etree._Element) -> tuple[Decimal | None, str | None]:
    for name in _QUANTITIES:
        for found in find_all(element, name):
            return amount_at(element, name), found.get("unitCode") or None
    return None, None


def _line_discount(element: etree._Element) -> Decimal | None:
    amounts = [
        amount
        for charge in find_all(element, "AllowanceCharge")
        if text_of(charge, "ChargeIndicator").lower() == "false" and (amount := amount_at(charge, "Amount")) is not None
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def _rate(element: etree._Element) -> Decimal | None:
    """The IVA rate of a line, else that of its first tax."""
    rates = {
        _code(subtotal): rate
        for subtotal in reversed(find_all(element, "TaxTotal/TaxSubtotal"))
        if (rate := read_percent(text_of(subtotal, "TaxCategory/Percent", "Percent"))) is not None
    }
    return rates.get("01", next(iter(reversed(rates.values())), None))


def amount_at(element: etree._Element | None, path: str) -> Decimal | None:
    """A UBL amount: a plain decimal with a dot. Generators that write it as on paper are read as paper."""
    text = text_of(element, path)
    if re.fullmatch(r"[+-]?\d{1,18}(?:\.\d{0,8})?", text):
        return Decimal(text)
    return read_amount(text) if text else None
