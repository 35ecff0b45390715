"""The larger layouts: programs that print electronic invoices on letter paper.

Each draws one invoice and returns the truth of what it printed. Families are those a Colombian
receiver meets; companies, numbers and goods are fictional.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from tests.extraction.drawn.drawing import Sheet, commas, dots, short, slashes, worded
from tests.extraction.drawn.invoice import Invoice, Line, draw, money
from tests.extraction.drawn.spell import spell

Truth = dict[str, Any]
Cell = tuple[float, str]  # where it stands and how it is aligned


def table(
    sheet: Sheet, y: float, heads: Sequence[tuple[str, float, str]], rows: Sequence[Sequence[str]], *,
    wrap: tuple[int, float] = (0, 999.0), size: float = 7.5, step: float = 10.0, centred: bool = False,
) -> float:  # fmt: skip
    """Draw a table of (head, x, alignment) columns; the column wrap[0] wraps at wrap[1] points."""
    for text, x, align in heads:
        for number, part in enumerate(text.split("\n")):
            sheet.text(x, y + number * 9, part, size, bold=True, align=align)
    y += 14 + 9 * max(text.count("\n") for text, _x, _a in heads)
    for row in rows:
        parts = sheet.wrap(row[wrap[0]], wrap[1], size)
        height = step * len(parts)
        figures = y + (height - step) / 2 if centred else y
        for column, ((_head, x, align), text) in enumerate(zip(heads, row, strict=True)):
            if column == wrap[0]:
                for number, part in enumerate(parts):
                    sheet.text(x, y + number * step, part, size, align=align)
            else:
                sheet.text(x, figures, text, size, align=align)
        y += height + 4
    return y


def totals(sheet: Sheet, y: float, pairs: Sequence[tuple[str, str]], *, x0: float = 400, x1: float = 580) -> float:
    for label, amount in pairs:
        sheet.text(x0, y, label, 8.5)
        sheet.text(x1, y, amount, 8.5, align="right")
        y += 13
    return y


def dian_free(path: Path, random: Random) -> Truth:
    """The DIAN's free tool: labelled boxes on page 1, totals and authorisation on page 2, no DV anywhere."""
    invoice = draw(random)
    sheet = Sheet(path, (595, 842))
    sheet.text(297, 50, "Factura Electrónica de Venta", 12, bold=True, align="centre")
    sheet.text(297, 68, "Representación Gráfica", 9, align="centre")
    sheet.text(40, 95, "Datos del Documento", 10, bold=True)
    sheet.rows(50, 112, ["Código Único de Factura - CUFE :", invoice.cufe], 7.5)
    left = [f"Número de Factura: {invoice.prefix}-{invoice.consecutive}",
            f"Fecha de Emisión: {slashes(invoice.issued)}", f"Fecha de Vencimiento: {slashes(invoice.due)}",
            "Tipo de Operación: 10 - Estándar"]  # fmt: skip
    right = [f"Forma de pago: {'Contado' if invoice.cash else 'Crédito'}", "Medio de Pago: Acuerdo mutuo",
             f"Orden de pedido: {invoice.order or ''}", "Fecha de orden de pedido:"]  # fmt: skip
    sheet.rows(50, 140, left, 8)
    sheet.rows(320, 140, right, 8)
    sheet.text(40, 200, "Datos del Emisor / Vendedor", 10, bold=True)
    seller = invoice.supplier
    sheet.rows(50, 216, [f"Razón Social: {seller.name}", f"Nombre Comercial: {seller.name.split()[0]}",
                         f"Nit del Emisor: {seller.nit}", "Tipo de Contribuyente: Persona Jurídica",
                         "Régimen Fiscal: O-47", "Responsabilidad tributaria: 01 - IVA"], 8)  # fmt: skip
    sheet.rows(320, 240, ["País: Colombia", "Departamento: RISARALDA", f"Municipio / Ciudad: {seller.city}",
                          f"Dirección: {seller.address}", f"Teléfono / Móvil: {seller.phone}",
                          f"Correo: {seller.email}"], 8)  # fmt: skip
    sheet.text(40, 325, "Datos del Adquiriente / Comprador", 10, bold=True)
    buyer = invoice.customer
    sheet.rows(50, 341, [f"Nombre o Razón Social: {buyer.name}", "Tipo de Documento: NIT",
                         f"Número Documento: {buyer.nit}", "Régimen fiscal: R-99-PN"], 8)  # fmt: skip
    sheet.rows(320, 353, ["País: Colombia", f"Municipio / Ciudad: {buyer.city}", f"Dirección: {buyer.address}",
                          f"Correo: {buyer.email}"], 8)  # fmt: skip
    sheet.text(40, 415, "Detalles de Productos", 10, bold=True)
    heads = [("Nro.", 40, "left"), ("Código", 62, "left"), ("Descripción", 105, "left"), ("U/M", 205, "left"),
             ("Cantidad", 265, "right"), ("Precio unitario", 330, "right"), ("Descuento\ndetalle", 380, "right"),
             ("Recargo\ndetalle", 425, "right"), ("IVA", 475, "right"), ("%", 498, "right"),
             ("Precio unitario\nde venta", 562, "right")]  # fmt: skip
    rows = [[str(n), line.code, line.description, line.unit, dots(line.quantity), dots(line.price), "0,00", "0,00",
             dots(line.tax), dots(line.rate), dots(line.total)]
            for n, line in enumerate(invoice.lines, 1)]  # fmt: skip
    table(sheet, 435, heads, rows, wrap=(2, 92), size=6.5, centred=True)
    sheet.page()
    sheet.text(40, 50, "Datos Totales", 10, bold=True)
    sheet.rows(45, 80, ["Documento generado el:", f"{slashes(invoice.issued)} {invoice.time}",
                        "Documento validado por la DIAN:", f"{slashes(invoice.issued)} {invoice.time}",
                        "XML Generado por: Solución Gratuita DIAN", "Nit: 800197268"], 7)  # fmt: skip
    zero = "0,00"
    totals(sheet, 80, [
        ("MONEDA", "COP"), ("Subtotal", dots(invoice.subtotal)), ("Descuento detalle", zero),
        ("Recargo detalle", zero), ("Total Bruto Factura", dots(invoice.subtotal)), ("IVA", dots(invoice.iva)),
        ("INC", zero), ("Bolsas", zero), ("Otros impuestos", zero), ("Total impuesto (=)", dots(invoice.iva)),
        ("Total neto factura (=)", dots(invoice.total)), ("Descuento Global (-)", zero),
        ("Total factura (=)", f"COP $ {dots(invoice.total)}"), ("Rete fuente", zero), ("Rete IVA", zero),
        ("Rete ICA", zero),
    ])  # fmt: skip
    sheet.rows(45, 330, ["Numero de Autorización:", invoice.resolution], 8)
    sheet.rows(200, 330, ["Rango desde:", "1"], 8)
    sheet.rows(300, 330, ["Rango hasta:", "100000"], 8)
    sheet.save()
    return invoice.truth()


