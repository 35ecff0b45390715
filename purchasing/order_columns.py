"""The columns of an order file: the headings they are known by and how each cell is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .colombian import DecimalMark, Unreadable, decimal_mark, read_date, read_number
from .keys import name_key
from .tables import Row, Table, UnreadableTable


@dataclass(frozen=True, slots=True)
class Column:
    """One datum of an order or of its line, and the headings people give it."""

    name: str
    headings: tuple[str, ...]
    kind: str = "text"
    required: bool = False

    @property
    def heading(self) -> str:
        return self.headings[0]


COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        ("número", "orden", "orden de compra", "número de orden", "No. orden", "Nro. orden", "OC", "No. OC",
         "número OC", "pedido"),
        required=True,
    ),
    Column("date", ("fecha", "fecha orden", "fecha de la orden", "fecha OC", "fecha de emisión"), "date", True),
    Column("nit", ("NIT", "NIT proveedor", "NIT del proveedor", "identificación"), "digits", True),
    Column("dv", ("DV", "dígito de verificación"), "digits"),
    Column("supplier_name", ("proveedor", "razón social", "nombre proveedor", "nombre del proveedor")),
    Column("obra", ("obra", "código obra", "código de obra", "cod obra", "proyecto", "centro de costo"),
           "digits", True),
    Column("position", ("ítem", "línea", "posición", "renglón", "No. ítem"), "integer"),
    Column("code", ("código", "código artículo", "código insumo", "referencia", "cod"), "digits"),
    Column("description", ("descripción", "detalle", "producto", "insumo", "material", "concepto"), required=True),
    Column("quantity", ("cantidad", "cant", "ctd"), "number", True),
    Column("unit", ("unidad", "und", "UM", "unidad de medida")),
    Column(
        "unit_price",
        ("precio unitario", "valor unitario", "vr unitario", "vr unit", "v unitario", "costo unitario", "precio"),
        "number",
        True,
    ),
    Column("tax_rate", ("% IVA", "IVA %", "porcentaje IVA", "porcentaje de IVA", "tarifa IVA", "tarifa de IVA"),
           "rate"),
    Column(
        "line_total",
        ("total línea", "valor línea", "subtotal línea", "valor total", "vr total", "valor parcial", "vr parcial",
         "total ítem"),
        "money",
    ),
    Column("subtotal", ("subtotal", "subtotal orden", "valor antes de IVA"), "money"),
    Column("iva", ("IVA", "valor IVA", "vr IVA", "total IVA", "IVA orden"), "money"),
    Column("total", ("total", "total orden", "valor orden", "total OC"), "money"),
    Column("currency", ("moneda",)),
    Column("notes", ("notas", "observaciones", "nota")),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}


def _heading_key(heading: str) -> str:
    return name_key(heading.replace("%", " porcentaje "))


_BY_HEADING = {_heading_key(heading): column for column in COLUMNS for heading in column.headings}


@dataclass(frozen=True, slots=True)
class Headings:
    """Which cell of a row holds which column, and the headings nobody knows."""

    places: dict[str, int]
    ignored: tuple[str, ...]


def read_headings(headings: Iterable[str]) -> Headings:
    places: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(headings):
        column = _BY_HEADING.get(_heading_key(heading))
        if column is None:
            ignored += [heading] if heading else []
        elif column.name in places:
            raise UnreadableTable(f"Hay dos columnas para «{column.heading}». Deja una sola.")
        else:
            places[column.name] = place
    missing = [column.heading for column in COLUMNS if column.required and column.name not in places]
    if missing:
        raise UnreadableTable(
            f"Faltan columnas: {', '.join(missing)}. La primera fila debe tener los nombres de las columnas."
        )
    return Headings(places, tuple(ignored))


@dataclass(frozen=True, slots=True)
class CellError:
    """One thing to put right: where it is, what stands there, what to do."""

    row: int
    column: str
    value: str
    sentence: str

    def __str__(self) -> str:
        return f"Fila {self.row}, columna «{self.column}», valor «{self.value}»: {self.sentence}"


class CellReader:
    """Reads the cells of one file, whose ambiguous numbers (1.234) follow its unambiguous ones."""

    def __init__(self, table: Table, headings: Headings) -> None:
        self.places = headings.places
        self.marks = _decimal_marks(table, headings)
        self.errors: list[CellError] = []
        self._refused: set[tuple[int, str]] = set()

    def read(self, row: Row) -> dict[str, Any]:
        """Every column of the row; what is blank or could not be read is None, the latter with an error."""
        values: dict[str, Any] = {}
        for column in COLUMNS:
            place = self.places.get(column.name)
            cell = row.cells[place] if place is not None and place < len(row.cells) else None
            if cell is None or not str(cell).strip():
                values[column.name] = None
                continue
            try:
                values[column.name] = self._readers()[column.kind](cell)
            except Unreadable as unreadable:
                values[column.name] = None
                self.refuse(row.number, column.name, cell, unreadable.sentence)
        return values

    def refuse(self, row: int, name: str, value: Any, sentence: str) -> None:
        self._refused.add((row, name))
        self.errors.append(CellError(row, BY_NAME[name].heading, "" if value is None else str(value), sentence))

    def refused(self, row: int, name: str) -> bool:
        """Whether that cell has been complained about already."""
        return (row, name) in self._refused

    def _readers(self) -> dict[str, Callable[[Any], Any]]:
        return {
            "text": lambda cell: str(cell).strip(),
            "digits": _digits,
            "date": _date,
            "integer": self._integer,
            "number": self._number,
            "money": self._money,
            "rate": self._rate,
        }

    def _number(self, cell: Any) -> Decimal:
        if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
            return _exact(cell)
        text = str(cell)
        if len(self.marks) == 2 and decimal_mark(text) is None and ("." in text or "," in text):
            raise Unreadable(
                "Se puede leer de dos maneras, porque el archivo mezcla coma y punto decimal. "
                "Escribe todas las cantidades y valores así: 1.234.567,80."
            )
        return read_number(text, mark=next(iter(self.marks), ","))

    def _money(self, cell: Any) -> Decimal:
        number = self._number(cell)
        # A spreadsheet keeps what it multiplied with all its decimals and shows two.
        return number.quantize(Decimal("0.01")) if isinstance(cell, float) else number

    def _integer(self, cell: Any) -> int:
        number = self._number(cell)
        if number != number.to_integral_value() or not 0 < number < 100_000:
            raise Unreadable("El ítem es un número entero: 1, 2, 3.")
        return int(number)

    def _rate(self, cell: Any) -> Decimal:
        text = cell if not isinstance(cell, str) else cell.replace("%", "")
        rate = self._number(text)
        # A cell formatted as a percentage holds 0,19.
        rate = rate * 100 if 0 < rate < 1 else rate
        if not 0 <= rate <= 100:
            raise Unreadable("El porcentaje de IVA va de 0 a 100.")
        return rate


def _decimal_marks(table: Table, headings: Headings) -> set[DecimalMark]:
    numeric = [place for name, place in headings.places.items() if BY_NAME[name].kind in ("number", "money", "rate")]
    cells = (row.cells[place] for row in table.rows for place in numeric if place < len(row.cells))
    marks = (decimal_mark(cell) for cell in cells if isinstance(cell, str))
    return {mark for mark in marks if mark is not None}


def _exact(cell: float | Decimal) -> Decimal:
    """What the spreadsheet shows, without the tail of a binary fraction: 0.30000000000000004 is 0.3."""
    number = Decimal(str(cell))
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        raise Unreadable("No es un número. Escríbelo así: 1.234.567,80.")
    rounded = round(number, 6)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()


def _digits(cell: Any) -> str:
    """Codes that a spreadsheet took for numbers: 900123456.0 is 900123456."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _date(cell: Any) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return read_date(str(cell))
