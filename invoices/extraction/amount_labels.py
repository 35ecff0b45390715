"""What the words beside a figure call it: a small grammar of totals, for the many ways they are put.

The vocabulary knows phrases; this knows which words make a phrase mean what: "antes de" before a tax makes
a subtotal, "a pagar" a payable. It says nothing where a phrase holds words it does not know.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from invoices.extraction.layout import fold_words
from invoices.extraction.phrases import canonical

_MOST_WORDS = 9
# Words that say nothing about which sum is meant.
_PLAIN = frozenset({
    "DE", "DEL", "LA", "LAS", "EL", "LOS", "A", "AL", "EN", "POR", "Y", "O", "COP", "PESOS", "MCTE", "M", "CTE",
    "COLOMBIANOS", "ESTA", "ESTE", "SU", "VALOR", "VALORES", "MONTO", "IMPORTE", "VR", "VLR", "VL", "VAL", "VRS",
    "CIFRA", "SUMA", "FACTURA", "FACTURADO", "FACTURACION", "DOCUMENTO", "VENTA", "VENTAS", "GENERAL", "OPERACION",
    "COMPRA", "CUENTA", "NOTA", "CREDITO", "DEBITO", "COBRO", "MONEDA", "LOCAL", "SERVICIOS", "SERVICIO",
    "PRODUCTOS", "BIENES", "ITEMS", "FINAL", "GLOBAL", "THIS", "THE", "OF", "AND", "AMOUNT", "INVOICE", "MES",
    "PERIODO", "PEDIDO", "ORDEN", "ELECTRONICA", "SOPORTE", "SALDO", "CONCEPTO", "CONCEPTOS", "ANTERIORES",
    "CALCULADO",
})  # fmt: skip
_ABBREVIATIONS = {
    "SUBT": "SUBTOTAL", "SUBTOT": "SUBTOTAL", "STOTAL": "SUBTOTAL", "IMPTO": "IMPUESTO", "IMPTOS": "IMPUESTOS",
    "IMP": "IMPUESTO", "IMPS": "IMPUESTOS", "LVA": "IVA", "1VA": "IVA", "IYA": "IVA", "IVAS": "IVA", "VAT": "IVA",
    "TAX": "IMPUESTO", "TAXES": "IMPUESTOS", "TOT": "TOTAL", "TOTALES": "TOTAL", "TOTAI": "TOTAL", "T0TAL": "TOTAL",
    "DCTO": "DESCUENTO", "DCTOS": "DESCUENTO", "DESCUENTOS": "DESCUENTO", "DTO": "DESCUENTO", "DSCTO": "DESCUENTO",
    "DESC": "DESCUENTO", "DESCTO": "DESCUENTO", "DISCOUNT": "DESCUENTO", "DCT": "DESCUENTO", "REBAJA": "DESCUENTO",
    "REBAJAS": "DESCUENTO", "INCLUIDA": "INCLUIDO", "INCLUIDOS": "INCLUIDO", "INCL": "INCLUIDO", "INCLUYE": "INCLUIDO",
    "INCLUYENDO": "INCLUIDO", "INCLUDING": "INCLUIDO", "BEFORE": "ANTES", "PREVIO": "ANTES", "EXCL": "SIN",
    "WITHOUT": "SIN", "EXCLUYENDO": "SIN", "LIBRE": "SIN", "EXCLUDING": "SIN", "GROSS": "BRUTO", "NET": "NETO",
    "NAL": "NACIONAL", "BRUTA": "BRUTO", "BRUTOS": "BRUTO", "NETA": "NETO", "NETOS": "NETO", "NETAS": "NETO",
    "FTE": "FUENTE", "RENTA": "FUENTE",
    "IPOCONSUMO": "INC", "IMPOCONSUMO": "INC", "DUE": "PAGAR", "PAYABLE": "PAGAR", "CANCELAR": "PAGAR",
    "COBRAR": "PAGAR", "GIRAR": "PAGAR", "CONSIGNAR": "PAGAR", "DESEMBOLSAR": "PAGAR", "PAGO": "PAGAR",
    "PAGUE": "PAGAR", "PAGUESE": "PAGAR", "TRANSFERIR": "PAGAR",
    "DSCTOS": "DESCUENTO", "DSCT": "DESCUENTO", "BONIFICACION": "DESCUENTO", "BONIFICACIONES": "DESCUENTO",
}  # fmt: skip
# A total of these is no money of the invoice.
_COUNTED = frozenset({
    "UNIDADES", "UNDS", "UND", "CANTIDAD", "CANTIDADES", "ARTICULOS", "LINEAS", "RENGLONES", "PESO", "KG", "KILOS",
    "BULTOS", "CAJAS", "PIEZAS", "REGISTROS", "HOJAS", "PAGINAS", "HORAS", "PUNTOS", "AHORRO", "AHORRADO",
    "RECIBIDO", "CAMBIO", "EFECTIVO", "ABONADO",
})  # fmt: skip
_TAX = frozenset({"IVA", "IMPUESTO", "IMPUESTOS"})
_WITHHELD = re.compile(r"^(?:RETE?|RTE|RETENCION|RETENCIONES|RETENIDO|WITHHOLDING)(FUENTE|FTE|RENTA|IVA|ICA)?$")
_MISREAD_WITHHELD = re.compile(r"^(RETE|RTE|RET|RE|R)[L1](VA|CA)$")
_HELD = {"FUENTE": "rete_fuente", "IVA": "rete_iva", "ICA": "rete_ica"}
# "R/ICA", "RT IVA", "R. Fte.": the word cut down to a letter or two before what is withheld.
_CUT_WITHHELD = frozenset({"R", "RT", "RTF", "RTEF"})
_GLUED_WITHHELD = re.compile(r"^(?:RETE|RTE|RET|RE|R)(FUENTE|FTE|FUENT|RENTA|IVA|ICA)\d*$")
# A price of these is that of one piece.
_OF_ONE = frozenset({"PRECIO", "PVP", "UNIDAD", "UNID", "TARIFA", "COSTO", "DESCUENTO", "RETENCION"})
_MOST_SOLD = 4
_RATE = re.compile(r"^\d{1,2}(?:\d{2})?$")
# What bears no tax, beside what does, is the whole: "Base gravable y no gravable", "Gravado + excluido".
_BEARING = re.compile(r"^(?:GRAVAD|GRAVABLE|IMPONIBLE)")
_NOT_BEARING = re.compile(r"^(?:EXCLUID|EXENT|NOGRAVA)")
_OF_BOTH = frozenset({"BASE", "BASES", "NETO", "BRUTO", "TOTAL", "SUBTOTAL", "NO", "MAS", "MENOS"})
# A discount goes by many names, "Descuento flota", "Dscto. acuerdo marco"; but of these it is no amount.
_DISCOUNTED = 3
_NO_DISCOUNT = frozenset({
    "ANTES", "SIN", "DESPUES", "CON", "BASE", "SUBTOTAL", "FACTURA", "TASA", "PORCENTAJE", "CONDICIONES", "FECHA",
    "HASTA", "DIAS", "PRECIO", "UNITARIO", "RETENCION", "NO", "PUNTOS",
})  # fmt: skip
# What is to pay, and to whom or after what; but of these it is a day, a way or a place.
_NO_PAYABLE = frozenset({
    "ANTES", "HASTA", "FECHA", "PLAZO", "DIAS", "FORMA", "MEDIO", "METODO", "CONDICION", "CONDICIONES", "TERMINOS",
    "CUENTA", "BANCO", "OPORTUNO", "LIMITE", "TIPO", "REFERENCIA", "CONVENIO", "CUPON", "SIN", "MINIMO", "CUOTA",
    "CAPACIDAD", "ULTIMO", "PROXIMO", "LINEA", "RECARGO", "MODO", "CONTADO", "CREDITO", "DESCUENTO", "ORDEN",
})  # fmt: skip
_TO_PAY = re.compile(r"(?i)\W*(?:a\s+)?(?:pagar|cancelar|consignar|girar)\W*")
_BALANCES = frozenset({"SALDO", "PENDIENTE", "CARGO", "ACTUAL", "TOTAL", "NETO", "FINAL"})


@lru_cache(maxsize=4096)
def role_of(text: str) -> str | None:
    """The role of the figure that a phrase labels; None when the phrase is not understood as a whole."""
    if _TO_PAY.fullmatch(text):
        return "payable"
    words = list(_words(text))
    if not words or len(words) > _MOST_WORDS:
        return None
    if held := _withheld(words):
        return held
    bag = set(words)
    if bag & _COUNTED or bag & {"LETRAS", "SON", "UNITARIO", "UNIT", "ANTERIOR", "MORA", "ANTICIPO", "ANTICIPOS"}:
        return None
    if (before := _before_sphere(words)) is not None:
        bag = set(before)
    rest = bag - _PLAIN
    if _is_of_all(words):
        return "subtotal"
    if "BASE" in bag or any(word.startswith(("GRAVAD", "EXCLUID", "EXENT")) for word in bag):
        return None
    if bag & {"BOLSA", "BOLSAS"}:
        known = {"BOLSA", "BOLSAS", "INC", "CONSUMO", "PLAST", "PLASTICAS", "TOTAL"}
        return "other_tax" if rest - _TAX <= known else None
    if bag & _TAX:
        return _taxed(bag, rest)
    return _untaxed(words, bag, rest)


def _before_sphere(words: Sequence[str]) -> list[str] | None:
    """A tax without what it is charged on: "IVA sobre utilidad", "IVA 19% s/ base AIU"."""
    place = next((at for at, word in enumerate(words) if word in {"SOBRE", "S"}), 0)
    return list(words[:place]) if _TAX & set(words[:place]) else None


def _words(text: str) -> Iterable[str]:
    text = re.sub(r"(?i)\bi\.?\s?v\.?\s?a\b\.?", "IVA", text)
    for word in fold_words(re.sub(r"(?i)sub[\s\-.]+total", "SUBTOTAL", text).replace("+", " MAS ")):
        bare = re.sub(r"(?<=[A-Z])\d{1,4}$", "", word)
        bare = _MISREAD_WITHHELD.sub(r"\1I\2", bare)
        bare = _ABBREVIATIONS.get(bare, _ABBREVIATIONS.get(word, canonical(bare)))
        if len(bare) == 5 and Levenshtein.distance(bare, "TOTAL", score_cutoff=1) <= 1:  # "FOTAL", "TOIAL"
            bare = "TOTAL"
        if bare.startswith("DE") and bare[2:] in _TAX:  # a blank lost
            bare = bare[2:]
        if bare.startswith("IVA") and len(bare) == 4:  # a stroke beside it, read as a letter
            bare = "IVA"
        if not _RATE.fullmatch(bare) and bare:
            yield bare


def _is_of_all(words: Sequence[str]) -> bool:
    """Whether a phrase names what bears a tax and what does not together."""
    text = " ".join(words)
    joined = re.sub(r"\bNO (?=GRAVA)", "NO", text).split()
    rest = [word for word in joined if not _BEARING.match(word) and not _NOT_BEARING.match(word)]
    named = any(map(_BEARING.match, joined)) and any(map(_NOT_BEARING.match, joined))
    return named and set(rest) <= _OF_BOTH | _PLAIN


def _withheld(words: list[str]) -> str | None:
    if words[0] in _CUT_WITHHELD and (kind := next((one for one in words[1:2] if one in _HELD), "")):
        return _HELD[kind]
    if words[0] in {"RTF", "RTEF", "RTFTE"} and len(words) == 1:
        return "rete_fuente"
    for index, word in enumerate(words):
        match = _GLUED_WITHHELD.match(word) or _WITHHELD.match(word)
        if match is None:
            continue
        # "ICA retenido", "Retención en la fuente".
        near = words[:index] if word == "RETENIDO" and len(words) == index + 1 else words[index + 1 :]
        kind = match.group(1) or next((one for one in near if one in _HELD), "")
        # "Total menos retenciones" is what is left of them.
        if {"MENOS", "NETO", "TOTAL"} & set(words[1:index] if words[0] == "MENOS" else words[:index]):
            return None
        if kind:
            return _HELD.get(kind, "rete_fuente")
    return "rete_ica" if words[0] == "ICA" else None


def _taxed(bag: set[str], rest: set[str]) -> str | None:
    """A phrase that names a tax: the tax itself, what stands before it, or what holds it."""
    others = rest - _TAX
    if "BOLSAS" in bag or "BOLSA" in bag or "OTROS" in bag:
        return "other_tax" if others <= {"BOLSAS", "BOLSA", "OTROS", "PLASTICAS", "TOTAL"} else None
    if "CONSUMO" in bag or "INC" in bag:
        return "inc" if others <= {"CONSUMO", "INC", "NACIONAL", "TOTAL"} else None
    if bag & {"SIN", "ANTES"} or ("NO" in bag and "INCLUIDO" in bag):
        # Whatever is sold, what stands before the tax is the subtotal; but not the price of one.
        return None if others & _OF_ONE or len(others) > _MOST_SOLD else "subtotal"
    if bag & {"INCLUIDO", "CON", "MAS"} and bag & {"TOTAL", "NETO"}:
        return "total" if others <= {"INCLUIDO", "CON", "MAS", "TOTAL", "NETO"} else None
    if "SUBTOTAL" in bag:
        return "total" if {"MAS"} & bag else None
    plain = {"TOTAL", "TARIFA", "SOBRE", "MAS", "GENERADO", "COBRADO", "LIQUIDADO", "CAUSADO", "APLICADO", "INCLUIDO",
             "VENTAS", "PAGAR"}  # fmt: skip
    return ("total_tax" if "IMPUESTOS" in bag and "TOTAL" in bag else "iva") if others <= plain else None


def _is_to_pay(words: Sequence[str]) -> bool:
    """ "A pagar por el cliente", "Total a pagar después de retenciones"."""
    at = next((at for at, pair in enumerate(pairwise(words)) if pair == ("A", "PAGAR")), None)
    return at is not None and not set(words) & _NO_PAYABLE and set(words[:at]) <= _PLAIN | {"TOTAL", "NETO", "LIQUIDO"}


def _untaxed(words: Sequence[str], bag: set[str], rest: set[str]) -> str | None:
    if "DESCUENTO" in bag:
        if bag & {"ANTES", "SIN", "DESPUES"} and bag & {"SUBTOTAL", "BRUTO", "TOTAL", "NETO"}:
            return (
                "subtotal"
                if rest <= {"SUBTOTAL", "BRUTO", "TOTAL", "NETO", "ANTES", "SIN", "DESPUES", "DESCUENTO"}
                else None
            )
        more = rest - {"DESCUENTO", "TOTAL", "MENOS"}
        return "discount" if len(more) <= _DISCOUNTED and not bag & _NO_DISCOUNT else None
    if "SUBTOTAL" in bag:
        return "subtotal" if rest <= {"SUBTOTAL", "BRUTO", "NETO", "PARCIAL", "ANTES", "DESCUENTO"} else None
    if "PAGAR" in bag:
        known = rest <= {"PAGAR", "TOTAL", "NETO", "LIQUIDO"} and bag - {"PAGAR"}
        return "payable" if known or _is_to_pay(words) else None
    if words[-1] == "SALDO" or (words[0] == "SALDO" and rest <= _BALANCES):
        return "payable" if rest <= _BALANCES else None
    if "BRUTO" in bag or "PARCIAL" in bag or "MERCANCIA" in bag:
        return "subtotal" if rest <= {"BRUTO", "PARCIAL", "MERCANCIA", "TOTAL"} else None
    if "TOTAL" in bag:
        return "total" if rest <= {"TOTAL", "GRAN", "GRAND"} else None
    return None