def java_box(path: Path, random: Random) -> Truth:
    """Centred header, one box for customer and terms, unit prices with IVA, taxed + exempt instead of a subtotal."""
    invoice = draw(random)
    sheet = Sheet(path, (595, 842))
    seller, buyer = invoice.supplier, invoice.customer
    for number, text in enumerate([seller.name, f"NIT: {seller.nit}-{seller.dv}", "Representante: Jurídica-Responsable IVA",
                                   f"Dirección: {seller.address} {seller.city}", seller.email,
                                   f"Teléfono: {seller.phone}", f"Nro. Doc: {invoice.number}"]):  # fmt: skip
        sheet.text(297, 30 + 13 * number, text, 8.5, align="centre")
    sheet.text(500, 30, "Factura Electrónica De Venta", 8, bold=True, align="centre")
    sheet.box(20, 122, 575, 172)
    sheet.rows(24, 133, [f"Cliente: {buyer.name} - NIT: {buyer.nit}", f"DIRECCIÓN: {buyer.address} {buyer.city}",
                         f"CORREO: {buyer.email}", f"Telefono: {buyer.phone}"], 7.5, 11)  # fmt: skip
    means = "Efectivo" if invoice.cash else "Crédito ACH"
    sheet.rows(290, 131, [f"Medio de pago: {'Contado' if invoice.cash else 'Crédito'}", f"Forma de pago: {means}",
                          "Vendedor: MOSTRADOR", f"Orden de Compra: {invoice.order or ''}"], 7.5, 11)  # fmt: skip
    sheet.rows(455, 140, ["FECHA DE EMISIÓN", invoice.issued.isoformat(), invoice.time], 7, 9, align="centre")
    sheet.rows(535, 140, ["FECHA DE", "VENCIMIENTO", invoice.due.isoformat()], 7, 9, align="centre")
    sheet.text(24, 188, f"CUFE: {invoice.cufe}", 7.5)
    heads = [("Nro.", 30, "centre"), ("Artículo", 60, "centre"), ("Cantidad", 105, "centre"),
             ("Descripción", 205, "centre"), ("U/M", 300, "centre"), ("Precio.Uni", 350, "centre"),
             ("IVA %", 400, "centre"), ("INC", 430, "centre"), ("VL.IVA", 480, "centre"),
             ("Vr. Parcial", 545, "centre")]  # fmt: skip
    rows = [[str(n), line.code, commas(line.quantity), line.description.upper(), line.unit,
             commas(line.price * (1 + line.rate / 100)), commas(line.rate), "0.00", commas(line.tax),
             commas(line.total)] for n, line in enumerate(invoice.lines, 1)]  # fmt: skip
    table(sheet, 206, heads, rows, wrap=(3, 120), size=7, centred=True)
    totals(sheet, 590, [
        ("Descuentos", "$0.00"), ("Valor Exento", "$0.00"), ("Valor Excluido", "$0.00"),
        ("Valor Gravado", f"${commas(invoice.subtotal)}"), ("Valor IVA", f"${commas(invoice.iva)}"),
        ("Impoconsumo", "$0.00"), ("TOTAL (=)", f"${commas(invoice.total)}"), ("Rete. Fuente", "$0.00"),
        ("Rete. ICA", "$0.00"), ("Total menos rete.", f"${commas(invoice.total)}"),
    ], x0=420)  # fmt: skip
    sheet.rows(24, 620, [f"Res.DIAN No. {invoice.resolution} del 01-04-2024 habilita prefijo {invoice.prefix} del 1",
                         "hasta 50000. vigencia 12 meses", "Esta factura se asimila a la letra de cambio (artículo 774)",
                         f"Son: {spell(int(invoice.total))} PESO(S) COLOMBIANO(S)"], 7.5)  # fmt: skip
    sheet.text(
        24, 800, "Proveedor Tecnológico: Cadena S.A. Nit 890930534 Software: PRUEBA SOFTWARE S.A.S. Nit 900740007", 7
    )
    sheet.save()
    for_lines = [{"quantity": str(line.quantity), "total": str(line.total)} for line in invoice.lines]
    return invoice.truth(lines=for_lines)


