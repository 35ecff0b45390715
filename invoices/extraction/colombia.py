"""How Colombian addresses and places are written: enough to know one from a name. Data and two tests."""

import re

from invoices.extraction.layout import fold_words

ADDRESS = re.compile(
    r"\b(?:CL|CLL|CALLE|CR|CRA|KR|KRA|CARRERA|AV|AVE|AVENIDA|DG|DIAGONAL|TV|TRANSV|TRANSVERSAL|KM|KILOMETRO|VIA|"
    r"AUTOPISTA|AUT|MZ|MANZANA|CIRCULAR|AC|AK|VEREDA|TRONCAL|ZONA (?:INDUSTRIAL|FRANCA))\b[^\n]*\d"
)
CITIES = (
    "Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena", "Cúcuta", "Bucaramanga", "Pereira", "Manizales",
    "Armenia", "Ibagué", "Santa Marta", "Villavicencio", "Pasto", "Montería", "Neiva", "Popayán", "Valledupar",
    "Sincelejo", "Tunja", "Riohacha", "Yopal", "Quibdó", "Florencia", "Leticia", "Soacha", "Bello", "Itagüí",
    "Envigado", "Sabaneta", "Rionegro", "Dosquebradas", "Palmira", "Buenaventura", "Yumbo", "Tuluá", "Jamundí",
    "Floridablanca", "Girón", "Piedecuesta", "Barrancabermeja", "Soledad", "Malambo", "Chía", "Cota", "Funza",
    "Mosquera", "Madrid", "Facatativá", "Zipaquirá", "Cajicá", "Tocancipá", "Sogamoso", "Duitama", "Girardot",
    "Fusagasugá", "La Estrella", "Caldas", "Copacabana", "Girardota", "Barbosa", "Apartadó", "Cartago", "Buga",
    "Santa Rosa de Cabal", "La Dorada", "Villamaría", "Chinchiná", "Turbaco", "Maicao", "Ipiales", "Tumaco",
)  # fmt: skip

_PLACE_WORDS = {word for city in CITIES for word in fold_words(city)} | {
    "COLOMBIA", "D", "C", "DC", "RISARALDA", "CALDAS", "QUINDIO", "ANTIOQUIA", "VALLE", "DEL", "CAUCA", "CUNDINAMARCA",
    "TOLIMA", "SANTANDER", "NORTE", "DE", "ATLANTICO", "BOLIVAR", "HUILA", "META", "BOYACA", "NARINO", "CORDOBA",
    "MAGDALENA", "CESAR", "SUCRE", "LA", "GUAJIRA", "CASANARE", "RDA",
}  # fmt: skip


def is_place(key: str) -> bool:
    """Nothing but names of cities, departments and the country."""
    return all(word in _PLACE_WORDS for word in key.split())
