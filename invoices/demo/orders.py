"""The obras and purchase orders of the demo company, in days before the day the demo was first loaded."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from . import companies
from .bill import Line, cents
from .companies import Company


@dataclass(frozen=True, slots=True)
class Site:
    code: str
    name: str
    city: str
    owner: Company


TORRES = Site("TAG", "Torres de Aguaclara", "Bogotá D.C.", companies.ANDINA)
PARQUE = Site("PSL", "Parque San Lorenzo", "Medellín", companies.ANDINA)
SABANA = Site("VSB", "Vía Sabana Tramo 2", "Cota", companies.CONSORCIO)
SITES = (TORRES, PARQUE, SABANA)


@dataclass(frozen=True, slots=True)
class Order:
    number: str
    supplier: Company
    site: Site
    days_ago: int
    lines: tuple[Line, ...]
    annulled: bool = False

    def placed(self, today: date) -> date:
        return today - timedelta(days=self.days_ago)

    @property
    def subtotal(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))

    @property
    def iva(self) -> Decimal:
        return sum((cents(line.total * line.tax_rate / 100) for line in self.lines), Decimal(0))


def _lines(*rows: tuple[str, str, str, str, str] | tuple[str, str, str, str, str, str]) -> tuple[Line, ...]:
    """Code, description, quantity, unit, price and, where it is not 19, the rate."""
    return tuple(
        Line(code, description, Decimal(quantity), unit, Decimal(price), *map(Decimal, rate))
        for code, description, quantity, unit, price, *rate in rows
    )


CEMENT = Order("OC-4101", companies.FERRETERIA, TORRES, 58, _lines(
    ("CEM-50", "Cemento gris uso general saco 50 kg", "200", "BTO", "32500"),
    ("VAR-12", "Varilla corrugada 1/2\" x 6 m grado 60", "150", "UND", "28900"),
    ("ALN-18", "Alambre negro calibre 18", "40", "KG", "7800"),
))  # fmt: skip
CONCRETE = Order("OC-4102", companies.CONCRETOS, TORRES, 52, _lines(
    ("CON-3000", "Concreto premezclado 3.000 psi", "60", "M3", "415000"),
    ("BOM-EST", "Servicio de bombeo estacionario", "60", "M3", "38000"),
))  # fmt: skip
STEEL = Order("OC-4103", companies.ACEROS, SABANA, 47, _lines(
    ("FIG-60", "Acero figurado grado 60 según despiece", "4200", "KG", "5350"),
    ("MAL-Q4", "Malla electrosoldada Q4 2,35 x 6 m", "36", "UND", "148500"),
))  # fmt: skip
HAULAGE = Order("OC-4104", companies.TRANSPORTES, PARQUE, 41, _lines(
    ("VIA-14", "Viaje de material volqueta 14 m3", "35", "VJE", "420000", "0"),
))  # fmt: skip
TIMBER = Order("OC-4105", companies.MADERAS, PARQUE, 35, _lines(
    ("TAB-30", "Tabla chapa 30 cm x 3 m", "180", "UND", "21400"),
    ("CER-PI", "Cerco de pino 8 x 4 cm x 3 m", "240", "UND", "14900"),
    ("LAM-18", "Lámina fenólica formaleta 18 mm", "25", "UND", "187000"),
))  # fmt: skip
CABLE = Order("OC-4106", companies.ELECTRICOS, TORRES, 30, _lines(
    ("CAB-12", "Cable de cobre THHN calibre 12 AWG", "1800", "ML", "3150"),
    ("TUB-34", "Tubo conduit PVC 3/4\" x 3 m", "320", "UND", "6900"),
    ("CAJ-58", "Caja octagonal galvanizada", "150", "UND", "2850"),
))  # fmt: skip
BARS = Order("OC-4107", companies.ACEROS, TORRES, 26, _lines(
    ("VAR-34", "Varilla corrugada 3/4\" x 12 m grado 60", "220", "UND", "98500"),
    ("FLE-38", "Flejes 3/8\" figurados 25 x 25 cm", "2600", "UND", "2150"),
))  # fmt: skip
HELMETS = Order("OC-4108", companies.DOTACIONES, PARQUE, 22, _lines(
    ("CAS-TI", "Casco de seguridad tipo I con barbuquejo", "60", "UND", "38500"),
    ("BOT-PA", "Bota de seguridad puntera composite", "60", "UND", "142000"),
    ("GUA-VQ", "Guante de vaqueta reforzado par", "200", "UND", "11900"),
))  # fmt: skip
TOOLS = Order("OC-4109", companies.FERRETERIA, PARQUE, 18, _lines(
    ("CAR-BG", "Carretilla buggy llanta neumática", "15", "UND", "268000"),
    ("PAL-RD", "Pala redonda cabo largo", "40", "UND", "36800"),
    ("DIS-14", "Disco de corte metal 14\"", "80", "UND", "17200"),
))  # fmt: skip
SCAFFOLD = Order("OC-4110", companies.EQUIPOS, SABANA, 15, _lines(
    ("AND-TU", "Alquiler de andamio tubular sección por día", "1240", "DIA", "1850"),
    ("VIB-EL", "Alquiler de vibrador eléctrico de concreto", "30", "DIA", "42000"),
))  # fmt: skip
SLAB = Order("OC-4111", companies.CONCRETOS, SABANA, 12, _lines(
    ("CON-4000", "Concreto premezclado 4.000 psi fibra", "28", "M3", "468000"),
))  # fmt: skip
LAMPS = Order("OC-4112", companies.ELECTRICOS, PARQUE, 9, _lines(
    ("LUM-40", "Luminaria LED hermética 40 W", "90", "UND", "84500"),
    ("REF-50", "Reflector LED 50 W IP65", "24", "UND", "96900"),
))  # fmt: skip
DOORS = Order("OC-4113", companies.MADERAS, TORRES, 6, _lines(
    ("PUE-70", "Puerta entamborada 70 x 200 cm", "48", "UND", "236000"),
))  # fmt: skip
CRANE = Order("OC-4114", companies.EQUIPOS, TORRES, 4, _lines(
    ("TOR-GR", "Alquiler de torre grúa mes", "2", "UND", "18500000"),
))  # fmt: skip
VESTS = Order("OC-4115", companies.DOTACIONES, SABANA, 20, _lines(
    ("CHA-RE", "Chaleco reflectivo tipo ingeniero", "50", "UND", "27500"),
), annulled=True)  # fmt: skip
ORDERS = (
    CEMENT, CONCRETE, STEEL, HAULAGE, TIMBER, CABLE, BARS, HELMETS, TOOLS, SCAFFOLD, SLAB, LAMPS, DOORS, CRANE, VESTS,
)  # fmt: skip
