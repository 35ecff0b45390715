"""What the tenth hand's suppliers sell and are called: description | unit | lowest, highest price | IVA | fewest, most sold."""

from dataclasses import dataclass
from decimal import Decimal

_TEXT = {
    "obra": """
Cemento gris estructural x 42,5 kg|BTO|27500|36900|19|5|120
Arena de peña cernida|M3|62000|81000|19|3|24
Bloque de perforación vertical 15x20x30|UND|2150|3480|19|80|900
Tanque plástico 1000 litros con flotador|UND|418000|527000|19|1|4
Teja termoacústica 0,82 x 5,90 m|UND|138000|189000|19|4|40
Cal hidratada bolsa 10 kg|BOL|9800|13900|19|2|30
Llave de paso bronce 1/2 pulgada|UND|23900|38500|19|1|15
Lija al agua pliego No. 150|PLG|2300|3600|19|5|60
Cumbrera articulada fibrocemento|PAR|39500|52800|19|2|20
Pegante cerámico interior gris 25 kg|BTO|17900|26400|19|4|80
Malla eslabonada calibre 10, hueco 2 x 2, rollo de 10 metros|RLL|246000|318000|19|1|8
Rejilla plástica sosco 4 x 3|UND|5400|8900|19|2|25
Grifería lavaplatos cuello de ganso, acabado cromado, sifón y acople incluidos|JGO|112000|174000|19|1|9
Abono orgánico compostado saco 40 kg|SCO|18500|24900|5|2|40
Polisombra verde 65% ancho 4 m|ML|7600|11800|19|10|100
Guadua rolliza inmunizada 6 m|UND|19500|28700|0|6|60
""",
    "tienda": """
Extintor multipropósito 20 libras|UND|118000|164000|19|1|12
Botiquín tipo B dotado|UND|189000|268000|19|1|4
Cinta demarcación PELIGRO 500 m|RLL|21500|33900|19|2|20
Cono vial 70 cm doble reflectivo|UND|38900|54900|19|4|30
Chaleco ingeniero azul noche con cuatro bolsillos|UND|42500|67800|19|2|18
Linterna frontal recargable 350 lm|UND|58900|87500|19|1|10
Café tostado y molido libra|LB|18900|27400|5|1|24
Azúcar morena en sobres x 200|PQT|9700|13500|5|1|12
Vaso cartón 9 oz x 50|PQT|8900|12600|19|2|20
Toalla de manos en Z x 150|PQT|7400|10800|19|4|48
Agua potable botellón 20 litros|BOT|12500|17900|-|2|16
Memoria USB 128 GB metálica|UND|39900|58900|19|1|6
Cartucho tinta 664 cian original|UND|46800|63500|19|1|6
Sello automático 38x14 con texto|UND|34500|49000|19|1|3
Pilas alcalinas AA blíster x 4|BLS|14900|21500|19|1|12
""",
    "acero": """
Barra corrugada 1/2" x 6 m NTC 2289|KG|3890|4590|19|40|300
Barra corrugada 3/4" x 12 m NTC 2289|KG|3790|4480|19|10|120
Barra corrugada 3/8" x 6 m NTC 2289|KG|3950|4690|19|60|400
Ángulo estructural 2" x 3/16" x 6 m|KG|4980|5890|19|6|40
Platina 1 1/2" x 1/4" x 6 m|KG|5080|6120|19|5|40
Tubo rectangular 100 x 50 x 2,5 mm x 6 m|KG|6150|7340|19|4|30
Viga IPE 160 x 6 m A572|KG|5740|6880|19|2|20
Lámina HR 1/4" 1,22 x 2,44 m|KG|4870|5760|19|2|18
Flejes figurados 1/4" de 20 x 30 cm|KG|5290|6270|19|100|900
Varilla lisa cuadrada 12 mm x 6 m|KG|5130|6040|19|10|90
""",
    "cantera": """
Recebo común tamaño máximo 4 pulgadas|TON|17800|24500|19|1|1
Subbase granular SBG-50|TON|31500|42800|19|1|1
Base granular clase A|TON|38900|49700|19|1|1
Gravilla de 1/2 pulgada lavada|TON|52400|67900|19|1|1
Rajón para gavión|TON|28900|39800|19|1|1
Mezcla asfáltica en caliente tipo MDC-25|TON|298000|356000|19|1|1
Chatarra limpia de patio|TON|890000|1120000|0|1|1
""",
    "equipos": """
Cortadora de pavimento 13 HP|DÍA|88000|129000|19|1|3
Andamio multidireccional cuerpo 1,00 x 1,50|DÍA|2100|3450|19|10|80
Taco metálico telescópico 3,80 m|DÍA|420|790|19|20|300
Canguro compactador a gasolina|DÍA|62000|89000|19|1|4
Torre de iluminación 4 reflectores|DÍA|148000|212000|19|1|3
Formaleta metálica 0,60 x 1,20 con accesorios|DÍA|880|1390|19|20|200
Contenedor oficina 6 m con aire acondicionado|DÍA|34500|51900|19|1|4
Bomba sumergible eléctrica 3 pulgadas|DÍA|47500|71800|19|1|5
""",
    "maquinas": """
Retrocargador 4x4 con operario|HRS|128000|163000|19|6|90
Minicargador con martillo hidráulico|HRS|109000|148000|19|6|70
Excavadora de orugas 20 ton, incluye operario y combustible|HRS|215000|278000|19|8|110
Motoniveladora 140 HP|HRS|198000|254000|19|6|80
Camión irrigador 2.000 galones|HRS|94000|127000|19|5|60
Telehandler 17 metros de alcance|HRS|168000|219000|19|4|60
""",
    "capitulos": """
Localización y replanteo con equipo de topografía|M2|3900|6800|19|40|600
Descapote manual hasta 20 cm y retiro|M2|8900|13700|19|30|400
Cerramiento provisional en lona verde h=2,10 m|ML|21500|32900|19|20|150
Excavación a mano en conglomerado|M3|48500|69700|19|5|90
Solado en concreto pobre e=5 cm|M2|24700|36900|19|20|200
Zapatas en concreto de 21 MPa, formaleta incluida|M3|598000|742000|19|3|30
Muro en bloque abuzardado a la vista|M2|78900|104000|19|15|250
Dintel en concreto reforzado 15 x 20|ML|61500|83900|19|4|60
Afinado de piso mortero 1:3 impermeabilizado|M2|32400|44800|19|20|250
Guardaescoba en cerámica h=8 cm|ML|13800|19900|19|20|180
Punto hidráulico agua fría PVC 1/2"|PTO|84500|119000|19|2|30
Aplicación de vinilo tipo 2, dos manos sobre estuco|M2|11900|17600|19|40|500
Suministro e instalación de ventana corrediza en aluminio natural, vidrio 4 mm|M2|298000|387000|19|4|40
Aseo general y entrega|GLB|480000|890000|19|1|1
""",
    "electro": """
Cable encauchetado 3x12 AWG|MTS|9800|14300|19|10|200
Interruptor sencillo línea blanca|UND|7900|12600|19|5|80
Tubo Conduit PVC 1/2" x 3 m|UND|6900|9700|19|10|150
Gabinete metálico 40x30x20 IP65|UND|168000|239000|19|1|6
Reflector LED 100 W exterior|UND|92000|138000|19|1|20
Contactor tripolar 32 A bobina 220 V|UND|148000|206000|19|1|8
Empalme derecho en gel 4 a 14 AWG, caja por diez unidades|CJA|118000|167000|19|1|10
Bandeja portacable tipo malla 200 x 54 mm tramo 3 m|TRM|129000|181000|19|2|30
Terminal de ojo 8 AWG bolsa x 100|BLS|26500|41900|19|1|9
Relé térmico 22-32 A ajustable|UND|173000|228000|19|1|5
""",
    "periodo": """
Administración mensual del inmueble|MES|1480000|2960000|19|1|1
Monitoreo de alarma y reacción|MES|189000|298000|19|1|1
Canal dedicado de internet 200 megas|MES|620000|980000|19|1|1
Soporte remoto mesa de ayuda|MES|390000|740000|19|1|1
Arrendamiento oficina 402|MES|3200000|5400000|19|1|1
Parqueadero cubierto No. 18|MES|210000|320000|19|1|1
Cuota extraordinaria fachada|MES|0|0|19|1|1
Recargo por mora|MES|0|0|19|1|1
Consumo adicional de datos|MES|0|0|19|1|1
Revisión preventiva de equipos|MES|148000|236000|19|1|1
Reposición de elementos dañados|MES|0|0|19|1|1
Recolección de residuos especiales|MES|96000|174000|-|1|1
""",
}