def logo_left(path: Path, random: Random) -> Truth:
    """Title and number in a box at the right, two rates, a totals box with two conventions, CUFE at the foot."""
    invoice = draw(random, rates=(19, 5))
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(150, 50, [seller.name, f"NIT {seller.dotted}-{seller.dv}", f"{seller.address} - {seller.city}",
                         f"Tel. {seller.phone}", "Régimen común - No somos grandes contribuyentes"], 9, 12)  # fmt: skip
    sheet.box(420, 40, 590, 90)
    sheet.rows(505, 56, ["FACTURA ELECTRÓNICA DE VENTA", f"No. {invoice.prefix} {invoice.consecutive}"], 9.5, 18,
               bold=True, align="centre")  # fmt: skip
    sheet.box(30, 125, 590, 190)
    sheet.rows(36, 140, ["SEÑOR(ES)", "NIT", "DIRECCIÓN", "CIUDAD"], 8, 13, bold=True)
    sheet.rows(110, 140, [buyer.name, f"{buyer.dotted}-{buyer.dv}", buyer.address, buyer.city], 8, 13)
    sheet.rows(
        380, 140, ["FECHA EXPEDICIÓN", "FECHA VENCIMIENTO", "FORMA DE PAGO", "ORDEN DE COMPRA"], 8, 13, bold=True
    )
    terms = "CONTADO" if invoice.cash else f"CREDITO {(invoice.due - invoice.issued).days} DIAS"
    sheet.rows(490, 140, [slashes(invoice.issued), slashes(invoice.due), terms, invoice.order or ""], 8, 13)
    heads = [("REF", 36, "left"), ("DESCRIPCIÓN", 90, "left"), ("CANT", 330, "right"), ("VR. UNITARIO", 420, "right"),
             ("% IVA", 470, "right"), ("VR. TOTAL", 580, "right")]  # fmt: skip
    rows = [[line.code, line.description, dots(line.quantity, 0 if line.quantity % 1 == 0 else 1),
             f"${dots(line.price)}", f"{line.rate}%", f"${dots(line.total)}"] for line in invoice.lines]  # fmt: skip
    table(sheet, 212, heads, rows, wrap=(1, 200))
    high = sum((line.tax for line in invoice.lines if line.rate == 19), Decimal(0))
    low = sum((line.tax for line in invoice.lines if line.rate == 5), Decimal(0))
    pairs = [("Subtotal:", f"${dots(invoice.subtotal)}"), ("Descuento:", "$0.00")]
    pairs += [("IVA 19%:", f"${dots(high)}")] if high else []
    pairs += [("IVA 5%:", f"${dots(low)}")] if low else []
    pairs += [("Total:", f"${dots(invoice.total)}")]
    sheet.box(390, 575, 590, 650)
    totals(sheet, 590, pairs)
    sheet.text(36, 590, f"SON: {spell(int(invoice.total))} PESOS M/CTE", 7)
    sheet.text(36, 610, f"Autorización Numeración de Facturación No. {invoice.resolution} prefijo {invoice.prefix}", 7)
    sheet.text(36, 700, f"CUFE: {invoice.cufe[:60]}", 8)
    sheet.text(36, 710, invoice.cufe[60:], 8)
    sheet.save()
    return invoice.truth()


