"""What the seventh hand's firms sell, and their names: description | unit | lowest | highest price | IVA rate.

`-` is excluded, 0 exempt, `8i` INC instead of IVA, as in the catalogue, of which these are a part once this is imported.
"""

from decimal import Decimal

from ...catalogue import ITEMS, Item
from ...companies import NAMES

_GOODS = {
    "web": """
Taladro percutor 1/2" 750 W con maletín|UND|219900|389900|19
Hidrolavadora 1800 PSI eléctrica 5,5 L/min|UND|489900|729900|19
Escalera tijera fibra de vidrio 6 pasos 150 kg|UND|379000|549000|19
Kit x 4 cámaras Wi-Fi exterior 3 MP visión nocturna|KIT|429900|689900|19
Silla ergonómica malla con apoyacabeza|UND|348000|619000|19
Router doble banda AX1800|UND|189900|279900|19
Extensión eléctrica encauchetada 20 m 3x12|UND|118900|168900|19
Botiquín tipo B metálico dotado|UND|146000|215000|5
Servicio de envío nacional|UND|14900|38900|19
Luz de emergencia LED recargable 90 minutos|UND|42900|71900|19
""",
    "almacen": """
ACEITE MOTOR 20W50 CUARTO CAJA X 12|CAJ|248000|319000|19
GRASA MULTIPROPOSITO EP2 TARRO 16 KG|TAR|289000|352000|19
LAZO POLIPROPILENO 12 MM ROLLO 100 MT|ROL|118000|149000|19
ALAMBRE PUA CAL 14 ROLLO 350 MTS|ROL|168000|209000|19
ACIDO MURIATICO GALON|GAL|14800|21900|19
COSTAL FIBRA 70 X 110 USADO|UND|1250|1980|19
SAL MINERALIZADA 8 PCT BTO 40 KG|BTO|78000|99000|5
GUADANA REPUESTO CUCHILLA 3 PUNTAS|UND|28500|44000|19
MACHETE 22 PULG CACHA NEGRA CON CUBIERTA EN CUERO REFORZADA|UND|31000|47500|19
BOTA CAUCHO CANA ALTA NEGRA T-40|PAR|42000|58000|19
SEMILLA MAIZ AMARILLO 20 KG|BTO|198000|246000|-
FUMIGADORA ESPALDA 20 LT MANUAL|UND|214000|298000|5
PILA ALCALINA AA BLISTER X 2|BLI|6400|9800|19
""",
    "arcilla": """
LADRILLO TOLETE COMÚN RECOCIDO 24,5x12x6|MLL|780000|1090000|19
BLOQUE No.4 LISO 33x23x9 cm|MLL|1420000|1880000|19
BLOQUE PERFORACIÓN VERTICAL 33x11.5x23 ESTRUCTURAL|MLL|2180000|2890000|19
CEMENTO GRIS UG SACO 50 KG PALETIZADO|BULTO|28900|33800|19
CEMENTO ESTRUCTURAL MAX 42.5 KG|BULTO|27600|32500|19
ADOQUÍN CUARTERÓN 26x6x8 TERRACOTA|M2|61000|84000|19
TABLETA GRES 30x30 TRÁFICO ALTO|M2|34800|52600|19
CAL HIDRATADA TIPO N 10 KG|BULTO|9800|13900|19
FLETE PLANTA - OBRA ZONA URBANA|VJE|310000|560000|-
ESTIBA RETORNABLE 1.10 x 1.10|UND|32000|41000|19
""",
    "taller": """
Filtro de aceite spin-on 1R1807|UND|58400|91200|19
Kit distribución completo correa y tensores|JGO|468000|739000|19
Aceite 15W40 CI-4 galón|GAL|92800|128500|19
Bujía de precalentamiento|UND|64200|88900|19
Amortiguador delantero derecho gas|UND|286000|412000|19
Disco embrague 13" con prensa|JGO|989000|1460000|19
Plumilla limpiabrisas 22"|PAR|39800|58600|19
Retenedor rueda trasera|UND|47300|72900|19
Insumos de taller (estopa, desengrasante, silicona)|GLB|22000|48000|19
Sincronización e inspección con escáner|SERV|180000|290000|19
Alineación y balanceo cuatro llantas|SERV|98000|146000|19
Latonería y pintura puerta lateral derecha|SERV|520000|870000|19
Mecánica general desmonte y monte de caja|HORA|68000|92000|19
Diagnóstico sistema eléctrico y arranque|HORA|62000|84000|19
Rectificación de campanas (trabajo externo)|SERV|140000|230000|19
""",
    "posada": """
Noche hab. sencilla plan desayuno|NOC|168000|242000|19
Noche hab. triple cuadrilla|NOC|228000|316000|19
Room service - cena del día|UND|31500|46900|8i
Restaurante consumo almuerzo|UND|21900|32900|8i
Minibar agua y snacks|UND|7900|14900|19
Lavado de ropa de trabajo bolsa|UND|24000|39000|19
Seguro hotelero por noche|NOC|8200|12600|-
Parqueadero vehículo pesado|NOC|18000|27000|19
Cazuela de frijoles|UND|28900|36900|8i
Limonada de coco|UND|11900|15900|8i
Salón reuniones Los Alisos 4 horas|SERV|360000|540000|19
""",
    "fonda": """
Almuerzo ejecutivo con sopa|UND|16500|22900|8i
Bandeja montañera|UND|31900|42900|8i
Mojarra frita con patacón|UND|36900|48900|8i
Churrasco 300 g término medio|UND|46900|61900|8i
Jarra de limonada|UND|18900|24900|8i
Cerveza nacional|UND|7900|10900|8i
Botella vino tinto de la casa|UND|78000|119000|8i
Menú evento empresarial 3 tiempos|UND|48000|69000|8i
Alquiler salón privado|SERV|180000|320000|19
Torta para celebración porción x 12|UND|62000|94000|19
""",
    "acueducto": """
Consumo básico|M3|2980|4310|-
Consumo suntuario|M3|4460|5890|-
Vertimiento|M3|2410|3870|-
Cargo fijo|SERV|11800|24600|-
Cargo fijo alcantarillado|SERV|8900|15200|-
Tasa retributiva y de uso|SERV|2100|6900|-
Recolección y disposición final|SERV|38000|79000|-
Aporte solidario comercial 50%|SERV|21000|68000|-
Revisión periódica de la acometida|SERV|48000|92000|19
Reposición de medidor cuota 3/12|SERV|19800|31500|19
""",
    "honorarios": """
Honorarios por asesoría en seguridad y salud en el trabajo|MES|1900000|3400000|19
Elaboración del plan de manejo de tránsito - PMT - frente 2|SERV|2400000|4100000|19
Honorarios por revisión de diseños hidrosanitarios|SERV|3200000|5600000|19
Acompañamiento jurídico a reclamación contractual|HORA|190000|280000|19
Asesoría en presupuesto y programación de obra|MES|2600000|3900000|19
Concepto técnico de estabilidad de talud K12+400|SERV|2900000|4800000|19
Gastos de viaje reembolsables según anexo|SERV|280000|690000|-
""",
    "clavo": """
CHAZO PLASTICO 1/4 X100|BOL|4800|7900|19
CEMENTO BLANCO KILO|KLO|3400|4900|19
PEGANTE PVC 1/8|UND|11900|16800|19
LLAVE JARDIN 1/2 CROMADA|UND|17800|25900|19
TUBO PRESION 1/2 X MT|MT|3200|4700|19
BOMBILLO LED 12W E27|UND|6400|9900|19
LIJA AGUA 150 PLIEGO|PLG|1900|2900|19
MECATO BOLSA PAPAS 110G|UND|4600|6900|19
SILICONA TRANSP 280ML|UND|12800|18900|19
TORNILLO DRYWALL 6X1 CIENTO|CTO|3700|5400|19
PALUSTRE 7 PULG|UND|16900|24800|19
CAL BULTO 10K|BTO|9600|13800|19
AGUA BOTELLA 600|UND|1900|2800|-
""",
    "gas": """
OXÍGENO INDUSTRIAL 99.5%|M3|11400|15900|19
ACETILENO DISUELTO GRADO INDUSTRIAL|KG|38500|52400|19
MEZCLA AR/CO2 75-25 CARGA CILINDRO T|CRG|248000|329000|19
ALQUILER CILINDRO ALTA PRESIÓN|MES|29800|41500|19
MANGUERA DOBLE GASES 1/4" X METRO|MT|14700|21800|19
REGULADOR OXÍGENO CGA 540 DOS MANÓMETROS|UND|286000|412000|19
CARETA ELECTRÓNICA SOLDAR DIN 9-13|UND|168000|264000|19
GUANTE CARNAZA SOLDADOR CAÑA LARGA|PAR|24800|36900|19
RESPIRADOR MEDIA CARA SILICONA TALLA M|UND|78900|112000|19
CARTUCHO MULTIGÁS 6006 PAR|PAR|61500|84900|19
PROTECTOR AUDITIVO TIPO COPA NRR 25 DB|UND|46200|68700|19
CARGO TRANSPORTE MERCANCÍA PELIGROSA|VJE|58000|96000|-
""",
    "campo": """
ALMUERZOS SUMINISTRADOS A LA CUADRILLA FRENTE 1|UND|13500|18000|-
ARRIENDO LOTE PARA ACOPIO DE MATERIALES|MES|900000|2200000|-
RETIRO DE ESCOMBROS EN VOLQUETA SENCILLA|VJE|130000|210000|-
SUMINISTRO DE GUADUA Y ESTACAS|UND|6500|11800|-
SERVICIO DE LANCHA PARA PERSONAL DE TOPOGRAFÍA|DÍA|280000|420000|-
REPARACIÓN DE CERCAS A PREDIO VECINO|SERV|480000|1650000|-
BALDEO Y ASEO DE CAMPAMENTO QUINCENA|SERV|320000|560000|-
ARENA DE PEÑA PUESTA EN OBRA|M3|38000|56000|-
""",
    "planta": """
MAYOR VALOR FLETE PLANTA SOGAMOSO|TN|38000|72000|19
CEMENTO GRANEL TIPO ART|TN|498000|588000|19
VARILLA RECTA 1/2 W60 6 M|TN|3680000|4290000|19
TUBO ALCANTARILLADO CORRUGADO 12" X 6 M|UND|412000|598000|19
MALLA ESTÁNDAR XX-131|UND|178000|229000|19
CONCRETO 28 MPA BOMBEADO|M3|438000|519000|19
UNIÓN NOVA 12" CON HIDROSELLO|UND|98000|152000|19
GEOTEXTIL NO TEJIDO 1600 ROLLO 3.5x120|ROL|1980000|2640000|19
""",
    "letrero": """
Aviso acrílico iluminado 2.40 x 0.80 m letras en bloque|UND|980000|1740000|19
Valla obligatoria curaduría 2 x 1 m con parales|UND|420000|690000|19
Volantes media carta policromía propalcote 115 g|MIL|168000|264000|19
Talonarios remisión 3 partes químico numerados|UND|14800|22900|19
Camiseta dril bordado logo pecho|UND|38900|57500|19
Rotulación vehículo vinilo laminado completo|UND|640000|1180000|19
Señalización fotoluminiscente ruta evacuación 20x30|UND|16500|27800|19
Diseño y diagramación de arte final|SERV|120000|340000|19
Impresión cartilla socialización 24 págs. grapada|UND|7900|12800|5
Instalación en altura con personal certificado|SERV|280000|520000|19
""",
}

