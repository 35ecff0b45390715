"""Our own empresas and the suppliers with their other names."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from purchasing.finding import find_suppliers
from purchasing.forms import AliasFormSet, EmpresaForm, SupplierForm
from purchasing.models import Empresa, Supplier, SupplierAlias
from purchasing.nit import write_nit


@admin.register(Empresa)
class EmpresaAdmin(admin.ModelAdmin):
    form = EmpresaForm
    fields = (("nit", "dv"), "name", "is_consorcio", "active")
    list_display = ("name", "written_nit", "is_consorcio", "active")
    show_facets = admin.ShowFacets.NEVER
    list_filter = ("is_consorcio", "active")

    @admin.display(description="NIT", ordering="nit")
    def written_nit(self, empresa: Empresa) -> str:
        return write_nit(empresa.nit, empresa.dv)


class AliasInline(admin.TabularInline):
    model = SupplierAlias
    formset = AliasFormSet
    extra = 1
    fields = ("name",)


@admin.register(Supplier)
class SupplierAdmin(admin.ModelAdmin):
    form = SupplierForm
    inlines = [AliasInline]
    fieldsets = (
        (None, {"fields": (("nit", "dv"), "name", "active")}),
        ("Contacto", {"fields": ("email", "phone", "address", "city")}),
        ("Impuestos", {"fields": ("responsibilities",)}),
    )
    list_display = ("name", "written_nit", "city", "phone", "active")
    show_facets = admin.ShowFacets.NEVER
    list_filter = ("active",)
    search_fields = ("nit",)  # shows the box; find_suppliers reads it
    search_help_text = "NIT o comienzo de las palabras del nombre."

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Supplier], search_term: str
    ) -> tuple[QuerySet[Supplier], bool]:
        return (find_suppliers(queryset, search_term) if search_term.strip() else queryset), False

    @admin.display(description="NIT", ordering="nit")
    def written_nit(self, supplier: Supplier) -> str:
        return write_nit(supplier.nit, supplier.dv)
