"""A shop's dot-matrix print: one letter as wide as another, columns held by blanks, sums carried from sheet to sheet."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...sheet import LETTER
from .kit import Paper, habits, layout

_HALF = (612.0, 396.0)


@dataclass(frozen=True)
class Slot:
    """A column of letters: which value, its head, its width; numbers stand at its right."""

    kind: str
    title: str
    width: int
    right: bool = True


_ORDERS: tuple[tuple[Slot, ...], ...] = (
    (Slot("quantity", "CANT", 9), Slot("unit", "UND", 6, False), Slot("description", "DETALLE", 44, False), Slot("unit_price", "VR.UNIT", 14), Slot("line_total", "VR.TOTAL", 16)),
    (Slot("code", "CODIGO", 14, False), Slot("description", "ARTICULO", 40, False), Slot("quantity", "CANT.", 9), Slot("unit_price", "PRECIO", 14), Slot("tax_rate", "IVA", 5), Slot("line_total", "VALOR", 15)),
    (Slot("item", "IT", 4), Slot("description", "DESCRIPCION", 38, False), Slot("line_total", "TOTAL", 15), Slot("quantity", "CANT", 9), Slot("unit_price", "UNITARIO", 14), Slot("code", "COD", 15)),
    (Slot("item", "", 4), Slot("quantity", "CANTIDAD", 10), Slot("description", "PRODUCTO", 50, False), Slot("line_total", "VALOR", 18)),
)  # fmt: skip


def matriz(page: Paper) -> tuple[str, str]:
    show = page.show
    slots = page.rng.choice(_ORDERS)
    width = sum(slot.width + 1 for slot in slots)
    lines = show.lines([slot.kind for slot in slots if slot.kind != "item"])
    each = (40 if page.size[1] > 500 else 11) - (0 if len(lines) > 1 else 2)
    sheets = [lines[at : at + each] for at in range(0, len(lines), each)]
    dash, headed = page.one("-", "=", "-"), page.chance(0.75)
    head = _head(page, width)
    last = [*_sums(page, width, dash), "", *_foot(page, width)]
    texts, carried = [], Decimal(0)
    for number, part in enumerate(sheets):
        rows = list(head)
        if len(sheets) > 1:
            rows.append(f"HOJA {number + 1} DE {len(sheets)}".rjust(width))
        rows += [dash * width]
        if headed:
            rows += [_joined(slots, [slot.title for slot in slots]), dash * width]
        if number:
            rows.append(f"VIENEN ... {show.amount(carried)}".rjust(width))
        for at, line in enumerate(part):
            rows += _item(page, slots, line, number * each + at + 1)
            carried += line.line_total
        rows.append(dash * width)
        rows += last if number == len(sheets) - 1 else [f"VAN ... {show.amount(carried)}".rjust(width)]
        texts.append("\n".join(escape(row) for row in rows))
    size = min(9.4, (page.size[0] - 66) / width / 0.602)
    css = f"pre{{font:{page.one('normal', 'normal', 'bold')} {size:.2f}pt/1.16 'Liberation Mono';margin:0;color:{page.one('#000', '#333', '#2b2b55')}}}pre+pre{{break-before:page}}"
    return css, "".join(f"<pre>{text}</pre>" for text in texts)


def _joined(slots: Sequence[Slot], texts: Sequence[str]) -> str:
    return " ".join(
        text[: slot.width].rjust(slot.width) if slot.right else text[: slot.width].ljust(slot.width)
        for slot, text in zip(slots, texts, strict=True)
    )


def _item(page: Paper, slots: Sequence[Slot], line: Line, number: int) -> list[str]:
    """The line, its description over as many rows as it needs."""
    show = page.show
    room = next(slot.width for slot in slots if slot.kind == "description")
    parts: list[str] = [""]
    for word in line.description.upper().split():
        if len(f"{parts[-1]} {word}".strip()) > room:
            parts.append("")
        parts[-1] = f"{parts[-1]} {word}".strip()
    values = {
        "item": str(number),
        "code": line.code,
        "description": parts[0],
        "quantity": show.quantity(line),
        "unit": line.unit,
        "unit_price": show.amount(line.unit_price, currency=False),
        "tax_rate": "" if line.tax_rate is None else f"{line.tax_rate}",
        "line_total": show.amount(line.line_total, currency=False),
    }
    rows = [_joined(slots, [values[slot.kind] for slot in slots])]
    for part in parts[1:]:
        rows.append(_joined(slots, [part if slot.kind == "description" else "" for slot in slots]).rstrip())
    return rows


def _head(page: Paper, width: int) -> list[str]:
    show, seller, buyer = page.show, page.invoice.supplier, page.invoice.customer
    name, nit = show.name("supplier").upper(), f"NIT {show.nit('supplier')}"
    title = page.one("FACTURA ELECTRONICA DE VENTA", "FACTURA DE VENTA", "FACT. ELECTRONICA DE VENTA")
    number = f"{title} {page.one('No. ', 'Nro ', '')}{show.number()}"
    dates = f"{page.one('FECHA', 'FECHA FACT.')}: {show.date('issue_date')}"
    if page.chance(0.7):
        dates += f"   {page.one('VENCE', 'F.VENCE', 'VENCIMIENTO')}: {show.date('due_date')}"
    pay = f"{page.one('F. PAGO', 'CONDICION')}: {show.text('payment_form').upper()}"
    if page.invoice.order_reference:
        pay += f"   {page.one('O.COMPRA', 'ORDEN COMPRA')}: {show.text('order_reference')}"
    whom = f"{page.one('CLIENTE', 'SENORES', 'VENDIDO A')}: {show.name('customer')}"
    whose = f"{page.one('NIT', 'NIT/CC', 'NIT.')}: {show.nit('customer')}   DIR: {buyer.address}"
    contact = f"{seller.address}  {seller.city}  TEL {seller.phone}"
    if page.chance(0.5):
        top = [name.center(width), nit.center(width), contact.center(width), "", number.center(width)]
        return [line.rstrip() for line in top] + [dates, whom, whose, pay]
    left, right = [name, nit, contact, whom, whose], ["", number, dates, pay, ""]
    half = width - max(len(text) for text in right) - 1
    if max(len(text) for text in left[1:4]) > half:
        return [name, f"{nit}   {contact}", number, dates, whom, whose, pay]
    return [f"{one:<{half}} {other}".rstrip() for one, other in zip(left, right, strict=True)]


def _sums(page: Paper, width: int, dash: str) -> list[str]:
    rows = page.sums()
    if page.chance(0.25) and len(rows) <= 4 and max(len(value) for _, value, _ in rows) < 20:
        each = width // len(rows)
        labels = "".join(label.upper().rjust(each) for label, _, _ in rows)
        return [labels, "".join(value.rjust(each) for _, value, _ in rows), page.in_words().upper()]
    said = [f"{label.upper():<24}{value:>18}".rjust(width) for label, value, _ in rows]
    return [*said, dash * width, page.in_words().upper()]


def _foot(page: Paper, width: int) -> list[str]:
    text = [page.resolution(), "CUFE " + page.show.text("cufe")] if page.chance(0.7) else []
    text.append(
        page.one(
            "REVISE SU MERCANCIA. NO SE ACEPTAN DEVOLUCIONES DESPUES DE 3 DIAS",
            "RECIBI CONFORME: ____________________ C.C.",
            "** GRACIAS POR SU COMPRA **",
        )
    )
    return [row[at : at + width] for row in text for at in range(0, len(row), width)]


def _want(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("ferreteria", "ferreteria", "electrico", "maderas", "repuestos")),
        lines=rng.choice(((1, 4), (5, 11), (12, 30), (45, 60))),
        cents=rng.random() < 0.4,
        price_with_tax=False,
        global_discount=0.2,
        withholdings=rng.choice(((), (), ("rete_fuente",))),
        prefixes=("FV", "FE", "A", "", "POS", "M"),
    )


MATRIZ = layout("third_matriz", matriz, _want, habits, pool="shop", sizes=(LETTER, _HALF))
