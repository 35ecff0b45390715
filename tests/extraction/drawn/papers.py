"""The smaller papers: tickets, pads, bills and claims that come without an electronic invoice's order."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

from tests.extraction.drawn.drawing import Sheet, apostrophe, commas, dots, slashes, worded
from tests.extraction.drawn.invoice import draw, person
from tests.extraction.drawn.letter import Truth, table, totals
from tests.extraction.drawn.spell import spell


def three_cells(path: Path, random: Random) -> Truth:
    """A stationer's: the date in three cells, two-column head, withholding printed."""
    invoice = draw(random, whole=True)
    withheld = (invoice.subtotal * Decimal("0.025")).quantize(Decimal(1))
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(160, 45, [seller.name, f"Nit. {seller.dotted}-{seller.dv}", "IVA REGIMEN COMUN", seller.address,
                         f"Tel: {seller.phone} {seller.city}"], 9, 12, align="centre")  # fmt: skip
    sheet.rows(480, 45, ["FACTURA ELECTRONICA DE VENTA", f"No. {invoice.prefix}-{invoice.consecutive}"], 10, 15, bold=True,
               align="centre")  # fmt: skip
    sheet.text(425, 90, "FECHA DE EXPEDICION", 7, bold=True)
    sheet.text(515, 90, "FECHA VENCIMIENTO", 7, bold=True)
    for x, day in ((425, invoice.issued), (515, invoice.due)):
        for step, (head, cell) in enumerate(
            (("DIA", f"{day.day:02d}"), ("MES", f"{day.month:02d}"), ("AÑO", str(day.year)))
        ):
            sheet.text(x + 25 * step, 101, head, 6)
            sheet.text(x + 25 * step, 113, cell, 8)
    sheet.rows(40, 130, [f"Señores: {buyer.name}", f"NIT o C.C.: {buyer.dotted}-{buyer.dv}", f"Dirección: {buyer.address}",
                         f"Ciudad: {buyer.city}"], 9)  # fmt: skip
    columns = [("CANT.", 40, "left"), ("REFERENCIA", 85, "left"), ("DETALLE", 160, "left"), ("V. UNITARIO", 460, "right"),
               ("V. TOTAL", 580, "right")]  # fmt: skip
    rows = [[dots(line.quantity, 0), line.code, line.description, dots(line.price, 0), dots(line.total, 0)]
            for line in invoice.lines]  # fmt: skip
    table(sheet, 200, columns, rows, wrap=(2, 190), size=8.5)
    iva = invoice.iva.quantize(Decimal(1))
    total = invoice.subtotal + iva
    totals(sheet, 560, [("SUB-TOTAL $", dots(invoice.subtotal, 0)), ("I.V.A. $", dots(iva, 0)),
                        ("TOTAL $", dots(total, 0)), ("RETEFUENTE $", dots(withheld, 0)),
                        ("NETO A PAGAR $", dots(total - withheld, 0))])  # fmt: skip
    sheet.text(40, 575, f"SON: {spell(int(total))} PESOS", 7.5)
    sheet.text(40, 640, f"Autorización numeración de facturación DIAN {invoice.resolution}", 7)
    sheet.text(40, 655, f"CUFE: {invoice.cufe}", 7)
    sheet.save()
    return invoice.truth(
        iva=str(iva), total=str(total), rete_fuente=str(withheld), amount_payable=str(total - withheld),
        payment_form=None, purchase_order=None,
    )  # fmt: skip