def sap_row(path: Path, random: Random) -> Truth:
    """Heads over values in a row, totals in a row, dotted dates, supplier only in the footer."""
    invoice = draw(random)
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.text(580, 50, "FACTURA ELECTRÓNICA DE VENTA", 12, bold=True, align="right")
    sheet.rows(40, 90, ["Vendido a:", buyer.name, f"NIT: {buyer.nit}{buyer.dv}", buyer.address, buyer.city.upper()], 9)
    dotted = "%d.%m.%Y"
    heads = [("FECHA FACTURA", 40), ("Nº FACTURA", 140), ("Nº PEDIDO", 230), ("ORDEN DE COMPRA", 310),
             ("COND. PAGO", 420), ("VENCIMIENTO", 510)]  # fmt: skip
    days = (invoice.due - invoice.issued).days
    cells = [invoice.issued.strftime(dotted), invoice.number, str(random.randrange(10**7, 10**8)), invoice.order or "",
             "Contado" if invoice.cash else f"Crédito {days} días", invoice.due.strftime(dotted)]  # fmt: skip
    for (head, x), cell in zip(heads, cells, strict=True):
        sheet.text(x, 180, head, 8, bold=True)
        sheet.text(x, 194, cell, 8)
    columns = [("CÓDIGO", 40, "left"), ("DESCRIPCIÓN", 110, "left"), ("CANTIDAD", 370, "right"), ("UM", 385, "left"),
               ("PRECIO UNIT.", 480, "right"), ("VALOR TOTAL", 580, "right")]  # fmt: skip
    rows = [[line.code, line.description.upper(), dots(line.quantity, 3), line.unit, dots(line.price), dots(line.total)]
            for line in invoice.lines]  # fmt: skip
    table(sheet, 220, columns, rows, wrap=(1, 180))
    for x, head, value in ((60, "VALOR SIN IMPUESTO", invoice.subtotal), (250, "IMPUESTO DE VENTA", invoice.iva),
                           (450, "TOTAL FACTURA", invoice.total)):  # fmt: skip
        sheet.text(x, 560, head, 8.5, bold=True)
        sheet.text(x, 574, dots(value), 8.5)
    sheet.text(40, 600, f"CUFE {invoice.cufe}", 7)
    sheet.text(40, 620, "Pague con descuento del 4% dentro de los 10 días siguientes a la fecha de factura", 7)
    sheet.text(
        306, 740, f"{seller.name}  NIT {seller.dotted}-{seller.dv}  {seller.address} {seller.city}", 7.5, align="centre"
    )
    sheet.text(306, 752, f"Resolución DIAN {invoice.resolution} del 2024/01/10 vigencia 24 meses", 7, align="centre")
    sheet.save()
    return invoice.truth()


