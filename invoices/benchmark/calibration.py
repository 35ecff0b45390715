"""Whether a confidence means what it says: at the threshold of each field, and over its whole range.

Of the fields that are shown (right, wrong or invented) those at or above their threshold should be right, and the
wrong ones below it. What is missing has no confidence and is counted apart.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from invoices.benchmark.judging import KEY_FIELDS, Verdict
from invoices.benchmark.running import Judged
from invoices.fields import BY_NAME

_BINS = 10
# A document's type has no confidence of its own.
_WITHOUT = frozenset({"document_type"})


def calibration(judged: Sequence[Judged]) -> dict[str, Any]:
    """Over all fields, over the key fields alone, and the error of each field."""
    verdicts = [one for document in judged for one in document.verdicts if one.field not in _WITHOUT]
    names = dict.fromkeys(one.field for one in verdicts)
    return {
        **figures(verdicts),
        "key_fields": figures([one for one in verdicts if one.field in KEY_FIELDS]),
        "by_field": {name: _brief([one for one in verdicts if one.field == name]) for name in names},
    }


def figures(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    shown = [one for one in verdicts if one.outcome != "missing"]
    return {
        **_brief(verdicts),
        "by_tenth": [_bin(low, [one for one in shown if _tenth(one) == low]) for low in range(_BINS)],
    }


def _brief(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    shown = [one for one in verdicts if one.outcome != "missing"]
    sure = [one for one in shown if is_sure(one)]
    wrong = [one for one in shown if one.outcome != "right"]
    return {
        "sure": _count(sure, lambda one: one.outcome == "right"),
        "wrong": _count(wrong, lambda one: not is_sure(one)),
        "doubtful": _count([one for one in shown if not is_sure(one)], lambda one: one.outcome == "right"),
        "missing": len(verdicts) - len(shown),
        "error": expected_error(shown),
    }


def is_sure(verdict: Verdict) -> bool:
    """Whether a person is shown this value without being asked to look at it."""
    return Decimal(str(verdict.confidence)) >= BY_NAME[verdict.field].threshold


def expected_error(shown: Sequence[Verdict]) -> float | None:
    """Expected calibration error: how far confidence and share right are apart, over ten bins by their weight."""
    if not shown:
        return None
    gaps = 0.0
    for low in range(_BINS):
        inside = [one for one in shown if _tenth(one) == low]
        right = sum(one.outcome == "right" for one in inside)
        gaps += abs(right - sum(one.confidence for one in inside))
    return round(gaps / len(shown), 4)


def _tenth(verdict: Verdict) -> int:
    return min(int(Decimal(str(verdict.confidence)) * _BINS), _BINS - 1)


def _bin(low: int, inside: Sequence[Verdict]) -> dict[str, Any]:
    mean = sum(one.confidence for one in inside) / len(inside) if inside else None
    return {
        "from": low / _BINS,
        "mean_confidence": round(mean, 4) if mean is not None else None,
        **_count(inside, lambda one: one.outcome == "right"),
    }


def _count(verdicts: Sequence[Verdict], is_good: Callable[[Verdict], bool]) -> dict[str, Any]:
    good = sum(map(is_good, verdicts))
    return {
        "fields": len(verdicts),
        "good": good,
        "share": round(good / len(verdicts), 4) if verdicts else None,
    }
