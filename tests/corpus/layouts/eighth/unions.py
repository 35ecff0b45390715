"""Heads of sellers with hard names: consortia with their members beneath, and companies whose names carry signs, commas and law."""

from html import escape

from .form import Form
from .head import other_nit
from .kit import layout, wants
from .words import LEGAL, MEMBERS, UNIONS


def _consorcio(form: Form) -> tuple[str, str]:
    """A consortium bills with its own NIT; its members stand below with theirs and their shares."""
    shares = form.rng.choice(((50, 50), (60, 40), (40, 30, 30), (51, 25, 24), (70, 20, 10)))
    members = list(
        zip(form.rng.sample(MEMBERS, len(shares)), (other_nit(form.rng) for _ in shares), shares, strict=True)
    )
    sign = form.one("%", " %", ",00%")
    manner = form.one("table", "list", "line")
    head = form.one("Integrantes", "Conformado por", "INTEGRADO POR", "Miembros y participación")
    if manner == "table":
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{nit}</td><td class=r>{share}{sign}</td></tr>"
            for name, nit, share in members
        )
        listed = f'<table class="{form.one("box", "")} s" style="width:auto;margin:0 auto"><tr><th>{head}</th><th>NIT</th><th class=r>Part.</th></tr>{rows}</table>'
    elif manner == "list":
        listed = f"<div class=s>{head}:</div>" + "".join(
            f"<div class=s>{escape(name)} NIT {nit} ({share}{sign})</div>" for name, nit, share in members
        )
    else:
        listed = f"<div class=s>{head}: {'; '.join(f'{escape(name)}, NIT {nit}, {share}{sign}' for name, nit, share in members)}</div>"
    name = f'<div style="font-size:{form.one("13", "15", "17")}pt;font-weight:bold;color:{form.ink};line-height:1.15">{form.seller()}</div>'
    nit = f"<div style='font-size:{form.one('9', '10.5')}pt'>{form.nit()}</div>"
    agent = (
        f"<div class=s>Representante legal: {form.one('Ing. Gerardo Pulido Arce', 'Marta Cecilia Ibarra', 'Hugo Nel Tarazona')} C.C. {form.rng.randint(10, 79)}.{form.rng.randint(100, 999)}.{form.rng.randint(100, 999)}</div>"
        if form.chance(0.5)
        else ""
    )
    place = f"<div class=s>{form.one(' - ', '<br>').join(form.contact())}</div>"
    low = form.chance(0.3)  # members at the foot instead
    top = f"{name}{nit}{'' if low else listed}{agent}{place}"
    number = (
        f'<div class="fit frame c"><b>{form.title()}</b><br><span style="font-size:12pt">{form.numbered()}</span></div>'
    )
    if form.chance(0.5):
        block = f"<div class=c>{top}</div><div style='display:flex;justify-content:{form.one('center', 'flex-end')}' class=gap>{number}</div>"
    else:
        block = f"<div class=row><div>{top}</div>{number}</div>"
    contract = f"<div class=gap><b>{form.one('Contrato', 'Contrato de obra No.', 'Convenio')}</b> {form.rng.randint(100, 2900)} de {form.rng.randint(2021, 2024)} - {form.one('Acta parcial', 'Acta de recibo')} {form.rng.randint(1, 18)}</div>"
    dates = f"<div class=gap>{form.put(form.dates())}</div>"
    buyer = f"<div class=gap>{form.put(form.buyer(), form.one('beside', 'stacked', 'beside'))}</div>"
    css = f".frame{{border:1pt solid #333;padding:5pt 9pt;min-width:140pt;{form.one('', 'border-radius:7pt')}}}"
    body = f"{block}{buyer}{dates}{contract}{form.body()}{form.small()}"
    return css, body + (f"<div class='last c gap'>{listed}</div>" if low else "")


CONSORCIO = layout(
    "eighth_consorcio",
    _consorcio,
    wants("obra", shares=0.5, service=True, guarantee=0.3),
    [(name, "") for name in UNIONS],
)


