"""A score follows its evidence: more of it never lowers the score, and every reason can be read."""

from hypothesis import given
from hypothesis import strategies as st

from invoices.extraction.confidence import CEILING, Evidence, reasons, score

WEIGHTS = st.lists(st.floats(-4, 4), max_size=8)


@given(WEIGHTS, st.floats(0, 4))
def test_agreeing_evidence_never_lowers_a_score(weights, more):
    evidence = [Evidence(weight) for weight in weights]
    assert score([*evidence, Evidence(more)], source="text") >= score(evidence, source="text")


@given(WEIGHTS, st.floats(-4, 0))
def test_doubt_never_raises_a_score(weights, less):
    evidence = [Evidence(weight) for weight in weights]
    assert score([*evidence, Evidence(less)], source="ocr") <= score(evidence, source="ocr")


@given(WEIGHTS)
def test_no_score_leaves_its_bounds(weights):
    assert 0 <= score([Evidence(weight) for weight in weights], source="ocr") <= CEILING["ocr"]


def test_doubts_are_told_first_and_nothing_twice():
    evidence = [
        Evidence(2, "la suma da el total"),
        Evidence(-1, "el DV no coincide"),
        Evidence(1, "la suma da el total"),
    ]
    assert reasons(evidence) == ("el DV no coincide", "la suma da el total")
