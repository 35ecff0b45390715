"""The expected calibration error of sets one can compute by hand, and what counts as sure and as flagged."""

import pytest

from invoices.benchmark.calibration import expected_error, figures, is_sure
from invoices.benchmark.judging import Outcome, Verdict


def verdict(confidence: float, outcome: Outcome = "right", field: str = "total") -> Verdict:
    return Verdict(field, "1", "" if outcome == "missing" else "1", confidence, outcome)


def test_a_confidence_of_three_quarters_right_three_times_of_four_has_no_error() -> None:
    assert expected_error([verdict(0.75), verdict(0.75), verdict(0.75), verdict(0.75, "wrong")]) == 0


def test_the_error_is_the_gap_of_each_tenth_by_its_weight() -> None:
    # Tenth 0.9: 0.95 said, 0.5 right, of weight 2/3. Tenth 0.2: 0.25 said, 1 right, of weight 1/3.
    shown = [verdict(0.95), verdict(0.95, "wrong"), verdict(0.25)]
    assert expected_error(shown) == pytest.approx(2 / 3 * 0.45 + 1 / 3 * 0.75, abs=1e-4)


def test_certainty_belongs_to_the_last_tenth() -> None:
    assert figures([verdict(1.0), verdict(0.91)])["by_tenth"][9]["fields"] == 2


def test_nothing_shown_has_no_error() -> None:
    assert expected_error([]) is None


def test_at_its_threshold_a_field_is_sure_and_below_it_is_not() -> None:
    assert is_sure(verdict(0.85, field="subtotal"))
    assert not is_sure(verdict(0.849, field="subtotal"))


def test_wrong_and_invented_values_are_flagged_below_their_threshold_and_missing_ones_count_apart() -> None:
    found = figures(
        [verdict(0.99), verdict(0.99, "invented"), verdict(0.4, "wrong"), verdict(0.4), verdict(0.0, "missing")]
    )
    assert found["sure"] == {"fields": 2, "good": 1, "share": 0.5}
    assert found["wrong"] == {"fields": 2, "good": 1, "share": 0.5}
    assert found["doubtful"] == {"fields": 2, "good": 1, "share": 0.5}
    assert found["missing"] == 1
