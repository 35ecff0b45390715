"""What the ninth hand's sellers sell, and what they are called. None of them exists."""

from decimal import Decimal

from ... import companies
from ...catalogue import ITEMS, Item

_SOLD = {
    "tornillos": """
chazo plastico 3/8 c/tornillo|und|450|900|19
Silicona blanca antihongos tubo|und|13800|19500|19
Llave terminal 1/2 bola cromada|und|21500|32000|19
bombillo led 12w luz dia|und|6900|10400|19
Cemento blanco bolsa x 5k|BOLSA|14900|18800|19
Lija agua #220 pliego|und|1700|2600|19
rodillo felpa 9" + cubeta|kit|24500|36900|19
Imper 1 impermeab. integral 4kg|und|46800|58900|19
Varilla 3/8 x 6mts (corrugada)|und|15900|19900|19
alambre # 18 quemado|kilo|6200|8100|19
""",
    "global": """
RX-500 PLUS CARTUCHO 500ML 20KR|EA|168000|214000|19
BROCA SDS-MAX YX 32/57 L=570 MM|EA|389000|512000|19
ANCLAJE EXPANSIÓN KX-2 1/2X4 1/2 (25)|PAC|342000|436000|19
DISCO DIAM. EQD SPX 14" UNIVERSAL|EA|789000|1040000|19
ROTOMARTILLO TX 70-ATC/AVR 127V|EA|4880000|5790000|19
BATERÍA B22/8.0 LI-ION|EA|1120000|1390000|19
SELLO CORTAFUEGO FR-1 600ML|EA|143000|188000|19
CARGO POR MANEJO Y ENTREGA EXPRESS|SV|38000|71000|19
""",
    "planta": """
MEZCLA ASFÁLTICA MDC-19 CON CEMENTO 60/70|MT|318000|372000|19
MEZCLA ASFÁLTICA MDC-25|MT|301000|349000|19
BASE GRANULAR CLASE B (BG-25)|MT|41500|58000|19
SUBBASE GRANULAR SBG-50|MT|33000|46500|19
ARENA TRITURADA LAVADA 0-3/8|MT|44000|61000|19
GRAVILLA 1/2 A 3/4|MT|52000|68500|19
CRUDO DE RÍO SIN CLASIFICAR|MT|18900|27500|19
""",
    "carros": """
Camioneta 4x4 doble cabina diésel, tarifa corporativa|día|248000|365000|19
Automóvil sedán mecánico 1.6|día|124000|178000|19
Van 12 pasajeros con conductor|día|418000|540000|19
Kilómetro adicional sobre lo contratado|km|780|1350|19
Protección total sin deducible (CDW)|día|28500|44900|19
Conductor adicional|día|12500|21000|19
Lavado y aspirado a la devolución|SERV|35000|52000|19
GPS satelital y telemetría|día|8900|14500|19
Peajes causados durante el arriendo (reembolso)|unidad|9800|18700|-
""",
    "utiles": """
PAPEL FOTOC. REPROGRAF CTA 75G RSM500|UN|17200|23900|19
LAPIZ HB2 C/BORRADOR CJ X12|CJ|7400|11200|19
CUADERNO ARGOLLADO 105 5M 175H|UN|18900|27500|19
LEGAJADOR COLG OFIC PQ X25|PQ|31500|42600|19
GANCHO COSEDORA 26/6 X5000|CJ|4300|6900|19
NOTAS ADHES 3X3 NEON 400H|UN|9900|15400|19
TINTA EPS 544 NEGRA 65ML ORIG|UN|39900|52900|19
ROTULADOR CD PUNTA FINA NGO|UN|3200|5100|19
TABLERO ACRIL 120X80 MCO ALUM|UN|139000|189000|19
CALCULADORA 12 DIG DOBLE ALIM|UN|28500|46900|19
LIBRO ACTAS 200F (EXCLUIDO)|UN|23900|31900|-
SOBRE MANILA OFIC X50|PQ|14900|21500|19
""",
    "movil": """
Plan Pymes Ilimitado 60 GB|línea|54900|79900|19
Plan Control Empresa 25 GB|línea|34900|47900|19
Internet móvil módem 4G 100 GB|línea|69900|95000|19
Cuota equipo gama media 9 de 12|equipo|68000|129000|-
Paquete roaming América 7 días|paquete|59900|84000|19
Servicio de localización de flotas|línea|14900|22900|19
Mensajería de texto masiva, bolsa 5.000|bolsa|98000|165000|19
""",
    "ingenieria": """
Revisión independiente del diseño estructural según NSR-10 título I|SERV|6200000|11800000|19
Diseño de la red contra incendio, planos y memorias|SERV|4300000|8700000|19
Supervisión técnica itinerante, visitas quincenales del mes|SERV|2900000|5600000|19
Cálculo de cimentación profunda torre 2|SERV|3800000|7400000|19
Elaboración de presupuesto y programación de obra|SERV|1900000|4100000|19
Peritaje de fisuras en placa de sótano y concepto técnico firmado|SERV|2400000|4900000|19
""",
    "parqueo": """
PARQUEO CARRO HORA O FRACC|HR|4200|9800|19
PARQUEO MOTO HORA|HR|1800|3400|19
TARIFA PLENA DIA|SERV|22000|39000|19
CASILLERO CASCO|SERV|1500|2600|19
""",
    "peaje": """
PEAJE CATEGORIA I|SERV|9400|16900|-
PEAJE CATEGORIA II|SERV|10900|19800|-
PEAJE CAT. V (3 EJES)|SERV|31500|47600|-
""",
    "barras": """
BARRA CORR. No.3 (3/8") x 6.0 m|KG|3690|4380|19
BARRA CORR. No.4 (1/2") x 12.0 m|KG|3590|4290|19
BARRA CORR. No.5 (5/8") x 12.0 m|KG|3590|4290|19
BARRA CORR. No.6 (3/4") x 12.0 m|KG|3610|4310|19
BARRA CORR. No.8 (1") x 12.0 m|KG|3640|4350|19
FIGURADO S/DESPIECE - FLEJES No.3|KG|4390|5180|19
GRAFIL 6.5 mm ROLLO|KG|3890|4620|19
""",
    "jornales": """
Corte y retiro de árboles caídos en la vía de acceso|viaje|180000|420000|-
Almuerzos para cuadrilla, olla comunitaria|und|11000|16500|-
Arriendo de lote para acopio de material|mes|650000|1800000|-
Acarreo en zorra de arena de peña|viaje|45000|90000|-
Arreglo de cerca con postes y alambre de púas|SERV|240000|760000|-
Lavado de uniformes y dotación|und|4500|8900|-
Alquiler de casa-campamento vereda El Salitre|mes|900000|1650000|-
""",
    "nube": """
Suscripción Plan Constructor (por usuario/mes)|usuario|48900|72000|19
Módulo de presupuestos y APU|mes|115000|198000|19
Paquete 500 documentos electrónicos|paquete|149000|235000|19
Horas de acompañamiento remoto|hora|84000|128000|19
Almacenamiento adicional 100 GB|mes|29900|45500|19
""",
    "banquete": """
Menú criollo 3 tiempos (lomo al trapo, papa nativa, postre de natas)|pax|48500|72000|8i
Coffee break mañana: tinto, aromática, pandebono, fruta|pax|14500|22500|8i
Estación de jugos naturales|pax|7800|12500|8i
Almuerzo caliente en caja para obra|pax|17500|24900|8i
Picada santandereana grande|bandeja|89000|134000|8i
Mesero por turno de 6 horas|turno|98000|145000|19
Alquiler de menaje, carpa y mantelería|SERV|320000|690000|19
""",
}

