"""Writes the facts of an invoice in one document's own manner and notes what was shown: that is the truth."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from . import formats
from .invoice import Invoice, Line
from .qr import DIALECTS
from .words import pesos_in_words

_TEXT_FIELDS = ("payment_form", "currency", "cufe", "authorization_number", "order_reference")
_LINE_FIELDS = ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total")


@dataclass(frozen=True)
class Style:
    """The habits of one document: `numbers`, `dates`, `nits` name entries of formats.py."""

    numbers: str = "co2"
    quantities: str = "auto"
    dates: str = "dmy/"
    times: str = "24"
    nits: str = "dash-dv"
    buyer_nits: str = "dash-dv"
    currency: str = ""


class Shown:
    """Formats values for a layout; every value of a truth field that passes through here becomes truth."""

    def __init__(self, invoice: Invoice, style: Style, rng: random.Random) -> None:
        self.invoice = invoice
        self.style = style
        self.rng = rng
        self.truth: dict[str, Any] = {"document_type": invoice.document_type, "currency": invoice.currency}
        self._lines: list[dict[str, str | None]] = []

    # what is asked of the document

    def money(self, name: str, *, numbers: str = "", currency: bool = True) -> str:
        """An amount of the invoice by its name, such as `total`; it becomes truth."""
        amount: Decimal = getattr(self.invoice, name)
        self.truth[name] = f"{amount:.2f}"
        return self.amount(amount, numbers=numbers, currency=currency)

    def amount(self, amount: Decimal, *, numbers: str = "", currency: bool = True) -> str:
        """Any amount in the document's manner; no truth."""
        text = formats.NUMBERS[numbers or self.style.numbers](amount)
        return self.style.currency + text if currency else text

    def date(self, name: str, dates: str = "") -> str:
        value: date = getattr(self.invoice, name)
        self.truth[name] = value.isoformat()
        return formats.DATES[dates or self.style.dates](value)

    def day(self, value: date) -> str:
        return formats.DATES[self.style.dates](value)

    def time(self, times: str = "") -> str:
        style = times or self.style.times
        # Without seconds on the page nobody can know them.
        self.truth["issue_time"] = f"{self.invoice.issue_time:{'%H:%M' if style == 'short' else '%H:%M:%S'}}"
        return formats.TIMES[style](self.invoice.issue_time)

    def text(self, name: str) -> str:
        value = getattr(self.invoice, name)
        self.truth[name] = value
        return value or ""

    def number(self, pattern: str = "{prefix}{number}") -> str:
        self.truth["invoice_number"] = (
            self.invoice.invoice_number if "{prefix}" in pattern else self.invoice.consecutive
        )
        return pattern.format(prefix=self.invoice.prefix, number=self.invoice.consecutive)

    def name(self, side: str) -> str:
        party = getattr(self.invoice, side)
        self.truth[f"{side}_name"] = party.name
        return party.name

    def nit(self, side: str, nits: str = "") -> str:
        party = getattr(self.invoice, side)
        form, with_dv = formats.NITS[nits or (self.style.nits if side == "supplier" else self.style.buyer_nits)]
        # A person's cédula is printed without a check digit, with or without dots.
        if party.person:
            form, with_dv = formats.NITS["dots" if (nits or self.style.nits).startswith("dots") else "plain"]
        self.truth[f"{side}_nit"] = party.nit
        self.truth[f"{side}_nit_dv"] = party.dv if with_dv else self.truth.get(f"{side}_nit_dv")
        return form(party.nit, party.dv)

    def qr(self, *dialects: str) -> str:
        """The text of the QR in one of these dialects, the same on every page."""
        if "qr" not in self.truth:
            self.truth["qr"] = DIALECTS[self.rng.choice(dialects)](self.invoice, self.rng)
        return str(self.truth["qr"])

    def knows(self, name: str, amount: Decimal) -> None:
        """The page lets a reader know this amount though it prints it under another name, or in parts."""
        self.truth[name] = f"{amount:.2f}"

    def words(self, case: str = "upper", tail: str = " M/CTE", amount: Decimal | None = None) -> str:
        text = pesos_in_words(self.invoice.total if amount is None else amount) + tail.lower()
        return text.upper() if case == "upper" else text.capitalize()

    def quantity(self, line: Line) -> str:
        return formats.quantity(line.quantity, self.style.quantities)

    def lines(
        self,
        shown: Sequence[str],
        *,
        price: str = "unit_price",
        total: str = "line_total",
        described: Callable[[Line], str] | None = None,
    ) -> tuple[Line, ...]:
        """The lines of the invoice; `shown` names the columns this page has, `price` and `total` what they hold."""
        if unknown := set(shown) - set(_LINE_FIELDS):
            raise ValueError(f"unknown line columns: {unknown}")
        self._lines = [self._line(line, shown, price, total) for line in self.invoice.lines]
        if described:
            for noted, line in zip(self._lines, self.invoice.lines, strict=True):
                noted["description"] = described(line)
        return self.invoice.lines

    def only_line(self, description: str) -> None:
        """A paper without a table: what is asked for is one line, its sum the total."""
        self._lines = [{"description": description, "line_total": f"{self.invoice.total:.2f}"}]

    def _line(self, line: Line, shown: Sequence[str], price: str, total: str) -> dict[str, str | None]:
        values: dict[str, Any] = {
            "description": line.description,
            "code": line.code,
            "quantity": line.quantity,
            "unit": line.unit,
            "unit_price": f"{getattr(line, price):.2f}",
            "tax_rate": None if line.tax_rate is None else str(line.tax_rate),
            "line_total": f"{getattr(line, total):.2f}",
        }
        return {name: None if values[name] is None else str(values[name]) for name in shown}

    # what the document said in the end

    def result(self) -> dict[str, Any]:
        """The truth, in the shape of the samples' truth.json."""
        truth = {name: value for name, value in self.truth.items() if value is not None or name == "order_reference"}
        if "iva" in truth:
            truth["tax"] = truth["iva"]
        truth["line_items_count"] = len(self._lines)
        truth["lines"] = self._lines
        return truth