def health(path: Path, random: Random) -> Truth:
    """A clinic: no IVA, a patient with a document of his own, copago, the insurer as customer."""
    invoice = draw(random, lines=random.randrange(1, 4), rates=(0,), whole=True)
    sheet = Sheet(path)
    seller, buyer, patient = invoice.supplier, invoice.customer, person(random)
    sheet.rows(306, 45, [seller.name, f"NIT: {seller.nit}-{seller.dv}", seller.address], 9, 12, align="centre")
    sheet.rows(400, 95, [f"No. Factura de Venta: {invoice.number}", f"Fecha Factura: {slashes(invoice.issued)}",
                         f"Fecha Vencimiento: {slashes(invoice.due)}"], 9)  # fmt: skip
    sheet.rows(40, 95, [f"Entidad: {buyer.name}", f"Nit: {buyer.nit}-{buyer.dv}", "Contrato: 2024-117"], 9)
    sheet.rows(40, 145, [f"Paciente: {patient.name}", f"Identificación: CC {patient.nit}", "Régimen: Contributivo"], 9)
    columns = [("Código", 40, "left"), ("Descripción del servicio", 110, "left"), ("Cantidad", 400, "right"),
               ("Valor Unitario", 490, "right"), ("Valor Total", 580, "right")]  # fmt: skip
    rows = [[line.code, line.description, dots(line.quantity, 0), commas(line.price), commas(line.total)]
            for line in invoice.lines]  # fmt: skip
    table(sheet, 200, columns, rows, wrap=(1, 250), size=8.5)
    totals(sheet, 500, [("Subtotal", commas(invoice.subtotal)), ("Copago", "0.00"), ("Descuento", "0.00"),
                        ("Total a Pagar", commas(invoice.total))])  # fmt: skip
    sheet.text(40, 505, f"Valor en letras: {spell(int(invoice.total))} PESOS M/CTE", 8)
    sheet.text(40, 620, f"CUFE {invoice.cufe}", 7)
    sheet.text(40, 632, f"Resolución DIAN {invoice.resolution}", 7)
    sheet.save()
    return invoice.truth(iva=None, payment_form=None, purchase_order=None)


def ticket(path: Path, random: Random) -> Truth:
    """An 80 mm POS ticket: all centred, prices with tax, a table of rates, cash and change."""
    invoice = draw(random, lines=random.randrange(1, 5), whole=True)
    invoice.prefix = "POS"
    invoice.kind = "pos"
    invoice.cash = True
    gross = [(line.total * Decimal("1.19")).quantize(Decimal(1)) for line in invoice.lines]
    total = sum(gross, Decimal(0))
    base = (total / Decimal("1.19")).quantize(Decimal("0.01"))
    seller, buyer = invoice.supplier, invoice.customer
    sheet = Sheet(path, (226, 640))
    y = sheet.rows(113, 24, [seller.name, f"NIT {seller.dotted}-{seller.dv}", seller.address, seller.city,
                             f"TEL {seller.phone}", "DOCUMENTO EQUIVALENTE ELECTRONICO", "TIQUETE DE MAQUINA REGISTRADORA",
                             "CON SISTEMA P.O.S.", f"No. {invoice.number}",
                             f"Fecha: {slashes(invoice.issued)} {invoice.time[:5]}"], 7, 9.5, align="centre")  # fmt: skip
    y = sheet.rows(10, y + 4, [f"Cliente: {buyer.name}", f"NIT/CC: {buyer.nit}"], 7, 9.5)
    sheet.text(10, y + 6, "CANT DESCRIPCION", 7)
    sheet.text(216, y + 6, "VALOR", 7, align="right")
    y += 18
    for line, value in zip(invoice.lines, gross, strict=True):
        sheet.text(10, y, f"{line.quantity}", 7)
        sheet.text(34, y, line.description[:28], 7)
        sheet.text(216, y, commas(value, 0), 7, align="right")
        y += 10
    y += 6
    for label, value in (("TOTAL", total), ("EFECTIVO", total + 5000), ("CAMBIO", Decimal(5000))):
        sheet.text(90, y, label, 8, bold=label == "TOTAL")
        sheet.text(216, y, commas(value, 0), 8, align="right")
        y += 11
    y += 4
    sheet.text(10, y, "TARIFA", 6.5)
    sheet.text(120, y, "BASE", 6.5, align="right")
    sheet.text(216, y, "IVA", 6.5, align="right")
    sheet.text(10, y + 9, "19%", 6.5)
    sheet.text(120, y + 9, commas(base), 6.5, align="right")
    sheet.text(216, y + 9, commas(total - base), 6.5, align="right")
    y += 26
    sheet.rows(113, y, ["CUDE:", invoice.cufe[:48], invoice.cufe[48:], f"Autorización DIAN {invoice.resolution}"], 6, 8,
               align="centre")  # fmt: skip
    sheet.save()
    return invoice.truth(
        subtotal=None, tax_base=str(base), iva=str(total - base), total=str(total), due_date=None, payment_form=None,
        purchase_order=None, lines=None,
    )  # fmt: skip