def crystal_wide(path: Path, random: Random) -> Truth:
    """Landscape, both conventions in one row, customer's order beside the seller's, TOTAL A PAGAR."""
    invoice = draw(random)
    invoice.order = invoice.order or "4500123"
    sheet = Sheet(path, (792, 612))
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(
        40, 40, [seller.name, f"NIT. {seller.dotted}-{seller.dv}", seller.address, f"{seller.city}, Colombia"], 9
    )
    sheet.rows(750, 40, ["FACTURA ELECTRONICA DE VENTA", invoice.number], 11, 16, bold=True, align="right")
    sheet.rows(40, 110, [f"CLIENTE: {buyer.name}", f"NIT: {buyer.nit}-{buyer.dv}", f"DIRECCION: {buyer.address}",
                         f"CIUDAD: {buyer.city}"], 8.5)  # fmt: skip
    heads = [("FECHA FACTURA", 400), ("FECHA VENCIMIENTO", 490), ("PEDIDO", 600), ("PEDIDO CLIENTE", 670)]
    cells = [invoice.issued.strftime("%d-%m-%Y"), invoice.due.strftime("%d-%m-%Y"), "880123", invoice.order]
    for (head, x), cell in zip(heads, cells, strict=True):
        sheet.text(x, 112, head, 7.5, bold=True)
        sheet.text(x, 124, cell, 8)
    columns = [("ITEM", 40, "left"), ("CODIGO", 75, "left"), ("DESCRIPCION", 150, "left"), ("CANTIDAD", 470, "right"),
               ("UN", 485, "left"), ("VALOR UNITARIO", 600, "right"), ("VALOR TOTAL", 750, "right")]  # fmt: skip
    rows = [[str(n), line.code, line.description, commas(line.quantity), line.unit, commas(line.price),
             dots(line.total)] for n, line in enumerate(invoice.lines, 1)]  # fmt: skip
    table(sheet, 180, columns, rows, wrap=(2, 260), size=8)
    totals(sheet, 440, [("TOTAL BRUTO", dots(invoice.subtotal)), ("BASE CALCULO IVA", commas(invoice.subtotal)),
                        ("IVA 19%", dots(invoice.iva)), ("TOTAL A PAGAR", dots(invoice.total))],
           x0=560, x1=750)  # fmt: skip
    sheet.text(40, 450, f"SON: {spell(int(invoice.total))} PESOS", 7.5)
    sheet.text(40, 540, f"CUFE: {invoice.cufe}", 8)
    sheet.text(40, 552, f"Autorización DIAN No. {invoice.resolution} Fecha 2024-02-01 Prefijo {invoice.prefix}", 7)
    sheet.save()
    return invoice.truth(payment_form=None)


def percent_discount(path: Path, random: Random) -> Truth:
    """Number without its prefix, NIT with blanks around the dash, discount, ReteFuente and NETO."""
    invoice = draw(random)
    invoice.prefix = ""
    invoice.discount = money(invoice.subtotal * Decimal("0.05"))
    iva = money((invoice.subtotal - invoice.discount) * Decimal("0.19"))
    total = invoice.subtotal - invoice.discount + iva
    withheld = money((invoice.subtotal - invoice.discount) * Decimal("0.025"))
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.text(306, 45, seller.name, 13, bold=True, align="centre")
    sheet.rows(306, 60, [f"NIT {seller.nit} - {seller.dv}", f"{seller.address} Tel {seller.phone}", seller.city], 8.5,
               align="centre")  # fmt: skip
    sheet.rows(450, 100, ["FACTURA DE VENTA", f"Nro. {invoice.consecutive}"], 11, 15, bold=True)
    sheet.rows(40, 105, [f"Cliente: {buyer.name}", f"Nit: {buyer.nit} - {buyer.dv}", f"Dirección: {buyer.address}",
                         f"PEDIDO\\O.S No. {invoice.order or ''}"], 8.5)  # fmt: skip
    sheet.rows(450, 135, [f"Fecha: {short(invoice.issued)}", f"Vence: {short(invoice.due)}"], 8.5)
    columns = [("Código", 40, "left"), ("Artículo", 110, "left"), ("Cant.", 360, "right"), ("Vr. Unit", 440, "right"),
               ("% Dcto", 490, "right"), ("Vr. Bruto", 580, "right")]  # fmt: skip
    rows = [[line.code, line.description, dots(line.quantity), dots(line.price), "5,00", dots(line.total)]
            for line in invoice.lines]  # fmt: skip
    table(sheet, 175, columns, rows, wrap=(1, 210), size=8)
    totals(sheet, 560, [
        ("SUBTOTAL", dots(invoice.subtotal)), ("DESCUENTO", dots(invoice.discount)), ("IVA", dots(iva)),
        ("TOTAL", dots(total)), ("RTE. FUENTE", dots(withheld)), ("NETO", dots(total - withheld)),
    ])  # fmt: skip
    sheet.text(40, 640, f"CUFE {invoice.cufe}", 7)
    sheet.text(40, 655, f"Resolución DIAN No. {invoice.resolution} de 2024-03-01", 7)
    sheet.save()
    return invoice.truth(
        iva=str(iva), total=str(total), discount=str(invoice.discount), rete_fuente=str(withheld),
        amount_payable=str(total - withheld), payment_form=None,
    )  # fmt: skip


