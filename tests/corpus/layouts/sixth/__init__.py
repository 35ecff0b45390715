"""Test layouts written for papers of suppliers of works: shops, yards, services, systems and tills, each with words of its own."""

from . import almacen, caja, laboratorio, patio, servicios, sistemas

LAYOUTS = (
    sistemas.ERP,
    almacen.EXCEL,
    almacen.EPP,
    caja.TICKET,
    laboratorio.LABORATORY,
    patio.WHOLESALE,
    patio.YARD,
    servicios.CLINIC,
    sistemas.DIAN,
    servicios.CARTER,
)