def pad(path: Path, random: Random) -> Truth:
    """A printed pad filled in by hand or typewriter: no CUFE, apostrophes, a natural person with a cédula."""
    invoice = draw(random, lines=random.randrange(1, 4), rates=(0,), whole=True)
    invoice.supplier = person(random)
    invoice.prefix = ""
    sheet = Sheet(path, (396, 560))
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(198, 40, [seller.name, f"C.C. {seller.dotted}", "MATERIALES Y TRANSPORTE", f"{seller.address} {seller.city}",
                         f"Cel. {seller.phone}"], 9, 12, align="centre")  # fmt: skip
    sheet.text(376, 115, f"FACTURA DE VENTA No. {invoice.consecutive}", 10, bold=True, align="right")
    sheet.rows(20, 135, [f"Fecha: {worded(invoice.issued)}", f"Señor(es): {buyer.name}", f"Nit: {buyer.dotted}-{buyer.dv}",
                         f"Dirección: {buyer.address}"], 9)  # fmt: skip
    columns = [("CANT.", 20, "left"), ("DESCRIPCION", 65, "left"), ("V/UNIT", 300, "right"), ("V/TOTAL", 376, "right")]
    rows = [[dots(line.quantity, 0), line.description, apostrophe(line.price), apostrophe(line.total)]
            for line in invoice.lines]  # fmt: skip
    table(sheet, 200, columns, rows, wrap=(1, 160), size=8.5)
    sheet.text(240, 480, "TOTAL $", 10, bold=True)
    sheet.text(376, 480, apostrophe(invoice.total), 10, bold=True, align="right")
    sheet.save()
    return invoice.truth(
        subtotal=None, iva=None, due_date=None, payment_form=None, purchase_order=None, cufe=None,
        resolution_number=None,
    )  # fmt: skip


def claim(path: Path, random: Random) -> Truth:
    """A cuenta de cobro: the buyer owes, the person named is the seller."""
    invoice = draw(random, lines=1, rates=(0,), whole=True)
    invoice.supplier = person(random)
    invoice.kind = "cuenta_de_cobro"
    invoice.prefix, invoice.consecutive = "", str(random.randrange(1, 60))
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.text(40, 60, f"{seller.city}, {worded(invoice.issued)}", 11)
    sheet.text(306, 110, f"CUENTA DE COBRO No. {invoice.consecutive}", 13, bold=True, align="centre")
    sheet.rows(306, 160, [buyer.name, f"NIT {buyer.dotted}-{buyer.dv}"], 11, 15, align="centre")
    sheet.text(306, 210, "DEBE A:", 12, bold=True, align="centre")
    sheet.rows(306, 240, [seller.name, f"C.C. {seller.dotted} de {seller.city}"], 11, 15, align="centre")
    sheet.text(306, 290, "LA SUMA DE:", 12, bold=True, align="centre")
    sheet.text(306, 315, f"{spell(int(invoice.total))} PESOS M/CTE", 10, align="centre")
    sheet.text(306, 332, f"(${dots(invoice.total, 0)})", 11, align="centre")
    sheet.text(40, 370, f"Por concepto de: {invoice.lines[0].description}", 10)
    sheet.rows(40, 560, ["Atentamente,", "", seller.name, f"C.C. {seller.dotted}", f"Cel {seller.phone}"], 10)
    sheet.save()
    return invoice.truth(
        subtotal=None, iva=None, due_date=None, payment_form=None, purchase_order=None, cufe=None,
        resolution_number=None, lines=None,
    )  # fmt: skip


