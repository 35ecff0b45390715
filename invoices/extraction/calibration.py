"""From the features of a reading to the probability that it is right, with weights fitted beforehand.

The weights lie in `calibration.json` beside this file, with their date, corpora and sizes of sample; they are
made by `make calibrate`. Every weight has the sign its feature must have, so that more agreeing evidence
never lowers a probability. Where nothing was fitted the hand-set weights of `confidence` stand.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from invoices.extraction.result import LineReading, Source, Value

WEIGHTS = Path(__file__).with_name("calibration.json")
# Fields of one kind share their weights; each has an offset of its own.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "sum": ("subtotal", "iva", "total"),
    "amount": ("discount", "tax_base", "inc", "rete_fuente", "rete_iva", "rete_ica", "amount_payable"),
    "number": ("invoice_number", "purchase_order", "resolution_number"),
    "date": ("issue_date", "due_date", "issue_time"),
    "nit": ("supplier_nit", "customer_nit"),
    "name": ("supplier_name", "customer_name"),
    "contact": ("supplier_address", "supplier_city", "supplier_phone", "supplier_email"),
    "choice": ("payment_form", "payment_means", "currency"),
    "cufe": ("cufe",),
    "line": ("lines",),
}
FAMILY_OF: Mapping[str, str] = {name: family for family, names in FAMILIES.items() for name in names}
# Kinds of evidence with weights of their own beside their share of the odds, and which way each may move them.
FOR = ("sum", "words", "lines", "rate", "payable", "check", "known", "second", "titled")
AGAINST = (
    "rounded", "unbalanced", "mended", "loose", "lax", "rival", "misfit", "denied", "open", "bare", "alone", "formless",
    "joined", "stranger",
)  # fmt: skip
SIGNS: Mapping[str, int] = {
    "for": 1, "against": -1, "letters": -1, "ocr": -1, "derived": -1, "several": 1,
    **dict.fromkeys(FOR, 1), **dict.fromkeys(AGAINST, -1),
}  # fmt: skip
Features = Mapping[str, float]
# Told of every value that is read, with the features of its score: for fitting and for measuring.
Watch = Callable[[str, Value | LineReading, Features], None]


@dataclass(frozen=True, slots=True)
class Weights:
    """One family: the odds are `base` + the field's offset + each feature times its weight."""

    base: float
    weights: Mapping[str, float]
    offsets: Mapping[str, float] = field(default_factory=dict)
    # Never more is claimed than was measured, by source.
    ceilings: Mapping[str, float] = field(default_factory=dict)
    # Field and source, such as `supplier_address/text`: from which chance on enough of them were right to be shown
    # without asking, and what a lesser one is worth then.
    sure_from: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def odds(self, name: str, features: Features) -> float:
        moved = sum(self.weights.get(key, 0.0) * value for key, value in features.items())
        return self.base + self.offsets.get(name, 0.0) + moved

    def as_json(self) -> dict[str, Any]:
        return {
            "base": round(self.base, 4),
            "weights": {key: round(value, 4) for key, value in self.weights.items() if round(value, 4)},
            "offsets": {key: round(value, 4) for key, value in self.offsets.items()},
            "ceilings": {key: round(value, 4) for key, value in self.ceilings.items()},
            "sure_from": {key: list(value) for key, value in self.sure_from.items()},
        }


def probability(name: str, features: Features, source: Source) -> float | None:
    """How likely a value with these features is right; None for a field nobody has fitted."""
    family = fitted().get(FAMILY_OF.get(name, ""))
    if family is None:
        return None
    return bounded(family, name, features, source)


def bounded(family: Weights, name: str, features: Features, source: Source) -> float:
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, family.odds(name, features)))))
    least, below = family.sure_from.get(f"{name}/{source}", (0.0, 1.0))
    most = family.ceilings.get(source, 0.97)
    return round(min(chance, most, below if chance < least else 1.0), 3)


@lru_cache(maxsize=1)
def fitted() -> Mapping[str, Weights]:
    """The weights in use, by family; none while the file is missing."""
    try:
        kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {
        family: Weights(
            one["base"],
            one["weights"],
            one.get("offsets", {}),
            one.get("ceilings", {}),
            {key: (least, below) for key, (least, below) in one.get("sure_from", {}).items()},
        )
        for family, one in kept["families"].items()
    }