def odoo(path: Path, random: Random) -> Truth:
    """A standard Odoo invoice: customer at the right without a label, heads over values, taxes as a column."""
    invoice = draw(random)
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(40, 50, [seller.name, f"{seller.address}", f"{seller.city}", f"NIT: {seller.nit}-{seller.dv}"], 8.5, 11)
    sheet.rows(380, 110, ["Cliente", buyer.name, buyer.address, buyer.city, f"NIT: {buyer.nit}-{buyer.dv}"], 9)
    sheet.text(40, 200, f"Factura Electrónica de Venta {invoice.number}", 16, bold=True)
    for x, head, cell in ((40, "Fecha de factura:", slashes(invoice.issued)),
                          (160, "Fecha de vencimiento:", slashes(invoice.due)),
                          (300, "Forma de pago:", "Contado" if invoice.cash else "Crédito"),
                          (420, "Orden de compra:", invoice.order or "")):  # fmt: skip
        sheet.text(x, 228, head, 9, bold=True)
        sheet.text(x, 241, cell, 9)
    columns = [("DESCRIPCIÓN", 40, "left"), ("CANTIDAD", 330, "right"), ("PRECIO UNITARIO", 430, "right"),
               ("IMPUESTOS", 500, "right"), ("IMPORTE", 580, "right")]  # fmt: skip
    rows = [[f"[{line.code}] {line.description}", f"{dots(line.quantity)} {line.unit}", dots(line.price),
             f"IVA {line.rate}%", f"$ {dots(line.total)}"] for line in invoice.lines]  # fmt: skip
    y = table(sheet, 270, columns, rows, wrap=(0, 210), size=8.5)
    y = totals(sheet, max(y + 20, 480), [("Subtotal", f"$ {dots(invoice.subtotal)}"), ("IVA 19%", f"$ {dots(invoice.iva)}"),
                                         ("Total", f"$ {dots(invoice.total)}")])  # fmt: skip
    sheet.text(40, y + 20, f"CUFE: {invoice.cufe}", 7.5)
    sheet.text(40, y + 34, f"Resolución de facturación No. {invoice.resolution} vigente hasta 2026-12-31", 7.5)
    sheet.save()
    plain = [{"quantity": str(line.quantity), "total": str(line.total)} for line in invoice.lines]
    return invoice.truth(lines=plain)


