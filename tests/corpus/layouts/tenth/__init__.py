"""Layouts by a tenth hand: plain heads, and every manner of showing what was bought."""

from . import cards, measures, odd, rows

LAYOUTS = (
    cards.FICHAS,
    cards.COLUMNAS,
    cards.PUNTOS,
    rows.DOBLE,
    rows.CONDICIONES,
    rows.CAPITULOS,
    measures.JORNADAS,
    measures.BASCULA,
    measures.BARRAS,
    odd.PERIODOS,
    odd.REVES,
    odd.ROLLO,
)
