"""Fits the weights of `calibration`: logistic regression by family, drawn towards the weights set by hand.

Every weight keeps the sign of its feature. What is printed of it is measured on layouts that were left out of
the fit. Only for making the file of weights; nothing here runs when a document is read.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
# Rules hardly err on the layouts they were made on: those show which evidence there is, not what it is worth.
_SHARE_OF_TUNED = 0.2
# What is held more firmly than any sample could outweigh: figures that contradict each other, a figure that was not
# read as it is told, and a sum of money that nothing else confirms are for a person to look at.
_PRINCIPLES: Mapping[str, float] = {"unbalanced": -3.0, "mended": -3.0, "alone": -2.0}
_PRINCIPLE_FIRMNESS = 60.0
_BASE = -1.0
_FOLDS = 12
_STEPS = 60
_LEAST_SAMPLES = 30
_MOST_CLAIMED, _LEAST_CLAIMED = 0.994, 0.9
# Of a field's values that are shown without asking no more than this share may be wrong.
_MOST_WRONG = 0.01
_LEAST_KEPT = 0.75
# Nothing is paid or matched by these.
_MOST_WRONG_ASIDE = 0.02
_ASIDE = frozenset({"contact", "choice"})
# Of 96 letters seen on a picture one is soon wrong, and no person finds it: never above the threshold by itself.
_CUFE_ON_PAPER = 0.79


@dataclass(frozen=True, slots=True)
class Sample:
    """A value that was read, whether it is right, and from which document. `tuned`: rules were made on its layout."""

    name: str
    features: Features
    right: bool
    group: str
    tuned: bool = False

    @property
    def source(self) -> Source:
        return "ocr" if "ocr" in self.features else "text"


def fit(samples: Sequence[Sample]) -> dict[str, Weights]:
    """The weights of every family that has samples enough."""
    return {family: _bounded_by(_fit_family(mine), list(_left_out(mine))) for family, mine in _families(samples)}


def left_out(samples: Sequence[Sample]) -> Iterator[tuple[Sample, float]]:
    """Every sample with the chance that weights give it which were fitted without its layout."""
    for _family, mine in _families(samples):
        measured = list(_left_out(mine))
        bounds = _bounded_by(Weights(_BASE, _BY_HAND), measured)
        for one, chance in measured:
            # The odds that give this chance, under the bounds that all of them make.
            odds = math.log(chance / (1 - chance)) if 0 < chance < 1 else 30.0
            yield one, bounded(replace(bounds, base=odds, weights={}), one.name, {}, one.source)


def _families(samples: Sequence[Sample]) -> Iterator[tuple[str, list[Sample]]]:
    for family in FAMILIES:
        mine = [one for one in samples if FAMILY_OF[one.name] == family]
        if len(mine) >= _LEAST_SAMPLES and any(one.right for one in mine):
            yield family, mine


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


def _bounded_by(weights: Weights, measured: Sequence[tuple[Sample, float]]) -> Weights:
    """The most that may be claimed is what held among the surest of layouts that were left out."""
    ceilings = {}
    for source in ("text", "ocr"):
        surest = [one for one, _chance in _unseen([p for p in measured if p[0].source == source and p[1] >= 0.97])]
        wrong = sum(not one.right for one in surest)
        claimed = 1 - (wrong + 0.5) / (len(surest) + 1)
        ceilings[source] = max(_LEAST_CLAIMED, min(claimed, _MOST_CLAIMED)) if len(surest) >= 20 else 0.97
    if measured and FAMILY_OF[measured[0][0].name] == "cufe":
        ceilings["ocr"] = min(ceilings["ocr"], _CUFE_ON_PAPER)
    names = dict.fromkeys(one.name for one, _chance in measured)
    doubts = {
        f"{name}/{source}": found
        for name in names
        for source in ("text", "ocr")
        if (found := _sure_from(_unseen([p for p in measured if p[0].name == name and p[0].source == source])))
    }
    return replace(weights, ceilings=ceilings, sure_from=doubts)


def _unseen(measured: Sequence[tuple[Sample, float]]) -> Sequence[tuple[Sample, float]]:
    """Those of layouts no rule was made on, where they are enough."""
    unseen = [pair for pair in measured if not pair[0].tuned]
    return unseen if len(unseen) >= _LEAST_SAMPLES else measured


def _sure_from(measured: Sequence[tuple[Sample, float]]) -> tuple[float, float] | None:
    """From which chance on as many are right as are shown without asking; None where all above the threshold are."""
    if len(measured) < _LEAST_SAMPLES:
        return None
    least = threshold(measured[0][0].name)
    ordered = sorted(measured, key=lambda pair: -pair[1])
    allowed = _MOST_WRONG_ASIDE if FAMILY_OF[measured[0][0].name] in _ASIDE else _MOST_WRONG
    found, wrong = 1.01, 0
    for count, (one, chance) in enumerate(ordered, 1):
        wrong += not one.right
        following = ordered[count][1] if count < len(ordered) else -1.0
        if chance >= least and following < chance and wrong <= allowed * count:
            found = chance
    shown = [chance for _one, chance in ordered if chance >= least]
    kept = sum(chance >= found for chance in shown)
    # To ask about most of a field because of a few would teach people to confirm without looking.
    return (
        None
        if not shown or found <= shown[-1] or kept < _LEAST_KEPT * len(shown)
        else (round(found, 3), round(least - 0.01, 3))
    )


# --- one family ---------------------------------------------------------------------------------------------


def _fit_family(samples: Sequence[Sample]) -> Weights:
    keys = sorted({key for one in samples for key in one.features} & set(SIGNS))
    names = sorted({one.name for one in samples})
    x = np.array([_row(one, keys, names) for one in samples], dtype=np.float64)
    y = np.array([one.right for one in samples], dtype=np.float64)
    centre = np.array([_BASE, *(_PRINCIPLES.get(key, _BY_HAND.get(key, 0.0)) for key in keys), *(0.0 for _ in names)])
    held = [_PRINCIPLE_FIRMNESS if key in _PRINCIPLES else _FIRMNESS for key in keys]
    firmness = np.array([0.5, *held, *(_OFFSET_FIRMNESS for _ in names)])
    low = np.array([-np.inf, *(0.0 if SIGNS[key] > 0 else -np.inf for key in keys), *(-np.inf for _ in names)])
    high = np.array([np.inf, *(0.0 if SIGNS[key] < 0 else np.inf for key in keys), *(np.inf for _ in names)])
    found = _minimise(x, y, _balance(samples), centre, firmness, low, high)
    weights = dict(zip(keys, found[1 : 1 + len(keys)].tolist(), strict=True))
    offsets = dict(zip(names, found[1 + len(keys) :].tolist(), strict=True))
    return Weights(float(found[0]), weights, offsets)


def _row(one: Sample, keys: Sequence[str], names: Sequence[str]) -> list[float]:
    return [1.0, *(one.features.get(key, 0.0) for key in keys), *(float(one.name == name) for name in names)]


def _balance(samples: Sequence[Sample]) -> Array:
    """Text and pictures count alike, and one layout as much as another, however many documents each has."""
    sources = Counter(one.source for one in samples)
    groups = Counter((one.source, one.group) for one in samples)
    kinds = Counter(source for source, _group in groups)
    most = max(sources.values())
    share = []
    for one in samples:
        usual = sources[one.source] / kinds[one.source]
        by_group = (usual / groups[one.source, one.group]) ** 0.5
        share.append(min(most / sources[one.source], 3.0) * by_group * (_SHARE_OF_TUNED if one.tuned else 1.0))
    return np.array(share)


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
