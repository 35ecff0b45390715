"""What people type about suppliers and orders, checked before it is kept."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .access import people_of
from .colombian import Unreadable, read_number, write_exactly, write_money
from .keys import name_key, number_key
from .models import Empresa, Obra, PurchaseOrder, Supplier
from .nit import InvalidNit, read_nit

# What the DIAN allows between a sum and its parts.
ROUNDING = Decimal(2)


class ColombianDecimalField(forms.DecimalField):
    """A number as Colombians type it: 1.234.567,80; also with $, and plain as a spreadsheet gives it."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            try:
                return read_number(value)
            except Unreadable as unreadable:
                raise ValidationError(unreadable.sentence, code="invalid") from unreadable
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return write_exactly(value) if isinstance(value, Decimal) else value


class NitForm(forms.ModelForm):
    """A NIT typed or pasted whole; its check digit is verified and stored apart."""

    nit = forms.CharField(
        label="NIT", max_length=25, help_text="Con su dígito de verificación, por ejemplo 900.123.456-8."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("nit"):
            try:
                cleaned["nit"], cleaned["dv"] = read_nit(cleaned["nit"], cleaned.get("dv") or "")
            except InvalidNit as invalid:
                self.add_error("nit", invalid.sentence)
        return cleaned


class EmpresaForm(NitForm):
    class Meta:
        model = Empresa
        fields = ["nit", "dv", "name", "is_consorcio", "active"]


class SupplierForm(NitForm):
    class Meta:
        model = Supplier
        fields = ["nit", "dv", "name", "email", "phone", "address", "city", "responsibilities", "active"]


class AliasFormSet(forms.BaseInlineFormSet):
    """A form leaves out what the database generates, so that two spellings of one name are told here."""

    def clean(self) -> None:
        super().clean()
        keys: set[str] = set()
        for form in self.forms:
            if form.errors or not form.cleaned_data.get("name") or form.cleaned_data.get("DELETE"):
                continue
            key = name_key(form.cleaned_data["name"])
            if not key:
                form.add_error("name", "Escribe un nombre con letras o cifras.")
            elif key in keys:
                form.add_error("name", "Ese otro nombre ya está en la lista.")
            keys.add(key)


class ObraForm(forms.ModelForm):
    class Meta:
        model = Obra
        fields = ["code", "name", "empresa", "city", "active"]


class ObraWithPeopleForm(ObraForm):
    """For the administrator: an obra and the limited people who work on it."""

    people = forms.ModelMultipleChoiceField(
        label="Personas que la ven",
        queryset=people_of(None),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Solo hace falta para quienes están limitados a sus obras; los demás las ven todas.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["people"].initial = people_of(self.instance)


class OrderForm(forms.ModelForm):
    class Meta:
        model = PurchaseOrder
        fields = ["number", "supplier", "obra", "date", "currency", "subtotal", "iva", "total", "notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        key = number_key(number)
        if not key:
            raise ValidationError("Escribe un número de orden con letras o cifras.")
        if PurchaseOrder.objects.filter(number_key=key).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Ya existe una orden con ese número.")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [cleaned[name] for name in ("subtotal", "iva", "total") if cleaned.get(name) is not None]
        if len(given) < 3:
            return cleaned
        subtotal, iva, total = given
        if abs(subtotal + iva - total) > ROUNDING:
            self.add_error(
                "total",
                f"El subtotal más el IVA da {write_money(subtotal + iva)} y el total dice {write_money(total)}. "
                "Revisa las cifras de la orden.",
            )
        return cleaned


class OrderLineForm(forms.ModelForm):
    """A line whose item and total may be left out: the next one, and quantity by price."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("position", "total"):
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        quantity, price, total = (cleaned.get(name) for name in ("quantity", "unit_price", "total"))
        if quantity is None or price is None or "total" in self.errors:
            return cleaned
        product = (quantity * price).quantize(Decimal("0.01"))
        if total is None:
            cleaned["total"] = product
        elif abs(product - total) > ROUNDING:
            self.add_error(
                "total", f"Cantidad por precio da {write_money(product)} y la línea dice {write_money(total)}."
            )
        return cleaned


class OrderLineFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        subtotal = getattr(self.instance, "subtotal", None)
        if any(self.errors) or subtotal is None:
            return
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("total") is not None and not form.cleaned_data.get("DELETE")
        ]
        self._number(kept)
        totals = [form.cleaned_data["total"] for form in kept]
        if totals and abs(sum(totals) - subtotal) > ROUNDING:
            raise ValidationError(
                f"Las líneas suman {write_money(sum(totals))} y el subtotal de la orden dice {write_money(subtotal)}. "
                "Revisa las líneas o el subtotal."
            )

    def _number(self, kept: list[Any]) -> None:
        """Lines without an item get the next one, in the order they stand."""
        last = max((form.cleaned_data["position"] or 0 for form in kept), default=0)
        for form in kept:
            if not form.cleaned_data["position"]:
                last += 1
                form.cleaned_data["position"] = form.instance.position = last
