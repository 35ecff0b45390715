"""Text to amount, percentage, date, time and CUFE. Refuses to guess: what has no sound reading is None.

One text, one value: it does not search a page for the right value nor know which field it is for.
"""

import re
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

import dateparser
from rapidfuzz.distance import Levenshtein

# --- amounts ------------------------------------------------------------------------------------------

_CURRENCY = re.compile(r"(?i)(?:us\$|col?\$|\$|€|\bcop\b|\busd\b|\beur\b|\bpesos\b|\bm/cte\b\.?|\bm/l\b|\bmcte\b\.?)")
_CURRENCY_GLUED = re.compile(r"(?i)^(?:cop|usd|eur)(?=[\d(+-])|(?<=\d)(?:cop|usd|eur)$")
# By hand "$1.500.000.oo" and "$1.500.000=" mean that no cents follow.
_NO_CENTS = re.compile(r"(?i)(?:[.,]\s?[oº]{1,2}|[.,]?\s?=|[.,]\s?-+)$")
# The apostrophe marks millions, so what follows it is thousands: 1'234.567 and 1'234.567,00, but 1'234.50.
_APOSTROPHES = re.compile(r"(?<=\d) ?['’´`‘] ?(?=\d{3})")
_AFTER_APOSTROPHE = re.compile(r"(\d{1,3}(?:'\d{3})*)'(\d{3})(?:[.,]?(\d{3}))?(?:[.,](\d{1,2}))?")
_SPACE_AT_SEPARATOR = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")
_SPACE_GROUPS = re.compile(r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?")
_PLAIN = re.compile(r"\d+|\d*[.,]\d+|\d[\d.,]*\d")
# No invoice reaches a thousand billion pesos; longer runs of digits are codes, CUFEs or bar codes.
_MOST_DIGITS = 15


def read_amount(text: str) -> Decimal | None:
    """The amount a text holds, in its most likely reading; None when it is not one amount and nothing else."""
    readings = amount_readings(text)
    return readings[0] if readings else None


@lru_cache(maxsize=8192)
def amount_readings(text: str) -> tuple[Decimal, ...]:
    """All sound readings of one amount, the most likely first; arithmetic decides between them.

    `1.234` is 1234 before it is 1.234; `1.234,50` has one reading only; `12.34.56` has none.
    """
    digits, negative = _bare_number(text)
    if digits is None:
        return ()
    readings = tuple(dict.fromkeys(Decimal(plain) for plain in _plain_readings(digits)))
    return tuple(-value for value in readings) if negative else readings


def read_percent(text: str) -> Decimal | None:
    """A rate such as `19%`, `19,00 %` or `19.0`; a rate has no thousands."""
    value = re.sub(r"\s+", "", text).removesuffix("%").replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,4})?", value):
        return None
    rate = Decimal(value)
    return rate if rate <= 100 else None


def _bare_number(text: str) -> tuple[str | None, bool]:
    """The digits and separators of an amount, and whether it is negative; None for anything else."""
    bare = _CURRENCY.sub(" ", re.sub(r"\s+", " ", text).strip().strip("*").strip())
    bare = _CURRENCY_GLUED.sub("", re.sub(r"\s+", " ", bare).strip())
    bare = _NO_CENTS.sub("", bare).strip() if re.search(r"\d", bare) else ""
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        bare, negative = bare[1:-1].strip(), True
    elif bare[:1] in ("-", "−", "–"):
        bare, negative = bare[1:].strip(), True
    elif bare[:1] == "+":
        bare = bare[1:].strip()
    bare = _SPACE_AT_SEPARATOR.sub(r"\1", _APOSTROPHES.sub("'", bare))
    bare = re.sub(r"(?<=\d)[.,;:]$", "", bare)
    if bare.endswith(("-", "−")) and not negative:  # SAP prints the sign behind
        bare, negative = bare[:-1].strip(), True
    if _SPACE_GROUPS.fullmatch(bare):
        bare = bare.replace(" ", "")
    if grouped := _AFTER_APOSTROPHE.fullmatch(bare):
        millions, thousands, units, cents = grouped.groups()
        bare = f"{millions}{thousands}{units or ''}".replace("'", "") + (f".{cents}" if cents else "")
    if not bare.isascii() or not _PLAIN.fullmatch(bare) or sum(c.isdigit() for c in bare) > _MOST_DIGITS:
        return None, False
    return bare, negative


def _plain_readings(number: str) -> list[str]:
    marks = [c for c in number if c in ".,"]
    if not marks:
        return [number]
    last = marks[-1]
    head, _, tail = number.rpartition(last)
    if len(set(marks)) == 2:
        return _with_both_marks(head, tail, last)
    if len(marks) > 1:
        groups = number.split(last)
        if _are_groups(groups):
            return ["".join(groups)]
        # One mark for both jobs, a common slip of scanners and typists: 1.302.000.00
        if len(tail) <= 2 and _are_groups(groups[:-1]):
            return [f"{''.join(groups[:-1])}.{tail}"]
        return []
    decimal = f"{head or '0'}.{tail}"
    if len(tail) == 3 and 1 <= len(head) <= 3 and head[0] != "0":
        return [head + tail, decimal]
    return [decimal]


