"""Layouts by a fourth hand: papers of offices, building sites, shops and small contractors, written as HTML with words of its own."""

from . import freight, letters, offices, store, tickets, works

LAYOUTS = (
    offices.NUBE,
    offices.CONTABLE,
    works.MEZCLA,
    works.ANDAMIOS,
    freight.REMESAS,
    tickets.SURTIDOR,
    tickets.REGISTRADORA,
    store.BRICOLAJE,
    letters.MAESTRO,
)
