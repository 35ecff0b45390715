"""Every layout of the corpus that rules are tuned on is read right from its own text, knowing nobody beforehand."""

from pathlib import Path

import pytest

from invoices.benchmark.judging import judge, judge_lines
from invoices.benchmark.truth import shown_truth
from invoices.extraction.pipeline import extract
from tests.corpus.document import print_pdf
from tests.corpus.layouts import DEVELOPMENT

SEED = 0
NUMBERS = (0, 2)
# A composed layout is another document with every number: how many of those are read right is for the benchmark.
PRINTED = [layout for layout in DEVELOPMENT if "native" in layout.kinds and not layout.sizes]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("layout", PRINTED, ids=lambda layout: layout.name)
def test_an_invoice_is_read_as_it_was_printed(layout, number):
    pdf, said = print_pdf(layout, seed=SEED, index=number, paper=False)
    reading = extract(pdf, name="it.pdf").invoices[0]
    truth = shown_truth(Path(), {"file": "it.pdf", "kind": "native", "truth": said})
    assert [verdict for verdict in judge(truth, reading) if verdict.outcome != "right"] == []
    lines = judge_lines(truth, reading)
    assert lines is None or lines.true == lines.read == lines.right
