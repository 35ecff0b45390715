"""How Colombian addresses and places are written: enough to know one from a name. Data and two tests."""

import re

from invoices.extraction.layout import fold_words

ADDRESS = re.compile(
    r"\b(?:CL|CLL|CALLE|CR|CRA|CRR|KR|KRA|CARRERA|AV|AVE|AVENIDA|DG|DIAG|DIAGONAL|TV|TR|TRANSV|TRANSVERSAL|KM|KILOMETRO|VIA|"
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

# Names that are also those of people and companies, so that they do not tell a place from a name.
TOWNS = (
    "Arauca", "Mocoa", "Inírida", "Mitú", "Puerto Carreño", "San José del Guaviare", "San Andrés", "Acacías", "Granada",
    "Puerto López", "Aguazul", "Paz de Ariporo", "Ocaña", "Pamplona", "Los Patios", "Villa del Rosario", "San Gil",
    "Socorro", "Vélez", "Lebrija", "Aguachica", "Bosconia", "Ciénaga", "Fundación", "El Banco", "Magangué", "Arjona",
    "Puerto Colombia", "Galapa", "Sabanalarga", "Baranoa", "Corozal", "Sahagún", "Cereté", "Lorica", "Planeta Rica",
    "Montelíbano", "Caucasia", "Turbo", "Chigorodó", "Carepa", "Marinilla", "El Carmen de Viboral", "La Ceja", "Guarne",
    "El Retiro", "Puerto Berrío", "Yarumal", "Segovia", "Andes", "Santa Fe de Antioquia", "Ciudad Bolívar", "Espinal",
    "El Espinal", "Melgar", "Honda", "Mariquita", "Chaparral", "Líbano", "Pitalito", "Garzón", "La Plata", "Candelaria",
    "Pradera", "Florida", "Zarzal", "Roldanillo", "Sevilla", "Caicedonia", "El Cerrito", "Ginebra", "Dagua",
    "Santander de Quilichao", "Puerto Tejada", "Miranda", "Villa Rica", "Patía", "Túquerres", "Tadó", "Istmina",
    "Calarcá", "Montenegro", "Quimbaya", "La Tebaida", "Circasia", "La Virginia", "Belén de Umbría", "Riosucio",
    "Anserma", "Aguadas", "Salamina", "Neira", "Palestina", "Puerto Boyacá", "Chiquinquirá", "Paipa", "Garagoa",
    "Moniquirá", "Villa de Leyva", "Tibasosa", "Nobsa", "Tenjo", "Tabio", "Sopó", "La Calera", "Guasca", "Gachancipá",
    "Sibaté", "Madrid", "El Rosal", "Subachoque", "Bojacá", "La Mesa", "Anapoima", "Villeta", "Guaduas", "Ubaté",
    "Cogua", "Nemocón", "Chocontá", "Cáqueza", "Puerto Gaitán", "Cumaral", "Restrepo", "Tauramena", "Monterrey",
)  # fmt: skip
DEPARTMENTS = frozenset({
    "AMAZONAS", "ANTIOQUIA", "ARAUCA", "ATLANTICO", "BOLIVAR", "BOYACA", "CALDAS", "CAQUETA", "CASANARE", "CAUCA",
    "CESAR", "CHOCO", "CORDOBA", "CUNDINAMARCA", "GUAINIA", "GUAVIARE", "HUILA", "MAGDALENA", "META", "NARINO",
    "PUTUMAYO", "QUINDIO", "RISARALDA", "SANTANDER", "SUCRE", "TOLIMA", "VAUPES", "VICHADA", "COLOMBIA",
})  # fmt: skip
_PLACE_WORDS = DEPARTMENTS | {word for city in CITIES for word in fold_words(city)} | {
    "COLOMBIA", "D", "C", "DC", "RISARALDA", "CALDAS", "QUINDIO", "ANTIOQUIA", "VALLE", "DEL", "CAUCA", "CUNDINAMARCA",
    "TOLIMA", "SANTANDER", "NORTE", "DE", "ATLANTICO", "BOLIVAR", "HUILA", "META", "BOYACA", "NARINO", "CORDOBA",
    "MAGDALENA", "CESAR", "SUCRE", "LA", "GUAJIRA", "CASANARE", "RDA",
}  # fmt: skip


# What people are called: half of the names of the country begin with one of these.
GIVEN_NAMES = frozenset({
    "ADRIANA", "ALBA", "ALBERTO", "ALEJANDRA", "ALEJANDRO", "ALEXANDER", "ALEXIS", "ALFONSO", "ALFREDO", "ALICIA",
    "ALVARO", "AMPARO", "ANA", "ANDREA", "ANDRES", "ANGEL", "ANGELA", "ANTONIO", "ARMANDO", "ARNULFO", "ARTURO",
    "AURA", "BEATRIZ", "BERNARDO", "BLANCA", "CAMILA", "CAMILO", "CARLOS", "CARMEN", "CAROLINA", "CATALINA",
    "CECILIA", "CESAR", "CLARA", "CLAUDIA", "CONSUELO", "CRISTIAN", "CRISTINA", "DANIEL", "DANIELA", "DARIO", "DAVID",
    "DEISY", "DIANA", "DIEGO", "DORA", "EDGAR", "EDISON", "EDUARDO", "EDWIN", "ELENA", "ELIZABETH", "ELKIN", "ELSA",
    "ENRIQUE", "ERNESTO", "ESPERANZA", "ESTEBAN", "EUGENIA", "FABIAN", "FABIO", "FANNY", "FELIPE", "FERNANDO", "FLOR",
    "FRANCISCO", "FREDY", "GABRIEL", "GERARDO", "GERMAN", "GILBERTO", "GLADYS", "GLORIA", "GONZALO", "GRACIELA",
    "GUILLERMO", "GUSTAVO", "HECTOR", "HENRY", "HERNAN", "HERNANDO", "HUGO", "HUMBERTO", "INES", "IRMA", "ISABEL",
    "IVAN", "JAIME", "JAIRO", "JAVIER", "JENNY", "JESUS", "JHON", "JOAQUIN", "JOHANA", "JOHN", "JORGE", "JOSE",
    "JUAN", "JUANA", "JULIA", "JULIAN", "JULIO", "KAREN", "LAURA", "LEIDY", "LEONARDO", "LEONOR", "LIBARDO", "LIGIA",
    "LILIANA", "LINA", "LUCIA", "LUIS", "LUISA", "LUZ", "MANUEL", "MARCELA", "MARCO", "MARGARITA", "MARIA", "MARIANA",
    "MARIELA", "MARINA", "MARIO", "MARLENY", "MARTA", "MARTHA", "MARTIN", "MATEO", "MAURICIO", "MERCEDES", "MIGUEL",
    "MIRYAM", "MONICA", "NATALIA", "NELLY", "NELSON", "NESTOR", "NICOLAS", "NIDIA", "NOHORA", "NORMA", "NUBIA",
    "OCTAVIO", "OLGA", "OMAR", "ORLANDO", "OSCAR", "PABLO", "PAOLA", "PATRICIA", "PAULA", "PEDRO", "PILAR", "RAFAEL",
    "RAMIRO", "RAMON", "RAUL", "REINALDO", "RICARDO", "ROBERTO", "RODRIGO", "ROSA", "ROSALBA", "RUBEN", "RUTH",
    "SANDRA", "SANTIAGO", "SARA", "SEBASTIAN", "SERGIO", "SILVIA", "SOFIA", "SONIA", "STELLA", "TATIANA", "TERESA",
    "VALENTINA", "VICTOR", "VIVIANA", "WALTER", "WILLIAM", "WILMER", "WILSON", "XIMENA", "YANETH", "YEISON", "YENNY",
    "YOLANDA", "YULIANA",
})  # fmt: skip


def is_place(key: str) -> bool:
    """Nothing but names of cities, departments and the country."""
    return all(word in _PLACE_WORDS for word in key.split())
