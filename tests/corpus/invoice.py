"""The facts of one fictional invoice: who, when, what, and sums that balance. It does not know how it is printed."""

import hashlib
import random
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from . import companies
from .catalogue import ITEMS, Item
from .companies import Party

ZERO = Decimal(0)
_CENT = Decimal("0.01")
_COUNTED = {
    "BULTO": (5, 240),
    "KG": (20, 3200),
    "VAR": (20, 300),
    "M3": (2, 90),
    "KWH": (400, 9000),
    "M2": (8, 600),
    "SERV": (1, 1),
}


@dataclass(frozen=True)
class Want:
    """What kind of invoice a layout needs. Shares are the chance that a document has the thing."""

    trade: str = "ferreteria"
    document_type: str = "factura"
    lines: tuple[int, int] = (1, 7)
    cents: bool = True
    price_with_tax: bool = False
    line_discounts: float = 0.0
    global_discount: float = 0.0
    withholdings: tuple[str, ...] = ()
    service: bool = False
    order: float = 0.4
    aiu: bool = False
    bags: float = 0.0
    tip: float = 0.0
    guarantee: float = 0.0
    advance: float = 0.0
    previous_balance: float = 0.0
    person: bool = False
    no_tax: bool = False
    round_total: bool = False
    prefixes: tuple[str, ...] = ("FE", "FV", "FEV", "SETP", "FE18", "A", "CONT", "FVE", "EM", "", "PM", "INF", "BOG1")
    digits: tuple[int, int] = (2, 7)
    numerals: str = ""
    # Suppliers with made-up names rather than one of the few of its trade.
    fresh_names: bool = False


@dataclass(frozen=True)
class Line:
    code: str
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    tax: str
    tax_rate: Decimal | None
    gross: Decimal
    discount: Decimal
    discount_rate: Decimal
    line_total: Decimal
    tax_amount: Decimal
    price_with_tax: Decimal

    @property
    def price_total(self) -> Decimal:
        """The line with its taxes, which is what a till prints."""
        return self.line_total + self.tax_amount


@dataclass(frozen=True)
class Reference:
    """The invoice a credit note corrects."""

    number: str
    date: date
    cufe: str


@dataclass(frozen=True)
class Invoice:
    """Amounts are None when the document has no such thing; then nothing of it is printed as a value."""

    document_type: str
    supplier: Party
    customer: Party
    prefix: str
    consecutive: str
    issue_date: date
    issue_time: time
    due_date: date
    payment_form: str
    payment_means: str
    order_reference: str | None
    lines: tuple[Line, ...]
    gross: Decimal
    line_discount: Decimal
    global_discount: Decimal
    subtotal: Decimal
    tax_base: Decimal
    iva: Decimal
    inc: Decimal
    bags: Decimal
    tip: Decimal
    total: Decimal
    rete_fuente: Decimal
    rete_iva: Decimal
    rete_ica: Decimal
    guarantee: Decimal
    advance: Decimal
    previous_balance: Decimal
    amount_payable: Decimal
    administration: Decimal
    contingencies: Decimal
    profit: Decimal
    bases: dict[str, Decimal] = field(default_factory=dict)
    taxes: dict[str, Decimal] = field(default_factory=dict)
    rates: dict[str, Decimal] = field(default_factory=dict)
    cufe: str = ""
    authorization_number: str = ""
    range_from: int = 1
    range_to: int = 5000
    authorized_on: date = date(2024, 1, 1)
    authorized_until: date = date(2026, 1, 1)
    reference: Reference | None = None
    currency: str = "COP"
    prices_with_tax: bool = False

    @property
    def invoice_number(self) -> str:
        return self.prefix + self.consecutive

    @property
    def discount(self) -> Decimal:
        return self.line_discount + self.global_discount

    @property
    def tax(self) -> Decimal:
        return self.iva + self.inc + self.bags

    @property
    def exempt(self) -> Decimal:
        return self.bases.get("IVA 0", ZERO)

    @property
    def excluded(self) -> Decimal:
        return self.bases.get("excluded", ZERO)


