"""People. What they may do stands in roles.py."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person of the company, known by a user name."""

    limited_to_obras = models.BooleanField(
        "limitado a sus obras",
        default=False,
        help_text="Solo ve las órdenes y facturas de las obras que se le asignen.",
    )

    class Meta:
        verbose_name = "persona"
        verbose_name_plural = "personas"

    def __str__(self) -> str:
        return self.get_full_name() or self.username