_FIRMS = {
    "web": ("TIENDAS VIRTUALES CASALISTA S.A.S.", "Puerta a Puerta Comercio Digital S.A.S.", "ELECTROVENTAS ALMENDRO EN LÍNEA S.A.", "Mercado Tangara Colombia S.A.S. BIC"),
    "almacen": ("DISTRIBUCIONES PARDO E HIJOS LTDA", "ALMACEN SURTICAMPO DEL CENTRO Y CIA LTDA", "COMERCIAL EL ESTRIBO S EN C", "INVERSIONES RUEDA TORO HERMANOS S.A.S"),
    "arcilla": ("LADRILLERA ALTOS DE SOCHACÁ S.A.", "DISTRIBUIDORA DE CEMENTOS Y ARCILLAS CANELÓN S.A.S.", "ARCILLAS Y BLOQUES TIERRA ZAINA S.A.", "Cementos y Gres Guatanfur S.A.S."),
    "taller": ("AUTOTALLER BERMEJO Y ASOCIADOS S.A.S.", "Centro de Servicio Diésel Pinzón Hnos. Ltda.", "TALLERES EL PISTÓN PLATEADO S.A.S.", "SERVITRACTO RODRIGÁÑEZ E.U."),
    "posada": ("HOTEL Y PARADOR LOS ALISOS S.A.S.", "Operadora Hotelera Bahía Guacamaya S.A.", "Apartahotel Cerro Quemado S.A.S."),
    "fonda": ("ASADERO DON SATURNINO LTDA", "Inversiones La Cazuela de la Abuela S.A.S.", "RESTAURANTE PATIO DE LAS BRUJAS S.A.S.", "Gastrobar Culantro y Comino S.A.S."),
    "acueducto": ("AGUAS DE MONTERROSA S.A. E.S.P.", "EMPRESA DE SERVICIOS PÚBLICOS DEL ALTO CHIRIMOYO S.A.S. E.S.P.", "Acueducto Regional Tres Quebradas S.A. E.S.P."),
    "clavo": ("FERRETERÍA LA ESQUINA DEL MAESTRO S.A.S.", "DEPÓSITO EL CLAVO ROJO LTDA", "FERREMÍO DE LA SÉPTIMA S.A.S", "TODO PARA SU OBRA VARGAS & VARGAS S.A.S."),
    "gas": ("GASES CRIOGÉNICOS BOREALIA S.A.", "SOLDADURAS Y GASES KELVINIA S.A.S.", "Protección Industrial Escudo Norte S.A.S.", "OXISUMINISTROS DEL PERIJÁ LTDA."),
    "planta": ("CORPORACIÓN CEMENTERA DEL GUAYABERO S.A.", "SIDERÚRGICA PEÑAS BLANCAS S.A.", "TUBOSISTEMAS LITORAL NUEVO S.A.", "Compañía Geosintética Andes Tropical S.A."),
    "letrero": ("LITOGRAFÍA Y AVISOS EL PREGONERO S.A.S.", "TALLER GRÁFICO COLIBRÍ MORADO LTDA.", "PUBLICIDAD EXTERIOR MIRADOR VISUAL S.A.S.", "Impresos y Bordados Doña Tinta S.A.S."),
}  # fmt: skip


def trade(name: str) -> str:
    """The name under which the catalogue knows a trade of this hand."""
    return f"seventh_{name}"


def _item(text: str) -> Item:
    description, unit, low, high, rate = text.split("|")
    tax = "INC" if rate.endswith("i") else "IVA"
    return Item(description, unit, int(low), int(high), tax, None if rate == "-" else Decimal(rate.rstrip("i")))


for _name, _text in _GOODS.items():
    ITEMS[trade(_name)] = tuple(_item(line) for line in _text.strip().splitlines())
for _name, _firms in _FIRMS.items():
    NAMES[trade(_name)] = _firms
