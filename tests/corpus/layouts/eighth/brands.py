"""Heads led by a brand: the legal name small beneath it or at the foot; and a legal name broken over centred lines."""

from html import escape

from .form import Form
from .kit import habits, layout, wants
from .words import BRANDED, BROKEN, FOOTED

_MOTTOS = {legal: motto for legal, _, motto in (*BRANDED, *FOOTED)}


def sign(form: Form, size: float) -> str:
    """The brand as a logo of words: letters, a box, a mark of two colours."""
    brand, ink = escape(form.invoice.supplier.trade_name), form.ink
    motto = _MOTTOS.get(form.invoice.supplier.name, "")
    big = f"font-size:{size}pt;line-height:1.05;font-weight:bold"
    look = form.one("plain", "filled", "framed", "split", "spaced")
    if look == "filled":
        mark = f'<span style="{big};background:{ink};color:#fff;padding:3pt 8pt;border-radius:4pt;display:inline-block">{brand}</span>'
    elif look == "framed":
        mark = f'<span style="{big};border:2pt solid {ink};color:{ink};padding:2pt 7pt;display:inline-block">{brand}</span>'
    elif look == "split":
        half = len(form.invoice.supplier.trade_name) // 2
        raw = form.invoice.supplier.trade_name
        mark = f'<span style="{big};color:{ink}">{escape(raw[:half])}</span><span style="{big};color:#999">{escape(raw[half:])}</span>'
    else:
        mark = f'<span style="{big};color:{ink};{"letter-spacing:2pt" if look == "spaced" else "font-style:italic"}">{brand}</span>'
    return f"<div>{mark}{f'<div class=s>{escape(motto)}</div>' if motto and form.chance(0.7) else ''}</div>"


def _rotulo(form: Form) -> tuple[str, str]:
    """Brand large; below it, small, the legal name and the NIT in one line."""
    who = f"{form.seller()}{form.one(' ', ' - ', ' · ', ', ')}{form.nit()}"
    who = f"<b>{who}</b>" if form.chance(0.4) else who
    more = form.one(" | ", " - ", "<br>").join(form.contact())
    under = f'<div class="{form.one("s", "xs", "s")}">{who}<br>{more}{f"<br>{form.regime()}" if form.chance(0.6) else ""}</div>'
    label = form.one("framed", "line", "tab")
    if label == "framed":
        number = f'<div class="frame c"><b>{form.title()}</b><div class=no>{form.numbered()}</div></div>'
    elif label == "line":
        number = f'<div class=r style="font-size:11pt">{form.title()} <b>{form.numbered()}</b></div>'
    else:
        number = f'<table class=box><tr><th class=c>{form.title()}</th></tr><tr><td class="c no">{form.number()}</td></tr></table>'
    centred = form.chance(0.35)
    brand = sign(form, form.rng.choice((22, 26, 30))) + under
    if centred:
        head = f'<div class=c>{brand}</div><div style="width:{form.one("52", "64")}%;margin:6pt auto">{number}</div>'
    else:
        head = f'<div class=row><div>{brand}</div><div class=fit style="width:{form.one("36", "40")}%">{number}</div></div>'
    dates, buyer = form.put(form.dates()), form.put(form.buyer(), form.one("beside", "beside", "stacked"))
    middle = f"<div class='row gap'><div style='flex:1.5'>{buyer}</div><div>{dates}</div></div>"
    if len(dates) > 900 or form.chance(0.4):
        middle = f"<div class=gap>{buyer}</div><div class=gap>{dates}</div>"
    css = f".frame{{border:1.2pt solid {form.ink};border-radius:6pt;padding:5pt}}.no{{font-size:12.5pt;font-weight:bold;color:{form.one('#b00020', form.ink, '#111')}}}"
    return css, f"{head}{middle}{form.body()}{form.small()}"


ROTULO = layout("eighth_rotulo", _rotulo, wants("ferreteria"), BRANDED)


