"""The fictional companies of the corpus: names, addresses, NITs. Nobody here exists.

Bodies of companies' NITs lie in ranges not handed out so far; e-mail addresses end in `.example`.
"""

import random
import unicodedata
from dataclasses import dataclass, replace

WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)


def check_digit(body: str) -> str:
    """The DV, written down a second time on purpose: the corpus must not trust what it is to test."""
    return "01987654321"[sum(w * int(d) for w, d in zip(WEIGHTS, reversed(body), strict=False)) % 11]


@dataclass(frozen=True)
class Party:
    """A seller or a buyer."""

    name: str
    nit: str
    trade_name: str = ""
    person: bool = False
    address: str = ""
    city: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""
    regime: str = "Responsable de IVA"
    duties: str = "R-99-PN"

    @property
    def dv(self) -> str:
        return check_digit(self.nit)

    @property
    def kind(self) -> str:
        return "Persona Natural" if self.person else "Persona Jurídica"


def _own(name: str, nit: str, address: str) -> Party:
    return Party(
        name,
        nit,
        address=address,
        city="Bogotá D.C.",
        department="Bogotá",
        phone="601 7459032",
        email="facturacion@contecsa.example",
        duties="O-13;O-23",
    )


# The buyers: the contractor and the consortia it works in.
OURS = (
    _own("CONSTRUCCIONES Y TÉCNICAS CONTECSA S.A.S.", "955318042", "Carrera 13 # 93-40 Oficina 502"),
    _own("CONSORCIO VIAL ALTOS DEL LLANO", "957204613", "Calle 100 # 19-61 Piso 8"),
    _own("UNIÓN TEMPORAL PUENTES 2025", "958771530", "Carrera 13 # 93-40 Oficina 503"),
)

CITIES = (
    ("Bogotá D.C.", "Bogotá", "601"),
    ("Medellín", "Antioquia", "604"),
    ("Cali", "Valle del Cauca", "602"),
    ("Barranquilla", "Atlántico", "605"),
    ("Pereira", "Risaralda", "606"),
    ("Bucaramanga", "Santander", "607"),
    ("Villavicencio", "Meta", "608"),
    ("Cúcuta", "Norte de Santander", "607"),
    ("Ibagué", "Tolima", "608"),
    ("Tunja", "Boyacá", "608"),
    ("Cota", "Cundinamarca", "601"),
    ("Yumbo", "Valle del Cauca", "602"),
    ("Itagüí", "Antioquia", "604"),
)

