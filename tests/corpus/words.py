"""Amounts in Spanish words, the way Colombian invoices print them after "Son:"."""

from decimal import Decimal

_SMALL = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]


def in_words(number: int) -> str:
    """A whole number below a billion (10^12) as it stands alone, such as `veintiuno` for 21."""
    if not 0 <= number < 10**12:
        raise ValueError(f"no words for {number}")
    if number < 30:
        return _SMALL[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens - 3] + (f" y {_SMALL[unit]}" if unit else "")
    if number == 100:
        return "cien"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return _HUNDREDS[hundreds - 1] + (f" {in_words(rest)}" if rest else "")
    if number < 10**6:
        return _grouped(number, 1000, "mil", "mil")
    return _grouped(number, 10**6, "un millón", "millones")


def _grouped(number: int, size: int, one: str, many: str) -> str:
    count, rest = divmod(number, size)
    head = one if count == 1 else f"{_before_noun(in_words(count))} {many}"
    return head + (f" {in_words(rest)}" if rest else "")


def _before_noun(words: str) -> str:
    """`uno` loses its o before a noun: veintiún mil, treinta y un pesos."""
    if words.endswith("veintiuno"):
        return words[: -len("veintiuno")] + "veintiún"
    return words[:-1] if words.endswith("uno") else words


def pesos_in_words(amount: Decimal) -> str:
    """`un millón de pesos con 50 centavos`; the caller adds M/CTE and chooses the case."""
    pesos = int(amount)
    cents = int((amount - pesos) * 100)
    words = _before_noun(in_words(pesos))
    if pesos >= 10**6 and pesos % 10**6 == 0:
        words += " de"
    noun = "peso" if pesos == 1 else "pesos"
    return f"{words} {noun}" + (f" con {cents:02d} centavos" if cents else "")
