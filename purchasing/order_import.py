"""Purchase orders from a table: every row is checked, then all of them are kept or none.

A row is one line of an order; the order's own data may be repeated on each of its rows or stand on the
first only. Not here: the columns and their headings (order_columns), the file formats (tables).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import User

from .colombian import write_money
from .keys import name_key, number_key
from .models import Obra, PurchaseOrder, PurchaseOrderLine, Supplier
from .nit import InvalidNit, read_nit, write_nit
from .order_columns import CellError, CellReader, read_headings
from .orders import may_be_changed
from .tables import Table

ROUNDING = Decimal(2)
CENT = Decimal("0.01")
# Rates tried when the file gives an order's IVA but no rate.
RATES = (Decimal(19), Decimal(5), Decimal(0))
ORDER_COLUMNS = ("date", "nit", "dv", "supplier_name", "obra", "subtotal", "iva", "total", "currency", "notes")
LINE_FIELDS = ("position", "code", "description", "quantity", "unit", "unit_price", "tax_rate", "total")
ORDER_FIELDS = ("number", "supplier_id", "obra_id", "date", "currency", "subtotal", "iva", "total", "notes")
# Two imports at the same time wait for each other instead of both creating the same order.
IMPORT_LOCK = 0x0C0D


@dataclass(slots=True)
class Report:
    """What an import did, or would do. With errors nothing was kept."""

    rows: int = 0
    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    suppliers: list[str] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()
    errors: list[CellError] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """An order as its rows tell it: the values of the first row that has them, and where they stand."""

    key: str
    row: int
    values: dict[str, Any]
    lines: list[tuple[int, dict[str, Any]]]


def import_orders(
    table: Table,
    *,
    by: User | None,
    create_suppliers: bool = False,
    dry_run: bool = False,
    progress: Callable[[Iterable[Any], int], Iterable[Any]] = lambda items, total: items,
) -> Report:
    """Create and update orders from the table. `progress` wraps what takes long."""
    headings = read_headings(table.headings)
    reader = CellReader(table, headings)
    report = Report(rows=len(table.rows), ignored_columns=headings.ignored, errors=reader.errors)
    drafts = _drafts(reader, progress(table.rows, len(table.rows)))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        _Importer(reader, report, by, create_suppliers).run(drafts)
        report.errors.sort(key=lambda error: error.row)
        if report.errors or dry_run:
            transaction.set_rollback(True)
    return report


def _drafts(reader: CellReader, rows: Iterable[Any]) -> list[_Draft]:
    drafts: dict[str, _Draft] = {}
    for row in rows:
        values = reader.read(row)
        key = number_key(values["number"] or "")
        if not key:
            reader.refuse(row.number, "number", values["number"], "Escribe el número de la orden en cada fila.")
            continue
        draft = drafts.setdefault(key, _Draft(key, row.number, dict(values), []))
        _agree(reader, draft, row.number, values)
        draft.lines.append((row.number, values))
    return list(drafts.values())


def _agree(reader: CellReader, draft: _Draft, row: int, values: dict[str, Any]) -> None:
    """The rows of one order must tell the same of it."""
    for name in ORDER_COLUMNS:
        if values[name] is None:
            continue
        if draft.values[name] is None:
            draft.values[name] = values[name]
        elif draft.values[name] != values[name]:
            reader.refuse(
                row,
                name,
                values[name],
                f"La fila {draft.row} de la misma orden dice «{draft.values[name]}». Deja el mismo dato en todas.",
            )


class _Importer:
    """One run over the drafts, with what the database already has at hand."""

    def __init__(self, reader: CellReader, report: Report, by: User | None, create_suppliers: bool) -> None:
        self.reader, self.report, self.by, self.create_suppliers = reader, report, by, create_suppliers
        self.suppliers = {supplier.nit: supplier for supplier in Supplier.objects.all()}
        self.obras: dict[str, Obra] = {}
        for obra in Obra.objects.all():
            self.obras.setdefault(obra.name_key, obra)
        for obra in Obra.objects.all():
            self.obras[name_key(obra.code)] = obra

    def run(self, drafts: list[_Draft]) -> None:
        existing = {
            order.number_key: order
            for order in PurchaseOrder.objects.select_for_update(of=("self",))
            .filter(number_key__in=[draft.key for draft in drafts])
            .prefetch_related("lines")
        }
        for draft in drafts:
            before = len(self.reader.errors)
            order, lines = self._order(draft, existing.get(draft.key))
            if len(self.reader.errors) == before and order is not None:
                self._keep(draft, order, lines, existing.get(draft.key))

    # --- reading one order ----------------------------------------------------------

    def _order(
        self, draft: _Draft, existing: PurchaseOrder | None
    ) -> tuple[PurchaseOrder | None, list[PurchaseOrderLine]]:
        for name in ("date", "nit", "obra"):
            if draft.values[name] is None and not self.reader.refused(draft.row, name):
                self.reader.refuse(draft.row, name, None, "Falta este dato de la orden.")
        supplier, obra = self._supplier(draft), self._obra(draft, existing)
        lines = [line for number, values in draft.lines if (line := self._line(draft, number, values)) is not None]
        if len(lines) < len(draft.lines) or not self._number_lines(draft, lines):
            return None, []
        amounts = self._amounts(draft, lines)
        if supplier is None or obra is None or draft.values["date"] is None or amounts is None:
            return None, []
        subtotal, iva, total = amounts
        order = PurchaseOrder(
            number=draft.values["number"],
            supplier=supplier,
            obra=obra,
            date=draft.values["date"],
            currency=(draft.values["currency"] or "COP").upper(),
            subtotal=subtotal,
            iva=iva,
            total=total,
            notes=draft.values["notes"] or "",
        )
        self._check_fields(draft.row, order, {"supplier": "nit"}, exclude={"supplier", "obra"})
        return order, lines

    def _supplier(self, draft: _Draft) -> Supplier | None:
        typed = draft.values["nit"]
        if typed is None:
            return None
        bare = "".join(character for character in typed if character.isdigit())
        if bare in self.suppliers and "-" not in typed and not draft.values["dv"]:
            return self.suppliers[bare]  # known, and given without its check digit
        try:
            nit, dv = read_nit(typed, draft.values["dv"] or "")
        except InvalidNit as invalid:
            self.reader.refuse(draft.row, "nit", typed, invalid.sentence)
            return None
        return self.suppliers.get(nit) or self._new_supplier(draft, nit, dv)

    def _new_supplier(self, draft: _Draft, nit: str, dv: str) -> Supplier | None:
        name = draft.values["supplier_name"]
        if not self.create_suppliers:
            sentence = "No hay un proveedor con ese NIT. Créalo primero, o importa con --create-suppliers."
            self.reader.refuse(draft.row, "nit", write_nit(nit, dv), sentence)
            return None
        if not name:
            self.reader.refuse(draft.row, "supplier_name", None, "Escribe la razón social del proveedor nuevo.")
            return None
        supplier = Supplier(nit=nit, dv=dv, name=name)
        if not self._check_fields(draft.row, supplier, {"name": "supplier_name"}):
            return None
        supplier.save()
        self.suppliers[nit] = supplier
        self.report.suppliers.append(f"{name} ({write_nit(nit, dv)})")
        self._log(supplier, ADDITION, "Creado al importar órdenes.")
        return supplier

    def _obra(self, draft: _Draft, existing: PurchaseOrder | None) -> Obra | None:
        typed = draft.values["obra"]
        if typed is None:
            return None
        obra = self.obras.get(name_key(typed))
        if obra is None:
            sentence = "No hay una obra con ese código o nombre. Créala primero o corrige el código."
            self.reader.refuse(draft.row, "obra", typed, sentence)
        elif not obra.active and existing is None:
            self.reader.refuse(draft.row, "obra", typed, "La obra está cerrada. Actívala primero o corrige el código.")
            return None
        return obra

    def _line(self, draft: _Draft, row: int, values: dict[str, Any]) -> PurchaseOrderLine | None:
        complete = True
        for name in ("description", "quantity", "unit_price"):
            if values[name] is None:
                complete = False
                if not self.reader.refused(row, name):
                    self.reader.refuse(row, name, None, "Falta este dato de la línea.")
        if not complete:
            return None
        line = PurchaseOrderLine(
            position=values["position"] or 0,
            code=values["code"] or "",
            description=values["description"],
            quantity=values["quantity"],
            unit=values["unit"] or "",
            unit_price=values["unit_price"],
            tax_rate=values["tax_rate"],
        )
        # The rate may still have to be told from the order's IVA.
        exclude = {"order", "total"} | ({"tax_rate"} if line.tax_rate is None else set())
        if not self._check_fields(row, line, {}, exclude=exclude):
            return None
        product = (line.quantity * line.unit_price).quantize(CENT)
        line.total = product if values["line_total"] is None else values["line_total"]
        if abs(line.total - product) > ROUNDING:
            self.reader.refuse(row, "line_total", line.total, f"Cantidad por precio da {write_money(product)}.")
            return None
        return line if self._check_fields(row, line, {"total": "line_total"}, exclude=exclude - {"total"}) else None

    def _number_lines(self, draft: _Draft, lines: list[PurchaseOrderLine]) -> bool:
        """Positions as given; where none is given, in the order of the rows."""
        taken: set[int] = set()
        for (row, _), line in zip(draft.lines, lines, strict=True):
            if not line.position:
                line.position = max(taken, default=0) + 1
            if line.position in taken:
                self.reader.refuse(row, "position", line.position, "Ese ítem está repetido en la orden.")
                return False
            taken.add(line.position)
        return True

    # --- the sums ---------------------------------------------------------------------

    def _amounts(self, draft: _Draft, lines: list[PurchaseOrderLine]) -> tuple[Decimal, Decimal, Decimal] | None:
        """Subtotal, IVA and total as given when they agree with the lines, else computed from them."""
        of_lines = sum((line.total for line in lines), Decimal(0))
        subtotal = self._checked(draft, "subtotal", of_lines, f"Las líneas suman {write_money(of_lines)}.")
        tax = self._tax(draft, lines)
        if subtotal is None or tax is None:
            return None
        iva = self._checked(draft, "iva", tax, f"El IVA de las líneas suma {write_money(tax)}.", len(lines))
        if iva is None:
            return None
        whole = subtotal + iva
        total = self._checked(draft, "total", whole, f"Subtotal más IVA da {write_money(whole)}.")
        return None if total is None else (subtotal, iva, total)

    def _checked(self, draft: _Draft, name: str, computed: Decimal, sentence: str, parts: int = 1) -> Decimal | None:
        given = draft.values[name]
        if given is None:
            return computed
        if abs(given - computed) > max(ROUNDING, CENT * parts):
            self.reader.refuse(draft.row, name, given, f"{sentence} Revisa los valores de la orden.")
            return None
        return Decimal(given)

    def _tax(self, draft: _Draft, lines: list[PurchaseOrderLine]) -> Decimal | None:
        if without := [line for line in lines if line.tax_rate is None]:
            rate = self._rate_of(draft, lines)
            if rate is None:
                sentence = "El IVA de la orden no corresponde a una sola tarifa. Escribe el % de IVA en cada línea."
                self.reader.refuse(draft.row, "tax_rate", None, sentence)
                return None
            for line in without:
                line.tax_rate = rate
        return sum(((line.total * line.tax_rate / 100).quantize(CENT) for line in lines), Decimal(0))

    def _rate_of(self, draft: _Draft, lines: list[PurchaseOrderLine]) -> Decimal | None:
        """The one rate that explains the order's IVA; 19 when the file says nothing of IVA at all."""
        base = sum((line.total for line in lines), Decimal(0))
        iva, total = draft.values["iva"], draft.values["total"]
        if iva is None and total is None:
            return RATES[0]
        wanted = iva if iva is not None else total - base
        if any(line.tax_rate is not None for line in lines):
            return None
        return next((rate for rate in RATES if abs(base * rate / 100 - wanted) <= ROUNDING), None)

    # --- keeping ------------------------------------------------------------------------

    def _keep(
        self, draft: _Draft, order: PurchaseOrder, lines: list[PurchaseOrderLine], existing: PurchaseOrder | None
    ) -> None:
        if existing is None:
            order.save()
            self._save_lines(order, lines, {})
            self.report.created.append(order.number)
            self._log(order, ADDITION, "Orden importada.")
        elif _same(order, lines, existing):
            self.report.unchanged.append(order.number)
        elif not may_be_changed(existing):
            self.reader.refuse(
                draft.row,
                "number",
                draft.values["number"],
                f"La orden está en estado «{existing.get_status_display()}» y el archivo la cambia. "
                "Quítala del archivo o corrige los datos para que sean iguales.",
            )
        else:
            order.pk = existing.pk
            order.save(update_fields=[name.removesuffix("_id") for name in ORDER_FIELDS])
            self._save_lines(order, lines, {line.position: line.pk for line in existing.lines.all()})
            self.report.updated.append(order.number)
            self._log(order, CHANGE, "Orden actualizada al importar.")

    def _save_lines(self, order: PurchaseOrder, lines: list[PurchaseOrderLine], known: dict[int, int]) -> None:
        """A line keeps its row while its position stays, so that what points at it stays too."""
        order.lines.exclude(position__in=[line.position for line in lines]).delete()
        for line in lines:
            line.order, line.pk = order, known.get(line.position)
        PurchaseOrderLine.objects.bulk_create(line for line in lines if line.pk is None)
        PurchaseOrderLine.objects.bulk_update([line for line in lines if line.pk is not None], LINE_FIELDS)

    def _check_fields(self, row: int, instance: Any, names: dict[str, str], exclude: Any = None) -> bool:
        """The model's own rules (lengths, digits, no negatives), told at the cell they come from."""
        try:
            instance.clean_fields(exclude=exclude)
        except ValidationError as invalid:
            for name, sentences in invalid.message_dict.items():
                self.reader.refuse(row, names.get(name, name), getattr(instance, name, None), " ".join(sentences))
            return False
        return True

    def _log(self, instance: Any, flag: int, message: str) -> None:
        if self.by is not None:
            LogEntry.objects.log_actions(self.by.pk, [instance], flag, change_message=message, single_object=True)


def _same(order: PurchaseOrder, lines: list[PurchaseOrderLine], existing: PurchaseOrder) -> bool:
    return _facts(order, ORDER_FIELDS) == _facts(existing, ORDER_FIELDS) and [
        _facts(line, LINE_FIELDS) for line in sorted(lines, key=lambda line: line.position)
    ] == [_facts(line, LINE_FIELDS) for line in existing.lines.all()]


def _facts(instance: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(instance, name) for name in names]