def make_invoice(rng: random.Random, want: Want) -> Invoice:
    """One invoice, the same for the same state of `rng`."""
    unit = _CENT if want.cents else Decimal(1)
    lines = _lines(rng, want, unit)
    amounts = _amounts(rng, want, lines, unit)
    supplier = companies.person(rng) if want.person else companies.seller(rng, want.trade, fresh=want.fresh_names)
    customer = companies.buyer(rng)
    issued, at, due, form, means = _when(rng, want)
    prefix = "NC" if want.document_type == "nota_credito" and rng.random() < 0.6 else rng.choice(want.prefixes)
    low, high = want.digits
    number = str(rng.randint(10 ** (low - 1), 10**high - 1))
    consecutive = number.zfill(rng.choice((0, 0, 0, 6) if prefix else (0, 0, 3, 4)))
    first = max(1, int(number) // 1000 * 1000)
    authorized = issued - timedelta(days=rng.randint(5, 360))
    secret = hashlib.sha256(rng.randbytes(16)).hexdigest()
    return Invoice(
        document_type=want.document_type,
        supplier=supplier,
        customer=customer,
        prefix=prefix,
        consecutive=consecutive,
        issue_date=issued,
        issue_time=at,
        due_date=due,
        payment_form=form,
        payment_means=means,
        order_reference=_order(rng) if rng.random() < want.order else None,
        lines=lines,
        cufe=_cufe(prefix + consecutive, issued, at, amounts, supplier, customer, secret),
        authorization_number="1876" + "".join(str(rng.randint(0, 9)) for _ in range(10)),
        range_from=first,
        range_to=first + rng.choice((1000, 4000, 5000, 10000, 50000)) + int(number) % 1000,
        authorized_on=authorized,
        authorized_until=authorized + timedelta(days=rng.choice((365, 730, 548))),
        reference=_reference(rng, issued) if want.document_type == "nota_credito" else None,
        prices_with_tax=want.price_with_tax,
        **amounts,
    )


def following(fresh: Invoice, first: Invoice, index: int) -> Invoice:
    """An invoice the same supplier makes out later: its number counts on, all that is sold is fresh."""
    step = timedelta(days=19 * index)
    return replace(
        fresh,
        supplier=first.supplier,
        customer=first.customer,
        prefix=first.prefix,
        consecutive=str(int(first.consecutive) + 13 * index).zfill(len(first.consecutive)),
        issue_date=first.issue_date + step,
        due_date=first.issue_date + step + (fresh.due_date - fresh.issue_date),
        authorization_number=first.authorization_number,
        range_from=first.range_from,
        range_to=first.range_to,
        authorized_on=first.authorized_on,
        authorized_until=first.authorized_until,
    )


def _lines(rng: random.Random, want: Want, unit: Decimal) -> tuple[Line, ...]:
    items = ITEMS[want.trade]
    count = rng.randint(*want.lines)
    chosen = rng.sample(items, min(count, len(items)))
    while len(chosen) < count:
        chosen.append(rng.choice(items))
    discounted = rng.random() < want.line_discounts
    style = rng.choice(("digits", "letters", "long", "short"))
    return tuple(_line(rng, want, item, unit, discounted, _code(rng, style)) for item in chosen)


def _line(rng: random.Random, want: Want, item: Item, unit: Decimal, discounted: bool, code: str) -> Line:
    step = 50 if item.low > 5000 else 1
    price = Decimal(rng.randint(item.low, item.high) // step * step)
    quantity = _quantity(rng, item)
    tax, rate = ("", None) if want.no_tax else (item.tax, item.rate)
    if tax == "IVA" and rate is None:
        tax = ""
    factor = 1 + (rate or ZERO) / 100
    if want.price_with_tax:
        with_tax = price = (price * factor / 50).quantize(Decimal(1)) * 50
        price_before = with_tax / factor
    else:
        if want.cents and rng.random() < 0.25:
            price += Decimal(rng.randint(1, 99)) / 100
        price_before, with_tax = price, price * factor
    share = Decimal(rng.choice((3, 5, 8, 10, 12, 15))) if discounted and rng.random() < 0.7 else ZERO
    gross = _round(quantity * price_before, unit)
    discount = _round(gross * share / 100, unit)
    total = gross - discount
    if want.price_with_tax:
        tax_amount = _round(quantity * with_tax * (100 - share) / 100, unit) - total
    else:
        tax_amount = _round(total * (rate or ZERO) / 100, unit)
    return Line(
        code=code,
        description=item.description,
        quantity=quantity,
        unit=item.unit,
        unit_price=_round(price_before, unit),
        tax=tax,
        tax_rate=rate,
        gross=gross,
        discount=discount,
        discount_rate=share,
        line_total=total,
        tax_amount=tax_amount,
        price_with_tax=_round(with_tax, unit),
    )


def _quantity(rng: random.Random, item: Item) -> Decimal:
    low, high = _COUNTED.get(item.unit, (1, 24))
    high = max(1, min(high, 24_000_000 // item.high))
    low = min(low, high)
    whole = Decimal(rng.randint(low, high))
    if item.unit in {"M3", "KG", "M2", "HORA", "MT"} and rng.random() < 0.3:
        whole += Decimal(rng.choice((25, 50, 75, 40))) / 100
    return whole


def _code(rng: random.Random, style: str) -> str:
    if style == "digits":
        return str(rng.randint(100, 99999))
    if style == "letters":
        return "".join(rng.choice("ABCDEFGHKLMPRSTV") for _ in range(3)) + f"-{rng.randint(10, 9999):04d}"
    if style == "long":
        return "770" + "".join(str(rng.randint(0, 9)) for _ in range(10))
    return f"{rng.randint(1, 40):03d}"


def _amounts(rng: random.Random, want: Want, lines: tuple[Line, ...], unit: Decimal) -> dict:
    gross = sum((line.gross for line in lines), ZERO)
    line_discount = sum((line.discount for line in lines), ZERO)
    net = gross - line_discount
    overall = _round(net * rng.choice((2, 3, 5)) / 100, unit) if rng.random() < want.global_discount else ZERO
    bases, taxes, rates = _taxes(lines, net, overall, unit, with_tax=want.price_with_tax)
    shares = [ZERO] * 3
    if want.aiu:
        shares = [
            _round(net * Decimal(rng.choice(choice)) / 100, unit) for choice in ((8, 10, 12), (2, 3, 5), (4, 5, 6))
        ]
        bases, rates = {"IVA 19": shares[2]}, {"IVA 19": Decimal(19)}
        taxes = {"IVA 19": _round(shares[2] * Decimal("0.19"), unit)}
    iva = sum((amount for name, amount in taxes.items() if name.startswith("IVA")), ZERO)
    inc = sum((amount for name, amount in taxes.items() if name.startswith("INC")), ZERO)
    subtotal = net - overall + sum(shares, ZERO)
    bags = Decimal(rng.randint(1, 3) * 70) if rng.random() < want.bags else ZERO
    tip = _round(subtotal / 10, Decimal(1)) if rng.random() < want.tip else ZERO
    total = subtotal + iva + inc + bags + tip
    if want.round_total:
        total = _round(total, Decimal(1))
    held = _withheld(rng, want, subtotal, iva, unit)
    guarantee = _round(subtotal / 10, unit) if rng.random() < want.guarantee else ZERO
    advance = _round(subtotal * 3 / 10, unit) if rng.random() < want.advance else ZERO
    previous = Decimal(rng.randint(90_000, 900_000)) if rng.random() < want.previous_balance else ZERO
    return dict(
        gross=gross,
        line_discount=line_discount,
        global_discount=overall,
        subtotal=subtotal,
        tax_base=sum((base for name, base in bases.items() if name not in ("excluded", "IVA 0")), ZERO),
        iva=iva,
        inc=inc,
        bags=bags,
        tip=tip,
        total=total,
        guarantee=guarantee,
        advance=advance,
        previous_balance=previous,
        amount_payable=total - sum(held.values(), ZERO) - guarantee - advance + previous,
        administration=shares[0],
        contingencies=shares[1],
        profit=shares[2],
        bases=bases,
        taxes=taxes,
        rates=rates,
        **held,
    )


def _taxes(
    lines: tuple[Line, ...], net: Decimal, overall: Decimal, unit: Decimal, *, with_tax: bool
) -> tuple[dict[str, Decimal], dict[str, Decimal], dict[str, Decimal]]:
    """Bases, amounts and rates by tax; a discount on the whole lowers every base by its share."""
    bases: dict[str, Decimal] = {}
    rates: dict[str, Decimal] = {}
    for line in lines:
        name = f"{line.tax} {line.tax_rate}" if line.tax_rate is not None and line.tax else "excluded"
        bases[name] = bases.get(name, ZERO) + line.line_total
        rates[name] = line.tax_rate or ZERO
    if overall:
        bases = {name: _round(base * (net - overall) / net, unit) for name, base in bases.items()}
    taxes = {name: _round(base * rates[name] / 100, unit) for name, base in bases.items() if name != "excluded"}
    if with_tax and not overall:  # what was paid at the till is exact, the tax is what is left
        taxes = dict.fromkeys(taxes, ZERO)
        for line in lines:
            if line.tax:
                taxes[f"{line.tax} {line.tax_rate}"] += line.tax_amount
    return bases, taxes, {name: rate for name, rate in rates.items() if name != "excluded"}


def _withheld(rng: random.Random, want: Want, base: Decimal, iva: Decimal, unit: Decimal) -> dict[str, Decimal]:
    fuente = rng.choice((4, 6)) if want.service else Decimal("2.5")
    per_mil = Decimal(rng.choice(("4.14", "9.66", "11.04", "5", "7.5")))
    held = {
        "rete_fuente": _round(base * fuente / 100, unit),
        "rete_iva": _round(iva * 15 / 100, unit),
        "rete_ica": _round(base * per_mil / 1000, unit),
    }
    return {name: amount if name in want.withholdings else ZERO for name, amount in held.items()}


def _when(rng: random.Random, want: Want) -> tuple[date, time, date, str, str]:
    issued = date(2024, 2, 1) + timedelta(days=rng.randint(0, 620))
    at = time(rng.randint(7, 19), rng.randint(0, 59), rng.randint(0, 59))
    if want.document_type == "pos" or rng.random() < 0.3:
        return issued, at, issued, "Contado", rng.choice(("Efectivo", "Tarjeta Débito", "Transferencia"))
    days = rng.choice((8, 15, 30, 30, 45, 60))
    means = rng.choice(("Transferencia Débito", "Crédito ACH", "Acuerdo mutuo", "Consignación bancaria"))
    return issued, at, issued + timedelta(days=days), "Crédito", means


def _order(rng: random.Random) -> str:
    number = rng.randint(100, 9999)
    return rng.choice(
        (f"OC-{number:06d}", f"45000{number:05d}", f"OC-{rng.randint(2024, 2025)}-{number:04d}", str(number))
    )


def _reference(rng: random.Random, issued: date) -> Reference:
    number = rng.choice(("FE", "FV", "SETP")) + str(rng.randint(100, 99999))
    return Reference(number, issued - timedelta(days=rng.randint(1, 25)), hashlib.sha384(rng.randbytes(16)).hexdigest())


def _cufe(number: str, issued: date, at: time, amounts: dict, supplier: Party, customer: Party, secret: str) -> str:
    """The formula of the annex with a secret of our own: right in form, known to nobody."""
    text = (
        f"{number}{issued}{at}-05:00{amounts['subtotal']:.2f}01{amounts['iva']:.2f}04{amounts['inc']:.2f}030.00"
        f"{amounts['total']:.2f}{supplier.nit}{customer.nit}{secret}1"
    )
    return hashlib.sha384(text.encode()).hexdigest()


def _round(amount: Decimal, unit: Decimal) -> Decimal:
    return amount.quantize(unit, rounding=ROUND_HALF_EVEN)
