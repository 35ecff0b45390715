"""The administrator's page of a person, with the obras she works on beside her role."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import UserChangeForm
from django.http import HttpRequest

from accounts.admin import PersonAdmin, as_person
from accounts.models import User
from purchasing.access import assign_obras, obras_assigned_to
from purchasing.models import Obra


class PersonForm(UserChangeForm):
    obras = forms.ModelMultipleChoiceField(
        label="Obras asignadas",
        queryset=Obra.objects.order_by("code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cuentan solo cuando la persona está limitada a sus obras.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["obras"].initial = obras_assigned_to(self.instance)


admin.site.unregister(User)


@admin.register(User)
class PersonWithObrasAdmin(PersonAdmin):
    """Here and not in accounts, which knows nothing of obras."""

    form = PersonForm
    fieldsets = (
        *PersonAdmin.fieldsets[:2],
        ("Rol", {"fields": ("groups", "limited_to_obras", "obras", "is_superuser")}),
        *PersonAdmin.fieldsets[3:],
    )

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "obras" in form.cleaned_data:
            assign_obras(form.instance, obras=form.cleaned_data["obras"], by=as_person(request))