def _with_both_marks(head: str, tail: str, last: str) -> list[str]:
    other = "," if last == "." else "."
    if last in head:
        # 1.234.567,890.00 is nobody's convention; 1,234.567.00 is a slip with one sound reading.
        groups = re.split(r"[.,]", head)
        one_slip = head.count(last) == 1 and head.rfind(last) > head.rfind(other)
        return [f"{''.join(groups)}.{tail}"] if one_slip and len(tail) == 2 and _are_groups(groups) else []
    groups = head.split(other)
    if not _are_groups(groups):
        return []
    decimal = f"{''.join(groups)}.{tail}"
    if len(tail) == 3:
        return [decimal, "".join(groups) + tail]
    return [decimal]


def _are_groups(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


# --- dates and times ------------------------------------------------------------------------------------

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_MARK = r"\s?[/.|\-–]\s?"
_ALONE = r"(?<!\d)(?<!\d[.,/|\-])"
_YEAR_FIRST = re.compile(rf"{_ALONE}(20\d\d){_MARK}(\d{{1,2}}){_MARK}(\d{{2}}|\d(?!\d))(?![.,]?\d{{3}})")
# Nor with a fourth part; but a whole second date may follow: "03/04/2025 - 03/05/2025".
_NO_MORE = rf"(?!\s?[/|\-]\s?(?!\d{{1,2}}{_MARK}\d{{1,2}}{_MARK}\d\d)\d)"
_DAY_FIRST = re.compile(rf"{_ALONE}(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(20\d\d|\d\d(?!\d)){_NO_MORE}")
# Three cells of a form, without marks between them: only with a whole year.
_IN_CELLS = re.compile(rf"{_ALONE}(\d{{1,2}})\s+(\d{{1,2}})\s+(20\d\d)(?!\d|[.,]\d)")
# A reader lost one of two marks: "2024-11 26", "26 11/2024". With a whole year only.
_YEAR_FIRST_CUT = re.compile(rf"{_ALONE}(20\d\d)(?:{_MARK}(\d\d)\s|\s(\d\d){_MARK})(\d\d)(?![\d/\-]|[.,]\d)")
_DAY_FIRST_CUT = re.compile(rf"{_ALONE}(\d\d)(?:{_MARK}(\d\d)\s|\s(\d\d){_MARK})(20\d\d)(?![\d/\-]|[.,]\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T ]?\d{6})?(?!\d)")
_MONTH = r"([A-Za-zÁÉÍÓÚáéíóú]{3,10})\.?"
_JOIN = r"(?:\s?[/.,|\-–]\s?|\s+)?(?:del?\s+)?"
_DAY_MONTH_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}})(?:º|°)?{_JOIN}{_MONTH}{_JOIN}(20\d\d|\d\d)(?!\d)", re.IGNORECASE)
_MONTH_DAY_YEAR = re.compile(
    rf"(?<![A-Za-z]){_MONTH}\s?[/\-]?\s?(\d{{1,2}})"
    r"(?:(?:\s?[/,\-]\s?|\s+)(?:del?\s+)?(20\d\d)|\s?[/,\-]\s?(\d\d))(?!\d)",
    re.IGNORECASE,
)
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)(20\d\d)[\s/\-]{{1,3}}{_MONTH}[\s/\-]{{1,3}}(\d{{1,2}})(?!\d)", re.IGNORECASE)
_DASHES = str.maketrans("~—−‐‑‒·•", "--------")
_MONTH_PREFIXES = re.compile(r"(?i)ene|feb|mar|abr|may|jun|jul|ago|se[pt]|oct|nov|dic|jan|apr|aug|dec")
_FIGURE_AMONG_LETTERS = re.compile(r"(?<![^\W_])(?=[a-z]*[015])(?=\d*[a-z]\w)[a-z015]{3,10}(?![^\W_])", re.IGNORECASE)
_MONTH_NAMES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre", "octubre",
    "noviembre", "diciembre", "january", "february", "march", "april", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_TIME = re.compile(
    r"(?:(?<![\d:])|(?<=-\d\d))(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?![\d:])\s*([ap]\.?\s?m\b\.?|[ap]\.(?=\s|$))?",
    re.IGNORECASE,
)


def read_date(text: str) -> date | None:
    """The one date a text holds, day first as Colombia writes it; None for none, or for two different ones."""
    found = set(find_dates(text))
    return found.pop() if len(found) == 1 else None


def find_dates(text: str) -> tuple[date, ...]:
    """Every date in a text, in the order printed."""
    text = _FIGURE_AMONG_LETTERS.sub(_month_with_letters, text.translate(_DASHES))
    found: dict[int, tuple[int, date]] = {}
    for pattern, reader in _DATE_SHAPES:
        for match in pattern.finditer(text):
            inside_another = any(start <= match.start() < end for start, (end, _) in found.items())
            value = None if inside_another else reader(*match.groups())
            if value is not None:
                found[match.start()] = (match.end(), value)
    return tuple(value for _, (_, value) in sorted(found.items()))


