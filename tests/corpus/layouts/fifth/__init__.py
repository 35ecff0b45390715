"""Layouts by a fifth hand: monthly bills, guides of a courier, programs' invoices, services with AIU, credit notes, small trades."""

from . import bills, hand, services, trade

LAYOUTS = (
    bills.TELECOM,
    bills.COURIER,
    trade.ERP,
    trade.NUBE,
    services.AIU,
    services.NOTA,
    hand.TALONARIO,
    hand.COBRO,
)
