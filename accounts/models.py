"""People. What they may do stands in roles.py."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from rest_framework.authtoken.models import TokenProxy


class User(AbstractUser):
    """A person of the company, known by a user name."""

    limited_to_obras = models.BooleanField(
        "limitado a sus obras",
        default=False,
        help_text="Solo ve las órdenes y facturas de las obras que se le asignen.",
    )

    # Made by load_demo with a password everybody knows: enters in demo mode only (see demo.py).
    is_demo = models.BooleanField("de demostración", default=False, editable=False)

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "personas"

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Counter(models.Model):
    """How often something happened within a window. Only counters.py reads and writes it."""

    key = models.CharField(primary_key=True, max_length=100)
    count = models.PositiveIntegerField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "contador"
        verbose_name_plural = "contadores"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class ApiKey(TokenProxy):
    """What a program of a person identifies itself with; REST framework's token under a Spanish name.

    In addresses and in the admin's history it goes by its person's id, never by the key itself.
    """

    class Meta:
        proxy = True
        verbose_name = "clave de la API"
        verbose_name_plural = "claves de la API"

    def __str__(self) -> str:
        return f"…{self.key[-4:]}"
