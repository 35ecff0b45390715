"""What a person typed into the review page, taken apart: changed fields, lines, confirmations, version.

Values stay as typed; review.py understands or refuses them. Only what differs from what the page
showed counts as a change, so a field nobody touched is never written.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from invoices.admin.review_fields import machine_text, text_of
from invoices.fields import FIELDS, InvoiceField
from invoices.models import Invoice, InvoiceLine
from invoices.templatetags.radica import amount, quantity

LINE_FIELDS = ("code", "description", "quantity", "unit", "unit_price", "discount", "tax_rate", "total")
MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """One submitted review page."""

    version: int
    changes: Mapping[str, str]
    lines: list[dict[str, str]]
    lines_changed: bool
    confirmed: frozenset[str]
    action: str

    @property
    def nothing(self) -> bool:
        return not (self.changes or self.lines_changed or self.confirmed)


def shown_values(invoice: Invoice) -> dict[str, str]:
    return {field.name: text_of(field, getattr(invoice, field.name)) for field in FIELDS}


def shown_line(line: InvoiceLine) -> dict[str, str]:
    """A line the way a clerk types it. `id` lets an unchanged line keep its source."""
    return {
        "id": str(line.pk),
        "code": line.code,
        "description": line.description,
        "quantity": quantity(line.quantity),
        "unit": line.unit,
        "unit_price": amount_or_finer(line.unit_price),
        "discount": amount(line.discount),
        "tax_rate": quantity(line.tax_rate),
        "total": amount(line.total),
    }


def amount_or_finer(value: Any) -> str:
    """Unit prices may have more than two decimals, and then all of them are shown."""
    if value is not None and value != round(value, 2):
        return quantity(value)
    return amount(value)


def initial_of(invoice: Invoice, lines: list[dict[str, str]]) -> str:
    """What the page showed when it was opened, kept in the page to tell typing from changes by others."""
    return json.dumps({"fields": shown_values(invoice), "lines": lines}, ensure_ascii=False)


def initial_fields(data: QueryDict) -> dict[str, str]:
    fields = _initial(data.get("initial", "")).get("fields")
    return {str(name): str(value) for name, value in fields.items()} if isinstance(fields, dict) else {}


def machine_value(field: InvoiceField, value: str) -> str:
    """A value of the history the way the page writes it; what is not one stays as it is."""
    if field.name == "document_type":
        return dict(Invoice.Kind.choices).get(value, value)
    return machine_text(field, value) or value


def read(data: QueryDict) -> Typed:
    was = _initial(data.get("initial", ""))
    fields = initial_fields(data)
    changes = {
        field.name: str(data[field.name]).strip()
        for field in FIELDS
        if field.name in data and _plain(str(data[field.name])) != _plain(fields.get(field.name, ""))
    }
    lines = _lines(data)
    kept = was.get("lines")
    before = kept if isinstance(kept, list) else []
    version = data.get("version", "")
    return Typed(
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
        changes=changes,
        lines=lines,
        lines_changed=_line_count(data) is not None
        and [_cells(line) for line in lines] != [_cells(line) for line in before],
        confirmed=frozenset(data.getlist("confirm")),
        action=data.get("action", "save"),
    )


def with_suggestion(typed: Typed, said: str) -> Typed:
    """What was typed, and the value of the button "field=value" in its field."""
    name, _, value = said.partition("=")
    known = {field.name for field in FIELDS}
    return replace(typed, changes={**typed.changes, name: value}) if name in known else typed


def _plain(text: str) -> str:
    return text.strip().replace("\r\n", "\n")


def _initial(text: str) -> dict[str, Any]:
    try:
        was = json.loads(text)
    except ValueError:
        return {}
    return was if isinstance(was, dict) else {}


def _line_count(data: QueryDict) -> int | None:
    """How many rows the page had; None for a form without its grid, which says nothing about lines."""
    count = data.get("lines_count", "")
    if not (count.isascii() and count.isdigit()) or len(count) > 5 or int(count) > MOST_LINES:
        return None
    return int(count)


def _lines(data: QueryDict) -> list[dict[str, str]]:
    """The lines in the order of the page; a removed or wholly empty one is none."""
    lines = []
    for index in range(_line_count(data) or 0):
        if data.get(f"line-{index}-removed"):
            continue
        line = {name: data.get(f"line-{index}-{name}", "").strip() for name in ("id", *LINE_FIELDS)}
        if any(line[name] for name in LINE_FIELDS):
            lines.append(line)
    return lines


def _cells(line: Any) -> tuple[str, ...]:
    return tuple(_plain(str(line.get(name, ""))) for name in LINE_FIELDS) if isinstance(line, dict) else ()
