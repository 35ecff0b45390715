"""Fits the weights of `calibration`: logistic regression by family, drawn towards the weights set by hand.

Every weight keeps the sign of its feature. What is printed of it is measured on layouts that were left out of
the fit. Only for making the file of weights; nothing here runs when a document is read.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from invoices.extraction.calibration import FAMILIES, FAMILY_OF, SIGNS, Features, Weights, bounded
from invoices.extraction.result import Source
from invoices.fields import BY_NAME, LINES_THRESHOLD

Array = NDArray[np.float64]
# How firmly the weights are held to those set by hand: so many samples outweigh them.
_FIRMNESS = 3.0
_OFFSET_FIRMNESS = 12.0
_BY_HAND: Mapping[str, float] = {"for": 1.0, "against": -1.0, "letters": -1.5, "ocr": -0.3, "derived": -0.3}
_BASE = -1.0
_FOLDS = 12
_STEPS = 60
_LEAST_SAMPLES = 30
_MOST_CLAIMED, _LEAST_CLAIMED = 0.997, 0.9


@dataclass(frozen=True, slots=True)
class Sample:
    """A value that was read, whether it is right, and from which document."""

    name: str
    features: Features
    right: bool
    group: str

    @property
    def source(self) -> Source:
        return "ocr" if "ocr" in self.features else "text"


def fit(samples: Sequence[Sample]) -> dict[str, Weights]:
    """The weights of every family that has samples enough."""
    fitted = {}
    for family in FAMILIES:
        mine = [one for one in samples if FAMILY_OF[one.name] == family]
        if len(mine) >= _LEAST_SAMPLES and any(one.right for one in mine):
            fitted[family] = _with_ceilings(_fit_family(mine), list(_left_out(mine)))
    return fitted


def left_out(samples: Sequence[Sample]) -> Iterator[tuple[Sample, float]]:
    """Every sample with the chance that weights give it which were fitted without its layout."""
    for family in FAMILIES:
        mine = [one for one in samples if FAMILY_OF[one.name] == family]
        if len(mine) >= _LEAST_SAMPLES:
            ceilings = _with_ceilings(_fit_family(mine), list(_left_out(mine))).ceilings
            yield from ((one, min(chance, ceilings[one.source])) for one, chance in _left_out(mine))


def _left_out(samples: Sequence[Sample]) -> Iterator[tuple[Sample, float]]:
    groups = sorted({one.group for one in samples})
    fold_of = {group: number % _FOLDS for number, group in enumerate(groups)}
    for fold in sorted(set(fold_of.values())):
        kept = [one for one in samples if fold_of[one.group] != fold]
        weights = _fit_family(kept) if kept else Weights(_BASE, _BY_HAND)
        for one in samples:
            if fold_of[one.group] == fold:
                yield one, bounded(_unbounded(weights), one.name, one.features, one.source)


def _unbounded(weights: Weights) -> Weights:
    return Weights(weights.base, weights.weights, weights.offsets, {"text": 1.0, "ocr": 1.0})


def _with_ceilings(weights: Weights, measured: Sequence[tuple[Sample, float]]) -> Weights:
    """The most that may be claimed is what held among the surest of layouts that were left out."""
    ceilings = {}
    for source in ("text", "ocr"):
        surest = [one for one, chance in measured if one.source == source and chance >= 0.97]
        wrong = sum(not one.right for one in surest)
        claimed = 1 - (wrong + 0.5) / (len(surest) + 1)
        ceilings[source] = max(_LEAST_CLAIMED, min(claimed, _MOST_CLAIMED)) if len(surest) >= 20 else 0.97
    return Weights(weights.base, weights.weights, weights.offsets, ceilings)


# --- one family ---------------------------------------------------------------------------------------------


def _fit_family(samples: Sequence[Sample]) -> Weights:
    keys = sorted({key for one in samples for key in one.features} & set(SIGNS))
    names = sorted({one.name for one in samples})
    x = np.array([_row(one, keys, names) for one in samples], dtype=np.float64)
    y = np.array([one.right for one in samples], dtype=np.float64)
    centre = np.array([_BASE, *(_BY_HAND.get(key, 0.0) for key in keys), *(0.0 for _ in names)])
    firmness = np.array([0.5, *(_FIRMNESS for _ in keys), *(_OFFSET_FIRMNESS for _ in names)])
    low = np.array([-np.inf, *(0.0 if SIGNS[key] > 0 else -np.inf for key in keys), *(-np.inf for _ in names)])
    high = np.array([np.inf, *(0.0 if SIGNS[key] < 0 else np.inf for key in keys), *(np.inf for _ in names)])
    found = _minimise(x, y, _balance(samples), centre, firmness, low, high)
    weights = dict(zip(keys, found[1 : 1 + len(keys)].tolist(), strict=True))
    offsets = dict(zip(names, found[1 + len(keys) :].tolist(), strict=True))
    return Weights(float(found[0]), weights, offsets)


def _row(one: Sample, keys: Sequence[str], names: Sequence[str]) -> list[float]:
    return [1.0, *(one.features.get(key, 0.0) for key in keys), *(float(one.name == name) for name in names)]


def _balance(samples: Sequence[Sample]) -> Array:
    """Text and pictures count alike, however many of each there are."""
    count = {source: sum(one.source == source for one in samples) for source in ("text", "ocr")}
    most = max(count.values())
    share = {source: min(most / number, 3.0) if number else 0.0 for source, number in count.items()}
    return np.array([share[one.source] for one in samples])


def _minimise(x: Array, y: Array, share: Array, centre: Array, firmness: Array, low: Array, high: Array) -> Array:
    """Newton's steps within bounds, shortened until they help."""
    found = np.clip(centre, low, high)
    loss = _loss(x, y, share, centre, firmness, found)
    for _step in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        gradient = x.T @ (share * (chance - y)) + firmness * (found - centre)
        held = ((found <= low) & (gradient > 0)) | ((found >= high) & (gradient < 0))
        free = ~held
        curve = (x[:, free] * (share * chance * (1 - chance))[:, None]).T @ x[:, free] + np.diag(firmness[free])
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(curve, gradient[free])
        length = 1.0
        while length > 1e-4:
            tried = np.clip(found - length * step, low, high)
            better = _loss(x, y, share, centre, firmness, tried)
            if better < loss - 1e-9:
                break
            length /= 2
        else:
            return found
        found, loss = tried, better
    return found


