"""Heads that are bands: a sidebar at the left with all about the seller, and one long line."""

from html import escape

from .form import Form
from .kit import layout, wants
from .words import PLAIN

_NAMES = [(name, name.split(" S.A")[0].split(" LTDA")[0].split(" SAS")[0]) for name in PLAIN[::-1]]


def _franja(form: Form) -> tuple[str, str]:
    """A vertical band carries the seller; the number stands in a frame at the top right."""
    seller = form.invoice.supplier
    width = form.rng.choice((112, 126, 138))
    initials = "".join(word[0] for word in seller.trade_name.split() if word[0].isalpha())[:2].upper()
    mark = f'<div class=c style="font-size:30pt;font-weight:bold;border:2pt solid;border-radius:{form.one("50%", "0", "8pt")};width:58pt;height:58pt;line-height:52pt;margin:0 auto 8pt">{escape(initials)}</div>'
    dark = form.chance(0.45)
    colors = (
        f"background:{form.ink};color:#fff"
        if dark
        else form.one("background:#ececec", f"border-right:2pt solid {form.ink}", "background:#f4efe4")
    )
    name, nit = (
        f'<div style="font-size:{form.one("10", "11.5", "9.5")}pt;font-weight:bold">{form.seller()}</div>',
        f"<div>{form.nit()}</div>",
    )
    labels = form.chance(0.5)
    said = [("address", seller.address), ("city", seller.city), ("phone", seller.phone), ("email", seller.email)]
    lab = (
        '<div style="font-size:6.6pt;opacity:.8;margin-top:4pt">' if dark else '<div class=lab style="margin-top:4pt">'
    )
    place = (
        "".join(f"{lab}{form.say(key)}</div><div>{escape(value)}</div>" for key, value in said)
        if labels
        else "".join(f"<div style='margin-top:4pt'>{row}</div>" for row in form.contact())
    )
    regime = f'<div class=xs style="margin-top:9pt">{form.regime()}</div>' if form.chance(0.7) else ""
    bank = f'<div class=xs style="margin-top:9pt">{form.bank()}</div>' if form.chance(0.4) else ""
    parts = [mark if form.chance(0.75) else "", name, nit, place, regime, bank]
    if form.chance(0.2):  # the name comes after the mark and the address
        parts = [parts[0], place, name, nit, regime, bank]
    side = f'<div class="fit" style="width:{width}pt;{colors};padding:8pt 7pt;overflow-wrap:anywhere;font-size:{form.one("7.6", "8")}pt">{"".join(parts)}</div>'
    frame = f'<div class="frame c"><div>{form.title()}</div><div style="font-size:13pt"><b>{form.numbered()}</b></div></div>'
    dates = form.put(form.dates(), form.one("stacked", "beside", "beside"))
    buyer = form.put(form.buyer(), form.one("beside", "stacked"))
    top = f"<div class=row><div>{buyer}</div><div style='flex:.85'>{frame}<div class=gap>{dates}</div></div></div>"
    if form.chance(0.4):
        top = f'<div style="width:60%;margin-left:auto">{frame}</div><div class=gap>{dates}</div><div class=gap>{buyer}</div>'
    css = f".frame{{border:1.4pt solid {form.ink};padding:4pt}}.all{{flex:1;align-items:stretch}}.goods{{font-size:7.4pt}}"
    main = f"<div>{top}{form.body()}{form.small()}</div>"
    return css, f"<div class='row all'>{side}{main}</div>"


FRANJA = layout("eighth_franja", _franja, wants("alquiler", service=True), _NAMES)


def _renglon(form: Form) -> tuple[str, str]:
    """All about the seller in one long running line, parted by dashes, dots or bars."""
    joint = form.one(" - ", " · ", " | ", " – ", ". ", " • ", " / ")
    seller = form.invoice.supplier
    parts = [form.seller(), form.nit(), escape(seller.regime), *form.contact()]
    if form.chance(0.3):
        parts[1], parts[2] = parts[2], parts[1]
    if form.chance(0.2):
        parts.insert(
            form.rng.randint(2, len(parts)),
            form.one("Matrícula mercantil 331290", "Gran contribuyente", "Agente retenedor de IVA", "Cód. ICA 304"),
        )
    if form.chance(0.3):
        parts[0] = f"<b>{parts[0]}</b>"
    line = f'<div class="{form.one("c", "", "c")}" style="font-size:{form.one("8", "8.6", "9.4", "7.4")}pt;border-bottom:{form.one("0", ".6pt solid #666", f"1.5pt solid {form.ink}")};padding-bottom:3pt">{joint.join(parts)}</div>'
    title = f'{form.title()} <b style="color:{form.ink}">{form.numbered()}</b>'
    dates = form.dates()
    manner = form.one("line", "split", "table")
    if manner == "line":
        head = f"<div style='font-size:12pt' class=gap>{title}</div><div class=gap>{form.put(dates, 'inline')}</div>"
    elif manner == "split":
        head = f"<div class='row gap'><div style='font-size:13pt'>{title}</div><div>{form.put(dates, 'beside')}</div></div>"
    else:
        number = form.one("No. de factura", "Factura No.", "Documento")
        head = f"<div class='gap c' style='font-size:11pt'>{form.title()}</div>{form.put([(number, form.number()), *dates], form.one('above', 'below'), 'gap')}"
    buyer = form.buyer()
    if form.chance(0.35):  # the buyer in one line as well
        who = f"{buyer[0][0]}: {buyer[0][1]}{joint}{buyer[1][0]} {buyer[1][1]}{joint}{joint.join(f'{label} {value}' for label, value in buyer[2:])}".rstrip(
            " -·|–.•/"
        )
        party = f"<div class=gap>{who}</div>"
    else:
        party = f"<div class=gap>{form.put(buyer, form.one('beside', 'inline'))}</div>"
    below = form.chance(0.25)
    body = f"{head}{party}{form.body()}{form.small(regime=form.chance(0.5))}"
    return "", f"{body}<div class='gap last'>{line}</div>" if below else f"{line}{body}"


RENGLON = layout("eighth_renglon", _renglon, wants("electrico"), _NAMES)