def read_time(text: str) -> time | None:
    """The one time of day a text holds. The offset is dropped: DIAN documents state Colombian time."""
    without_offset = re.sub(r"(?<=:\d\d)\s?[+\-]\d{2}:?\d{2}(?!\d)", "", text)
    found = {_time(*match.groups()) for match in _TIME.finditer(without_offset)} - {None}
    return found.pop() if len(found) == 1 else None


def _time(hour: str, minute: str, second: str | None, half: str | None) -> time | None:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    try:
        return time(hours, int(minute), int(second or 0))
    except ValueError:
        return None


def _day_first(day: str, month: str, year: str) -> date | None:
    # 03/25/2025 has one reading only, that of a foreign invoice.
    return _date(year, month, day) or _date(year, day, month)


def _date(year: str, month: str, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    if not _FIRST_YEAR <= full <= _LAST_YEAR:
        return None
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _month_with_letters(match: re.Match[str]) -> str:
    """The month that a word is when its figures are letters: `AG0`, `ju1io`; any other word as it stands."""
    for one in ("l", "i"):
        word = match.group().lower().translate(str.maketrans("05", "os")).replace("1", one)
        if word in _MONTH_NAMES or (len(word) == 3 and _MONTH_PREFIXES.fullmatch(word)):
            return word
    return match.group()


def _month_misread(word: str) -> str:
    """The month that differs in one letter: `Febeero`, `oviembre`."""
    key = word.lower()
    if len(key) < 5 or key in _MONTH_NAMES:
        return word
    near = [name for name in _MONTH_NAMES if len(name) >= 5 and Levenshtein.distance(key, name, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else word


def _worded(day: str, month: str, year: str) -> date | None:
    # The prefix test keeps "10 unidades 20" from costing a full parse, and "mil" from being a month.
    month = _month_misread(month)
    if not _MONTH_PREFIXES.match(month):
        return None
    full = f"20{year}" if len(year) == 2 else year
    parsed = dateparser.parse(
        f"{int(day)} {month} {full}",
        date_formats=["%d %B %Y", "%d %b %Y"],
        languages=["es", "en"],
        settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PARSERS": ["custom-formats", "absolute-time"]},
    )
    return _date(str(parsed.year), str(parsed.month), str(parsed.day)) if parsed else None


_DATE_SHAPES = (
    (_YEAR_FIRST, _date),
    (_DAY_MONTH_YEAR, _worded),
    (_YEAR_MONTH_DAY, lambda year, month, day: _worded(day, month, year)),
    (_MONTH_DAY_YEAR, lambda month, day, year, short: _worded(day, month, year or short)),
    (_DAY_FIRST, _day_first),
    (_IN_CELLS, _day_first),
    (_YEAR_FIRST_CUT, lambda year, month, other, day: _date(year, month or other, day)),
    (_DAY_FIRST_CUT, lambda day, month, other, year: _day_first(day, month or other, year)),
    (_COMPACT, _date),
)

# --- CUFE, CUDE, CUDS -------------------------------------------------------------------------------------

_HASH_LENGTH = 96
_HEX_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{2,96}(?![0-9A-Za-z])")
_HASH_LABEL = re.compile(r"(?i)\b(cuf[eé]|cude|cuds)\b")
# A watermark printed across the code leaves words between its pieces; more than this is another text.
_MOST_BETWEEN = 40


def find_cufe(text: str) -> str | None:
    """The document's own code. Of two, the one labelled CUDE or CUDS: a note also prints its invoice's CUFE."""
    found = find_cufes(text)
    if len(found) <= 1:
        return next(iter(found), None)
    own = [code for code, label in found.items() if label in {"cude", "cuds"}]
    return own[0] if len(own) == 1 else None


def find_cufes(text: str) -> dict[str, str]:
    """Every 96-digit code in a text, also when broken over lines, with the label printed before it."""
    runs = list(_HEX_RUN.finditer(text))
    found: dict[str, str] = {}
    index = 0
    while index < len(runs):
        code, used = _joined(text, runs, index)
        if code:
            found.setdefault(code.lower(), _label_before(text, runs[index].start()))
        index += used if code else 1
    return found


def _joined(text: str, runs: list[re.Match[str]], first: int) -> tuple[str, int]:
    code = runs[first].group()
    used = 1
    while len(code) < _HASH_LENGTH and first + used < len(runs):
        previous, following = runs[first + used - 1], runs[first + used]
        between = text[previous.end() : following.start()]
        if between.strip(" \t\r\n-") and (len(between) > _MOST_BETWEEN or len(following.group()) < 8):
            break
        code += following.group()
        used += 1
    return (code, used) if len(code) == _HASH_LENGTH else ("", 0)


def _label_before(text: str, position: int) -> str:
    labels = list(_HASH_LABEL.finditer(text, max(0, position - 120), position))
    return labels[-1].group(1).lower().replace("é", "e") if labels else ""
