"""Calibration layouts by a ninth hand: papers of apps, corporations, plants, rolls and letters, written as HTML."""

from ..base import Layout
from . import corporate, kitchen, letters, metal, phones, web, works

LAYOUTS: tuple[Layout, ...] = (
    phones.APP,
    phones.ROLL,
    phones.BILL,
    corporate.SAP,
    corporate.CHAIN,
    web.CREDIT,
    works.PLANT,
    works.HIRE,
    metal.STEEL,
    letters.LETTER_OF_FEES,
    letters.SUPPORT,
    kitchen.FEAST,
)
