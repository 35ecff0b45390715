"""Weights are fitted within the signs they must have, and measured on layouts that were left out."""

import random
from dataclasses import replace
from pathlib import Path

from invoices.benchmark import sampling
from invoices.benchmark.fitting import Sample, fit, left_out, worth
from invoices.extraction.calibration import SIGNS


def samples(count: int = 400) -> list[Sample]:
    """Numbers that are right the oftener the more speaks for them, and hardly ever beside a rival."""
    rng = random.Random(7)
    found = []
    for number in range(count):
        odds, rival = rng.uniform(0, 6), float(rng.random() < 0.3)
        right = rng.random() < (0.2 if rival else min(0.99, 0.4 + odds / 8))
        features = {"for": odds, "against": 0.0} | ({"rival": 1.0} if rival else {})
        found.append(Sample("invoice_number", features, right, f"layout {number % 15}"))
    return found


def test_fitted_weights_keep_their_signs_and_see_what_matters() -> None:
    weights = fit(samples())["number"].weights
    assert all(value * SIGNS[key] >= 0 for key, value in weights.items())
    assert weights["rival"] < -1


def test_every_sample_is_measured_by_weights_made_without_its_layout_and_the_error_is_small() -> None:
    found = samples()
    measured = list(left_out(found))
    assert len(measured) == len(found)
    assert worth(measured)["error"] < 0.1


def tuned(found: list[Sample]) -> list[Sample]:
    """The same values on layouts rules were made on, where all of them are right."""
    return [replace(one, right=True, tuned=True, group=f"known {one.group}") for one in found]


def test_layouts_that_rules_were_made_on_do_not_make_a_rival_look_harmless() -> None:
    found = samples()
    weights = fit([*found, *tuned(found)])["number"].weights
    assert weights["rival"] < -1


def test_the_most_that_is_claimed_is_what_held_on_layouts_no_rule_was_made_on() -> None:
    found = [
        replace(one, features={"for": 6.0, "against": 0.0}, right=index % 50 > 0) for index, one in enumerate(samples())
    ]
    alone, beside = (fit(given)["number"].ceilings["text"] for given in (found, [*found, *tuned(found), *tuned(found)]))
    assert alone == beside < 0.985


def test_what_was_read_of_new_layouts_is_kept_for_a_later_fit(tmp_path: Path) -> None:
    found = samples(40)
    sampling.keep(found, tmp_path / "new.json.gz")
    assert sampling.kept(tmp_path / "new.json.gz") == found


def test_a_family_with_few_samples_is_left_as_it_was() -> None:
    assert fit(samples(10)) == {}