NAMES: dict[str, tuple[str, ...]] = {
    "obra": ("Surtidora Constructora El Arado S.A.S.", "MATERIALES LA VEREDA LTDA.", "Depósito Puerta Grande S.A.S.", "AGROFERRETERA TRES LOMAS S.A.S"),
    "tienda": ("PROVEEDURÍA MANÁ DEL LLANO S.A.S.", "Suplementos y Seguridad Kallpa SAS", "Variedades Punto Fijo Ltda.", "COMERCIAL OJO DE AGUA S.A.S."),
    "acero": ("Figuraciones y Hierros Pubenza S.A.S.", "ACEROS LA FRAGUA ROJA S.A.", "Metales Chibcha S.A.S. BIC", "HIERROCENTRO PALOQUEMADO LTDA."),
    "cantera": ("Cantera Peñas Coloradas S.A.S.", "ÁRIDOS DEL TUNJUELO ALTO S.A.", "Minerales y Pavimentos Sigüí S.A.S.", "TRITURADORA VEGA HONDA S.A.S"),
    "equipos": ("RENTAMAQ EL PORVENIR S.A.S.", "Andamios y Tacos Fontibonal Ltda.", "Equirrenta Sabana Norte S.A.S.", "MAQUIOBRAS GUAICARAMO S.A.S."),
    "maquinas": ("MAQUINARIA PESADA TORO & NIETO S.A.S.", "Movitierras Alto de Ángeles S.A.S.", "Excavaciones Cusiana Real S.A."),
    "capitulos": ("Obras y Remates Cuatro Manos S.A.S.", "CONSTRUTÉCNICA PÁRAMO S.A.S.", "Ingeniería Civil Nemocón y Asociados Ltda.", "REFORMAS INTEGRALES ABEDUL S.A.S"),
    "electro": ("ELECTROINSUMOS CHICAMOCHA S.A.S.", "Voltaje y Redes Sumapaz Ltda.", "Distribuciones Eléctricas Farol S.A.", "ENERTEC BOCHICA S.A.S."),
    "periodo": ("ADMINISTRADORA TORRES DE MARMATO S.A.S.", "Conectiva Altiplano S.A.", "Inmobiliaria Casa Mía & Cía. S. en C.", "SERVICIOS INTEGRADOS TOPAIPÍ S.A.S."),
}  # fmt: skip


@dataclass(frozen=True)
class Good:
    """One thing for sale; `rate` is None for what bears no IVA."""

    description: str
    unit: str
    low: int
    high: int
    rate: Decimal | None
    few: int
    many: int


def _good(text: str) -> Good:
    description, unit, low, high, rate, few, many = text.split("|")
    return Good(description, unit, int(low), int(high), None if rate == "-" else Decimal(rate), int(few), int(many))


GOODS: dict[str, tuple[Good, ...]] = {
    trade: tuple(_good(row) for row in text.strip().splitlines()) for trade, text in _TEXT.items()
}
