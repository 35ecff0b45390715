"""The generator keeps its word: truths balance, NITs are valid, the same seed gives the same document."""

import io
import random
import re
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from . import camera, degrade
from .companies import check_digit
from .document import Document, draw, make, print_pdf, render, truth_of
from .layouts import ALL, DEVELOPMENT, KINDS, TEST, UNREADABLE, Layout
from .layouts.heldout import program
from .sheet import Placed, Sheet
from .words import pesos_in_words

TWO_PESOS = Decimal(2)
SEED = 11
FORM = next(layout for layout in ALL if layout.name == "varied_form")


# A composed layout is another document with every number, so more of them are looked at.
NUMBERS = [(layout, index) for layout in ALL for index in range(6 if layout.sizes else 2)]


def sharpness(document: Document) -> float:
    """How much the picture bends from pixel to pixel: little when it is out of focus or dark."""
    if document.file.endswith(".pdf"):
        picture = render(document.data, 150)[0]
    else:
        picture = np.asarray(Image.open(io.BytesIO(document.data)).convert("RGB"))
    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1)
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def outside(text: Placed, sheet: Sheet) -> bool:
    return text.x0 < 0 or text.y0 < 0 or text.x1 > sheet.width or text.y1 > sheet.height


def covered(one: Placed, other: Placed) -> bool:
    """Whether two texts of a page stand over each other by more than the room between lines."""
    if one.page != other.page or not one.text.strip() or not other.text.strip():
        return False
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return across > 1.5 and down > 0.3 * min(one.y1 - one.y0, other.y1 - other.y0)


def money(truth: dict[str, Any], name: str) -> Decimal:
    return Decimal(truth.get(name, "0"))


def imbalance(truth: dict[str, Any]) -> Decimal:
    """How far subtotal and taxes are from the total, under the better of the two meanings of a subtotal."""
    extras = sum((money(truth, name) for name in ("iva", "inc", "bags", "tip")), Decimal(0))
    rest = money(truth, "total") - extras - money(truth, "subtotal")
    return min(abs(rest), abs(rest + money(truth, "discount")))


@cache
def said(layout: Layout, index: int) -> dict[str, Any]:
    return truth_of(layout, seed=SEED, index=index, paper=False)


@pytest.fixture(params=NUMBERS, ids=lambda p: f"{p[0].name}-{p[1]}")
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    return said(*request.param)


def test_subtotal_and_taxes_give_the_total(truth: dict[str, Any]) -> None:
    if "subtotal" in truth and "total" in truth:
        assert imbalance(truth) <= TWO_PESOS


def test_an_amount_changed_by_ten_pesos_does_not_balance() -> None:
    right = {"subtotal": "100.00", "discount": "20.00", "iva": "15.20", "total": "95.20"}
    assert imbalance(right) == 0
    assert imbalance({**right, "total": "105.20"}) > TWO_PESOS


def test_withholdings_lead_from_the_total_to_what_is_paid(truth: dict[str, Any]) -> None:
    if "amount_payable" in truth:
        held = sum(
            (money(truth, name) for name in ("rete_fuente", "rete_iva", "rete_ica", "guarantee", "advance")), Decimal(0)
        )
        payable = money(truth, "total") - held + money(truth, "previous_balance")
        assert abs(payable - money(truth, "amount_payable")) <= TWO_PESOS


def test_lines_add_up_to_subtotal_or_total(truth: dict[str, Any]) -> None:
    if truth["lines"] and all(line.get("line_total") for line in truth["lines"]):
        lines = sum((Decimal(line["line_total"]) for line in truth["lines"]), Decimal(0))
        subtotal, discount = money(truth, "subtotal"), money(truth, "discount")
        goals = [subtotal, subtotal + discount, subtotal - discount, money(truth, "total")]
        goals += [money(truth, "total") - money(truth, name) for name in ("bags", "tip")]
        goals.append(money(truth, "direct_cost"))
        assert min(abs(goal - lines) for goal in goals) <= TWO_PESOS


def test_printed_check_digits_are_right(truth: dict[str, Any]) -> None:
    # A toll or a car park does not ask who pays.
    for side in ("supplier", *(["customer"] if "customer_nit" in truth else [])):
        assert re.fullmatch(r"\d{6,10}", truth[f"{side}_nit"])
        if truth.get(f"{side}_nit_dv"):
            assert truth[f"{side}_nit_dv"] == check_digit(truth[f"{side}_nit"])


