"""The words of these heads: labels, sellers' names and signs, goods, and what else is printed around them."""

LABELS: dict[str, tuple[str, ...]] = {
    "issue": (
        "Fecha de expedición", "Fecha factura", "Fecha de emisión", "Fecha", "Expedida el", "Fecha de la factura", "Fecha elaboración",
        "Fecha de facturación", "Lugar y fecha de expedición", "F. Expedición",
    ),
    "due": (
        "Fecha de vencimiento", "Vence", "Vencimiento", "Páguese antes de", "Fecha máxima de pago", "Fecha vcto.", "F. Vencimiento",
        "Plazo hasta", "Pago oportuno hasta",
    ),
    "form": ("Forma de pago", "Condición de pago", "Condiciones de pago", "Tipo de venta", "Términos de pago"),
    "means": ("Medio de pago", "Medio pago"),
    "order": ("Orden de compra", "O. de Compra", "No. Orden de compra", "Su orden de compra", "OC cliente"),
    "name": ("Nombre", "Razón social", "Nombre / Razón social", "Apellidos y nombres o razón social"),
    "buyer": ("Señor(es)", "Cliente", "Adquiriente", "Facturar a", "Vendido a", "Nombre del cliente", "Razón social"),
    "buyer_nit": ("NIT", "NIT/CC", "Nit o C.C.", "Identificación", "N.I.T.", "NIT o cédula", "No. Identificación"),
    "address": ("Dirección", "Dir", "Dirección comercial", "Domicilio principal"),
    "city": ("Ciudad", "Municipio", "Ciudad y Dpto.", "Población"),
    "phone": ("Teléfono", "Tel", "Teléfonos", "Celular"),
    "email": ("Correo electrónico", "E-mail", "Correo", "Email"),
    "gross": ("Valor bruto", "Total bruto", "Suma de renglones"),
    "discount": ("Descuento comercial", "Menos descuento", "Descuentos"),
    "subtotal": ("Subtotal", "SUBTOTAL", "Sub total", "Subtotal antes de impuestos", "Base gravable y no gravada", "Valor antes de IVA"),
    "iva": ("IVA", "I.V.A.", "Valor IVA", "Impuesto a las ventas", "Impuesto sobre las ventas (IVA)"),
    "inc": ("Impuesto nal. al consumo", "Impoconsumo 8%", "INC"),
    "total": ("TOTAL", "Total factura", "Valor total", "TOTAL FACTURA DE VENTA", "Gran total", "Total de la operación"),
    "payable": ("NETO A PAGAR", "Valor neto a pagar", "Total a pagar", "Total neto a cancelar"),
    "rete_fuente": ("Retención en la fuente", "Rtefte", "Menos retefuente"),
    "rete_iva": ("ReteIVA 15%", "Retención de IVA", "Rteiva"),
    "rete_ica": ("ReteICA", "Retención ICA", "Rteica"),
    "guarantee": ("Retegarantía 10%", "Menos retención en garantía"),
    "code": ("Código", "Referencia", "Cód", "Ref"),
    "description": ("Descripción", "Detalle del bien o servicio", "Artículo", "Concepto facturado", "DESCRIPCIÓN"),
    "quantity": ("Cantidad", "Cant", "Cant."),
    "unit": ("Unidad", "UM", "Und."),
    "price": ("Vr. Unitario", "Valor unitario", "Precio unitario", "V/r unit."),
    "rate": ("% IVA", "IVA %", "Tarifa"),
    "line": ("Valor total", "Vr. Total", "Total", "Subtotal ítem", "V/r total"),
}  # fmt: skip

TITLES = (
    "Factura electrónica de venta", "FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA ELECTRÓNICA", "Factura de Venta", "FACTURA DE VENTA",
)  # fmt: skip
CLERKS = (
    "Yolima Pardo Cuesta",
    "Édgar Fabián Rueda",
    "Nidia Stella Osorio",
    "Brayan Alexis Marín",
    "Consuelo Páez de Rojas",
)
CONTACTS = (
    "Ing. Mauricio Tovar",
    "Arq. Liliana Forero Gaitán",
    "Sra. Deisy Carolina Vega",
    "Dpto. de Compras - Óscar Pinilla",
)
WORKS = (
    "EDIFICIO MIRADOR DE SUBA - TORRE 2", "Vía Granada - San Juan de Arama K12+300", "PUENTE VEHICULAR CAÑO GRANDE", "Colegio Rural El Encanto",
    "URBANIZACIÓN SENDEROS DEL TOPACIO ET. 3", "PTAR Municipio de Fuentedorada",
)  # fmt: skip
PROVIDERS = (
    "TRANSMIFACT ANDES S.A.S.",
    "FIRMA Y ENVÍO DIGITAL S.A.S.",
    "E-DOCUMENTO COLOMBIA S.A.",
    "NUBEFISCAL LATAM S.A.S.",
)
MAKERS = (
    "Sistemas Quimera Ltda.",
    "TIQUETERA SOFTWARE S.A.S.",
    "Contadía ERP - Desarrollos Tamá S.A.S.",
    "CajaFácil Soluciones S.A.S.",
)
CARRIERS = (
    "CARGAS DEL SUMAPAZ S.A.S.",
    "Mensajería La Ruana Ltda.",
    "TRANSPORTES Y FLETES SAN ANTERO S.A.",
    "Logística Ocho Rumbos S.A.S.",
)
BANKS = ("Banco de la Sabana", "Banco Ganadero del Sur", "BANCO CAPITALINO", "Bancandina")