def odoo_foot(path: Path, random: Random) -> Truth:
    """Odoo with the company's number in the footer and the customer's block without a heading."""
    invoice = draw(random)
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.rows(40, 50, [seller.name, seller.address, f"{seller.city}, Colombia"], 8.5, 11)
    sheet.rows(360, 115, [buyer.name, buyer.address, buyer.city, f"NIT: {buyer.nit}-{buyer.dv}"], 9)
    sheet.text(40, 200, f"Factura {invoice.number}", 16, bold=True)
    for x, head, cell in (
        (40, "Fecha de la factura:", slashes(invoice.issued)), (170, "Fecha de vencimiento:", slashes(invoice.due)),
        (320, "Forma de pago:", "Contado" if invoice.cash else "Crédito"),
        (430, "Referencia:", "S00123"),
    ):  # fmt: skip
        sheet.text(x, 228, head, 9, bold=True)
        sheet.text(x, 241, cell, 9)
    columns = [("Descripción", 40, "left"), ("Cantidad", 350, "right"), ("Precio unitario", 440, "right"),
               ("Impuestos", 500, "right"), ("Importe", 580, "right")]  # fmt: skip
    rows = [[line.description, f"{dots(line.quantity)} Unidades", dots(line.price), "IVA 19%", f"{dots(line.total)} $"]
            for line in invoice.lines]  # fmt: skip
    y = table(sheet, 270, columns, rows, wrap=(0, 210), size=8.5)
    y = totals(sheet, max(y + 20, 480), [("Base imponible", f"{dots(invoice.subtotal)} $"), ("IVA 19%", f"{dots(invoice.iva)} $"),
                                         ("Total", f"{dots(invoice.total)} $")])  # fmt: skip
    sheet.text(40, y + 20, f"CUFE/CUDE: {invoice.cufe}", 7.5)
    sheet.text(40, y + 34, f"Autorización de numeración de facturación {invoice.resolution}", 7.5)
    sheet.text(306, 760, f"{seller.phone} | {seller.email} | https://{seller.email.partition('@')[2]} | NIT: {seller.nit}-{seller.dv}",
               7.5, align="centre")  # fmt: skip
    sheet.save()
    plain = [
        {"description": one.description, "quantity": str(one.quantity), "total": str(one.total)}
        for one in invoice.lines
    ]
    return invoice.truth(lines=plain, purchase_order=None)


def bilingual(path: Path, random: Random) -> Truth:
    """English and Spanish side by side, comma thousands."""
    invoice = draw(random)
    sheet = Sheet(path)
    seller, buyer = invoice.supplier, invoice.customer
    sheet.text(40, 50, seller.name, 14, bold=True)
    sheet.rows(40, 66, [f"Tax ID / NIT: {seller.nit}-{seller.dv}", f"{seller.address}, {seller.city}, Colombia"], 8.5)
    sheet.text(580, 50, "INVOICE / FACTURA DE VENTA", 12, bold=True, align="right")
    sheet.rows(400, 80, [f"Invoice No.: {invoice.number}", f"Invoice Date: {invoice.issued.isoformat()}",
                         f"Due Date: {invoice.due.isoformat()}", f"P.O. Number: {invoice.order or 'N/A'}"], 9)  # fmt: skip
    sheet.rows(40, 110, ["Bill To:", buyer.name, f"NIT {buyer.nit}-{buyer.dv}", buyer.address], 9)
    columns = [("Item", 40, "left"), ("Description", 80, "left"), ("Qty", 340, "right"), ("Unit", 355, "left"),
               ("Unit Price", 470, "right"), ("Amount", 580, "right")]  # fmt: skip
    rows = [[str(n), line.description, commas(line.quantity), line.unit, commas(line.price), commas(line.total)]
            for n, line in enumerate(invoice.lines, 1)]  # fmt: skip
    table(sheet, 190, columns, rows, wrap=(1, 220), size=8.5)
    totals(sheet, 560, [("Subtotal", f"COP {commas(invoice.subtotal)}"), ("VAT / IVA 19%", f"COP {commas(invoice.iva)}"),
                        ("TOTAL", f"COP {commas(invoice.total)}")])  # fmt: skip
    sheet.text(40, 660, f"CUFE: {invoice.cufe}", 7.5)
    sheet.text(40, 672, f"DIAN Authorization {invoice.resolution}", 7.5)
    sheet.save()
    return invoice.truth(payment_form=None)


LETTER: dict[str, Callable[[Path, Random], Truth]] = {
    "dian_free": dian_free, "java_box": java_box, "logo_left": logo_left, "sap_row": sap_row,
    "crystal_wide": crystal_wide, "percent_discount": percent_discount, "odoo": odoo, "odoo_foot": odoo_foot, "bilingual": bilingual,
}  # fmt: skip
__all__ = ["LETTER", "Invoice", "Line", "Truth", "table", "totals", "worded"]
