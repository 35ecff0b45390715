"""What a name of a company or a person looks like, alone and beside another line of it.

It knows letters only: where a name stands, and whose it is, are for `names`.
"""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from invoices.extraction.colombia import ADDRESS, GIVEN_NAMES, is_place
from invoices.extraction.layout import Token, fold_words, join_text

LEGAL_FORM = re.compile(
    r"(?:\bS ?A ?S\b|\bLTDA\b|\bS ?A\b|\bE ?U\b|\bS ?EN ?C(?:S\b|A\b|\b)|\bS C A\b|\bY CIA\b|\bCIA\b|\bE ?S ?P\b"
    r"|\bBIC\b|\bEN COMANDITA\b|\bE ?A ?T\b|\bCTA\b|\bINC\b|\bLLC\b|\bCORP\b|\bE ?S ?E\b|\bZOMAC\b)"
)
ENDS_WITH_FORM = re.compile(rf"(?:{LEGAL_FORM.pattern})$")
# What follows may have been run into it: "UNION TEMPORALPUENTES".
OF_A_WORK = re.compile(r"\b(?:CONSORCIO|UNION TEMPORAL|U T\b|UT\b)")
# Kinds of bodies that have no other legal form.
_OTHER_BODIES = re.compile(
    r"^(?:COOPERATIVA|PRECOOPERATIVA|FUNDACION|ASOCIACION|SINDICATO|UNIVERSIDAD|CAMARA DE COMERCIO|FONDO DE EMPLEADOS"
    r"|CAJA DE COMPENSACION|MUNICIPIO|JUNTA DE ACCION)\b"
)
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
    """Whether a text tells what kind of company it names; a consortium or a foundation has no other form."""
    key = fold_name(text)
    return bool(LEGAL_FORM.search(key) or OF_A_WORK.search(key) or _OTHER_BODIES.search(key))


def is_a_persons(key: str) -> bool:
    """Whether a name may be a person's: a few words of letters, none of a trade nor an article of a sign."""
    words = key.split()
    if not 2 <= len(words) <= 6 or not key.replace(" ", "").isalpha() or TRADE.search(key) or LEGAL_FORM.search(key):
        return False
    if _OF_A_SIGN.intersection(words):
        return False
    # "DE LA CRUZ", "DE LOS RIOS" are surnames; "EL TORNILLO" is a sign.
    articles = [index for index, word in enumerate(words) if word in {"EL", "LA", "LOS", "LAS"}]
    return all(index and words[index - 1] == "DE" for index in articles)


def has_joint(key: str) -> bool:
    """Whether the words of a name are tied to each other: "LITOGRAFIA Y AVISOS DEL SUR"."""
    return bool(set(JOINTS).intersection(key.split()[1:-1]))


def has_given_name(key: str) -> bool:
    """Whether a name begins with what people are called, or has it behind two surnames."""
    words = key.split()
    return any(word in GIVEN_NAMES for word in (*words[:2], *words[2:4]))


_OF_A_SIGN = frozenset({"Y", "DON", "DONA", "TODO", "TODOS", "SU", "TU", "MI", "HERMANOS", "HNOS", "HIJOS"})


def without_introduction(tokens: list[Token]) -> list[Token]:
    """Without the words that say whose a shop is: "Propietario: ANA RUIZ", "Una marca de ACEROS SAS"."""
    for count in range(min(7, len(tokens) - 1), 0, -1):
        if _INTRODUCTION.fullmatch("".join(fold_words(join_text(tokens[:count])))):
            return tokens[count:]
    return tokens


# The words joined, because readers run them together.
_INTRODUCTION = re.compile(
    r"(?:DE|ES)?PROPIEDADDE|PROPIETARI[OA]S?(?:ES)?|PROP|DUENO|REPRESENTADOPOR"
    r"|(?:ES(?:UN)?)?ESTABLECIMIENTO(?:S)?(?:DECOMERCIO)?(?:PROPIEDAD)?DE"
    r"|(?:VENDID|FACTURAD|EMITID|EXPEDID|OPERAD|ADMINISTRAD)[OA](?:Y(?:VENDID|FACTURAD|OPERAD|ADMINISTRAD)[OA])?POR"
    r"|(?:ES)?(?:UNA)?MARCA(?:REGISTRADA|COMERCIAL)?DE|(?:UN)?PRODUCTODE|YO|(?:EL|LA)SUSCRIT[OA]"
    r"|(?:TRABAJO|SERVICIO|OBRA|LABOR|PEDIDO)?S?(?:REALIZAD|PRESTAD|ELABORAD|EJECUTAD|HECH)[OA]S?(?:PARA|A)"
)
_STRONG_JOINTS = frozenset("·•|/;■*")
_WEAK_JOINTS = frozenset("-–—")


def parted(tokens: Sequence[Token]) -> list[list[Token]]:
    """The pieces of a line that sets one thing behind another: "ACEROS S.A.S. · Régimen común · CL 5 # 4-20"."""
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        whole = bool(ENDS_WITH_FORM.search(fold_name(join_text(parts[-1])))) and not only_form_next(tokens[index + 1 :])
        if (token.text in _STRONG_JOINTS and not only_form_next(tokens[index + 1 :])) or (
            token.text in _WEAK_JOINTS
            and ((whole and not _is_an_acronym(tokens[index + 1 :])) or _opens_no_name(tokens[index + 1 :]))
        ):
            parts.append([])
            continue
        parts[-1].append(token)
        comma = token.text.endswith((",", ";")) and not only_form_next(tokens[index + 1 :])
        if comma and (ENDS_WITH_FORM.search(fold_name(join_text(parts[-1]))) or _goes_on_small(tokens[index + 1 :])):
            parts.append([])
    return [part for part in parts if part]


def only_form_next(tokens: Sequence[Token]) -> bool:
    """Whether the next words are one more legal form: "S.A. - E.S.P."."""
    return any(only_form(fold_name(join_text(tokens[:count]))) for count in (1, 2, 3) if len(tokens) >= count)


def _goes_on_small(tokens: Sequence[Token]) -> bool:
    """Whether a sentence goes on: "ANA RUIZ, identificada con"."""
    return bool(tokens) and tokens[0].text[0].islower() and tokens[0].key not in JOINTS


def _is_an_acronym(tokens: Sequence[Token]) -> bool:
    """Whether a name ends in what it is called for short: "COOPERATIVA DE VOLQUETEROS LTDA. - COOVOLQUE"."""
    alone = len(tokens) == 1 or (len(tokens) > 1 and not tokens[1].key)
    return alone and len(tokens[0].key) >= 4 and tokens[0].text.isalpha() and tokens[0].text.isupper()


def _opens_no_name(tokens: Sequence[Token]) -> bool:
    """Whether what stands behind a dash says something else; a year or a town is of the name before it."""
    rest: list[Token] = []
    for token in tokens:
        if token.text in _STRONG_JOINTS or token.text in _WEAK_JOINTS:
            break
        rest.append(token)
    text = join_text(rest)
    if is_place(fold_name(text)):
        return True
    return bool(_NOT_A_NAME.search(fold_name(text)) or ADDRESS.search(fold_name(text)))


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
    if OF_A_WORK.match(key):
        # A joint venture is called after its road, its lot and its year: "CONSORCIO VIA RIO KM 34 - 2025".
        key, text = re.sub(r"\b(?:KM|VIA)\b", "", key), re.sub(r"\b(?:(?:19|20)\d\d|\d{1,3})\b", "", text)
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