NAMES: dict[str, tuple[str, ...]] = {
    "ferreteria": (
        "FERRETERÍA EL TORNILLO DORADO S.A.S.",
        "DEPÓSITO Y FERRETERÍA LA PLOMADA LTDA",
        "FERREMATERIALES DEL ALTIPLANO S.A.S",
        "DISTRIBUIDORA FERRETERA LOS CEDROS S.A.S.",
        "Comercializadora Ferretodo del Sur SAS",
        "HERRAMIENTAS Y FIJACIONES ANDALUZ S.A.S.",
        "FERROELÉCTRICOS NUEVO HORIZONTE LTDA.",
        "SUMINISTROS INDUSTRIALES PIEDRALUNA S.A.S. BIC",
    ),
    "concreto": (
        "CONCRETOS PREMEZCLADOS DEL NEVADO S.A.",
        "AGREGADOS Y TRITURADOS RÍO MANSO S.A.S.",
        "MEZCLAS ASFÁLTICAS LA ROCA S.A.S.",
        "CANTERA SAN TELMO DE LA SIERRA S.A.S.",
    ),
    "acero": (
        "ACEROS Y PERFILES TEQUENDAMITA S.A.",
        "FIGURADOS DE HIERRO EL YUNQUE S.A.S.",
        "SIDERAL METALES DE COLOMBIA S.A.S.",
        "MALLAS Y ALAMBRES DEL CARIBE NUEVO S.A.S",
    ),
    "industrial": (
        "PRODUCTOS QUÍMICOS HELIANTO COLOMBIA S.A.S.",
        "BALTISOL RECUBRIMIENTOS S.A.",
        "IMPERMEABILIZANTES CÓNDOR GRIS S.A.S.",
        "VIDRIOS Y AISLANTES NORDALIA COLOMBIA S.A.S.",
    ),
    "papeleria": (
        "PAPELERÍA EL CUADERNO AZUL LTDA",
        "SUMIOFICINAS ALBORADA S.A.S.",
        "TINTAS Y PAPELES MONTEVERDE SAS",
    ),
    "alquiler": (
        "EQUIPOS Y ANDAMIOS TORRE ALTA S.A.S.",
        "MAQUINARIA AMARILLA EL BULLDOZER S.A.S.",
        "ALQUIMAQ FORMALETAS Y ENCOFRADOS LTDA",
    ),
    "transporte": (
        "TRANSPORTES CARGA BRAVA S.A.S.",
        "VOLQUETAS ASOCIADAS DEL PIEDEMONTE S.A.S.",
        "LOGÍSTICA PUERTO CLARO S.A.",
    ),
    "servicios": (
        "INTERVENTORÍA Y SUELOS GEOANDES S.A.S.",
        "SEGURIDAD PRIVADA CENTINELA DEL VALLE LTDA",
        "SISTEMAS Y REDES BYTEPALMA S.A.S.",
        "ASESORES CONTABLES OROZCO & LINDARTE S.A.S.",
    ),
    "obra": (
        "INSTALACIONES ELÉCTRICAS VOLTIANDES S.A.S.",
        "CONSTRUCTORA MURO Y VIGA S.A.S.",
        "PILOTAJES Y CIMENTACIONES DEL ORIENTE S.A.S.",
        "ACABADOS FINOS LA LLANADA S.A.S.",
    ),
    "comida": (
        "ASADERO Y RESTAURANTE EL FOGÓN LLANERO S.A.S.",
        "CAFETERÍA LA ESQUINA DEL PAN SAS",
        "INVERSIONES GASTRONÓMICAS SABOR A LEÑA S.A.S",
    ),
    "mercado": (
        "SUPERMERCADO LA COSECHA FELIZ S.A.S.",
        "AUTOSERVICIO MERCAHOGAR DEL PRADO S.A.S",
        "HIPERTIENDAS EL TRIGAL S.A.",
    ),
    "salud": (
        "IPS SALUD OCUPACIONAL VIDA PLENA S.A.S.",
        "CENTRO MÉDICO SANTA BRÍGIDA S.A.S.",
        "LABORATORIO CLÍNICO DEL SABINO LTDA",
    ),
    "energia": (
        "ELECTRIFICADORA DEL ORIENTE MEDIO S.A. E.S.P.",
        "AGUAS DE LA SABANA ALTA S.A. E.S.P.",
        "ENERGÍA Y GAS DEL PACÍFICO NUEVO S.A. E.S.P.",
    ),
    "electrico": (
        "Eléctricas del Magdalena Medio S.A.S.",
        "ILUMINACIONES KUNTUR S.A.S",
        "VATIO & CÍA. LTDA.",
        "REDES Y TABLEROS DEL PACÍFICO S.A.S.",
        "Suministros Eléctricos Ohmnia SAS",
    ),
    "maderas": (
        "MADERAS EL GUAYACÁN ROSADO LTDA.",
        "Aserradero Santa Clara del Bosque S.A.S.",
        "INMUNIZADORA TIERRA FRÍA S.A.S.",
        "Triplex y Formaletas Yarumo S.A.S",
    ),
    "dotacion": (
        "DOTAMOS INDUSTRIAL S.A.S.",
        "Seguridad y Altura Colombia S.A.S.",
        "CONFECCIONES OVEROL DEL TOLIMA S.A.",
        "EPP GUARDIÁN S.A.S. ZOMAC",
    ),
    "tecnologia": (
        "Grupo Kessler Andina S.A.",
        "COMPUREDES SAN GABRIEL S.A.S.",
        "Tecnofibra Valle S.A.S.",
        "MICRONET SOLUCIONES INTEGRALES S.A.S.",
    ),
    "combustible": (
        "ESTACIÓN DE SERVICIO LA BOMBA ROJA S.A.S.",
        "Combustibles Alto Sinú S.A.",
        "EDS TERPELITO KM 14 LTDA",
        "INVERSIONES BIOENERGÍA MORICHAL S.A.S. E.S.P.",
    ),
    "aseo": (
        "BRILLASEO TOTAL S.A.S.",
        "Servilimpieza La Floresta Ltda.",
        "QUÍMICOS Y ASEO DEL CARIBE S.A.S",
        "SERVICIOS GENERALES PULCRA S.A.S.",
    ),
    "hotel": (
        "Hotel Casa del Virrey S.A.S.",
        "HOSTERÍA LLANO GRANDE S.A.S.",
        "INVERSIONES HOTELERAS MAR DE LEVA S.A.",
        "Aparta Suites La 93 S.A.S.",
    ),
    "publicidad": (
        "GRÁFICAS EL TIPÓGRAFO LTDA.",
        "Vallas & Señales Del Norte S.A.S.",
        "IMPRESOS DIGITALES ÁMBAR S.A.S.",
        "PUBLIARTE 2000 E.U.",
    ),
    "repuestos": (
        "DIESEL PARTES DEL ORIENTE S.A.S.",
        "Tracto Llantas La Virginia S.A.S.",
        "FRENOS Y EMBRAGUES MOTTA HERMANOS LTDA.",
        "HIDRÁULICOS DEL META S.A.S",
    ),
    "software": (
        "NIMBUS ANDINO SOFTWARE S.A.S.",
        "BRIGHTCRANE ENGINEERING TOOLS COLOMBIA S.A.S.",
        "GEODATA CLOUD SOLUTIONS S.A.S.",
    ),
}

