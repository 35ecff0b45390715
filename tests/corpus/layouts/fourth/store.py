"""The invoice of a large store for builders: two rows to an item, its bar code, and the IVA of each rate."""

import random
from decimal import Decimal
from html import escape

from ...invoice import Want
from ...sheet import A4, LETTER
from .facts import basket, goods
from .kit import Paper
from .press import above, beside, habits, layout, ledger
from .tickets import NUMERIC, breakdown

_STORE = goods(
    """
PORCELANATO RECT. 60X120 CALACATA MATE CJ 1.44 M2|CJ|84000|129000|19|40
SANITARIO DUAL FLUSH ALONGADO BLANCO C/ASIENTO|UN|389000|612000|19|3
TALADRO PERCUTOR INAL. 20V 2 BAT 1.5AH + MALETIN|UN|429000|689000|19|2
PINTURA INT/EXT LAVABLE BLANCO PURO 5 GL|UN|219000|338000|19|6
ESCALERA TIJERA ALUM. 6 PASOS 150 KG|UN|189000|274000|19|2
TEJA TRASLUCIDA PVC ONDULADA 3.05X0.80|UN|58900|84900|19|20
MEZCLADOR LAVAPLATOS MONOCONTROL CUELLO ALTO|UN|124900|239900|19|4
ADHESIVO PORCELANATO GRIS 25 KG|UN|32900|48900|19|30
TUBO LED T8 18W 6500K VIDRIO|UN|9900|16900|19|50
CERRADURA DIGITAL DE SOBREPONER C/CLAVE|UN|289000|449000|19|2
ABONO ORGANICO COMPOSTADO 10 KG|UN|12900|19900|5|6
KIT PANEL SOLAR 150W POLICRISTALINO|UN|389000|519000|0|2
SERV. INSTALACION CALENTADOR A GAS|UN|119000|169000|19|1
AGREGADO ARENA LAVADA SACO 40 KG|UN|8900|12900|19|60
"""
)


