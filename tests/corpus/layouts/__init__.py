"""The layouts and their split: rules are tuned on DEVELOPMENT only, confidences fitted on CALIBRATION too, and results
reported on TEST, whose single failures nobody looks at while tuning.

Both DEVELOPMENT and TEST hold the hard families: forms filled by hand, rolls from a till, tables without borders, AIU, prices with
IVA, two number conventions on a page, people who ask for payment by letter, credit notes, several pages. Both hold
documents composed at random, so that no number of them can be learned: `varied` in DEVELOPMENT, `heldout`, by another hand
and in another technique, in TEST.
"""

from . import (
    acta,
    aiu,
    blade,
    cadena,
    carta,
    cobro_tabla,
    crystal,
    cuenta_cobro,
    deposito,
    dian_v1,
    dian_v2,
    eighth,
    english,
    fifth,
    fourth,
    heldout,
    hgi,
    minimal,
    ninth,
    nota_credito,
    odoo,
    pos,
    recibo,
    restaurante,
    rm_soft,
    salud,
    sap,
    servicios_publicos,
    seventh,
    siigo,
    sixth,
    soporte,
    talonario,
    tenth,
    third,
    varied,
)
from .base import KINDS, UNREADABLE, Layout

DEVELOPMENT: tuple[Layout, ...] = (
    dian_v2.LAYOUT,
    rm_soft.LAYOUT,
    crystal.LAYOUT,
    pos.LAYOUT,
    siigo.LAYOUT,
    carta.LAYOUT,
    blade.LAYOUT,
    talonario.LAYOUT,
    cuenta_cobro.LAYOUT,
    nota_credito.LAYOUT,
    aiu.LAYOUT,
    servicios_publicos.LAYOUT,
    english.LAYOUT,
    *varied.LAYOUTS,
    *third.LAYOUTS,
    *fourth.LAYOUTS,
    *fifth.LAYOUTS,
    *seventh.LAYOUTS,
    *eighth.LAYOUTS,
    *tenth.LAYOUTS,
)

# Rules read the layouts they were tuned on better than others: what a confidence is worth shows on these only.
CALIBRATION: tuple[Layout, ...] = (*ninth.LAYOUTS,)

TEST: tuple[Layout, ...] = (
    dian_v1.LAYOUT,
    cadena.LAYOUT,
    sap.LAYOUT,
    hgi.LAYOUT,
    restaurante.LAYOUT,
    recibo.LAYOUT,
    cobro_tabla.LAYOUT,
    soporte.LAYOUT,
    salud.LAYOUT,
    acta.LAYOUT,
    deposito.LAYOUT,
    minimal.LAYOUT,
    odoo.LAYOUT,
    *heldout.LAYOUTS,
    *sixth.LAYOUTS,
)

SPLITS: dict[str, tuple[Layout, ...]] = {"development": DEVELOPMENT, "calibration": CALIBRATION, "test": TEST}
ALL: tuple[Layout, ...] = (*DEVELOPMENT, *CALIBRATION, *TEST)


def split_of(layout: Layout) -> str:
    return next(name for name, layouts in SPLITS.items() if layout in layouts)


__all__ = ["ALL", "CALIBRATION", "DEVELOPMENT", "KINDS", "SPLITS", "TEST", "UNREADABLE", "Layout", "split_of"]