FIRST = [
    "Luz Marina",
    "José Arnulfo",
    "Carlos Eduardo",
    "María Eugenia",
    "Wilson",
    "Yeison Andrés",
    "Gloria Inés",
    "Hernán Darío",
]
LAST = [
    "Peñuela Rincón",
    "Suárez Ibáñez",
    "Quiroga Méndez",
    "Ñáñez Bolaños",
    "Castaño Ruiz",
    "Lozano Prieto",
    "Acuña Güiza",
]
FOREMEN = ("V. Rodríguez", "A. Castrillón", "Mostrador 2", "LINA TORO", "JHON MONTOYA", "OFICINA")


def _plain(text: str) -> str:
    stripped = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode().lower()
    return "".join(c for c in stripped if c.isalnum())


def company_nit(rng: random.Random) -> str:
    return str(rng.randint(903_000_000, 948_999_999) if rng.random() < 0.7 else rng.randint(840_000_000, 858_999_999))


def street(rng: random.Random) -> str:
    way = rng.choice(("Calle", "Carrera", "CR", "CL", "Av.", "Diagonal", "Transversal", "KR"))
    corner = f"{way} {rng.randint(1, 170)}{rng.choice(('', '', 'A', ' Bis', ' Sur'))}"
    number = (
        rng.choice(("#", "No.", "N°", "#")) + f" {rng.randint(1, 120)}{rng.choice(('', 'B'))}-{rng.randint(2, 98):02d}"
    )
    return corner + " " + number + rng.choice(("", "", f" Local {rng.randint(1, 30)}", " Bodega 4", " Zona Industrial"))


def _settled(rng: random.Random, party: Party) -> Party:
    city, department, area = rng.choice(CITIES)
    word = _plain(party.name)[:14]
    phone = (
        f"{area} {rng.randint(2_000_000, 8_999_999)}"
        if rng.random() < 0.5
        else f"3{rng.randint(0, 29):02d}{rng.randint(10**6, 10**7 - 1)}"
    )
    return replace(
        party,
        address=street(rng),
        city=city,
        department=department,
        phone=phone,
        email=rng.choice(("contabilidad", "facturacion", "ventas", "info")) + f"@{word}.example",
    )


