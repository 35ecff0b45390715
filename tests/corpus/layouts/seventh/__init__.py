"""Layouts by a seventh hand, written as HTML: shops, old programs, yards, garages, inns, bills, letters and notes."""

from . import bottles, letters, programs, shops, stays, yards

LAYOUTS = (
    shops.TIENDA,
    programs.MATRIZ,
    yards.LADRILLERA,
    yards.TALLER,
    stays.FOLIO,
    stays.AGUA,
    letters.HONORARIOS,
    shops.POS80,
    bottles.GASES,
    programs.SOPORTE,
    bottles.NOTA,
    letters.IMPRENTA,
)
