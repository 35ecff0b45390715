"""The fictional companies: ours, and those we buy from."""

from dataclasses import dataclass
from typing import Literal

from stdnum.co.nit import calc_check_digit

Paper = Literal["band", "boxes", "plain"]


@dataclass(frozen=True, slots=True)
class Company:
    """A company as it stands on its invoices. NITs begin with 990, which belong to nobody."""

    name: str
    nit: str
    address: str = ""
    city: str = "Bogotá D.C."
    city_code: str = "11001"
    department: str = "Bogotá D.C."
    phone: str = ""
    email: str = ""
    responsibilities: str = "R-99-PN"
    # How its invoices look and are numbered.
    prefix: str = "FE"
    resolution: str = "18764000000000"
    paper: Paper = "band"
    colour: str = "#0f5c5c"

    @property
    def dv(self) -> str:
        return str(calc_check_digit(self.nit))

    @property
    def written_nit(self) -> str:
        grouped = f"{int(self.nit):,}".replace(",", ".")
        return f"{grouped}-{self.dv}"


ANDINA = Company(
    name="Constructora Demo Andina S.A.S.",
    nit="990100101",
    address="Carrera 45 # 102-30 Oficina 802",
    phone="601 555 0110",
    email="facturas@demoandina.example",
    responsibilities="O-13;O-23",
)
CONSORCIO = Company(
    name="Consorcio Demo Vía Sabana",
    nit="990100202",
    address="Calle 26 # 69-76 Torre 3",
    phone="601 555 0120",
    email="facturas@viasabana.example",
    responsibilities="O-23",
)
OWN = (ANDINA, CONSORCIO)

FERRETERIA = Company(
    name="Ferretería La Tuerca Dorada S.A.S.",
    nit="990200310",
    address="Calle 13 # 28-41",
    phone="601 555 0131",
    email="ventas@tuercadorada.example",
    prefix="TD",
    resolution="18764055310001",
    paper="band",
    colour="#8a5a00",
)
CONCRETOS = Company(
    name="Concretos Quebrada Clara S.A.S.",
    nit="990200425",
    address="Autopista Sur km 9 Bodega 4",
    city="Soacha",
    city_code="25754",
    department="Cundinamarca",
    phone="601 555 0142",
    email="facturacion@quebradaclara.example",
    responsibilities="O-13;O-15",
    prefix="QC",
    resolution="18764055310002",
    paper="boxes",
    colour="#1d4e89",
)
ACEROS = Company(
    name="Aceros Cóndor Blanco S.A.",
    nit="990200538",
    address="Zona Industrial Cazucá, Manzana 7",
    city="Soacha",
    city_code="25754",
    department="Cundinamarca",
    phone="601 555 0153",
    email="cartera@condorblanco.example",
    responsibilities="O-13",
    prefix="ACB",
    resolution="18764055310003",
    paper="plain",
    colour="#222222",
)
TRANSPORTES = Company(
    name="Transportes La Mula Andariega Ltda.",
    nit="990200640",
    address="Carrera 96 # 24C-15",
    phone="601 555 0164",
    email="contabilidad@mulaandariega.example",
    prefix="MA",
    resolution="18764055310004",
    paper="boxes",
    colour="#7a1f2b",
)
MADERAS = Company(
    name="Maderas Samán Viejo S.A.S.",
    nit="990200755",
    address="Carrera 50 # 12 Sur-88",
    city="Medellín",
    city_code="05001",
    department="Antioquia",
    phone="604 555 0175",
    email="facturas@samanviejo.example",
    prefix="SV",
    resolution="18764055310005",
    paper="band",
    colour="#3c5a14",
)
ELECTRICOS = Company(
    name="Eléctricos El Cocuyo S.A.S.",
    nit="990200862",
    address="Carrera 10 # 18-60 Local 112",
    phone="601 555 0186",
    email="ventas@elcocuyo.example",
    prefix="EC",
    resolution="18764055310006",
    paper="plain",
    colour="#3a3a7a",
)
DOTACIONES = Company(
    name="Dotaciones Casco Firme S.A.S.",
    nit="990200978",
    address="Calle 44 # 52-20",
    city="Medellín",
    city_code="05001",
    department="Antioquia",
    phone="604 555 0197",
    email="pedidos@cascofirme.example",
    responsibilities="O-47",
    prefix="CF",
    resolution="18764055310007",
    paper="band",
    colour="#b04a00",
)
EQUIPOS = Company(
    name="Alquiler de Equipos Grúa Verde S.A.S.",
    nit="990201083",
    address="Calle 80 km 2 vía Siberia",
    city="Cota",
    city_code="25214",
    department="Cundinamarca",
    phone="601 555 0208",
    email="alquiler@gruaverde.example",
    prefix="GV",
    resolution="18764055310008",
    paper="boxes",
    colour="#1f6b3a",
)
SUPPLIERS = (FERRETERIA, CONCRETOS, ACEROS, TRANSPORTES, MADERAS, ELECTRICOS, DOTACIONES, EQUIPOS)
