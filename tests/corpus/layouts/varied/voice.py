"""The words a document uses for its fields: one wording for each, chosen once, in one case and with one kind of colon."""

import random

WORDINGS: dict[str, tuple[str, ...]] = {
    "title": (
        "Factura electrónica de venta", "FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA", "Factura de Venta Electrónica",
        "FACTURA ELECTRONICA", "FACTURA",
    ),
    "number": (
        "No.", "N°", "Nro.", "Número", "No. Factura", "Factura No.", "FACTURA N°", "Nro. Documento", "Documento No.",
        "Factura electrónica de venta No.", "Consecutivo", "Nº", "Factura de venta No.",
    ),
    "prefix": ("Prefijo", "Serie", "Pref."),
    "issue_date": (
        "Fecha de emisión", "Fecha generación", "Fecha expedición", "Fecha factura", "Fecha", "F. Emisión", "Fecha de generación",
        "Fecha elaboración", "Fecha de expedición", "Emitida el", "Fecha documento", "Fecha de factura",
    ),
    "issue_date_time": ("Fecha y hora de emisión", "Fecha y hora de generación", "Fecha / hora", "Fecha y hora factura"),
    "issue_time": ("Hora", "Hora de emisión", "Hora expedición"),
    "due_date": (
        "Vence", "F. Vto", "Fecha de vencimiento", "Vencimiento", "Fecha Vto.", "Pagar antes de", "Fecha vencimiento",
        "Fecha límite de pago", "Vence el",
    ),
    "term": ("Plazo", "Plazo (días)", "Días de crédito", "Días plazo"),
    "customer": (
        "Señor(es)", "Cliente", "Adquiriente", "Razón social", "Facturar a", "Nombre", "Comprador", "Vendido a", "Adquirente",
        "Nombre o razón social", "Señores", "Facturado a",
    ),
    "customer_nit": (
        "NIT/CC", "C.C. o NIT", "NIT", "Nit ó C.C.", "Identificación", "NIT / C.C.", "N.I.T.", "No. Identificación", "CC/NIT",
        "Nit",
    ),
    "supplier": ("Emisor", "Vendedor", "Datos del emisor", "Facturador", "Proveedor", "Razón social"),
    "supplier_nit": ("NIT", "Nit", "N.I.T.", "NIT No.", "Nit."),
    "address": ("Dirección", "Dir.", "Domicilio", "Dirección comercial"),
    "city": ("Ciudad", "Municipio", "Ciudad / Dpto"),
    "phone": ("Teléfono", "Tel.", "Tels", "Teléfonos", "Celular", "PBX", "Contacto"),
    "email": ("Email", "Correo", "E-mail", "Correo electrónico", "Mail"),
    "payment_form": ("Forma de pago", "Condición de pago", "F. Pago", "Condiciones de pago", "Cond. pago", "Tipo de venta"),
    "payment_means": ("Medio de pago", "Método de pago", "Medio"),
    "order_reference": (
        "Orden de compra", "O.C.", "O.C. No.", "Orden de compra No.", "Pedido cliente", "Su orden", "Su pedido", "OC cliente",
    ),
    "clerk": ("Vendedor", "Asesor", "Atendido por", "Elaboró", "Asesor comercial", "Usuario"),
    "delivery": ("Remisión", "Remisión No.", "Guía", "Pedido interno", "Contrato", "Centro de costo"),
    "subtotal": (
        "Subtotal", "SUB-TOTAL", "Sub Total", "Total bruto", "Valor bruto", "Valor antes de IVA", "Total antes de impuestos",
        "Subtotal antes de IVA", "Vr. Bruto", "Sub-total", "Valor sin impuestos",
    ),
    "base": ("Base gravable", "Base IVA", "Base imponible", "Valor base"),
    "gross": ("Valor bruto", "Total bruto", "Vr. Bruto", "Importe bruto"),
    "net": ("Subtotal", "Subtotal neto", "SUB-TOTAL"),
    "discount": ("Descuento", "Dcto.", "Descuentos", "Total descuentos", "Desc.", "(-) Descuento", "Menos descuento"),
    "iva": ("IVA", "I.V.A.", "Vr. IVA", "Valor IVA", "Total IVA", "Impuesto IVA", "Impuestos", "Impuesto a las ventas"),
    "inc": ("INC", "Impoconsumo", "Impuesto al consumo", "Impto. consumo"),
    "total": (
        "TOTAL", "Total a pagar", "TOTAL FACTURA", "Valor total", "Total operación", "Neto a pagar", "TOTAL A PAGAR", "Gran total",
        "Total general", "Valor a pagar", "Total documento", "TOTAL COP", "Total", "VALOR TOTAL FACTURA",
    ),
    "total_before_withholding": ("TOTAL", "Total factura", "Valor total", "TOTAL FACTURA", "Total operación", "Total documento"),
    "amount_payable": (
        "Neto a pagar", "Total a pagar", "Valor neto a pagar", "NETO", "Total menos retenciones", "Saldo a pagar", "NETO A PAGAR",
    ),
    "rete_fuente": ("Retención en la fuente", "ReteFuente", "Rte. Fuente", "Retefuente", "(-) Rete Fte.", "Rte Fte"),
    "rete_iva": ("ReteIVA", "Rete IVA", "Retención de IVA", "(-) Rte. IVA"),
    "rete_ica": ("ReteICA", "Rete ICA", "Retención ICA", "(-) Rte. ICA"),
    "exempt": ("Valor exento", "Exento", "Ventas exentas", "Total exento"),
    "excluded": ("Valor excluido", "Excluido", "No gravado", "Ventas excluidas"),
    "taxed": ("Valor gravado", "Gravado", "Base gravada", "Ventas gravadas"),
    "rounding": ("Ajuste al peso", "Redondeo", "Ajuste"),
    "words": ("Son", "SON", "Valor en letras", "Son:", "La suma de", "Total en letras"),
    "item": ("Ítem", "#", "No.", "It", "Item", "Nro"),
    "code": ("Código", "Ref.", "Referencia", "Cód.", "SKU", "Cod. Prod.", "Cód. artículo"),
    "description": (
        "Descripción", "Detalle", "Producto", "Concepto", "Descripción del producto o servicio", "Artículo", "Nombre", "DESCRIPCION",
        "PRODUCTO / SERVICIO", "Descripción del bien",
    ),
    "unit": ("U/M", "Und", "Unidad", "UM", "U.M.", "Und.", "Medida"),
    "quantity": ("Cant.", "Cantidad", "Cant", "CANTIDAD", "Cdad."),
    "unit_price": (
        "Vr. Unit", "Valor unitario", "Precio unitario", "V. Unit.", "P. Unit", "Vlr Unitario", "Precio", "Vr. Unitario",
        "Valor Unit.",
    ),
    "line_discount": ("Dcto", "Desc.", "Descuento", "Vr. Dcto"),
    "line_discount_rate": ("% Dcto", "Dcto %", "% Desc.", "%D"),
    "tax_rate": ("% IVA", "IVA", "IVA %", "Imp.", "Tarifa", "%IVA", "IVA(%)"),
    "tax_amount": ("Vr. IVA", "IVA $", "Valor IVA", "Vlr. Impuesto", "Impuesto"),
    "line_total": (
        "Valor total", "Vr. Total", "Total", "Importe", "Valor", "V. Total", "Vr. Parcial", "Total línea", "Vlr Total", "Subtotal",
    ),
    "cufe": ("CUFE", "CUFE:", "Código único de factura electrónica", "CUFE No.", "Cufe"),
    "observations": ("Observaciones", "Notas", "Nota", "Comentarios", "OBSERVACIONES"),
}  # fmt: skip