NAMES: dict[str, tuple[str, ...]] = {
    "tornillos": ("INVERSIONES JARAMILLO OTÁLORA S.A.S.", "Ferretería y Depósito Donde Chucho S.A.S.", "MATERIALES Y ACABADOS LA 43 LTDA."),
    "global": ("VÖLKNER ANDINA S.A.S.", "Fixtec Systems Colombia S.A.", "BRANDT & OLSEN DE COLOMBIA S.A.S."),
    "planta": ("TRITURADOS Y ASFALTOS DEL OPÓN S.A.S.", "Canteras Unidas de Guachetá S.A.", "PAVIMENTOS ALTIPLANO HMZ S.A.S."),
    "carros": ("AUTOFLOTA CARIBE RENTAL S.A.S.", "Movilidad Ejecutiva Nariño y Cía. Ltda.", "RODAMOS LEASING OPERATIVO S.A.S."),
    "utiles": ("COMERCIALIZADORA ESCOLAR DEL ISTMO S.A.", "Grupo Papelero Arcoíris S.A.S.", "ALMACENES TINTA Y PAPEL DE OCCIDENTE S.A."),
    "movil": ("COMUNICACIONES CELULARES ORINOQUIA S.A. E.S.P.", "Ágora Móvil Colombia S.A.S.", "ONDACLARA TELECOM S.A. BIC"),
    "parqueo": ("PARQUEADEROS CENTRALES LA PAZ S.A.S.", "Estacionar Fácil y Cía S. en C.", "OPERADORA DE PARQUEOS MÍA S.A.S."),
    "peaje": ("CONCESIÓN VIAL CUCHILLA DEL TIGRE S.A.S.", "AUTOPISTAS RÍO MAYO S.A.S."),
    "barras": ("FERROACEROS DEL PÁRAMO S.A.S.", "Hierros y Figurados Boyacá Tundama S.A.", "SIDERÚRGICA EL TRÉBOL LTDA."),
    "nube": ("OBRALINE SOFTWARE S.A.S.", "Tecnologías Guayacán S.A.S. BIC", "PLANILLA DIGITAL COLOMBIA S.A.S."),
    "banquete": ("CASA DE BANQUETES SABOR Y BRASA S.A.S.", "Alimentos y Eventos Doña Berta Ltda.", "GRUPO GASTRONÓMICO PIEDRA LUNA S.A.S."),
}  # fmt: skip

