"""The demo's documents in the order they arrive: some already decided, the rest for the visitor.

Each is made in memory when it is asked for, with what must be read of it beside it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Literal

from . import camera, companies, paper, ubl
from .bill import Bill, Line
from .orders import BARS, CABLE, CEMENT, CONCRETE, HAULAGE, HELMETS, LAMPS, SCAFFOLD, SLAB, STEEL, TIMBER, TOOLS, Order

Shape = Literal["xml", "zip", "pdf", "scan", "photo"]
# What had been decided of it before the visitor came; empty for what is still to be reviewed. An
# accepted one was blocked, its difference accepted by Compras, and then approved.
Ending = Literal["", "approved", "accepted", "rejected", "postponed"]


@dataclass(frozen=True, slots=True)
class DemoDocument:
    name: str
    shape: Shape
    bill: Bill
    make: Callable[[], bytes] = field(repr=False)
    ending: Ending = ""
    reason: str = ""
    # Slow to read: comes a little later, so that a visitor sees it being read.
    slow: bool = False

    def truth(self) -> dict[str, str]:
        return self.bill.truth()


def documents(today: date) -> tuple[DemoDocument, ...]:
    """All of them, dated back from `today`."""
    return (*_decided(today), *_waiting(today))


def _bill(
    placed: Order, today: date, days_ago: int, consecutive: int, *, lines: tuple[Line, ...] = (), **changes: object
) -> Bill:
    issued = today - timedelta(days=days_ago)
    bill = Bill(
        supplier=placed.supplier,
        customer=placed.site.owner,
        consecutive=consecutive,
        issued=issued,
        due=issued + timedelta(days=30),
        lines=lines or placed.lines,
        at=time(7 + consecutive % 10, consecutive * 7 % 60, consecutive * 13 % 60),
        order=placed.number,
        notes=f"Entregado en la obra {placed.site.name}.",
    )
    return replace(bill, **changes)  # type: ignore[arg-type]


def _share(order: Order, numerator: int, denominator: int) -> tuple[Line, ...]:
    return tuple(replace(line, quantity=line.quantity * numerator / denominator) for line in order.lines)


def _dearer(order: Order, percent: int) -> tuple[Line, ...]:
    return tuple(replace(line, unit_price=line.unit_price * (100 + percent) / 100) for line in order.lines)


def _xml(bill: Bill, *, ending: Ending = "", reason: str = "") -> DemoDocument:
    return DemoDocument(
        f"ad_{bill.number}.xml", "xml", bill, lambda: ubl.attached_document(bill), ending=ending, reason=reason
    )


def _pdf(bill: Bill, name: str = "") -> DemoDocument:
    return DemoDocument(name or f"{bill.number}.pdf", "pdf", bill, lambda: paper.pdf(bill))


def _decided(today: date) -> tuple[DemoDocument, ...]:
    wrong_company = _bill(SLAB, today, 8, 7120, customer=companies.ANDINA)
    return (
        _xml(_bill(CEMENT, today, 50, 2231), ending="approved"),
        _xml(
            _bill(CONCRETE, today, 44, 7031, lines=_share(CONCRETE, 1, 2)),
            ending="accepted",
            reason="Entrega parcial: se fundió la mitad de la placa, el resto se factura después.",
        ),
        _xml(_bill(STEEL, today, 39, 9902, rete_fuente_rate=Decimal("0.025")), ending="approved"),
        _xml(_bill(HAULAGE, today, 30, 618, rete_fuente_rate=Decimal("0.01")), ending="approved"),
        _xml(
            wrong_company,
            ending="rejected",
            reason="La orden es del consorcio y la factura está a nombre de la constructora. Se pidió una nueva.",
        ),
        _xml(
            _bill(LAMPS, today, 3, 415),
            ending="postponed",
            reason="Faltan por llegar los reflectores; el almacén confirma la otra semana.",
        ),
    )


def _waiting(today: date) -> tuple[DemoDocument, ...]:
    cable = _bill(CABLE, today, 2, 402)
    returned = Bill(
        supplier=STEEL.supplier,
        customer=STEEL.site.owner,
        consecutive=311,
        issued=today - timedelta(days=1),
        due=today - timedelta(days=1),
        lines=(replace(STEEL.lines[0], quantity=Decimal(200)),),
        kind="nota_credito",
        at=time(10, 41, 7),
        order=STEEL.number,
        notes="Devolución de acero figurado con despiece errado.",
        corrects=_bill(STEEL, today, 39, 9902, rete_fuente_rate=Decimal("0.025")),
    )
    rest = _bill(CONCRETE, today, 3, 7118, lines=_share(CONCRETE, 1, 2))
    dearer = _bill(BARS, today, 2, 10047, lines=_dearer(BARS, 9))
    low_loader = Line(
        "CAM-BA", "Viaje en cama baja de retroexcavadora", Decimal(2), "VJE", Decimal(1350000), Decimal(0)
    )
    unordered = _bill(HAULAGE, today, 1, 655, order="", notes="", lines=(low_loader,))
    timber = _bill(TIMBER, today, 4, 1207, rete_fuente_rate=Decimal("0.025"))
    helmets, tools, scaffold = (
        _bill(HELMETS, today, 5, 3340),
        _bill(TOOLS, today, 2, 2288),
        _bill(SCAFFOLD, today, 6, 871, rete_fuente_rate=Decimal("0.04")),
    )
    return (
        _xml(cable),
        _xml(returned),
        DemoDocument(f"correo_{rest.number}.zip", "zip", rest, lambda: ubl.zipped(rest, paper.pdf(rest))),
        _pdf(timber),
        _pdf(dearer),
        _pdf(unordered),
        # The same invoice again, as the PDF that came in another mail.
        _pdf(cable, f"Factura {cable.number} copia.pdf"),
        DemoDocument(
            f"escaneo_{helmets.number}.jpg", "scan", helmets, lambda: camera.scan(paper.pdf(helmets), seed=8), slow=True
        ),
        DemoDocument(
            f"foto_{tools.number}.jpg", "photo", tools, lambda: camera.photo(paper.pdf(tools), seed=9), slow=True
        ),
        DemoDocument(
            f"escaneo_borroso_{scaffold.number}.jpg", "scan", scaffold,
            lambda: camera.scan(paper.pdf(scaffold), seed=10, poor=True), slow=True,
        ),
        DemoDocument(
            "factura_con_clave.pdf", "pdf", unordered, lambda: paper.pdf(unordered, password="demostracion")  # noqa: S106
        ),
    )  # fmt: skip
