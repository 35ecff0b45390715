"""Development layouts by a third hand: papers of office programs and suppliers, written as HTML, none known to the other hands."""

from . import matrix, offices, works

LAYOUTS = (
    offices.NUBE,
    offices.ESCRITORIO,
    offices.CORPORATIVO,
    matrix.MATRIZ,
    works.PREMEZCLADO,
    works.FLETES,
    works.ALQUILER,
)