# legal name, brand, a line under the brand
BRANDED = (
    ("INVERSIONES PALACIOS GIRALDO S.A.S.", "FERROMÁX LA 80", "Todo para su obra"),
    ("COMERCIALIZADORA HERMANOS ZULUAGA Y CÍA. S. EN C.", "Casa & Cubierta", "Techos · Pisos · Fachadas"),
    ("DISTRIBUCIONES TAYRONA DEL CARIBE S.A.S.", "pintucosas", "el color de tu casa"),
    ("OPERADORA MAYORISTA SIETE CUEROS S.A.", "EL BODEGÓN", "Precios de fábrica"),
    ("GRUPO EMPRESARIAL ARBELÁEZ PINTO S.A.S. BIC", "Luminotek", "Ingeniería de la luz"),
    ("SOCIEDAD COMERCIAL VARGAS OLARTE LTDA.", "TUBOCENTRO", "Hidráulica y gas"),
    ("REPRESENTACIONES ALMENDRAL S.A.S.", "SafeStep", "Seguridad industrial y dotaciones"),
    ("Mercantil Guacarí 1986 S.A.S.", "DEPÓSITO EL CONSTRUCTOR", "Desde 1986"),
    ("PROMOTORA DE NEGOCIOS BUENAVISTA SAS", "Tornillos y Más", "Fijación · Anclaje · Herramienta"),
)  # fmt: skip
FOOTED = (
    ("SERVICIOS DE INGENIERÍA LA PEÑA DORADA S.A.S.", "geotest", "laboratorio de suelos y pavimentos"),
    ("CENTRO DE DIAGNÓSTICO Y METROLOGÍA DEL CENTRO S.A.S.", "Calibra+", "Metrología acreditada"),
    ("SOLUCIONES MÓVILES CIMARRÓN S.A.S.", "redverde", "Internet para empresas"),
    ("COMPAÑÍA DE VIGILANCIA TORRE DEL SOL LTDA.", "TORRESOL", "Seguridad privada"),
    ("Gestión Ambiental Río Negro S.A.S. E.S.P.", "ecorío", "Residuos de construcción"),
    ("ASEGURAMIENTO Y CONTROL JURISCOOP ANDINO S.A.", "ACJ Group", "Auditoría | Interventoría"),
    ("TRANSPORTADORA CORREDOR LLANERO S.A.", "T·C·L", "Transporte especial de pasajeros"),
)  # fmt: skip
BROKEN = (
    ("SOCIEDAD DISTRIBUIDORA DE MATERIALES", "Y ACABADOS", "DEL CENTRO S.A.S."),
    ("COMPAÑÍA COLOMBIANA DE", "PILOTES Y CAISSONS", "S.A."),
    ("INDUSTRIAS METALMECÁNICAS", "HERNÁNDEZ CORZO & HIJOS", "S. EN C."),
    ("AGREGADOS PÉTREOS", "RÍO GUATIQUÍA S.A.S."),
    ("EMPRESA DE MAQUINARIA", "Y MOVIMIENTO DE TIERRAS", "TRES CORDILLERAS LTDA."),
    ("CENTRAL DE MADERAS", "LA FLORESTA Y CÍA. LTDA."),
    ("INGENIERÍA, DISEÑO Y", "MONTAJES ELÉCTRICOS", "CHICAMOCHA S.A.S."),
    ("ALQUILER DE ANDAMIOS", "Y FORMALETA METÁLICA", "DEL HUILA S.A.S. - ZOMAC"),
)  # fmt: skip
SIGNS = (
    "FERRETERÍA EL PROGRESO", "DEPÓSITO DE MATERIALES LA 14", "Eléctricos El Bombillo", "TORNILLERÍA Y HERRAJES DON POLO", "Ferretería y Pinturas Los Comuneros",
    "TALLER DE ORNAMENTACIÓN EL HERRERO", "VIDRIOS Y ALUMINIOS SAN MARTÍN", "Maderas El Cedro Rojo", "ACARREOS Y VOLQUETAS EL PAISA", "Suministros La Economía",
)  # fmt: skip
PLAIN = (
    "Hidráulicos y Mangueras Boreal S.A.S.", "PREFABRICADOS TIERRALTA S.A.S.", "SUMINISTROS TÉCNICOS BACATÁ LTDA.", "Aislamientos Térmicos Frailejón S.A.S.",
    "GEOSINTÉTICOS Y DRENAJES DEL EJE S.A.S.", "Señalización Vial Puntoaparte S.A.S.", "ANCLAJES Y TALUDES DEL TOLIMA S.A.S.", "Topografía & Drones Aburrá SAS",
    "IMPERCUBIERTAS SANTA INÉS S.A.", "Ascensores y Elevadores Nevasca S.A.S.", "CONSULTORÍA ESTRUCTURAL PÓRTICO SAS", "Grúas Monserratina S.A.S.",
)  # fmt: skip
UNIONS = (
    "CONSORCIO VÍAS DEL ORIENTE 2024", "UNIÓN TEMPORAL ALUMBRADO GRANADA 2023-2026", "CONSORCIO INTERPLUVIAL 013", "UT ESCUELAS RURALES LOTE 4",
    "CONSORCIO MALLA VIAL GRUPO 2 - 2025", "UNIÓN TEMPORAL PUENTE ARIARI KM 34", "Consorcio Hospital Nivel II 2022", "PROMESA DE SOCIEDAD FUTURA TÚNEL 7 S.A.S.",
)  # fmt: skip
MEMBERS = (
    "Obras y Diseños Capote S.A.S.", "INGEOMÁS S.A.", "Constructora Ruiz Tascón Ltda.", "PAVIMENTOS ORINOQUÍA S.A.S.", "Hormigones y Puentes Iberia S.L. Sucursal Colombia",
    "MAQUIVÍAS DEL META S.A.S.", "Jairo Enrique Beltrán Solano",
)  # fmt: skip
LEGAL = (
    "RESTREPO, MEJÍA & ASOCIADOS, ABOGADOS S.A.S.", "ACUEDUCTO Y ALCANTARILLADO DE VILLARRICA S.A. E.S.P.", "QUINTERO SALGADO Y CÍA. S. EN C.",
    "VALDERRAMA & CÍA. LTDA.", "SIDEROPERFILES DEL NORTE S.A. EN REORGANIZACIÓN", "HOLMBERG TUNNELLING AG SUCURSAL COLOMBIA",
    "CARBONES, COQUES Y MINERALES DE SAMACÁ S.A. C.I.", "OBRAS MARÍTIMAS DO MINHO, S.A. SUCURSAL COLOMBIA", "GAS, LUZ & AGUA DEL PACÍFICO S.A.S. E.S.P.",
    "L&R LABORATORIOS, ENSAYOS Y CALIBRACIONES LTDA. EN LIQUIDACIÓN", "HIJOS DE RAFAEL URIBE & CÍA. S.C.A.", "COOPERATIVA MULTIACTIVA DE VOLQUETEROS, LTDA. - COOVOLCAR",
    "FUNDACIÓN CENTRO DE ENSAYOS, NORMAS Y CALIDAD", "Grupo A+B Arquitectos, S.A.S. BIC",
)  # fmt: skip
TILLS = (
    ("INVERSIONES EL TRÉBOL DE LA 15 S.A.S.", "MERKATODO", "siempre más cerca"),
    ("ALIMENTOS Y BEBIDAS DON TULIO S.A.S.", "El Rincón de Tulio", "Asados · Almuerzos"),
    ("COMERCIAL FERRETERA LA GUACA LTDA.", "FERREYA!", "Lo que falta, ya"),
    ("DROGUERÍAS Y VARIEDADES SANTA RITA SAS", "SANTA RITA 24H", ""),
    ("PANIFICADORA ESPIGAL DEL SUR S.A.S", "Espigal", "pan y café"),
    ("ESTACIÓN Y SERVICIOS EL CRUCE S.A.S.", "EDS EL CRUCE", "Autopista Km 9"),
)  # fmt: skip

