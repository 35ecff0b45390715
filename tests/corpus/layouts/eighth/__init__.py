"""Development layouts by an eighth hand: plain bodies under many heads, each saying in its own way who sells, to whom and when."""

from . import bands, boxes, brands, shops, unions

LAYOUTS = (
    brands.ROTULO,
    brands.PIE,
    brands.CENTRADO,
    shops.LETRERO,
    boxes.ESPEJO,
    boxes.EMISOR,
    boxes.PORTAL,
    bands.FRANJA,
    bands.RENGLON,
    unions.CONSORCIO,
    unions.SOCIEDAD,
    shops.TIRILLA,
)