def test_a_cufe_is_96_hexadecimal_figures(truth: dict[str, Any]) -> None:
    if "cufe" in truth:
        assert re.fullmatch(r"[0-9a-f]{96}", truth["cufe"])
    if "authorization_number" in truth:
        assert re.fullmatch(r"1876\d{10}", truth["authorization_number"])


@pytest.mark.parametrize(
    "layout", [layout for layout in ALL if layout.sizes and not layout.html], ids=lambda layout: layout.name
)
def test_composed_documents_print_nothing_over_anything_else(layout: Layout) -> None:
    for index in range(30):
        sheet, _shown = draw(layout, seed=SEED, index=index, paper=False)
        assert [text for text in sheet.placed if outside(text, sheet)] == []
        assert [(one, other) for one, other in combinations(sheet.placed, 2) if covered(one, other)] == []


def test_a_text_over_another_or_beyond_the_paper_is_found() -> None:
    one = Placed(1, 10, 10, 60, 20, "TOTAL")
    assert covered(one, Placed(1, 50, 12, 90, 22, "1.190"))
    assert not covered(one, Placed(2, 50, 12, 90, 22, "1.190"))
    assert not covered(one, Placed(1, 61, 10, 90, 20, "1.190"))
    assert outside(Placed(1, 10, 700, 60, 800, "TOTAL"), Sheet((612, 792), random.Random(1)))


@pytest.mark.skipif(not program(), reason="these layouts are printed by Chromium, which is missing")
@pytest.mark.parametrize("layout", [layout for layout in ALL if layout.html], ids=lambda layout: layout.name)
def test_a_layout_written_as_html_prints_what_its_truth_says(layout: Layout) -> None:
    pdf, truth = print_pdf(layout, seed=SEED, index=1, paper=False)
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    letters = re.sub(r"\W", "", text)
    assert re.sub(r"\W", "", truth["invoice_number"]) in letters
    assert truth["supplier_nit"] in letters
    assert truth["total"].partition(".")[0] in letters
    for line in truth["lines"]:
        assert line["line_total"].partition(".")[0] in letters


def test_the_two_splits_share_no_layout() -> None:
    names = [layout.name for layout in ALL]
    assert len(names) == len(set(names))
    assert not set(DEVELOPMENT) & set(TEST)


@pytest.mark.parametrize("kind", ["native", "scan", "poor", "photo"])
def test_the_same_seed_gives_the_same_file(kind: str) -> None:
    def again() -> Document:
        return make(ALL[1], seed=SEED, index=0, kind=kind, light=True)

    assert again() == again()


@pytest.mark.parametrize("manner", [*degrade.POOR, *camera.MANNERS])
def test_each_manner_of_wear_gives_a_picture_with_the_print_still_on_it(manner: str) -> None:
    kind = "poor" if manner in degrade.POOR else "photo"
    document = make(FORM, seed=SEED, index=2, kind=kind, light=True, manner=manner)
    assert document.manner == manner
    assert sharpness(document) > 6


@pytest.mark.parametrize("manner", ["blurred", "shaken", "dark"])
def test_what_nobody_can_read_has_no_sharp_print_and_no_values_in_its_truth(manner: str) -> None:
    document = make(FORM, seed=SEED, index=2, kind="unreadable", light=True, manner=manner)
    assert document.truth == {"unreadable": manner}
    assert sharpness(document) < 3


def test_unreadable_photos_are_never_among_the_others() -> None:
    assert UNREADABLE not in KINDS
    assert all(UNREADABLE not in layout.kinds for layout in ALL)


def test_another_seed_gives_another_invoice() -> None:
    layout: Layout = ALL[1]
    first, other = (print_pdf(layout, seed=seed, index=0, paper=False)[1] for seed in (1, 2))
    assert first["invoice_number"] != other["invoice_number"]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1", "un peso"),
        ("21000", "veintiún mil pesos"),
        ("45100", "cuarenta y cinco mil cien pesos"),
        ("1000000", "un millón de pesos"),
        ("31001531.50", "treinta y un millones mil quinientos treinta y un pesos con 50 centavos"),
        ("116000", "ciento dieciséis mil pesos"),
    ],
)
def test_amounts_in_words(amount: str, words: str) -> None:
    assert pesos_in_words(Decimal(amount)) == words
