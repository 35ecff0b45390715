"""What the fifth hand's suppliers are called and sell; put beside the corpus's own under trades of their own."""

import random
from dataclasses import replace
from decimal import Decimal

from ...catalogue import ITEMS, Item
from ...companies import NAMES
from ...show import Shown

_SOLD = {
    "fifth_telecom": """
Internet dedicado fibra óptica 200 Mbps reúso 1:1|SERV|389000|640000|19
Plan Pyme Conecta 500 Megas|SERV|129900|189900|19
Telefonía local ilimitada|SERV|38900|52900|19
Troncal IP 15 canales de voz|SERV|210000|335000|19
Minutos a celular fuera de plan|SERV|4200|38700|19
Bloque de 8 direcciones IPv4 fijas|SERV|46000|68000|19
Equipo terminal (router) en comodato - mantenimiento|SERV|22500|41900|19
Televisión Negocios HD 90 canales|SERV|59900|84900|19
Línea móvil corporativa 30 GB|SERV|51900|74900|19
Wifi administrado sede campamento|SERV|68000|117000|19
Recargo por reconexión|SERV|21000|28500|19
Interés por mora meses anteriores|SERV|1200|9800|-
Póliza de protección de equipos|SERV|7900|15900|-
""",
    "fifth_courier": """
Documento urbano|SERV|6900|12400|19
Sobre nacional hasta 1 kg|SERV|11200|19800|19
Paquete terrestre|SERV|18400|96000|19
Valija obra - oficina|SERV|38000|61000|19
Radicación con prueba de entrega|SERV|14800|26500|19
Mercancía industrial (carga)|SERV|84000|412000|-
Caja refrigerada aérea|SERV|46000|138000|19
Logística de retorno|SERV|12700|31000|19
""",
    "fifth_erp": """
RODAM RIG BOLAS 6308-2RS C3|PZ|48200|71900|19
CHUMACERA PISO UCP 210-31|PZ|88400|131000|19
CORREA EN V PERFIL B-86|PZ|27900|44300|19
CADENA RODILLO ASA 60-1 X 10 FT|CJ|142000|219000|19
VALV BOLA 2" NPT INOX 316 1000 WOG|PZ|218000|342000|19
EMPAQ ESPIROMETALICO 4" 150#|PZ|31400|52800|19
ACOPLE L-110 CON ARAÑA NBR|JG|96300|148000|19
GRASA LITIO EP-2 BALDE 16 KG|BL|286000|395000|19
ACEITE HIDRAULICO ISO VG 68|TB|2380000|3120000|19
MANOMETRO GLICERINA 4" 0-300 PSI|PZ|74200|119500|19
TORN HEX G8 5/8" X 3" ZINC. CIENTO|CT|183000|264000|19
BOMBA CENTRIFUGA RIEGO 3 HP 2"X2"|PZ|1240000|1880000|5
RETENEDOR DOBLE LABIO 65X90X10|PZ|18700|33600|19
MANG SUCCION 4" LISA ESPIRAL PVC|MT|61200|88900|19
""",
    "fifth_office": """
Recarga y mantenimiento extintor multipropósito ABC 20 lb|UND|24500|39800|19
Silla operativa espaldar en malla con brazos graduables, base cromada|UND|318000|489000|19
Puesto de trabajo modular 1,20 x 0,60 con pasacables|UND|412000|655000|19
Servicio de fumigación y control de roedores, bodega y campamento|VISITA|185000|340000|19
Botellón de agua tratada 20 L (retornable)|UND|11900|16500|-
Señal fotoluminiscente "Ruta de evacuación" 30 x 15|UND|8900|15400|19
Botiquín tipo B resolución 0705 dotado|UND|148000|212000|19
Archivador metálico 4 gavetas con llave|UND|536000|718000|19
Gabinete contra incendio clase II|UND|690000|930000|19
Mantenimiento correctivo aire acondicionado 24.000 BTU|SERV|164000|298000|19
""",
    "fifth_guard": """
Servicio de vigilancia fija 24 h lunes a domingo con arma - Portería principal|MES|9680000|11450000|-
Servicio de vigilancia 12 h nocturno sin arma - Patio de maquinaria|MES|5120000|6230000|-
Guarda recorredor 12 h diurno con medio canino|MES|5890000|6940000|-
Operación de circuito cerrado de TV, puesto de monitoreo|MES|4380000|5520000|-
Supervisión motorizada compartida|MES|1140000|1790000|-
""",
    "fifth_clean": """
Auxiliar de aseo y cafetería, jornada completa|PUESTO|2260000|2740000|-
Todero con herramienta menor, jornada completa|PUESTO|2480000|2990000|-
Jardinería y poda, dos jornadas al mes|SERV|640000|980000|-
Suministro de insumos de limpieza del periodo|SERV|380000|1150000|-
Lavado de fachada y vidrios en altura|SERV|1320000|2470000|-
Máquina brilladora en alquiler|SERV|190000|310000|-
""",
    "fifth_ground": """
GEOTEXTIL NO TEJIDO NT 1600|M2|3150|4680|19
GEODREN VIAL ALTURA 0.50 M CON TUBO 65 MM|ML|31800|46200|19
GEOMALLA BIAXIAL COEXTRUIDA TIPO BX-12|M2|6900|10400|19
TUBERÍA CORRUGADA 24" X 6 M|TRAMO|1180000|1620000|19
GAVIÓN TRIPLE TORSIÓN 2.0 X 1.0 X 1.0 CAL. 13|UND|142000|208000|19
MANTO PARA CONTROL DE EROSIÓN TRM|ROLLO|486000|689000|19
ADITIVO CURADOR PARAFÍNICO|TAMBOR|1090000|1480000|19
CINTA PVC SELLO O-22|ML|23600|37900|19
""",
    "fifth_trade": """
Soldadura reja|UND|80000|180000|19
Cambio guarda y llaves|UND|45000|95000|19
Arreglo bomba de agua|UND|120000|260000|19
Despinche llanta volqueta|UND|25000|45000|19
Bultos de cal|UND|18000|24000|19
Puntos eléctricos|UND|35000|60000|19
Copia planos pliego|UND|5000|9000|19
Afilar cadena motosierra|UND|15000|30000|19
Viaje de escombros|UND|180000|320000|19
Vidrio 4 mm instalado|UND|60000|140000|19
""",
    "fifth_person": """
Levantamiento arquitectónico y dibujo en AutoCAD de la sede administrativa|SERV|1200000|3400000|-
Asesoría en seguridad y salud en el trabajo correspondiente al mes|SERV|950000|2100000|-
Alquiler de camioneta doble cabina para transporte de personal de obra|SERV|2400000|4300000|-
Vuelo de dron y registro fotográfico del avance de obra|SERV|480000|900000|-
Elaboración de memorias de cálculo y despiece de cimentación|SERV|1500000|3900000|-
Operación de retrocargador, ocho turnos diurnos|SERV|980000|1600000|-
Capacitación en trabajo seguro en alturas a cuadrilla|SERV|600000|1250000|-
Arrendamiento de lote para acopio de material|SERV|1100000|2600000|-
""",
}
_CALLED = {
    "fifth_telecom": (
        "FIBRANORTE COMUNICACIONES S.A. E.S.P. BIC",
        "TELEPACANDÉ COLOMBIA S.A. E.S.P.",
        "Enlace Sumapaz Telecomunicaciones S.A.S. E.S.P.",
        "ONDA GUATIQUÍA REDES S.A.S.",
    ),
    "fifth_courier": (
        "ENVÍOS RUTA CORDILLERA S.A.",
        "MENSAJERÍA EXPRESA EL CHASQUI S.A.S.",
        "Paquetería Tres Nevados S.A.S.",
        "COLVUELTA CARGA Y ENCOMIENDAS LTDA.",
    ),
    "fifth_erp": (
        "RODAMIENTOS Y TRANSMISIONES MACARENA S.A.",
        "VÁLVULAS Y CONEXIONES IBERAMIA S.A.S.",
        "TUBOFLEX DE LOS ANDES COLOMBIA S.A.",
        "Hidromecánica Tayronín S.A.S.",
    ),
    "fifth_office": (
        "EXTINTORES Y SEÑALES FUEGO CERO S.A.S.",
        "Muebles Modulares Orinoco Azul S.A.S.",
        "CONTROL DE PLAGAS SIN RASTRO LTDA.",
        "SUMINISTROS INTEGRALES YURUPARÍ S.A.S. ZESE",
    ),
    "fifth_guard": (
        "SEGURIDAD ATALAYA REAL LTDA.",
        "COMPAÑÍA DE VIGILANCIA EL VIGÍA DEL SUR LTDA",
        "Protección Privada Faro Alto Ltda.",
    ),
    "fifth_clean": (
        "ASEO Y MANTENIMIENTO ESCOBA DE ORO S.A.S.",
        "SERVILIMPIA NEVADOS S.A.S.",
        "Pisos Limpios de Colombia E.S.T. S.A.S.",
    ),
    "fifth_ground": (
        "GEOSINTÉTICOS Y DRENAJES PÁRAMO S.A.S.",
        "ESTABILIZA SUELOS INGENIERÍA S.A.",
        "Prefabricados Quebrada Honda S.A.S.",
    ),
    "fifth_trade": (
        "TALLER Y ORNAMENTACIÓN EL RUBÍ LTDA.",
        "SERVITODO EL VECINO S.A.S.",
        "CERRAJERÍA Y VIDRIOS LA 7a S.A.S.",
        "FERRE-ELÉCTRICOS DON TULIO E.U.",
    ),
}
_PEOPLE = (
    "EDILBERTO CHAPARRO SANABRIA", "NOHORA ELSY TUNJANO BÁEZ", "JAIME ALIRIO PEDRAZA CELY", "YOLIMA CÁRDENAS VERGEL",
    "RUBÉN DARÍO ESCAMILLA OTÁLORA", "DEYANIRA MOSCOTE EPIAYÚ", "OSCAR IVÁN TABARES GRAJALES", "LUCRECIA POVEDA DE GARZÓN",
)  # fmt: skip


def _item(text: str) -> Item:
    description, unit, low, high, rate = text.split("|")
    return Item(description, unit, int(low), int(high), "IVA", None if rate == "-" else Decimal(rate))


ITEMS.update({trade: tuple(map(_item, text.strip().splitlines())) for trade, text in _SOLD.items()})
NAMES.update(_CALLED)


def person(show: Shown) -> None:
    """A name of this hand for a seller who is a person, the same whenever she sells."""
    seller = show.invoice.supplier
    if seller.person:
        name = random.Random(seller.nit).choice(_PEOPLE)
        plain = name.lower().translate(str.maketrans("áéíóúñ", "aeioun")).split()
        seller = replace(seller, name=name, email=f"{plain[0][0]}{plain[-2]}{seller.nit[-2:]}@correo.example")
        show.invoice = replace(show.invoice, supplier=seller)