_FIRST_WORDS = {
    "ferreteria": (
        "FERRETERÍA",
        "DEPÓSITO",
        "FERREDISTRIBUCIONES",
        "MATERIALES",
        "FERROMATERIALES",
        "HERRAJES",
        "ELÉCTRICOS",
    ),
    "concreto": ("CONCRETOS", "AGREGADOS", "TRITURADOS", "CANTERAS", "ASFALTOS", "PREFABRICADOS"),
    "acero": ("ACEROS", "HIERROS", "METÁLICAS", "SIDERÚRGICA", "FIGURADOS", "MALLAS"),
    "industrial": ("PINTURAS", "QUÍMICOS", "RECUBRIMIENTOS", "INDUSTRIAS", "SUMINISTROS", "COMERCIAL"),
    "papeleria": ("PAPELERÍA", "SUMINISTROS", "LITOGRAFÍA", "DISTRIBUIDORA", "OFICOMPRAS"),
    "alquiler": ("ALQUILERES", "EQUIPOS", "MAQUINARIA", "ANDAMIOS", "GRÚAS", "RENTAEQUIPOS"),
    "transporte": ("TRANSPORTES", "VOLQUETAS", "CARGA", "LOGÍSTICA", "ACARREOS", "EXPRESO"),
    "servicios": ("INGENIERÍA", "CONSULTORES", "SERVICIOS", "ASESORÍAS", "SEGURIDAD", "LABORATORIO"),
    "obra": ("CONSTRUCTORA", "ESTRUCTURAS", "CIMENTACIONES", "ACABADOS", "OBRAS CIVILES", "INSTALACIONES"),
    "comida": ("RESTAURANTE", "ASADERO", "PANADERÍA", "CAFETERÍA", "COMIDAS", "INVERSIONES"),
    "mercado": ("SUPERMERCADO", "AUTOSERVICIO", "MERCADOS", "TIENDAS", "ALMACENES"),
    "salud": ("CENTRO MÉDICO", "LABORATORIO", "IPS", "SALUD OCUPACIONAL", "UNIDAD MÉDICA"),
    "energia": ("ENERGÍA", "AGUAS", "GAS"),
    "software": ("SOFTWARE", "SISTEMAS", "DIGITAL", "TECNOLOGÍA", "DATOS"),
}
_SECOND_WORDS = (
    "EL ROBLE", "LOS ARRAYANES", "LA CEIBA", "SAN ISIDRO", "DEL QUINDÍO", "EL NOGAL", "LA ESPERANZA", "TRES ESQUINAS", "QUIMBAYA",
    "CÓNDOR", "PIEDRA AZUL", "DEL SUR", "MONTEVERDE", "LA PLAYA", "RÍO CLARO", "ANDINA", "NORORIENTE", "EL PROGRESO", "A&M",
    "J.R.", "GUTIÉRREZ HERMANOS", "ALTO PRADO", "DON CHUCHO", "LA 30", "OCCIDENTAL", "DEL CAFÉ", "MAKRO SUR", "L&G", "ZIPA",
    "PUENTE ARANDA", "VILLA SOFÍA", "ÁGUILA REAL",
)  # fmt: skip
_FORMS = (
    " S.A.S.",
    " SAS",
    " LTDA",
    " S.A.",
    " S.A.S",
    " Y CIA S EN C",
    " LTDA.",
    " S.A.S. BIC",
    " Y CÍA. LTDA.",
    " E.U.",
)


def _made_up(rng: random.Random, trade: str) -> str:
    first = rng.choice(_FIRST_WORDS[trade])
    if rng.random() < 0.15:
        first += " Y " + rng.choice(("SERVICIOS", "SUMINISTROS", "ACABADOS", "REPUESTOS"))
    name = f"{first} {rng.choice(_SECOND_WORDS)}{rng.choice(_FORMS)}"
    return name.title().replace(" Y Cia S En C", " y Cía S. en C.") if rng.random() < 0.12 else name


def seller(rng: random.Random, trade: str, *, fresh: bool = False) -> Party:
    """A company of a trade. The same name keeps nothing else from one document to the next."""
    name = _made_up(rng, trade) if fresh else rng.choice(NAMES[trade])
    return _settled(
        rng,
        Party(
            name,
            company_nit(rng),
            trade_name=name.split(" S.A")[0].split(" LTDA")[0].split(" SAS")[0],
            duties=rng.choice(("O-13;O-15", "O-15", "O-23", "R-99-PN", "O-47")),
            regime=rng.choice(("Responsable de IVA", "Responsable de IVA", "Régimen Común")),
        ),
    )


def person(rng: random.Random) -> Party:
    """A natural person: her NIT is her cédula."""
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}".upper()
    body = str(rng.randint(1_310_000_000, 1_999_999_999) if rng.random() < 0.5 else rng.randint(10_000_000, 99_999_999))
    return _settled(rng, Party(name, body, person=True, regime="No responsable de IVA", duties="R-99-PN"))


def buyer(rng: random.Random) -> Party:
    return OURS[0] if rng.random() < 0.75 else rng.choice(OURS[1:])
