"""The third hand's words: labels, column heads and names of sellers, none of them a maker's or a firm's."""

WORDS: dict[str, tuple[str, ...]] = {
    "number": ("No.", "Nº", "Número", "N°", "Nro.", "Consecutivo", "#"),
    "issue_date": (
        "Fecha", "Fecha de elaboración", "Fecha expedición", "Fecha factura", "F. emisión", "Fecha documento", "Fecha de generación",
        "Emitida", "Fecha doc.",
    ),
    "due_date": (
        "Vence", "Vencimiento", "Fecha vencimiento", "Fecha límite de pago", "F. vcto.", "Vence el", "Pagar a más tardar", "Fecha de pago oportuno",
    ),
    "customer": ("Cliente", "Señores", "Facturado a", "Adquirente", "Comprador", "Para", "Nombre o razón social", "Razón social cliente"),
    "customer_nit": ("NIT", "Nit", "N.I.T.", "NIT / CC", "Identificación", "Doc. identidad", "C.C. o NIT", "NIT cliente"),
    "address": ("Dirección", "Dir.", "Domicilio", "Dirección fiscal"),
    "city": ("Ciudad", "Municipio", "Ciudad / Dpto.", "Lugar"),
    "phone": ("Teléfono", "Tel.", "Contacto", "Tels."),
    "email": ("Correo", "E-mail", "Correo electrónico", "Email facturación"),
    "payment_form": ("Forma de pago", "Condición de pago", "Condiciones", "Tipo de pago", "Modalidad de pago"),
    "means": ("Medio de pago", "Medio", "Método de pago"),
    "order": ("Orden de compra", "O.C.", "OC No.", "Orden de compra cliente", "Su orden", "Pedido del cliente", "Doc. ref. O/C"),
    "clerk": ("Vendedor", "Asesor", "Atendido por", "Ejecutivo de cuenta", "Cajero"),
    "delivery": ("Remisión", "Guía", "Despacho No.", "Entrega"),
    "gross": ("Total bruto", "Valor bruto", "Suma", "Subtotal antes de descuentos", "Importe bruto"),
    "discount": ("Descuento", "Descuentos", "(-) Descuentos", "Dcto. comercial", "Menos descuento", "Total descuentos"),
    "subtotal": ("Subtotal", "Sub-total", "Subtotal", "Valor antes de IVA", "Total sin impuestos", "Valor neto antes de IVA", "Subtotal neto"),
    "iva": ("IVA", "I.V.A.", "Impuesto IVA", "(+) IVA", "Valor IVA", "Total IVA"),
    "inc": ("INC 8%", "Impoconsumo", "Imp. al consumo 8%"),
    "total": ("Total", "Total factura", "Valor total", "Total general", "Total documento", "Valor total factura", "Total operación"),
    "payable": ("Neto a pagar", "Total a pagar", "Saldo a pagar", "Valor a pagar", "A pagar", "Neto a girar"),
    "rete_fuente": ("Retefuente", "Rte. Fte.", "Retención en la fuente", "(-) ReteFuente", "Ret. Fuente"),
    "rete_iva": ("ReteIVA", "Rte. IVA", "Retención de IVA 15%", "(-) ReteIVA"),
    "rete_ica": ("ReteICA", "Rte. ICA", "Retención ICA", "(-) Reteica"),
    "guarantee": ("Retención en garantía", "Retegarantía 10%", "(-) Fondo de garantía", "Rete garantía"),
    "advance": ("Amortización anticipo", "(-) Anticipo", "Anticipo recibido", "Menos anticipos"),
}  # fmt: skip

COLUMNS: dict[str, tuple[str, ...]] = {
    "item": ("#", "Ítem", "No", "Ln", "Pos."),
    "code": ("Cód.", "Código", "Ref.", "Referencia", "SKU", "Cód. prod.", "Material", "Cod. artículo"),
    "description": ("Descripción", "Producto / servicio", "Detalle", "Concepto", "Bien o servicio", "Nombre del producto", "Descripción del ítem"),
    "quantity": ("Cant.", "Cantidad", "Cant", "Unds.", "Ctd.", "Q"),
    "unit": ("Und", "U.M.", "Unidad", "Medida", "Pres."),
    "price": ("Vr. unitario", "Precio", "Valor unit.", "Precio unitario", "Vlr. Unitario", "P. unit.", "Unitario"),
    "rate": ("IVA", "% IVA", "Tarifa IVA", "Imp. %", "IVA %"),
    "tax": ("Vr. IVA", "Valor impuesto", "IVA $", "Impuesto"),
    "discount": ("Descuento", "Vr. desc.", "Dcto. $", "Dto."),
    "discount_rate": ("% Dcto", "Desc. %", "%Desc", "Dto %"),
    "gross": ("Vr. bruto", "Bruto", "Valor antes dcto."),
    "total": ("Total", "Valor total", "Vr. total", "Importe", "Valor", "Total línea", "Vr. parcial"),
}  # fmt: skip