def _pie(form: Form) -> tuple[str, str]:
    """Brand only at the head; who that is in law says the last line of the page."""
    brand = sign(form, form.rng.choice((24, 28, 34)))
    number = f'<div class=r><div class=lab>{form.title()}</div><div style="font-size:13pt">{form.numbered("", "No.", "N°")}</div></div>'
    head = (
        f"<div class=row>{brand}{number}</div>"
        if form.chance(0.6)
        else f"<div class=row>{number.replace('class=r', '')}<div class=r>{brand}</div></div>"
    )
    dates = form.put(form.dates(), form.one("above", "below", "above", "inline"), "gap")
    buyer = f'<div class="gap who">{form.put(form.buyer(), form.one("beside", "stacked", "inline"))}</div>'
    watched = form.one(
        "Vigilado Superintendencia de Sociedades", "VIGILADO SuperTransporte", "Vigilado Supervigilancia R. 20194100", "Matrícula mercantil 02944117 - Cámara de Comercio", "",
    )  # fmt: skip
    joint = form.one(" - ", " | ", " · ")
    own = joint.join(
        filter(None, (f"{form.seller()} {form.nit()}", *form.contact()[: form.rng.randint(2, 5)], watched))
    )
    foot = f'<div class="last foot {form.one("c", "", "c")} {form.one("s", "xs")}">{own}{f"<br>{form.regime()}" if form.chance(0.5) else ""}</div>'
    blocks = [dates, buyer]
    if form.chance(0.4):
        blocks.reverse()
    css = f".foot{{border-top:{form.one('.6pt solid #888', f'2pt solid {form.ink}', '0')};padding-top:4pt;margin-top:14pt}}.last{{margin-top:auto}}.who{{border-left:3pt solid {form.ink};padding-left:6pt}}"
    return css, f"{head}{''.join(blocks)}{form.body()}{form.small()}<div style='height:10pt'></div>{foot}"


PIE = layout("eighth_pie", _pie, wants("servicios", service=True, shares=0.5), FOOTED)


def _centrado(form: Form) -> tuple[str, str]:
    """The legal name over two or three centred lines, each in its own size; the NIT below."""
    parts = next(parts for parts in BROKEN if " ".join(parts) == form.invoice.supplier.name)
    form.show.name("supplier")
    sizes = form.rng.choice(((11, 17, 11), (15, 15, 12), (18, 13, 10), (10, 16, 16)))
    gaps = form.one("letter-spacing:.6pt", "", "")
    name = "".join(
        f'<div style="font-size:{sizes[n]}pt;font-weight:{form.one("bold", "bold", "normal")};color:{form.ink};line-height:1.12;{gaps}">{escape(part)}</div>'
        for n, part in enumerate(parts)
    )
    rows = form.contact()
    below = f'<div style="font-size:10pt">{form.nit()}</div>' + (
        f"<div class=s>{form.regime()}</div>" if form.chance(0.6) else ""
    )
    below += f"<div class=s>{form.one(' - ', '<br>', ' · ').join(rows)}</div>"
    side = f'<div class="fit c cell"><div class=lab>{form.title()}</div><div style="font-size:13pt"><b>{form.numbered("No.", "Nº", "")}</b></div>'
    form.show.date("issue_date")
    boxed = form.chance(0.45)
    if boxed:  # day, month and year in cells of a printed form
        issued = form.invoice.issue_date
        side += f'<table class="box c"><tr><td class="lab c" colspan=3>{form.say("issue")}</td></tr><tr><td class="lab c">DÍA</td><td class="lab c">MES</td><td class="lab c">AÑO</td></tr>'
        side += (
            f"<tr><td class=c>{issued:%d}</td><td class=c>{issued:%m}</td><td class=c>{issued.year}</td></tr></table>"
        )
    side += "</div>"
    left = f'<div class="fit" style="width:62pt">{form.qr(58)}</div>' if form.chance(0.4) else ""
    head = f"<div class=row>{left}<div class=c>{name}{below}</div>{side}</div>"
    if form.chance(0.35):
        head = f"<div class=c>{name}{below}</div><div style='display:flex;justify-content:{form.one('center', 'flex-end', 'space-between')};margin-top:5pt'>{left}{side}</div>"
    facts = form.dates(issued_apart=boxed)
    middle = f'<div class="gap wide">{form.put(form.buyer(), "beside")}</div>'
    if facts:
        middle += f"<div class=gap>{form.put(facts, form.one('above', 'below', 'inline'))}</div>"
    css = f".cell{{border:{form.one('.8pt solid #333', '0', f'1.4pt double {form.ink}')};padding:4pt 7pt;min-width:112pt}}.wide{{border:.8pt solid #555;padding:3pt}}"
    return css, f"{head}{middle}{form.body()}{form.small()}"


CENTRADO = layout(
    "eighth_centrado",
    _centrado,
    wants("concreto"),
    [(" ".join(parts), parts[0].title()) for parts in BROKEN],
    style=habits,
)