GOODS: dict[str, tuple[str, ...]] = {
    "UND": (
        "Unión universal galvanizada 2 pulg.", "Llave de paso bronce 1/2 tipo pesado", "Rejilla sifón aluminio 3x2", "Flexómetro 8 m caja ABS", "Panel LED 60x60 48 W luz fría",
        "Breaker enchufable 2x40 A", "Caja metálica 40x30x20 IP54", "Válvula cheque PVC 4 presión", "Señal SR-30 reflectivo tipo IV 75 cm", "Cono vial 90 cm doble cinta",
    ),
    "UN": ("Arnés cuatro argollas talla M", "Botiquín tipo B dotado", "Extintor multipropósito 20 lb", "Sellador de juntas gris 300 ml", "Hoja de segueta bimetal 24T"),
    "KG": ("Soldadura E7018 1/8", "Alambrón trefilado 5.5 mm", "Fleje acero A1011"),
    "SERV": (
        "Ensayo de resistencia a compresión, seis cilindros", "Visita técnica y diagnóstico de estructura", "Mesa de ayuda mensual, 40 horas", "Monitoreo de asentamientos mes corrido",
        "Acompañamiento en licitación LP-011", "Levantamiento topográfico sector norte", "Mantenimiento preventivo de planta eléctrica", "Honorarios mensuales según contrato",
    ),
    "HORA": ("Retroexcavadora de oruga con operador", "Grúa telescópica 30 t", "Hora profesional especialista en geotecnia"),
    "M3": ("Recebo común puesto en obra", "Transporte de material sobrante a escombrera", "Concreto fluido 140 kg/cm2"),
    "M2": ("Suministro e instalación de manto 3 mm", "Demarcación con pintura acrílica", "Adoquín peatonal 20x10x6 instalado"),
}  # fmt: skip
