"""Whatever stands on a page, and wherever, the rules find something or nothing: they never break."""

from hypothesis import given, settings
from hypothesis import strategies as st

from invoices.extraction.fields import read_document
from invoices.extraction.result import Box, Word

# What rules look for, and what a reader makes of dirt: signs alone, runs of figures, letters in other scripts.
_PRINTED = """
FACTURA ELECTRÓNICA DE VENTA No. FE-1234 NIT: 900.123.456-8 Fecha vencimiento 2025-03-04 04/03/2025 DÍA MES AÑO 12
Subtotal IVA 19% TOTAL A PAGAR $ 1.190.000,00 1,190,000.00 0 - . : / | Cantidad Descripción Vr. Unitario Valor
CEMENTO X 50 KG S.A.S. Señores CLIENTE Son: UN MILLÓN PESOS M/CTE CUFE ReteFuente Orden de compra OC-77 Página 1 de 2
CUENTA DE COBRO debe a cédula Resolución 18760000001 del 1 al 5000 VAN VIENEN crédito 30 días Bogotá, de marzo
"""
_TEXTS = st.one_of(
    st.sampled_from(_PRINTED.split()),
    st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()) and len(text.split()) == 1),
    st.decimals(0, 10**9, places=2).map(str),
)


@st.composite
def words(draw: st.DrawFn) -> list[Word]:
    """Words on a coarse grid, so that rows, columns and things one over another come about."""
    found = []
    for text in draw(st.lists(_TEXTS, min_size=0, max_size=60)):
        x, y = draw(st.integers(0, 18)) / 20, draw(st.integers(0, 60)) / 64
        wide, high = draw(st.sampled_from((0.01, 0.04, 0.09, 0.3))), draw(st.sampled_from((0.004, 0.009, 0.012, 0.03)))
        sure = draw(st.sampled_from((1.0, 0.95, 0.6)))
        found.append(Word(text, Box.clamped(x, y, x + wide, y + high), sure))
    return found


@given(st.lists(words(), min_size=1, max_size=2), st.sampled_from(("text", "ocr")))
@settings(max_examples=150, deadline=None)
def test_no_page_breaks_the_rules(pages, source):
    reading = read_document(pages, source=source)
    assert all(0 <= one.confidence <= 1 for one in reading.fields.values())
    assert all(0 <= line.confidence <= 1 for line in reading.lines)
