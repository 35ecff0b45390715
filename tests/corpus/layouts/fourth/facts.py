"""What the fourth hand's suppliers sell, and the sums of one sale: goods, prices and quantities of its own."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from ...invoice import Invoice, Line

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
CENT = Decimal("0.01")
NINETEEN = Decimal(19)


@dataclass(frozen=True)
class Good:
    """One thing for sale; `rate` is None where the law knows no IVA on it."""

    text: str
    unit: str
    low: int
    high: int
    rate: Decimal | None
    most: int = 12


def goods(text: str) -> tuple[Good, ...]:
    """One a line: text | unit | lowest and highest price | rate or - | the most of it that is bought at once."""
    found = []
    for row in text.strip().splitlines():
        name, unit, low, high, rate, most = row.split("|")
        found.append(Good(name, unit, int(low), int(high), None if rate == "-" else Decimal(rate), int(most)))
    return tuple(found)


def rounded(amount: Decimal, cents: bool) -> Decimal:
    return amount.quantize(CENT if cents else ONE, rounding=ROUND_HALF_EVEN)


def price_of(good: Good, rng: random.Random, *, cents: bool = False) -> Decimal:
    step = 50 if good.high > 5000 else 10 if good.high > 1000 else 1
    price = Decimal(rng.randint(good.low, good.high) // step * step)
    return price + Decimal(rng.randint(1, 99)) / 100 if cents and rng.random() < 0.3 else price


def line(
    good: Good, quantity: Decimal, price: Decimal, *, code: str = "", times: int = 1, share: Decimal = ZERO,
    cents: bool = False, with_tax: bool = False,
) -> Line:  # fmt: skip
    """A line of goods; `times` are the days of a rental, `share` its discount in per cent, and `price` as it is marked."""
    factor = ONE + (good.rate or ZERO) / HUNDRED
    before = price / factor if with_tax else price
    gross = rounded(quantity * times * before, cents)
    discount = rounded(gross * share / HUNDRED, cents)
    total = gross - discount
    if with_tax:
        tax = rounded(quantity * times * price * (HUNDRED - share) / HUNDRED, cents) - total
    else:
        tax = rounded(total * (good.rate or ZERO) / HUNDRED, cents)
    return Line(
        code=code,
        description=good.text,
        quantity=quantity,
        unit=good.unit,
        unit_price=before.quantize(CENT),
        tax="" if good.rate is None else "IVA",
        tax_rate=good.rate,
        gross=gross,
        discount=discount,
        discount_rate=share,
        line_total=total,
        tax_amount=tax,
        price_with_tax=price if with_tax else (price * factor).quantize(CENT),
    )


def basket(
    pool: Sequence[Good], rng: random.Random, count: int, *, cents: bool = False, with_tax: bool = False,
    discounted: bool = False, ean: bool = False,
) -> tuple[Line, ...]:  # fmt: skip
    """A purchase of `count` different things."""
    start = rng.randint(10, 900)
    lines = []
    for good in rng.sample(list(pool), min(count, len(pool))):
        quantity = Decimal(rng.randint(1, good.most))
        if good.unit in ("M", "M2", "M3", "KG", "TON") and rng.random() < 0.4:
            quantity += Decimal(rng.choice((25, 50, 80))) / 100
        share = Decimal(rng.choice((5, 7, 10, 15))) if discounted and rng.random() < 0.6 else ZERO
        price = price_of(good, rng, cents=cents)
        if with_tax:
            price = (price / 100).quantize(ONE) * 100 or Decimal(100)
        code = _ean(rng) if ean else f"{start:04d}{rng.randint(1, 99):02d}"
        start += rng.randint(1, 60)
        lines.append(line(good, quantity, price, code=code, share=share, cents=cents, with_tax=with_tax))
    return tuple(lines)


def _ean(rng: random.Random) -> str:
    body = "770" + "".join(str(rng.randint(0, 9)) for _ in range(9))
    odd = sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(body))
    return body + str(-odd % 10)


def sale(
    invoice: Invoice, lines: Sequence[Line], *, cents: bool = False, held: Mapping[str, Decimal] | None = None,
    overall: Decimal = ZERO, guarantee: Decimal = ZERO, advance: Decimal = ZERO, with_tax: bool = False,
) -> Invoice:  # fmt: skip
    """The invoice with these lines instead of its own. `held` are rates in per cent, that of ReteICA in per mil."""
    gross, given = (sum((getattr(one, name) for one in lines), ZERO) for name in ("gross", "discount"))
    net = gross - given
    taken = rounded(net * overall / HUNDRED, cents)
    bases: dict[str, Decimal] = {}
    taxes: dict[str, Decimal] = {}
    for one in lines:
        name = "excluded" if one.tax_rate is None else f"IVA {one.tax_rate}"
        bases[name] = bases.get(name, ZERO) + one.line_total
        if one.tax_rate is not None:
            taxes[name] = taxes.get(name, ZERO) + one.tax_amount
    if taken:
        bases = {name: rounded(base * (net - taken) / net, cents) for name, base in bases.items()}
    rates = {name: Decimal(name.removeprefix("IVA ")) for name in taxes}
    if not with_tax:
        taxes = {name: rounded(bases[name] * rate / HUNDRED, cents) for name, rate in rates.items()}
    iva = sum(taxes.values(), ZERO)
    subtotal = net - taken
    held = held or {}
    amounts = {
        "rete_fuente": rounded(subtotal * held.get("rete_fuente", ZERO) / HUNDRED, cents),
        "rete_iva": rounded(iva * held.get("rete_iva", ZERO) / HUNDRED, cents),
        "rete_ica": rounded(subtotal * held.get("rete_ica", ZERO) / 1000, cents),
        "guarantee": rounded(subtotal * guarantee / HUNDRED, cents),
        "advance": rounded(subtotal * advance / HUNDRED, cents),
    }
    total = subtotal + iva
    return replace(
        invoice,
        lines=tuple(lines),
        gross=gross,
        line_discount=given,
        global_discount=taken,
        subtotal=subtotal,
        tax_base=sum((base for name, base in bases.items() if name not in ("excluded", "IVA 0")), ZERO),
        iva=iva,
        inc=ZERO,
        bags=ZERO,
        tip=ZERO,
        total=total,
        previous_balance=ZERO,
        amount_payable=total - sum(amounts.values(), ZERO),
        administration=ZERO,
        contingencies=ZERO,
        profit=ZERO,
        bases=bases,
        taxes=taxes,
        rates=rates,
        prices_with_tax=with_tax,
        rete_fuente=amounts["rete_fuente"],
        rete_iva=amounts["rete_iva"],
        rete_ica=amounts["rete_ica"],
        guarantee=amounts["guarantee"],
        advance=amounts["advance"],
    )
