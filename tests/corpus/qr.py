"""The DIAN QR as real documents write it: one annex, many dialects; date and total may differ from the page."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import numpy as np
import zxingcpp
from PIL import Image

from .invoice import Invoice

_HOST = "https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey="


def _two(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _annex(i: Invoice, rng: random.Random) -> str:
    hash_name = "CUFE" if i.document_type == "factura" else "CUDE"
    return (
        f"NumFac: {i.invoice_number}\nFecFac: {i.issue_date}\nHorFac: {i.issue_time}-05:00\nNitFac: {i.supplier.nit}\n"
        f"DocAdq: {i.customer.nit}\nValFac: {_two(i.subtotal)}\nValIva: {_two(i.iva)}\nValOtroIm: {_two(i.inc + i.bags)}\n"
        f"ValTolFac: {_two(i.total)}\n{hash_name}: {i.cufe}\n{rng.choice(('', 'QRCode: '))}{_HOST}{i.cufe}"
    )


def _url(i: Invoice, rng: random.Random) -> str:
    return _HOST + i.cufe


def _equals(i: Invoice, rng: random.Random) -> str:
    mark = rng.choice((";", "\t", "\n", " "))
    pairs = (
        f"NroFactura={i.invoice_number}",
        f"NitFacturador={i.supplier.nit}",
        f"NitAdquiriente={i.customer.nit}",
        f"FechaFactura={i.issue_date}",
        f"ValorFactura={_two(i.subtotal)}",
        f"ValorIVA={_two(i.iva)}",
        f"ValorOtrosImpuestos={_two(i.inc + i.bags)}",
        f"ValorTotalFactura={_two(i.total)}",
        f"CUFE={_HOST}{i.cufe}" if rng.random() < 0.5 else f"CUFE={i.cufe}",
    )
    return mark.join(pairs)


def _one_line(i: Invoice, rng: random.Random) -> str:
    return (
        f"NumFac: {i.invoice_number} NitFac: {i.supplier.nit} FecFac: {i.issue_date}{i.issue_time}-05:00 "
        f"NitAdq: {i.customer.nit} ValFac: {_two(i.subtotal)} ValIva: {_two(i.iva)} ValOtroIm: {_two(i.inc)} "
        f"ValFacIm: {_two(i.total)} CUFE: {i.cufe} 1"
    )


def _first_version(i: Invoice, rng: random.Random) -> str:
    return (
        f"NumFac: {i.invoice_number}\nFecFac: {i.issue_date:%Y%m%d}{i.issue_time:%H%M%S}-0500\nNitFac: {i.supplier.nit}\n"
        f"DocAdq: {i.customer.nit}\nValFac: {_two(i.subtotal)}\nValIva: {_two(i.iva) if i.iva else ''}\nValOtroIm: \n"
        f"ValFacIm: {_two(i.total)}\nCUFE: {i.cufe}"
    )


def _pipes(i: Invoice, rng: random.Random) -> str:
    return (
        f"NumFac-{i.invoice_number}|FecFac-{i.issue_date:%Y%m%d}{i.issue_time:%H%M%S}|NitFac-{i.supplier.nit}{i.supplier.dv}"
        f"|DocAdq-{i.customer.nit}{i.customer.dv}|ValFac-{_two(i.total)}$|ValIva-{_two(i.iva)}$|ValOtroIm-0.00$"
        f"|ValFacIm-0.00$|CUFE-{i.cufe}"
    )


def _commas(i: Invoice, rng: random.Random) -> str:
    """Decimals with a comma, and a total from which ReteFuente has been taken."""
    number = lambda amount: _two(amount).replace(".", ",")  # noqa: E731
    return (
        f"NumFac:{i.invoice_number}\nFecFac:{i.issue_date}\nHoraFac:{i.issue_time}-05:00\nNitFac:{i.supplier.nit}\n"
        f"NitAdq:{i.customer.nit}\nValFac:{number(i.subtotal)}\nValIva:{number(i.iva)}\nValOtroIm:{number(i.inc)}\n"
        f"ValTolFac:{number(i.total - i.rete_fuente)}\nCUFE:{i.cufe}\n{_HOST}{i.cufe}"
    )


def _padded(i: Invoice, rng: random.Random) -> str:
    """Trailing blanks, base zero, and often a date some days before the printed one."""
    issued = i.issue_date - timedelta(days=rng.choice((0, 0, 0, 1, 3, 7)))
    return (
        f"NumFac: {i.invoice_number} \nFecFac: {issued} \nHorFac: {i.issue_time}-05:00 \nNitFac: {i.supplier.nit} \n"
        f"DocAdq: {i.customer.nit} \nValFac:0.00 \nValIva: {_two(i.iva)} \nValOtroIm: {_two(i.inc)} \n"
        f"ValTolFac: {_two(i.total)} \nCUFE: {i.cufe} \n{_HOST}{i.cufe}"
    )


def _broken_url(i: Invoice, rng: random.Random) -> str:
    return _annex(i, rng).replace("dian.gov.co/document", "dian.gov.codocument")


def _support(i: Invoice, rng: random.Random) -> str:
    return (
        f"NumDS: {i.invoice_number}\nFecDS: {i.issue_date}\nHorDS: {i.issue_time}-05:00\nNumSNO: {i.supplier.nit}\n"
        f"DocABS: {i.customer.nit}\nValDS: {_two(i.subtotal)}\nValIva: {_two(i.iva)}\nValTolDS: {_two(i.total)}\n"
        f"CUDS: {i.cufe}\n{_HOST}{i.cufe}"
    )


def _credit_note(i: Invoice, rng: random.Random) -> str:
    return (
        f"NroNotaCredito: {i.invoice_number}\nFechaNotaCredito: {i.issue_date}\nNitFac: {i.supplier.nit}\n"
        f"DocAdq: {i.customer.nit}\nValorTotalNotaCredito: {_two(i.total)}\nCUDE: {i.cufe}\n{_HOST}{i.cufe}"
    )


DIALECTS: dict[str, Callable[[Invoice, random.Random], str]] = {
    "annex": _annex,
    "url": _url,
    "equals": _equals,
    "one-line": _one_line,
    "first-version": _first_version,
    "pipes": _pipes,
    "commas": _commas,
    "padded": _padded,
    "broken-url": _broken_url,
    "support": _support,
    "credit-note": _credit_note,
}


def picture(text: str, module: int = 4) -> Image.Image:
    """The QR as a black and white picture, `module` pixels to a module."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return Image.fromarray(np.array(barcode.to_image(scale=module, add_quiet_zones=False))).convert("L")
