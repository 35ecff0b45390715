"""What a name of a company or a person looks like, alone and beside another line of it.

It knows letters only: where a name stands, and whose it is, are for `names`.
"""

import re

from rapidfuzz import fuzz

from invoices.extraction.colombia import ADDRESS, is_place
from invoices.extraction.layout import Token, fold_words

LEGAL_FORM = re.compile(
    r"(?:\bS ?A ?S\b|\bLTDA\b|\bS ?A\b|\bE ?U\b|\bS ?EN ?C(?:S\b|A\b|\b)|\bS C A\b|\bY CIA\b|\bCIA\b|\bE ?S ?P\b"
    r"|\bBIC\b|\bEN COMANDITA\b|\bE ?A ?T\b|\bCTA\b|\bINC\b|\bLLC\b|\bCORP\b|\bE ?S ?E\b|\bZOMAC\b)"
)
ENDS_WITH_FORM = re.compile(rf"(?:{LEGAL_FORM.pattern})$")
OF_A_WORK = re.compile(r"\b(?:CONSORCIO|UNION TEMPORAL|U T|UT)\b")
JOINTS = ("DE", "DEL", "Y", "E", "EL", "LA", "LOS", "LAS", "EN", "PARA")
JOINT_AT_END = re.compile(rf"\b(?:{'|'.join(JOINTS)})$")
JOINT_AT_START = re.compile(rf"^(?:{'|'.join(JOINTS[:5])})\b")
TRADE = re.compile(
    r"\b(?:COOPERATIVA|FUNDACION|CONSORCIO|UNION TEMPORAL|CORPORACION|SOCIEDAD|INVERSIONES|DISTRIBUIDORA|FERRETERIA|"
    r"COMERCIALIZADORA|CONSTRUCTORA|GRUPO|TRANSPORTES|ALMACEN|INDUSTRIAS?|SERVICIOS|SUMINISTROS|INGENIERIA|"
    r"MATERIALES|DEPOSITO|LADRILLERA|CEMENTOS|CONCRETOS|EMPRESAS?|COMPANIA|AGREGADOS|ACEROS|MAQUINARIA|ALQUILERES|"
    r"HOTEL|RESTAURANTE|PAPELERIA|CLINICA|HOSPITAL|ESTACION|TALLER|SOLUCIONES|FACTURAXION|ASOCIACION|CENTRO)\b"
)
_NOT_A_NAME = re.compile(
    r"\b(?:FACTURA|REGIMEN|RESPONSABLES?|RESPONSABILIDAD|AUTORRETENEDORE?S?|CONTRIBUYENTES?|RESOLUCION|DIRECCION|TELEFONO|"
    r"REPRESENTACION|GRAFICA|ACTIVIDAD|FECHA|PAGINA|HOJA|NOTA CREDITO|NOTA DEBITO|DOCUMENTO|CUFE|CUDE|ORIGINAL|COPIA|"
    r"VIGENCIA|AUTORIZACION|AUTORIZA|NUMERACION|IVA|ICA|EMAIL|CORREO|CIUDAD|RANGO|"
    r"CONSECUTIVO|VALIDEZ|HABILITA|HABILITACION|PREFIJO|DIAN|CODIGO QR|"
    r"TIQUETE|CUENTA DE COBRO|GRANDES|RETENEDORES|AGENTE|INVOICE|NOMBRE COMERCIAL|TEL|CEL|PBX|CIIU|ELECTRONICA|"
    r"DEBE A|LA SUMA DE|BARRIO|CARRERA|CALLE|AVENIDA|KM|SISTEMA|SIMPLIFICADO|COMUN|RESPONSABLE|IMPUESTOS?|"
    r"PESOS|MILLON|MILLONES|M CTE|MCTE)\b"
)


def fold_name(text: str) -> str:
    return " ".join(fold_words(text))


def has_form(text: str) -> bool:
    """Whether a text tells what kind of company it names; a consortium has no other form."""
    key = fold_name(text)
    return bool(LEGAL_FORM.search(key) or OF_A_WORK.search(key))


def short_with_form(key: str, most: int) -> bool:
    """The end of a name: its legal form behind a few words."""
    return bool(LEGAL_FORM.search(key)) and len(LEGAL_FORM.sub("", key).split()) <= most


def only_form(key: str) -> bool:
    """A legal form and nothing else."""
    return bool(key) and not re.sub(r"[\W_]", "", LEGAL_FORM.sub("", key))


def says_again(first: str, second: str) -> bool:
    """Whether one of two lines is of the other's words: the sign of a shop over its name, or under it."""
    sign, name = sorted(([word for word in key.split() if word not in JOINTS] for key in (first, second)), key=len)
    return bool(sign) and all(any(fuzz.ratio(word, other) > 80 for other in name) for word in sign)


def without_initials(tokens: list[Token]) -> list[Token]:
    """Without the letters of a logo beside the name they are taken from: "CF Conexión Fibra Andes"."""
    first, words = tokens[0].text if tokens else "", [token.key for token in tokens[1:] if token.key]
    if not (2 <= len(first) <= 4 and first.isalpha() and first.isupper() and len(words) >= 2):
        return tokens
    spoken = [word for word in words if word not in JOINTS]
    initials = {"".join(word[0] for word in some[: len(first)]) for some in (words, spoken)}
    return tokens[1:] if first in initials else tokens


def clean_name(text: str) -> str:
    """Without marks at its ends, and without a label that nobody knew: "Empresa: ACEROS SAS"."""
    bare = re.sub(r"\s+", " ", text.replace("|", " ")).strip(" -–:;,*_/\\'\"")
    label = re.match(r"[^\W\d_][\w. ()/]{1,24}:\s+(?=\S{3})", bare)
    return bare[label.end() :] if label else bare


def nameish(text: str) -> bool:
    """Whether a text could be a name at all: letters, not a label, an address or a sentence."""
    key = " ".join(fold_words(text))
    alpha = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    if (
        alpha < 3
        # What is written without one capital is of a label or a sentence: "Destinatario de mercancía".
        or (text.islower() and not LEGAL_FORM.search(key))
        or only_form(key)
        or digits > 4
        or alpha < 0.6 * len(text.replace(" ", ""))
        or len(text) > 110
        or "@" in text
    ):
        return False
    # The letters of "S.A.S. E.S.P." are no words.
    if sum(len(word) > 1 for word in key.split()) > 12 or "WWW" in key or ADDRESS.search(key) or is_place(key):
        return False
    blocked = _NOT_A_NAME.search(key)
    return not blocked or bool(LEGAL_FORM.search(key) and len(key.split()) <= 9 and "FACTURA" not in key.split())


def name_shape(text: str) -> float:
    key = " ".join(fold_words(text))
    shape = 0.0
    form = LEGAL_FORM.search(key)
    # "SAS Suministros" begins with the letters of a mark, not with a legal form.
    if form and form.start() > 0:
        shape += 1.6
    elif TRADE.search(key):
        shape += 0.8
    shape += 0.3 if text == text.upper() else -0.2
    shape -= 0.8 if len(key.split()) == 1 and not LEGAL_FORM.search(key) else 0.0
    shape -= 0.5 if any(char.isdigit() for char in text) else 0.0
    return shape
