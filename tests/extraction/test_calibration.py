"""The fitted probabilities: more agreeing evidence never lowers one, and what is doubtful by principle stays so."""

from hypothesis import given
from hypothesis import strategies as st

from invoices.extraction.calibration import AGAINST, FAMILIES, FAMILY_OF, FOR, SIGNS, fitted, probability

SHARES = st.floats(0, 1)
ODDS = st.floats(0, 8)
NAMES = st.sampled_from([name for name in FAMILY_OF if FAMILY_OF[name] in fitted()])
SOURCES = st.sampled_from(["text", "ocr"])


def test_every_family_of_fields_has_its_weights():
    assert set(fitted()) == set(FAMILIES)


def test_every_weight_has_the_sign_its_evidence_must_have():
    for family in fitted().values():
        for key, weight in family.weights.items():
            assert weight * SIGNS[key] >= 0, key


@given(NAMES, SOURCES, ODDS, ODDS, st.floats(0, 3), st.sampled_from(FOR))
def test_agreeing_evidence_never_lowers_a_probability(name, source, odds, doubt, more, kind):
    before = probability(name, {"for": odds, "against": doubt}, source)
    assert probability(name, {"for": odds + more, "against": doubt, kind: 1.0}, source) >= before


@given(NAMES, SOURCES, ODDS, SHARES, st.sampled_from(AGAINST))
def test_doubt_never_raises_a_probability(name, source, odds, letters, kind):
    before = probability(name, {"for": odds}, source)
    assert probability(name, {"for": odds, "letters": letters, kind: 1.0}, source) <= before


@given(NAMES, SOURCES, ODDS)
def test_nothing_is_ever_certain(name, source, odds):
    assert 0 <= probability(name, {"for": odds, **dict.fromkeys(FOR, 1.0)}, source) < 0.995


def test_a_field_nobody_fitted_has_no_probability():
    assert probability("notes", {"for": 3.0}, "text") is None
