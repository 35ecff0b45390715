"""The words at the head of the columns of an items table, and what each says its column holds.

It knows words alone; where they stand and whether they are heads at all is for `table_heads`.
"""

from functools import cache

from rapidfuzz.distance import Levenshtein

from invoices.extraction.layout import fold_words

COLUMN_HEADS: dict[str, tuple[str, ...]] = {
    "item": ("nro", "item", "no", "it", "n", "items", "num", "lin", "linea", "line", "pos", "consec", "renglon", "reng",
             "pos item", "no item", "item no", "sec"),
    "code": ("codigo", "articulo", "referencia", "ref", "cod", "code", "sku", "codigo producto", "cod producto",
             "item code", "codigo articulo", "plu", "codigo item", "cod art", "part no", "product code", "cod barras",
             "codigo servicio", "cups", "cum", "cod prod", "cod articulo", "codigo de barras", "codigo barras", "ean",
             "id producto", "id", "part number", "material no", "no parte", "numero de parte", "reference", "cdgo",
             "cod servicio", "cod item", "codigo interno", "codigo unspsc", "unspsc", "cod unspsc", "codigo material",
             "cod material", "no articulo", "no de articulo", "codigo de producto", "codigo de material"),
    "description": ("descripcion", "detalle", "concepto", "producto", "description", "descripcion del producto",
                    "servicio", "bien o servicio", "descripcion producto", "nombre", "nombre producto", "productos",
                    "descripcion articulo", "descripcion del articulo", "detalles", "conceptos", "descripcion servicio",
                    "descripcion del servicio", "nombre del producto", "item description", "producto servicio",
                    "descripcion o detalle", "articulo descripcion", "descripcion del bien o servicio", "actividad",
                    "descripcion de la mercancia", "nombre articulo", "descripcion detallada", "material",
                    "descripcion del producto o servicio", "descripcion del bien", "articulos", "producto o servicio",
                    "descripcion de los bienes o servicios", "bienes y servicios", "bienes o servicios", "servicios",
                    "descripcion del material", "concepto descripcion", "detalle del servicio", "especificacion",
                    "especificaciones", "mercancia", "descripcion de productos", "descripcion concepto", "details",
                    "product", "service", "product service", "item descripcion", "insumo", "descripcion actividad",
                    "descripcion general", "por concepto de", "descripcion y o detalle", "procedimiento", "actividades",
                    "codigo y producto", "codigo y descripcion", "codigo descripcion", "producto descripcion",
                    "items description", "nombre del articulo", "descrip", "descrip producto", "elemento",
                    "descripcion bien o servicio", "glosa", "leyenda", "descripcion de articulos", "prod serv",
                    "descripcion del item", "texto breve", "denominacion", "texto", "combustible", "desc item",
                    "desc producto", "desc articulo", "desc servicio", "desc material", "equipo", "descripcion equipo",
                    "descripcion del equipo", "cargo descripcion", "descripcion del cargo", "descripcion cargo",
                    "dice contener", "trabajo realizado", "labor", "labores", "puesto servicio", "repuesto"),
    "quantity": ("cantidad", "cant", "qty", "quantity", "ctd", "cantid", "cant facturada", "cantidades", "can", "cdad",
                 "ctdad", "cantd", "cant despachada", "cantidad facturada", "no unidades", "numero de unidades",
                 "cant total", "cnt", "q", "gal", "galones", "volumen",
                 "cantidad entregada", "consumo"),
    # For how many of them a price is paid, beside how many things; alone it is the quantity.
    "times": ("dias", "no dias", "dias facturados", "dias cobrados", "num dias", "numero de dias", "total dias", "days",
              "horas", "no horas", "numero de horas", "hours", "meses", "no meses", "noches", "jornadas", "turnos"),
    "unit": ("u m", "um", "unidad", "und", "medida", "unidad de medida", "unid", "unit", "uni", "un medida",
             "unidad medida", "und med", "u medida", "uom", "u de m", "unds", "presentacion", "u med", "empaque",
             "und medida", "u", "un", "unidad med", "umd", "unidades", "ud", "u n", "und de medida", "tipo unidad",
             "pres", "emp", "un med", "unid med", "u de medida", "unidad de empaque"),
    "price": ("precio unitario", "vr unit", "precio uni", "val unit", "valor unitario", "vr unitario", "precio",
              "p unit", "v unitario", "vlr unit", "unit price", "rate", "precio unit", "vlr unitario", "v unit",
              "valor unit", "vr uni", "valor und", "pr unitario", "price", "unitario", "vr und", "p unitario",
              "precio und", "costo unitario", "valor unidad", "vunit", "vr unidad", "precio base", "val uni",
              "unit cost", "tarifa", "precio unidad", "valor uni", "vlr uni", "vlr und", "valor por unidad", "p u",
              "v u", "vu", "pu", "precio venta", "precio lista", "vr hora", "valor hora", "valor dia", "vr dia",
              "valor mes", "cada uno", "c u", "valor c u", "precio c u", "precio de lista", "costo", "costo und",
              "vr unit antes de iva", "precio sin iva", "valor unitario sin iva", "precio unitario sin iva",
              "vr unitario sin iva", "valor base", "unit", "valor tarifa", "precio x unidad", "valor unit sin iva",
              "precio con iva", "precio unitario con iva", "valor unitario con iva", "vr unit con iva", "unit rate",
              "p lista", "precio lista", "precio de lista", "vr lista", "tarifa dia", "valor dia", "vr dia",
              "valor unit dia", "vr unit dia", "tarifa", "tarifa unitaria", "flete ton", "tarifa x ton", "precio neto",
              "precio dia", "valor diario", "precio diario", "vr hora", "valor hora", "tarifa hora"),
    "discount": ("dcto", "descuento", "desc", "dto", "descuentos", "descuento detalle", "discount", "vr dcto",
                 "desc porcentaje", "valor descuento", "dscto", "vlr dcto", "descto", "d", "dct", "disc", "valor dcto",
                 "vr desc", "vlr desc", "vr descuento", "vlr descuento", "porcentaje descuento", "dcto valor",
                 "porc dcto", "rebaja", "bonificacion", "vlr dscto", "vr dscto"),
    "charge": ("recargo", "recargo detalle", "cargos", "cargo", "cargo mes", "cargos del mes"),
    "rate": ("iva", "imp", "impuesto", "porcentaje iva", "tax", "iva inc", "tarifa iva", "vat", "impto", "impuestos",
             "iva ic", "tipo iva", "tarifa impuesto", "porc iva", "t iva", "iva porcentaje", "tasa iva", "vat rate",
             "tax rate", "iva tarifa", "imp cargo"),
    "tax": ("vl iva", "valor iva", "vr iva", "vlr iva", "val iva", "monto iva", "valor impuesto", "iva valor",
            "vr impuesto", "valor impuestos", "vlr impuesto", "v iva", "total iva", "vlr imp", "vr imp", "tax amount",
            "iva total", "iva pesos", "vr impto", "vlr impto", "valor impto", "vat amount"),
    "inc": ("inc", "impoconsumo", "ico", "ipoconsumo"),
    "total": ("vr parcial", "valor total", "vr total", "total", "val item", "valor", "importe", "subtotal",
              "precio unitario de venta", "valor parcial", "amount", "vlr total", "total linea", "sub total", "neto",
              "valor neto", "precio total", "v total", "total item", "vr neto", "line total", "parcial", "vtotal",
              "precio de venta", "val total", "valor item", "vr bruto", "valor bruto", "monto", "extended price",
              "valor a pagar", "valor venta", "vlr parcial", "vr subtotal", "valor subtotal", "vr venta", "vlr neto",
              "vlr bruto", "vr", "vlr", "val", "total bruto", "valor ejecutado", "extended amount", "ext price",
              "valor total sin iva", "vr total sin iva", "total price", "costo total", "vr item", "vlr item",
              "importe total", "valor pesos", "pesos", "line amount", "vr linea", "valor linea", "total antes de iva",
              "valor antes de iva", "neto linea", "total neto", "v parcial", "valor facturado", "vlr total linea",
              "ventas gravadas", "total parcial", "subtotal linea", "valor del mes", "valor acta", "vr acta",
              "valor sin iva", "vr sin iva", "vlr sin iva", "total sin iva", "valor mes", "vr mes", "total guia",
              "total envio", "valor servicio", "vr servicio", "flete"),
    # With the tax on top: the figure beside it, without tax, is the line's own.
    "gross": ("total con iva", "valor con iva", "valor total con iva", "vr total con iva", "total iva incluido",
              "total incluido iva", "precio total con iva", "vlr con iva", "vr con iva", "valor iva incluido",
              "total mas iva", "total con impuestos", "total con impuesto", "total inc iva", "amount incl vat",
              "valor total iva incluido", "total iva inc", "total linea con iva", "valor total linea con iva"),
    "other": ("impuestos", "bodega", "lote", "remision", "orden de compra", "fecha", "vence", "marca", "obra", "peso",
              "pedido", "entrega", "periodo", "placa", "serial", "fecha vencimiento", "centro de costo", "ubicacion",
              "bod", "rete", "retencion", "base", "cuenta", "c costo", "fec vence", "desde", "hasta", "estado", "color",
              "talla", "garantia", "fecha entrega", "no remision", "base iva", "valor base iva", "cantidad pedida",
              "cant pedida", "pendiente", "acumulado", "cantidad contratada", "valor contratado", "cant anterior",
              "acumulado anterior", "cant contratada", "cant acumulada", "valor acumulado", "lectura", "lectura actual",
              "lectura anterior", "saldo", "paciente", "documento", "autorizacion", "copago", "fecha servicio",
              "f servicio", "origen", "destino", "ciudad destino", "ciudad origen", "valor declarado", "vr declarado",
              "valor mercancia", "vr mercancia", "guia", "no guia", "remesa", "no remesa", "no envio", "manejo",
              "c manejo", "inicio", "fin", "fecha inicio", "fecha fin", "f inicial", "f final", "habitacion",
              "vehiculo", "conductor", "peso cobrado", "peso kg", "valor asegurado", "rem", "no rem", "no vale", "vale",
              "tiquete", "no tiquete"),
}  # fmt: skip

