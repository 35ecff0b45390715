"""The NIT as people type it: body and check digit taken apart and verified.

Not here: NITs as documents print them (invoices.extraction has its own, more forgiving reader).
"""

import re

from stdnum.co.nit import calc_check_digit

_TYPED = re.compile(r"(\d{5,15})(?:-(\d))?")
_COMPANY = re.compile(r"[89]\d{8}")


class InvalidNit(ValueError):
    """What is wrong with it and what to do, in Spanish."""

    @property
    def sentence(self) -> str:
        return str(self.args[0])


def check_digit(body: str) -> str:
    return str(calc_check_digit(body))


def read_nit(text: str, dv: str = "") -> tuple[str, str]:
    """Body and check digit of "900.123.456-8", "900123456 8" or the two typed apart.

    A company must give its check digit: it is what catches a wrong key. A person's cédula may
    come without one; then the second part is empty.
    """
    compact = re.sub(r"[.,]|^\s*(?:NIT|C\.?C\.?)[.:\s]*", "", text.strip(), flags=re.IGNORECASE)
    compact = re.sub(r"\s*[-–—]\s*|\s+(?=\d$)", "-", compact)
    compact = compact.replace(" ", "")
    match = _TYPED.fullmatch(compact)
    if not match:
        raise InvalidNit("Escribe el NIT con números y su dígito de verificación, por ejemplo 900.123.456-8.")
    body, printed = match[1], match[2] or ""
    dv = dv.strip()
    if not printed and not dv and len(body) == 10 and _COMPANY.fullmatch(body[:9]):
        # Ten digits that begin as a company's nine: the check digit was typed without its dash.
        body, printed = body[:9], body[9]
    if printed and dv and printed != dv:
        raise InvalidNit(f"El NIT dice {printed} y el DV dice {dv}. Revisa cuál es el correcto en el RUT.")
    dv = printed or dv
    if not dv:
        if _COMPANY.fullmatch(body):
            raise InvalidNit("Falta el dígito de verificación. Escríbelo como aparece en el RUT.")
        return body, ""
    if dv != check_digit(body):
        raise InvalidNit(f"El dígito de verificación no coincide con el NIT {write_nit(body)}. Revísalo en el RUT.")
    return body, dv


def write_nit(body: str, dv: str = "") -> str:
    """900.123.456-8"""
    grouped = f"{int(body):,}".replace(",", ".") if body.isdigit() else body
    return f"{grouped}-{dv}" if dv else grouped
