"""Obras, and which limited people work on each."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.admin import as_person
from purchasing.access import assign_people, people_of, sees_every_obra, visible_obras
from purchasing.finding import find_obras
from purchasing.forms import ObraForm, ObraWithPeopleForm
from purchasing.models import Obra


@admin.register(Obra)
class ObraAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "empresa", "city", "active")
    show_facets = admin.ShowFacets.NEVER
    list_filter = ("active", "empresa")
    list_select_related = ("empresa",)
    search_fields = ("code",)  # shows the box; find_obras reads it
    search_help_text = "Comienzo del código o de las palabras del nombre."

    def get_queryset(self, request: HttpRequest) -> QuerySet[Obra]:
        return visible_obras(request.user).order_by(*self.get_ordering(request) or ["code"])

    def get_form(self, request: HttpRequest, obj: Obra | None = None, change: bool = False, **kwargs: Any) -> Any:
        # Two forms: a field that is only hidden would still be read from what is posted.
        kwargs["form"] = ObraWithPeopleForm if request.user.is_superuser else ObraForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Obra | None = None) -> Any:
        # Who sees what is the administrator's to decide; Compras reads it.
        people = "people" if request.user.is_superuser else "people_named"
        return (
            (None, {"fields": ("code", "name", "empresa", "city", "active")}),
            ("Personas", {"fields": (people,)}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Obra | None = None) -> tuple[str, ...]:
        return () if request.user.is_superuser else ("people_named",)

    @admin.display(description="personas limitadas que la ven")
    def people_named(self, obra: Obra) -> str:
        return ", ".join(map(str, people_of(obra))) if obra.pk else ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Obra], search_term: str
    ) -> tuple[QuerySet[Obra], bool]:
        return (find_obras(queryset, search_term) if search_term.strip() else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        # A limited person would not see the obra she made.
        return super().has_add_permission(request) and sees_every_obra(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Obra | None = None) -> bool:
        return super().has_view_permission(request, obj) and _sees(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Obra | None = None) -> bool:
        return super().has_change_permission(request, obj) and _sees(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Obra | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _sees(request, obj)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "people" in form.cleaned_data:
            assign_people(form.instance, people=form.cleaned_data["people"], by=as_person(request))


def _sees(request: HttpRequest, obra: Obra | None) -> bool:
    return obra is None or visible_obras(request.user).filter(pk=obra.pk).exists()