_ENGLISH = {
    "title": "FACTURA DE VENTA / INVOICE", "number": "Factura No. / Invoice No.", "issue_date": "Fecha / Date", "due_date": "Vencimiento / Due date",
    "customer": "Cliente / Bill to", "customer_nit": "NIT / Tax ID", "address": "Dirección / Address", "subtotal": "Subtotal",
    "iva": "IVA / VAT", "total": "TOTAL", "description": "Descripción / Description", "quantity": "Cant. / Qty", "unit_price": "Precio / Unit price",
    "line_total": "Valor / Amount", "order_reference": "Orden de compra / P.O.", "payment_form": "Forma de pago / Terms", "unit": "U/M",
}  # fmt: skip


class Voice:
    """How one document speaks."""

    def __init__(self, rng: random.Random, *, english: bool = False) -> None:
        self._rng = rng
        self._chosen: dict[str, str] = dict(_ENGLISH) if english else {}
        self._case = rng.choice(("as is", "as is", "upper", "as is", "plain"))
        self.colon = rng.choice((":", ":", ":", "", " :"))

    def title(self, name: str) -> str:
        """The bare words."""
        if name not in self._chosen:
            self._chosen[name] = self._rng.choice(WORDINGS[name])
        words = self._chosen[name]
        return words.upper() if self._case == "upper" else words

    def label(self, name: str) -> str:
        """With the colon this document uses; none where an abbreviation already ends in a point or a sign."""
        words = self.title(name).rstrip(":")
        return words if words.endswith(("°", "º", "No.", "Nro.", "NO.", "NRO.")) else words + self.colon
