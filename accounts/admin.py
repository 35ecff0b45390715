"""People, for the administrator alone. Roles are chosen here; what a role may do stands in roles.py."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rest_framework.authtoken.admin import TokenAdmin
from rest_framework.authtoken.models import TokenProxy

from . import lockout, sessions
from .autocomplete import ChoosesByNumber
from .models import ApiKey, User

# What a group may do is the table in roles.py; changing it by clicks would last until the next migrate.
admin.site.unregister(Group)
# Shows every key in full and speaks English; ApiKeyAdmin stands in its place.
admin.site.unregister(TokenProxy)


# Django's own labels speak to programmers.
WORDS = {
    "username": ("Usuario", "Con este nombre entra. Letras, números y los signos @ . + - _"),
    "email": ("Correo", "Aquí le llegan los avisos."),
    "groups": ("Rol", "Lo que la persona puede hacer. Quien aprueba facturas no debe resolver bloqueos."),
    "is_superuser": ("Administrador", "Puede todo, también administrar personas y empresas."),
    "is_active": ("Activa", "Quítala para que la persona no pueda entrar; lo que hizo queda a su nombre."),
}


def as_person(request: HttpRequest) -> User:
    """Whoever is logged in; the site lets nobody else this far."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class OnlyAdministrators:
    """A page for superusers, whatever permissions somebody else was given."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # People are switched off: their name stays beside what they did.
        return False


@admin.register(User)
class PersonAdmin(OnlyAdministrators, UserAdmin):
    # Every person has a password: Django's own form also offers to do without.
    add_form = UserCreationForm
    list_display = ("username", "full_name", "email", "roles", "limited_to_obras", "is_active", "last_login")
    list_filter = ("groups", "limited_to_obras", "is_active", "is_superuser")
    show_facets = admin.ShowFacets.NEVER
    ordering = ("username",)
    filter_horizontal = ()
    actions = ("end_sessions", "unlock_login")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Datos", {"fields": ("first_name", "last_name", "email")}),
        ("Rol", {"fields": ("groups", "limited_to_obras", "is_superuser")}),
        ("Acceso", {"fields": ("is_active", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Datos", {"fields": ("first_name", "last_name", "email")}),
        ("Rol", {"fields": ("groups", "limited_to_obras")}),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # A changed role ends a session by itself, at its next request; a closed account ends them now.
        if change and not form.instance.is_active:
            sessions.end_all(user=form.instance)

    @admin.action(description="Cerrar sus sesiones abiertas", permissions=["change"])
    def end_sessions(self, request: HttpRequest, people: Any) -> None:
        ended = sum(sessions.end_all(user=person) for person in people)
        self.message_user(request, f"Sesiones cerradas: {ended}.")

    @admin.action(description="Permitir que vuelvan a intentar el ingreso", permissions=["change"])
    def unlock_login(self, request: HttpRequest, people: Any) -> None:
        for person in people:
            lockout.unlock(username=person.username)
        self.message_user(request, "Ya pueden volver a intentar el ingreso.")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in WORDS:
            field.label, field.help_text = WORDS[db_field.name]
        return field

    @admin.display(description="nombre", ordering="first_name")
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description="rol")
    def roles(self, person: User) -> str:
        names = [group.name for group in person.groups.all()]
        return ", ".join(["Administrador", *names] if person.is_superuser else names)


@admin.register(ApiKey)
class ApiKeyAdmin(OnlyAdministrators, ChoosesByNumber, TokenAdmin):
    """Keys for programs: made for a person, shown once, taken back by deleting them."""

    list_display = ("user", "ending", "created")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    search_help_text = "Busca por usuario o por nombre."
    list_filter = ()
    list_select_related = ("user",)
    autocomplete_fields = ("user",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        sentence = f"La clave de {obj.user} es {obj.key}. Cópiala ahora: no se vuelve a mostrar."
        self.message_user(request, sentence, messages.WARNING)

    @admin.display(description="termina en")
    def ending(self, key: ApiKey) -> str:
        return str(key)