NAMES: dict[str, tuple[str, ...]] = {
    "shop": (
        "Ferrecentro Los Búcaros S.A.S.", "ALMACÉN EL MARTILLO DE BRONCE LTDA.", "TORNILLERÍA ARBOLEDA Y HIJOS S. EN C.", "DISTRIMAT CORDILLERA S.A.S.",
        "Todo Obra Materiales S.A.S.", "FERRELÉCTRICOS LA SÉPTIMA Y CÍA. LTDA.", "BODEGA DEL CONSTRUCTOR NORTEÑO S.A.S.", "Herrajes Vélez Camargo SAS",
    ),
    "office": (
        "Suministros Integrales Páramo S.A.S.", "OFIPROVEER COLOMBIA S.A.S.", "GRUPO DISTRIBUIDOR TRES PALMAS S.A.", "Comercial Yurupary Ltda.",
        "SOLUCIONES LOGÍSTICAS CANEY SAS", "Insumos y Dotaciones Guadua Alta S.A.S.",
    ),
    "concrete": (
        "CONCRETERA VALLE ESCONDIDO S.A.S.", "PREMEZCLAS Y BOMBEOS EL CERREJÓN CHICO S.A.", "Central de Mezclas Suamox S.A.S.", "AGREGADOS PEÑA LISA LTDA.",
    ),
    "carrier": (
        "TRANSVOLQUETAS EL RODEO S.A.S.", "Cargas y Encargos del Tolima Grande Ltda.", "TRANSPORTADORA ALTO DE LA LÍNEA S.A.", "MOVITIERRAS ESPINAL S.A.S.",
    ),
    "rental": (
        "RENTAMAQ SABANERA S.A.S.", "Alquiequipos del Quindío Ltda.", "GRÚAS Y MONTACARGAS HÉRCULES COLOMBIA S.A.S.", "EQUIPOS PARA CONSTRUIR M & M S.A.S.",
    ),
    "utility": (
        "TELECOMUNICACIONES NUBE BLANCA S.A. E.S.P.", "COMPAÑÍA DE ENERGÍA DEL RÍO VERDE S.A. E.S.P.", "ACUEDUCTO Y ASEO DEL VALLE ALTO S.A. E.S.P.",
        "Conexión Fibra Andes S.A.S. ESP",
    ),
    "hotel": ("HOTEL BOSQUES DE SAN ROQUE S.A.S.", "Inversiones Hoteleras Casa Teja S.A.S.", "HOSPEDAJE CAMPESTRE LAS ACACIAS LTDA."),
    "store": ("MERCAPLAZA EL ALBA S.A.S.", "Almacenes La Despensa Grande S.A.", "SUPERTIENDAS VECINO FIEL S.A.S.", "HIPERMERCADO DEL CENTRO Y CÍA S.A."),
    "fuel": ("ESTACIÓN DE SERVICIO EL PORVENIR 21 S.A.S.", "EDS LA VARIANTE LTDA.", "Combustibles y Lubricantes Paso Ancho S.A.S."),
    "importer": (
        "TECNIHERRAMIENTAS INTERNACIONAL S.A.S.", "IMPORTACIONES PACÍFICO TOOLS S.A.S.", "Andean Fasteners Colombia S.A.S.", "MAQUINARIA GLOBAL TRADE ZF S.A.",
    ),
    "builder": (
        "ARQUITECTURA Y OBRA ESPACIO PLENO S.A.S.", "ESTRUCTURAS LIVIANAS DEL CAUCA S.A.S.", "TALLER DE DISEÑO CINCO MUROS LTDA.", "Cubiertas y Fachadas Tairona S.A.S.",
    ),
    "maker": (
        "INDUSTRIAS METALMECÁNICAS FARALLÓN S.A.", "PINTURAS Y ADHESIVOS CALIMA S.A.", "CEMENTOS Y MORTEROS SIERRA NUEVA S.A.", "Tuberías Plásticas Amazonía S.A.S.",
    ),
}  # fmt: skip