def _sociedad(form: Form) -> tuple[str, str]:
    """A letterhead whose name is hard to delimit: commas, ampersands, forms of company in the middle, states of law at the end."""
    seller = form.invoice.supplier
    letter = escape(next(word[0] for word in seller.name.split() if word[0].isalpha()))
    mark = f'<div class="fit c" style="width:44pt;height:44pt;line-height:44pt;background:{form.ink};color:#fff;font-size:22pt;border-radius:{form.one("0", "22pt")}">{letter}</div>'
    name, nit = form.seller(), form.nit()
    size = form.one("11", "13", "10")
    manner = form.one("same", "below", "between", "after")
    if manner == "same":
        who = f'<div style="font-size:{size}pt"><b>{name}</b> {form.one("", "- ", "· ")}{nit}</div>'
    elif manner == "below":
        who = f'<div style="font-size:{size}pt;font-weight:bold">{name}</div><div>{nit}</div>'
    elif manner == "between":
        who = f'<div>{nit}</div><div style="font-size:{size}pt;font-weight:bold">{name}</div>'
    else:
        who = f'<div style="font-size:{size}pt;font-weight:bold;color:{form.ink}">{name}</div><div class=s>{escape(seller.regime)}</div><div class=s>{nit}</div>'
    place = f"<div class=s>{form.one(', ', ' - ', '<br>').join(form.contact())}</div>"
    if form.chance(0.5):
        place += f"<div class=xs>{form.regime()}</div>"
    if "SUCURSAL" in seller.name and form.chance(0.7):
        place += f"<div class=xs>Casa matriz: {form.one('Bahnhofstrasse 11, 8001 Zürich', 'Rua do Cais 204, Porto')} - Tax ID {form.one('CHE-114.209.331', 'PT 509 118 402')}</div>"
    right = form.chance(0.3)
    words = f'<div class="{"r" if right else ""}">{who}{place}</div>'
    top = f"<div class=row>{words}{mark}</div>" if right else f"<div class=row>{mark}{words}</div>"
    heading = form.one(
        f'<div class="c gap" style="font-size:12pt"><b>{form.title()} {form.numbered()}</b></div>',
        f'<table class="box gap"><tr><td>{form.title()}</td><td class=r><b>{form.numbered()}</b></td></tr></table>',
    )
    if form.chance(0.25) and form.invoice.prefix:  # prefix and number in cells of their own
        form.show.number()
        heading = f'<table class="box gap" style="width:60%"><tr><td rowspan=2>{form.title()}</td><td class="lab c">Prefijo</td><td class="lab c">Número</td></tr><tr><td class=c><b>{form.invoice.prefix}</b></td><td class=c><b>{form.invoice.consecutive}</b></td></tr></table>'
    buyer, dates = (
        form.put(form.buyer(), form.one("beside", "inline", "stacked")),
        form.put(form.dates(), form.one("beside", "stacked")),
    )
    middle = f"<div class='row gap'><div style='flex:1.6'>{buyer}</div><div>{dates}</div></div>"
    if form.chance(0.4):
        middle = f"<div class='row gap'><div>{dates}</div><div style='flex:1.6'>{buyer}</div></div>"
    rule = f"<div style='border-top:{form.one('1pt solid #333', f'2.5pt solid {form.ink}', '0')};margin:5pt 0'></div>"
    signed = (
        f"<div class='gap keep' style='margin-top:26pt;width:190pt;border-top:.8pt solid #000'>{form.one('Firma autorizada', 'Elaboró: Consuelo Páez', 'p.p. Gerencia administrativa')}</div>"
        if form.chance(0.5)
        else ""
    )
    return "", f"{top}{rule}{heading}{middle}{form.body()}{signed}{form.small()}"


SOCIEDAD = layout(
    "eighth_sociedad", _sociedad, wants("servicios", shares=0.6, service=True), [(name, "") for name in LEGAL]
)