def support(path: Path, random: Random) -> Truth:
    """A documento soporte: the buyer's own head, the seller in a block called Proveedor or Vendedor."""
    invoice = draw(random, rates=(0,), whole=True)
    invoice.supplier = person(random)
    invoice.kind = "documento_soporte"
    invoice.prefix = "DS"
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(40, 50, [buyer.name, f"NIT: {buyer.dotted}-{buyer.dv}", buyer.address, buyer.city], 9.5)
    sheet.rows(580, 50, ["DOCUMENTO SOPORTE EN ADQUISICIONES EFECTUADAS", "A NO OBLIGADOS A FACTURAR",
                         f"No. {invoice.number}"], 9, 13, bold=True, align="right")  # fmt: skip
    block = random.choice(("Datos del vendedor", "Proveedor"))
    sheet.text(40, 120, block, 9.5, bold=True)
    sheet.rows(40, 135, [f"Nombre: {seller.name}", f"C.C.: {seller.dotted}", f"Dirección: {seller.address}",
                         f"Ciudad: {seller.city}"], 9)  # fmt: skip
    sheet.rows(380, 135, [f"Fecha de generación: {slashes(invoice.issued)}", f"Fecha de vencimiento: {slashes(invoice.due)}",
                          f"Forma de pago: {'Contado' if invoice.cash else 'Crédito'}"], 9)  # fmt: skip
    columns = [("#", 40, "left"), ("Código", 60, "left"), ("Descripción", 130, "left"), ("Cantidad", 390, "right"),
               ("Val. Unit", 480, "right"), ("Val. Item", 580, "right")]  # fmt: skip
    rows = [[str(n), line.code, line.description, dots(line.quantity), dots(line.price), dots(line.total)]
            for n, line in enumerate(invoice.lines, 1)]  # fmt: skip
    y = table(sheet, 210, columns, rows, wrap=(2, 210), size=8.5)
    totals(sheet, max(y, 460), [("Subtotal", dots(invoice.subtotal)), ("Retefuente", "0,00"),
                                ("Total documento", dots(invoice.total))])  # fmt: skip
    sheet.text(40, 640, f"CUDS: {invoice.cufe}", 7)
    sheet.text(40, 652, f"Autorización numeración {invoice.resolution}", 7)
    sheet.save()
    return invoice.truth(iva=None, purchase_order=None)


def utility(path: Path, random: Random) -> Truth:
    """A public utility's bill: subscriber, period, last reading, previous balance, pay before."""
    invoice = draw(random, lines=3, rates=(0,), whole=True)
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(
        40, 45, [seller.name.rsplit(" ", 1)[0] + " E.S.P.", f"NIT {seller.dotted}-{seller.dv}", seller.address], 9.5
    )
    name = seller.name.rsplit(" ", 1)[0] + " E.S.P."
    sheet.rows(360, 45, ["Factura electrónica de venta de servicios públicos", f"Factura No. {invoice.number}",
                         f"Fecha de expedición: {slashes(invoice.issued)}", f"Pague antes de: {slashes(invoice.due)}",
                         "Periodo facturado: 01/06/2024 a 30/06/2024"], 9, 13)  # fmt: skip
    sheet.rows(40, 130, [f"Suscriptor: {buyer.name}", f"NIT/CC: {buyer.nit}", f"Dirección: {buyer.address}",
                         "Estrato: Comercial"], 9)  # fmt: skip
    columns = [("Concepto", 40, "left"), ("Cantidad", 300, "right"), ("Valor unitario", 420, "right"),
               ("Valor", 580, "right")]  # fmt: skip
    rows = [[line.description, dots(line.quantity, 0), dots(line.price), dots(line.total)] for line in invoice.lines]
    table(sheet, 210, columns, rows, wrap=(0, 200), size=8.5)
    totals(
        sheet,
        420,
        [
            ("Subtotal", dots(invoice.subtotal)),
            ("Saldo anterior", "0,00"),
            ("TOTAL A PAGAR", f"$ {dots(invoice.total)}"),
        ],
    )
    sheet.text(40, 560, f"CUFE: {invoice.cufe}", 7.5)
    sheet.save()
    return invoice.truth(supplier_name=name, iva=None, payment_form=None, purchase_order=None, resolution_number=None)


PAPERS: dict[str, Callable[[Path, Random], Truth]] = {
    "three_cells": three_cells, "health": health, "ticket": ticket, "pad": pad, "claim": claim, "support": support,
    "utility": utility,
}  # fmt: skip