def bricolaje(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    page.sells(
        basket(
            _STORE, news, news.choice((2, 4, 7, 10, 14)), with_tax=True, discounted=page.has("offers", 0.4), ean=True
        ),
        with_tax=True,
    )
    page.settle()
    sku = [str(news.randint(100000, 699999)) for _ in page.invoice.lines]
    columns = [page.column(kind, *titles, price="price_with_tax", total="price_total") for kind, titles in (
        ("code", ("EAN", "Cód. barras", "EAN / PLU")), ("quantity", ()), ("unit", ()), ("price", ("Precio<br>IVA incl.", "P. Unitario c/IVA", "Vr. Unit. (IVA inc.)")), ("rate", ()), ("share", ()), ("total", ("Total c/IVA", "Valor total", "Total IVA incl.")),
    ) if kind != "share" or page.invoice.line_discount]  # fmt: skip
    page.note(columns, "description", price="price_with_tax", total="price_total")
    arranged = page.pick("arranged", "above", "below")
    rows = ""
    for number, one in enumerate(page.invoice.lines):
        text = f"<tr class=text><td colspan={len(columns)}>{page.pick('plu', 'PLU ', 'SKU ', '') and page.pick('plu', 'PLU ', 'SKU ', '') + sku[number] + ' '}<b>{escape(one.description)}</b></td></tr>"
        figures = f"<tr class=figures>{''.join(f'<td class={column.css}>{column.value(number, one)}</td>' for column in columns)}</tr>"
        rows += f"<tbody class=keep>{text + figures if arranged == 'above' else figures + text}</tbody>"
    named = page.title("description", "Descripción", "Producto", "Artículo")
    heads = "".join(
        f"<th class={column.css}>{column.title}{'<br>' + named if number == 0 else ''}</th>"
        for number, column in enumerate(columns)
    )
    table = f"<table class=goods><thead><tr>{heads}</tr></thead>{rows}</table>"
    shop = f"{page.pick('shop', 'TIENDA', 'Almacén', 'Sede')} {page.pick('where', '014 CALLE 80', '031 SUR', '007 NORTE', '022 MOSQUERA')}"
    till = [
        ("Caja", str(news.randint(1, 38))),
        (page.pick("deal", "Transacción", "Trx", "Terminal / Trx"), str(news.randint(1000, 99999))),
        (page.pick("cashier", "Cajero", "Asesor"), str(news.randint(100000, 999999))),
        ("Pedido web", str(news.randint(10**7, 10**8))),
    ]
    title = page.pick("title", "FACTURA ELECTRÓNICA DE VENTA", "Factura electrónica de venta")
    bill = f"<div class=bill>{title}<br><b>{page.number()}</b></div>"
    seller = f"<b>{page.seller()}</b> {page.seller_nit()}<br>{' - '.join(page.seller_lines())}<br>{shop}"
    quality = page.pick(
        "quality",
        "Grandes contribuyentes Res. 9061 de dic. 2020 · Autorretenedores Res. 2481",
        "Gran contribuyente. Autorretenedor renta e ICA Bogotá",
        "Agente retenedor de IVA",
    )
    head = f"<div class=flex><div class=none>{page.logo(104)}</div><div class=small>{seller}<br>{quality}</div><div class=none>{bill}</div></div>"
    buyer, terms = list(page.buyer().values()), list(page.terms().values())
    told = above([*terms, *till[: page.among("till", (2, 3, 4))]], 4)
    party = (
        f"<div class=flex><div>{beside(buyer)}</div><div>{told}</div></div>"
        if page.has("beside", 0.5)
        else f"{told}<div class=who>{beside(buyer)}</div>"
    )
    totals = page.has("rate totals", 0.5)
    rates = breakdown(page, totals=totals and page.has("no subtotal", 0.5))
    total = [
        (page.pick("total", "TOTAL A PAGAR", "Total factura", "TOTAL COMPRA", "Total"), show.money("total"), "strong")
    ]
    if totals and not page.has("no subtotal", 0.5):
        show.truth.pop("subtotal_is_one_printed_figure", None)
        total = [
            (
                page.pick("without", "Subtotal sin IVA", "Valor sin impuestos", "Neto sin IVA"),
                show.money("subtotal"),
                "",
            ),
            (page.word("iva", bare=True), show.money("iva"), ""),
            *total,
        ]
    card = page.pick("card", "VISA ****4471", "Transferencia PSE", "Tarjeta débito ****0912", "Tarjeta regalo / débito")
    if page.invoice.payment_form == "Contado":
        total.append(
            (
                f"{page.pick('paid', 'Pagado con', 'Medio de pago', 'Recibido')} {card}",
                show.amount(page.invoice.total),
                "",
            )
        )
    counted = page.pick("count", "Cantidad de artículos", "Unidades", "Líneas")
    count = Decimal(len(sku)) if counted == "Líneas" else sum((one.quantity for one in page.invoice.lines), Decimal(0))
    below = [
        f"<div>{rates}<p class=small style='margin-top:4pt'>{page.in_words()}</p></div>",
        f"<div>{ledger(total)}<p class='small r'>{counted}: {page.whole(count)}</p></div>",
    ]
    if page.has("sums left", 0.35):
        below.reverse()
    points = page.pick(
        "points",
        f"Puntos acumulados en esta compra: {news.randint(12, 900)}",
        "",
        "Cambios y devoluciones: 30 días con esta factura y empaque original.",
    )
    law = f"<div class='flex keep small'><div class=none>{page.qr(64)}</div><div>{page.cufe()}<br>{page.resolution()}<br>{page.program()}<br>{points}</div></div>"
    css = f"""
    .bill{{background:{page.ink};color:#fff;padding:7pt 12pt;text-align:center}}.bill b{{font-size:13pt}}.flex{{margin:6pt 0}}.cells td,.who{{border:.5pt solid #aaa}}.cells{{margin-bottom:4pt}}.cells small{{color:#555}}.k{{color:#444}}
    .goods{{font-size:7.8pt}}.goods th{{background:#eee;border-top:1.2pt solid {page.ink};font-size:7pt;vertical-align:bottom}}.goods tbody{{border-bottom:.4pt solid #bbb}}.goods td{{padding:1.2pt 4pt}}.figures td{{color:#222}}
    .rates{{font-size:7.6pt}}.rates td,.rates th{{border:.5pt solid #aaa}}.ledger .strong td{{font-size:11pt;background:#eee}}
    """
    return css, f"{head}{party}{table}<div class='flex keep'>{''.join(below)}</div>{law}"


def _store(rng: random.Random) -> Want:
    return Want(
        trade="ferreteria", lines=(1, 2), order=0.3, prefixes=("FT14", "F031", "HF", "CM07", "TV", "FVE"), digits=(5, 8)
    )


BRICOLAJE = layout(
    "fourth_bricolaje",
    bricolaje,
    _store,
    habits("co0", "co0", "us0", "co2", dates=(*NUMERIC, "dmy."), currency=("", "$", "$ ")),
    pool="bricolaje",
    sizes=(LETTER, LETTER, A4),
)