KINDS: dict[tuple[str, ...], str] = {
    tuple(word.upper() for word in phrase.split()): kind
    for kind, phrases in reversed(COLUMN_HEADS.items())
    for phrase in phrases
}
LONGEST = max(len(phrase) for phrase in KINDS)
HEAD_WORDS = frozenset(word for phrase in KINDS for word in phrase)
_SMALL = frozenset({"DE", "DEL", "LA", "EL", "LOS", "O", "Y", "A", "POR", "CON", "EN", "SIN", "DIA", "MES", "HORA"})
_LONG_WORDS = tuple(sorted(word for word in HEAD_WORDS if len(word) >= 5))


@cache
def head_word(word: str) -> str:
    """The word of a head for one read with a letter wrong, or two in a long one ("Descrjpción", "Preclo")."""
    if word in HEAD_WORDS or len(word) < 5 or any(char.isdigit() for char in word):
        return word
    allowed = 1 if len(word) < 10 else 2
    best, least = word, allowed + 1
    for known in _LONG_WORDS:
        # A plural or a feminine is another word, not a letter read wrong.
        if abs(len(known) - len(word)) > allowed or word in {known + "S", known + "ES"}:
            continue
        distance = Levenshtein.distance(word, known, score_cutoff=allowed)
        if distance < least:
            best, least = known, distance
    return best


def are_heads(text: str) -> bool:
    """Whether most words of a text are those of column heads; small words that stand in any sentence do not count."""
    words = [word for word in head_words(text) if word not in _SMALL]
    return bool(words) and sum(word in HEAD_WORDS for word in words) * 2 > len(words)


def head_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, mended where they are nearly those of a head."""
    return tuple(head_word(word) for word in fold_words(text))