BRANDS = {
    "VÖLKNER ANDINA S.A.S.": "völkner",
    "Fixtec Systems Colombia S.A.": "FIXTEC",
    "BRANDT & OLSEN DE COLOMBIA S.A.S.": "Brandt&Olsen",
    "INVERSIONES JARAMILLO OTÁLORA S.A.S.": "FerreYa!",
    "MATERIALES Y ACABADOS LA 43 LTDA.": "Depósito La 43",
    "COMERCIALIZADORA ESCOLAR DEL ISTMO S.A.": "papelón",
    "Grupo Papelero Arcoíris S.A.S.": "ARCO·IRIS papelerías",
    "ALMACENES TINTA Y PAPEL DE OCCIDENTE S.A.": "Tinta & Papel",
    "COMUNICACIONES CELULARES ORINOQUIA S.A. E.S.P.": "llanocel",
    "Ágora Móvil Colombia S.A.S.": "ágora móvil",
    "ONDACLARA TELECOM S.A. BIC": "ondaclara",
    "AUTOFLOTA CARIBE RENTAL S.A.S.": "CaribeCar",
    "RODAMOS LEASING OPERATIVO S.A.S.": "rodamos!",
    "PARQUEADEROS CENTRALES LA PAZ S.A.S.": "P-CENTRAL",
    "CASA DE BANQUETES SABOR Y BRASA S.A.S.": "Sabor y Brasa",
    "GRUPO GASTRONÓMICO PIEDRA LUNA S.A.S.": "piedra luna · cocina",
    "OBRALINE SOFTWARE S.A.S.": "obraline",
    "PLANILLA DIGITAL COLOMBIA S.A.S.": "Planilla.digital",
}


def trade(pool: str) -> str:
    """The catalogue's name for what a pool sells."""
    return f"ninth {pool}"


def _item(text: str) -> Item:
    description, unit, low, high, rate = text.split("|")
    tax = "INC" if rate.endswith("i") else "IVA"
    return Item(description, unit, int(low), int(high), tax, None if rate == "-" else Decimal(rate.rstrip("i")))


ITEMS.update({trade(pool): tuple(map(_item, text.strip().splitlines())) for pool, text in _SOLD.items()})
companies.NAMES.update({trade(pool): names for pool, names in NAMES.items()})
