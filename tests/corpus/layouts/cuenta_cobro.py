"""A cuenta de cobro as a letter: no table, no labels in boxes; the sum stands in words and figures inside a sentence."""

import random

from ..invoice import Want
from ..sheet import Sheet
from ..show import Shown, Style
from .base import Layout

CONCEPTS = (
    "Servicio de {what} ejecutado en la obra {site} durante el mes de {month}, según orden de servicio.",
    "{what} correspondiente al corte de obra No. {cut} en {site}.",
    "{what} para el proyecto {site}, periodo {month}.",
)


def draw(sheet: Sheet, show: Shown) -> None:
    invoice, person = show.invoice, show.invoice.supplier
    font = sheet.rng.choice(("times", "helv", "vera"))
    size = 11.5 if font == "times" else 10 if font == "helv" else 9
    sheet.text(72, 84, f"{person.city}, {show.date('issue_date')}", size, font=font)
    number = show.number()
    sheet.text(
        306,
        132,
        f"CUENTA DE COBRO {sheet.rng.choice(('No.', 'N°', 'Nº'))} {number}",
        size + 3,
        font=font,
        bold=True,
        align="c",
    )
    sheet.text(306, 186, show.name("customer"), size + 1, font=font, bold=True, align="c")
    sheet.text(306, 201, f"NIT {show.nit('customer')}", size, font=font, align="c")
    sheet.text(306, 240, "DEBE A:", size + 1, font=font, bold=True, align="c")
    sheet.text(306, 268, show.name("supplier"), size + 1, font=font, bold=True, align="c")
    where = sheet.rng.choice(CITY_OF_ISSUE)
    sheet.text(306, 283, f"C.C. No. {show.nit('supplier')} de {where}", size, font=font, align="c")
    sheet.text(306, 322, "LA SUMA DE:", size + 1, font=font, bold=True, align="c")
    words = f"{show.words('upper', ' M/CTE')} ({show.money('total')})"
    y = sheet.paragraph(84, 346, 444, words, size, font=font, bold=True, leading=size * 1.4, align="c")
    sheet.totals = (120, 330, 370, 40)
    y = sheet.paragraph(
        72, y + 26, 468, "Por concepto de: " + _concept(sheet, show), size, font=font, leading=size * 1.4
    )
    law = "Manifiesto bajo la gravedad de juramento que no soy responsable del impuesto sobre las ventas IVA, que no estoy obligado a expedir factura electrónica de venta según el artículo 1.6.1.4.3 del Decreto 1625 de 2016 y que para el cálculo de la retención en la fuente solicito se aplique la tabla del artículo 383 del Estatuto Tributario."
    y = sheet.paragraph(72, y + 14, 468, law, size - 1.5, font=font, leading=size * 1.25)
    bank = sheet.rng.choice(("Bancoandes", "Banco del Nevado", "Cooperativa Altos"))
    y = sheet.paragraph(
        72,
        y + 12,
        468,
        f"Favor consignar en la cuenta de ahorros No. {sheet.rng.randint(10**9, 10**10 - 1)} de {bank}.",
        size,
        font=font,
    )
    if invoice.order_reference:
        sheet.text(72, y + 8, f"Orden de servicio: {show.text('order_reference')}", size, font=font)
    sheet.text(72, y + 44, "Cordialmente,", size, font=font)
    if sheet.paper or sheet.rng.random() < 0.5:
        sheet.scribble(80, y + 92, 120, 30)
    sheet.rule(72, y + 98, 250, y + 98)
    for row, line in enumerate(
        (
            person.name,
            f"C.C. {show.nit('supplier')}",
            f"Cel. {person.phone}",
            person.email,
            f"{person.address} {person.city}",
        )
    ):
        sheet.text(72, y + 112 + 13 * row, line, size, font=font)


CITY_OF_ISSUE = ("Bogotá", "Tunja", "Sogamoso", "Neiva", "Armenia", "Chía")


def _concept(sheet: Sheet, show: Shown) -> str:
    """The one line of such a paper is its concept."""
    (line,) = show.invoice.lines
    month = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ][show.invoice.issue_date.month - 1]
    text = sheet.rng.choice(CONCEPTS).format(
        what=line.description.capitalize(),
        site=sheet.rng.choice(("Torres del Parque", "Vía Cota-Chía", "Colegio La Aurora")),
        month=month,
        cut=sheet.rng.randint(1, 12),
    )
    show.only_line(text)
    return text


def want(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("obra", "transporte", "servicios")),
        document_type="cuenta_de_cobro",
        lines=(1, 1),
        cents=False,
        person=True,
        no_tax=True,
        order=0.3,
        prefixes=("",),
        digits=(1, 3),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "co0", "co2", "apos0")),
        nits="dots",
        buyer_nits=rng.choice(("dots-dv", "dash-dv")),
        dates=rng.choice(("long", "capital", "long")),
        currency=rng.choice(("$", "$ ")),
    )


LAYOUT = Layout("cuenta_cobro", draw, want, style, stamped=0.4)
