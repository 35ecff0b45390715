"""What a clerk changed on the review page: understood first, all of it; then written, with its history.

Part of review.py, which holds the lock and the rules of who may; not called by anybody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from invoices import errors, history, typed, validation
from invoices.checking import SAID_BY_PEOPLE, is_doubtful
from invoices.fields import BY_NAME
from invoices.models import FieldReading, Finding, Invoice, InvoiceEvent, InvoiceLine, Source
from invoices.wording import plain

Kind = InvoiceEvent.Kind


@dataclass(frozen=True, slots=True)
class Correction:
    """Values that differ from the invoice's, the lines if they differ, and what was confirmed as it is."""

    values: Mapping[str, Any]
    lines: list[dict[str, Any]] | None = None
    confirmed: frozenset[str] = field(default_factory=frozenset)


def understand(
    invoice: Invoice,
    *,
    changes: Mapping[str, str | None],
    lines: list[Mapping[str, Any]] | None,
    confirmed: set[str],
) -> Correction:
    """Read everything that was typed before anything is changed."""
    values, problems = _read_fields(changes)
    rows = None
    if lines is not None:
        rows, line_problems = typed.read_lines(lines)
        problems |= line_problems
    for name in confirmed - set(BY_NAME) - {"lines"}:
        problems[name] = "Ese campo no existe."
    if problems:
        raise errors.InvalidValue(problems)
    different = {name: value for name, value in values.items() if value != getattr(invoice, name)}
    if rows is not None and rows == [_as_row(line) for line in invoice.lines.all()]:
        rows = None
    return Correction(different, rows, frozenset(confirmed - set(different)))


def _read_fields(changes: Mapping[str, str | None]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    # NITs last to first in reading order: a DV typed in its own field wins over one that is computed.
    for name, text in sorted(changes.items(), key=lambda item: item[0].endswith("_dv")):
        if name not in BY_NAME:
            problems[name] = "Ese campo no existe."
            continue
        try:
            value = typed.read_field(name, text, today=timezone.localdate())
        except typed.NotUnderstood as problem:
            problems[name] = str(problem)
            continue
        if isinstance(value, typed.TypedNit):
            values[name] = value.body
            values[name.replace("_nit", "_dv")] = value.dv
        elif name.endswith("_dv") and not value and values.get(name):
            continue
        else:
            values[name] = value
    return values, problems


def apply(invoice: Invoice, correction: Correction, *, by: User) -> bool:
    """Write it down; False when nothing differs from what is there."""
    for name, value in correction.values.items():
        _change(invoice, name, value, by)
    if correction.lines is not None:
        _replace_lines(invoice, correction.lines, by)
    confirmed = [name for name in sorted(correction.confirmed) if _confirm(invoice, name, by)]
    touched = {*correction.values, *confirmed, *(["lines"] if correction.lines is not None else [])}
    if touched:
        _settle_what_the_reading_noticed(invoice, touched, by)
    return bool(touched)


def _change(invoice: Invoice, name: str, value: Any, by: User) -> None:
    before = plain(getattr(invoice, name))
    setattr(invoice, name, value)
    if name == "purchase_order":
        # A number typed by a person is looked up, also when Compras had linked another order.
        invoice.order_chosen_by = None
    _read_by_person(invoice, name, plain(value), by)
    history.record(invoice, Kind.CORRECTED, by=by, field=name, before=before, after=plain(value))


def _read_by_person(invoice: Invoice, name: str, value: str, by: User) -> None:
    """The person's value becomes the current reading; the machine's stays behind as it was."""
    FieldReading.objects.filter(invoice=invoice, name=name, current=True).update(current=False)
    FieldReading.objects.create(
        invoice=invoice,
        name=name,
        value=value,
        confidence=Decimal(1),
        source=Source.PERSON,
        current=True,
        confirmed_by=by,
        confirmed_at=timezone.now(),
    )


def _confirm(invoice: Invoice, name: str, by: User) -> bool:
    """A doubtful value is right as it was read."""
    reading = FieldReading.objects.filter(invoice=invoice, name=name, current=True).first()
    if reading is None or not is_doubtful(reading):
        return False
    reading.confirmed_by, reading.confirmed_at = by, timezone.now()
    reading.save(update_fields=["confirmed_by", "confirmed_at"])
    history.record(invoice, Kind.CONFIRMED, by=by, field=name, before=reading.value, after=reading.value)
    return True


def _as_row(line: InvoiceLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in typed.LINE_FIELDS}


def _replace_lines(invoice: Invoice, rows: list[dict[str, Any]], by: User) -> None:
    """A row that did not change keeps where it was read; the others are the person's."""
    old = list(invoice.lines.all())
    fresh = []
    for index, row in enumerate(rows):
        was = old[index] if index < len(old) else None
        line = InvoiceLine(invoice=invoice, position=index + 1, confidence=Decimal(1), source=Source.PERSON, **row)
        if was is not None:
            line.page, line.box, line.order_line = was.page, was.box, was.order_line
            if _as_row(was) == row:
                line.confidence, line.source = was.confidence, was.source
        fresh.append(line)
        _record_line(invoice, index, was, row, by)
    for index in range(len(rows), len(old)):
        history.record(
            invoice, Kind.CORRECTED, by=by, field=f"lines.{index + 1}", before=_in_words(_as_row(old[index]))
        )
    invoice.lines.all().delete()
    InvoiceLine.objects.bulk_create(fresh)
    _read_by_person(invoice, "lines", str(len(fresh)), by)


def _record_line(invoice: Invoice, index: int, was: InvoiceLine | None, row: dict[str, Any], by: User) -> None:
    if was is None:
        history.record(invoice, Kind.CORRECTED, by=by, field=f"lines.{index + 1}", after=_in_words(row))
        return
    for name, before in _as_row(was).items():
        if before != row[name]:
            history.record(
                invoice,
                Kind.CORRECTED,
                by=by,
                field=f"lines.{index + 1}.{name}",
                before=plain(before),
                after=plain(row[name]),
            )


def _in_words(row: Mapping[str, Any]) -> str:
    return " · ".join(plain(value) for value in row.values() if value not in (None, ""))


def _settle_what_the_reading_noticed(invoice: Invoice, names: set[str], by: User) -> None:
    """XML against page, QR against text: a person has looked at the field now and has the last word."""
    noticed = Finding.objects.filter(invoice=invoice, field__in=names, accepted_at=None)
    noticed.exclude(code__in=validation.CODES | SAID_BY_PEOPLE | validation.NEVER_ACCEPTABLE).update(
        accepted_by=by, accepted_at=timezone.now(), accepted_reason="Revisado contra el documento."
    )
