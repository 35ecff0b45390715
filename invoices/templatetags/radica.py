"""How pages write money, numbers, NITs, dates and ages. Only wording: nothing is decided here."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SOURCES = {
    "xml": "Leído del XML de la DIAN",
    "qr": "Leído del código QR de la DIAN",
    "text": "Leído del texto del PDF",
    "ocr": "Leído de la imagen",
    "model": "Leído por un modelo",
    "person": "Digitado o confirmado por una persona",
    "derived": "Calculado de otros valores",
}


@register.filter
def amount(value: Decimal | str | None) -> str:
    """1.234.567,80 and no decimals when they are zero. A template hands over "" for what is not there."""
    if not isinstance(value, Decimal):
        return ""
    cents = value.quantize(Decimal("0.01"))
    text = f"{cents:,.2f}" if cents % 1 else f"{cents:,.0f}"
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def pesos(value: Decimal | str | None) -> str:
    return f"$ {amount(value)}" if isinstance(value, Decimal) else ""


@register.filter
def quantity(value: Decimal | str | None) -> str:
    """1.234,5 without zeros that say nothing."""
    if not isinstance(value, Decimal):
        return ""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


@register.filter
def nit(value: str) -> str:
    """900.123.456"""
    return f"{int(value):,}".replace(",", ".") if value and value.isascii() and value.isdigit() else value or ""


@register.simple_tag
def nit_dv(body: str, dv: str) -> str:
    """900.123.456-8"""
    return f"{nit(body)}-{dv}" if dv else nit(body)


@register.filter
def day(value: date | datetime | str | None) -> str:
    if not isinstance(value, date):
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def ago(value: datetime | None) -> str | SafeString:
    """ "hace 3 h", the exact moment in the tooltip."""
    if value is None:
        return ""
    exact = f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, age(value))


def age(value: datetime) -> str:
    minutes = int((timezone.now() - value).total_seconds() // 60)
    if minutes < 1:
        return "ahora"
    if minutes < 60:
        return f"hace {minutes} min"
    if minutes < 24 * 60:
        return f"hace {minutes // 60} h"
    days = minutes // (24 * 60)
    return "hace 1 día" if days == 1 else f"hace {days} días"


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@register.simple_tag
def source_badge(source: str, label: str) -> SafeString:
    return format_html('<span class="source" title="{}">{}</span>', SOURCES.get(source, ""), label)


@register.filter
def get(mapping: Any, key: str) -> Any:
    return mapping.get(key) if mapping else None
