"""The invoice of a carrier: a line for each consignment, with the value declared beside its freight."""

import random
from collections.abc import Callable
from decimal import Decimal

from ...invoice import Want
from ...sheet import LANDSCAPE, LETTER
from .facts import Good, line
from .kit import Column, Paper
from .press import above, beside, habits, layout, ledger, place

_CARGA = (
    "Cemento gris en sacos",
    "Acero figurado",
    "Tubería PVC y accesorios",
    "Maquinaria desarmada",
    "Prefabricados de concreto",
    "Mercancía general",
    "Asfalto líquido",
    "Formaleta metálica",
    "Estibas ladrillo",
)
_TOWNS = (
    "BOGOTA",
    "VILLAVICENCIO",
    "YOPAL",
    "BUENAVENTURA",
    "CALI",
    "NOBSA",
    "CARTAGENA",
    "PTO. GAITAN",
    "IBAGUE",
    "SOGAMOSO",
    "MEDELLIN",
    "NEIVA",
)


def remesas(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    by_weight = page.has("by weight", 0.45)
    count = news.choice((1, 2, 4, 6, 10, 17))
    days, consignment, start = page.days(count, 20), news.randint(20000, 880000), news.sample(_TOWNS, 2)
    trips, lines = [], []
    for day in days:
        consignment += news.randint(1, 14)
        town = news.choice([town for town in _TOWNS if town not in start])
        tons = Decimal(news.randint(850, 3400)) / 100
        worth = Decimal(news.randint(12, 190) * 1_000_000)
        trips.append((day, str(consignment), page.plate(), news.choice(start), town, tons, worth))
        good = Good(news.choice(_CARGA), "TON" if by_weight else "VIAJE", 0, 0, None)
        lines.append(
            line(good, tons, Decimal(news.randint(68, 190) * 1000))
            if by_weight
            else line(good, Decimal(1), Decimal(news.randint(28, 460) * 10000))
        )
    page.sells(
        lines,
        held=page.rates(
            page.among(
                "held",
                ({}, {"rete_fuente": 1}, {"rete_fuente": 1, "rete_ica": 4.14}, {"rete_fuente": 1, "rete_ica": 7}),
            )
        ),
    )
    right = "r"
    own = {
        "day": Column(
            "", page.title("day", "Fecha", "F. Despacho", "Fec.Rem."), lambda i, one: show.day(trips[i][0]), "n"
        ),
        "consignment": Column(
            "",
            page.title("consignment", "Remesa", "No. Remesa", "Remesa<br>Terrestre", "Guía"),
            lambda i, one: trips[i][1],
            "c",
        ),
        "plate": Column("", page.title("plate", "Placa", "Vehículo"), lambda i, one: trips[i][2], "n"),
        "origin": Column(
            "", page.title("origin", "Origen", "Ciudad<br>origen", "Cargue"), lambda i, one: trips[i][3], "n"
        ),
        "target": Column(
            "", page.title("target", "Destino", "Ciudad<br>destino", "Descargue"), lambda i, one: trips[i][4], "n"
        ),
        "kilos": Column(
            "",
            page.title("kilos", "Peso Kg", "Kilos", "Peso<br>(Kg)"),
            lambda i, one: show.amount(
                trips[i][5] * 1000, numbers="us0" if show.style.numbers.startswith("us") else "co0", currency=False
            ),
            right,
        ),
        "worth": Column(
            "",
            page.title("worth", "Vr. Declarado", "Valor<br>declarado", "Vr. Mercancía"),
            lambda i, one: show.amount(trips[i][6]),
            right,
        ),
    }
    order = ["day", "consignment", "plate", "origin", "target", "description", "worth", "quantity", "price", "total"] if by_weight else list(page.among("order", (
        ("consignment", "day", "origin", "target", "plate", "description", "kilos", "worth", "total"), ("day", "consignment", "description", "origin", "target", "kilos", "total", "worth"),
        ("item", "consignment", "plate", "description", "origin", "target", "worth", "total"),
    )))  # fmt: skip
    titles = {
        "quantity": ("Toneladas", "Ton.", "TON"),
        "price": ("Tarifa<br>x Ton", "Flete/Ton"),
        "total": ("Vr. Flete", "Flete", "Valor<br>flete", "Total flete"),
        "description": ("Producto", "Mercancía", "Dice contener", "Carga"),
    }
    columns = [own.get(kind) or page.column(kind, *titles.get(kind, ())) for kind in order]
    page.note(columns)
    tail = ""
    if page.has("totals row", 0.6):
        sums = {
            "worth": show.amount(sum((trip[6] for trip in trips), Decimal(0))),
            "total": show.amount(page.invoice.gross),
        }
        span = min(order.index(kind) for kind in sums)
        cells = "".join(f"<td class=r>{sums.get(kind, '')}</td>" for kind in order[span:])
        tail = f"<tr class=totals><td colspan={span}>{page.pick('totals', 'TOTALES', 'Sumas', 'Total remesas')} ({count})</td>{cells}</tr>"
    title = page.pick(
        "title", "FACTURA ELECTRÓNICA DE VENTA", "FACTURA ELECTRÓNICA DE VENTA DE SERVICIOS", "FACTURA DE TRANSPORTE"
    )
    mode = page.pick(
        "mode",
        "Transporte público terrestre automotor de carga - Habilitación MT 0418",
        "Vigilada Supertransporte. Resolución habilitación 00712",
        "Código RNDC 0917",
    )
    about = f"<b class=title>{page.seller()}</b><br>{page.seller_nit()}<br><span class=small>{mode}<br>{' - '.join(page.seller_lines())}</span>"
    bill = f"<table class=bill><tr><th>{title}</th></tr><tr><td class=c>{page.number()}</td></tr></table>"
    manifest = [
        (page.pick("manifest", "Manifiesto", "Manifiesto de carga", "MC"), f"{news.randint(10**6, 10**7)}"),
        (page.pick("insurer", "Póliza", "Póliza mercancías"), f"{news.randint(1000, 9999)}-{news.randint(10, 99)}"),
    ]
    strip = above([*page.terms().values(), *manifest[: page.among("manifest", (0, 1, 2))]], 5)
    party = (
        above(list(page.buyer().values()), 3)
        if page.has("buyer cells", 0.5)
        else f"<div class=frame>{beside(list(page.buyer().values()))}</div>"
    )
    blocks = [party, strip] if page.has("party first", 0.6) else [strip, party]
    law = "Servicio de transporte de carga excluido de IVA, art. 476 numeral 4 E.T."
    left = f"<p>{page.in_words()}</p><p>{law}</p><p>{page.bank()}</p><p class=small>{page.pick('claims', 'Reclamos dentro de los 3 días siguientes a la entrega.', 'Anexo: cumplidos originales de cada remesa.')}</p>"
    foot = f"<div class='flex keep small'><div class=none>{page.qr(58)}</div><div>{page.cufe()}<br>{page.resolution()}<br>{page.program()}</div></div>"
    css = f"""
    .title{{font-size:12pt;color:{page.ink}}}.bill th,.bill td{{border:1pt solid {page.ink};text-align:center}}.bill td{{font-size:13pt;font-weight:bold}}.bill th{{background:{page.pick("bill", page.ink + ";color:#fff", "#fff", "#ddd")}}}
    .cells td,.frame{{border:.5pt solid #888}}.cells,.frame{{margin-top:4pt}}.goods{{font-size:7.4pt;margin-top:6pt}}.goods th{{border:.6pt solid #444;background:#ececec;text-align:center;font-size:7pt}}.goods td{{border-left:.4pt solid #999;border-right:.4pt solid #999}}
    .goods tbody tr:last-child td{{border-bottom:.6pt solid #444}}.totals td{{border:.6pt solid #444;font-weight:bold}}.ledger td{{border-bottom:.4pt dotted #777}}p{{margin:0 0 4pt}}.k{{font-weight:bold}}
    """
    return (
        css,
        f"<div class=flex><div class=none>{page.logo(74)}</div><div>{about}</div><div class=none style='width:150pt'>{bill}</div></div>{''.join(blocks)}{page.table(columns, tail=tail)}{place(page, ledger(page.sums(zeros=0.6)), left)}<br>{foot}",
    )


def _want(*prefixes: str) -> Callable[[random.Random], Want]:
    return lambda rng: Want(trade="concreto", lines=(1, 2), order=0.5, prefixes=prefixes, digits=(2, 6))


REMESAS = layout(
    "fourth_remesas",
    remesas,
    _want("FE", "TR", "FLE", "", "BG", "C1"),
    habits("co0", "us0", "co0", "us2", currency=("", "", "$")),
    pool="remesa",
    sizes=(LETTER, LANDSCAPE, LANDSCAPE),
)
