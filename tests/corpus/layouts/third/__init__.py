"""Development layouts by a third hand: papers of office programs and suppliers, written as HTML, none known to the other hands."""

from . import bills, letters, matrix, offices, tickets, trade, works

LAYOUTS = (
    offices.NUBE,
    offices.ESCRITORIO,
    offices.CORPORATIVO,
    matrix.MATRIZ,
    works.PREMEZCLADO,
    works.FLETES,
    works.ALQUILER,
    bills.SERVICIOS,
    bills.HOTEL,
    tickets.CAJA,
    tickets.SURTIDOR,
    letters.COBRO,
    letters.SOPORTE,
    trade.IMPORTADOR,
    trade.CONTRATO,
    trade.NOTA,
)
