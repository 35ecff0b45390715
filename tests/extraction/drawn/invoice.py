"""A fictional invoice: parties, lines and totals that balance, drawn from a seeded random source."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from hashlib import sha384
from random import Random

from invoices.extraction.nit import check_digit

CENT = Decimal("0.01")
FIRST = ("FERRETERIA", "DEPOSITO", "AGREGADOS", "CONCRETOS", "LADRILLERA", "ACEROS", "SUMINISTROS", "TRANSPORTES",
         "ALQUILERES", "MADERAS", "PINTURAS", "ELECTRICOS", "DISTRIBUIDORA", "INVERSIONES", "GRUPO")  # fmt: skip
SECOND = ("EL ROBLE", "LOS ANDES", "LA CEIBA", "SAN MARTIN", "DEL OTUN", "EL NOGAL", "LA ESPERANZA", "TRES ESQUINAS",
          "QUIMBAYA", "EL CONDOR", "PIEDRA AZUL", "DEL SUR", "MONTEVERDE", "LA PLAYA", "RIO CLARO")  # fmt: skip
FORM = ("S.A.S.", "SAS", "LTDA", "S.A.", "S.A.S", "Y CIA S EN C", "LTDA.", "S.A.S. BIC")
GIVEN = ("MARIA", "JORGE", "LUZ", "CARLOS", "ANA", "PEDRO", "GLORIA", "HERNAN", "DIANA", "OSCAR")
FAMILY = ("RESTREPO", "OSPINA", "MARIN", "GIRALDO", "LONDOÑO", "MEJIA", "CARDONA", "QUINTERO", "PATIÑO", "VELEZ")
PLACES = ("Pereira", "Manizales", "Armenia", "Bogotá", "Medellín", "Cali", "Ibagué", "Bucaramanga", "Dosquebradas")
GOODS = (
    ("Cemento gris uso general bulto x 50 kg", "BTO", 32500), ("Arena lavada de río", "M3", 68000),
    ("Varilla corrugada 1/2 pulgada x 6 m", "UND", 28900), ("Triturado 3/4", "M3", 92000),
    ("Bloque No. 5 estructural 33x11.5x20", "UND", 1850), ("Tubo PVC sanitario 4 pulgadas x 6 m", "UND", 87350),
    ("Alquiler de retroexcavadora con operador", "HR", 145000), ("Pintura vinilo tipo 1 blanco cuñete", "UND", 248900),
    ("Cable encauchetado 3x12 AWG", "MT", 8950), ("Casco de seguridad dieléctrico", "UND", 31200),
    ("Transporte de material a obra", "VJ", 260000), ("Malla electrosoldada 15x15 4 mm", "UND", 118400),
    ("Alambre negro recocido calibre 18", "KG", 7200), ("Guante de nitrilo talla 9 par", "PAR", 6900),
    ("Lámina de drywall 1.22 x 2.44", "UND", 34750), ("Concreto premezclado 3000 psi", "M3", 412000),
)  # fmt: skip


@dataclass(frozen=True)
class Party:
    name: str
    nit: str
    address: str
    city: str
    phone: str
    email: str
    person: bool = False

    @property
    def dv(self) -> str:
        return check_digit(self.nit)

    @property
    def dotted(self) -> str:
        return f"{int(self.nit):,}".replace(",", ".")


@dataclass(frozen=True)
class Line:
    code: str
    description: str
    unit: str
    quantity: Decimal
    price: Decimal
    rate: Decimal
    discount: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return money(self.quantity * self.price - self.discount)

    @property
    def tax(self) -> Decimal:
        return money(self.total * self.rate / 100)


@dataclass
class Invoice:
    supplier: Party
    customer: Party
    prefix: str
    consecutive: str
    issued: date
    due: date
    time: str
    order: str | None
    lines: list[Line]
    cash: bool
    resolution: str
    kind: str = "factura"
    discount: Decimal = Decimal(0)
    withheld: Decimal = Decimal(0)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def number(self) -> str:
        return self.prefix + self.consecutive

    @property
    def subtotal(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))

    @property
    def iva(self) -> Decimal:
        return sum((line.tax for line in self.lines), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.subtotal - self.discount + self.iva

    @property
    def payable(self) -> Decimal:
        return self.total - self.withheld

    @property
    def cufe(self) -> str:
        return sha384(f"{self.number}{self.supplier.nit}{self.issued}{self.total}".encode()).hexdigest()

    def truth(self, **changes: object) -> dict[str, object]:
        """What a perfect reading of the printed page gives; None for what the layout does not print."""
        known: dict[str, object] = {
            "document_type": self.kind,
            "invoice_number": self.number,
            "issue_date": self.issued.isoformat(),
            "due_date": self.due.isoformat(),
            "supplier_nit": self.supplier.nit,
            "supplier_name": self.supplier.name,
            "customer_nit": self.customer.nit,
            "customer_name": self.customer.name,
            "purchase_order": self.order,
            "payment_form": "Contado" if self.cash else "Crédito",
            "subtotal": str(self.subtotal),
            "iva": str(self.iva) if self.iva else None,
            "total": str(self.total),
            "cufe": self.cufe,
            "resolution_number": self.resolution,
            "lines": [
                {"description": line.description, "quantity": str(line.quantity), "total": str(line.total)}
                for line in self.lines
            ],
        }
        known.update(changes)
        return {name: value for name, value in known.items() if value is not None}


def money(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_EVEN)


def company(random: Random) -> Party:
    name = f"{random.choice(FIRST)} {random.choice(SECOND)} {random.choice(FORM)}"
    nit = str(random.choice((800, 811, 830, 860, 890, 900, 901))) + f"{random.randrange(10**6):06d}"
    return Party(name, nit, _address(random), random.choice(PLACES), _phone(random), _email(name))


def person(random: Random) -> Party:
    name = f"{random.choice(GIVEN)} {random.choice(GIVEN)} {random.choice(FAMILY)} {random.choice(FAMILY)}"
    nit = str(random.choice((10, 16, 24, 42, 75))) + f"{random.randrange(10**6):06d}"
    return Party(name, nit, _address(random), random.choice(PLACES), _phone(random), _email(name), person=True)


def _address(random: Random) -> str:
    way = random.choice(("Calle", "Carrera", "Cra", "CL", "Av", "KR"))
    return f"{way} {random.randrange(1, 99)} # {random.randrange(1, 60)}-{random.randrange(1, 99):02d}"


def _phone(random: Random) -> str:
    return f"3{random.randrange(10)}{random.randrange(10)}{random.randrange(10**7):07d}"


def _email(name: str) -> str:
    return "facturacion@" + "".join(char for char in name.split()[0].lower() if char.isalpha()) + ".example.com"


def draw(random: Random, *, lines: int | None = None, rates: tuple[int, ...] = (19,), whole: bool = False) -> Invoice:
    """An invoice between two fictional parties."""
    issued = date(2024, 1, 2) + timedelta(days=random.randrange(700))
    cash = random.random() < 0.4
    prefix = random.choice(("FE", "FV", "FEV", "E", "SETP", "INF", "A1", "FE18"))
    items = [_line(random, rates, whole) for _ in range(lines or random.randrange(1, 9))]
    return Invoice(
        company(random),
        company(random),
        prefix,
        str(random.randrange(12, 99999)),
        issued,
        issued if cash else issued + timedelta(days=random.choice((15, 30, 45, 60))),
        f"{random.randrange(7, 19):02d}:{random.randrange(60):02d}:{random.randrange(60):02d}",
        random.choice((None, f"OC-{random.randrange(100, 9999)}", str(random.randrange(10000, 99999)))),
        items,
        cash,
        f"187640{random.randrange(10**8):08d}",
    )


def _line(random: Random, rates: tuple[int, ...], whole: bool) -> Line:
    description, unit, base = random.choice(GOODS)
    price = Decimal(base) + Decimal(random.randrange(0, 900))
    quantity = Decimal(random.choice((1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 40, 100)))
    if not whole and random.random() < 0.2:
        quantity += Decimal("0.5")
    code = random.choice(("", "C-", "10", "REF")) + str(random.randrange(100, 9999))
    return Line(code, description, unit, quantity, price, Decimal(random.choice(rates)))