def _loss(x: Array, y: Array, share: Array, centre: Array, firmness: Array, tried: Array) -> float:
    odds = np.clip(x @ tried, -30, 30)
    return float((share * (np.logaddexp(0, odds) - y * odds)).sum() + 0.5 * (firmness * (tried - centre) ** 2).sum())


# --- what it is worth ---------------------------------------------------------------------------------------


def by_hand(one: Sample) -> float:
    """The score before anything was fitted."""
    odds = _BASE + one.features.get("for", 0.0) - one.features.get("against", 0.0)
    return min(1 / (1 + math.exp(-odds)), 0.99 if one.source == "text" else 0.97)


def worth(measured: Sequence[tuple[Sample, float]]) -> dict[str, Any]:
    """Expected calibration error, and how the thresholds divide right from wrong."""
    sure = [one for one, chance in measured if chance >= threshold(one.name)]
    wrong = [(one, chance) for one, chance in measured if not one.right]
    flagged = sum(chance < threshold(one.name) for one, chance in wrong)
    gaps = 0.0
    for low in range(10):
        inside = [(one.right, chance) for one, chance in measured if min(int(chance * 10), 9) == low]
        gaps += abs(sum(right - chance for right, chance in inside))
    return {
        "samples": len(measured),
        "wrong": len(wrong),
        "error": gaps / max(len(measured), 1),
        "sure": len(sure) / max(len(measured), 1),
        "sure_right": sum(one.right for one in sure) / len(sure) if sure else None,
        "flagged": flagged / len(wrong) if wrong else None,
    }


def threshold(name: str) -> float:
    return float(BY_NAME[name].threshold if name in BY_NAME else LINES_THRESHOLD)
