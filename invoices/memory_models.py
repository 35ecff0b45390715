"""What is kept of how a supplier prints its invoices, and of the words its open invoices were read from.

Written by memory.py alone. A NIT stands here, not a supplier: one may be remembered before Compras registers it.
"""

from django.conf import settings
from django.db import models

WORDS_MOST = 20_000


class SupplierHabit(models.Model):
    """One thing a supplier does on its invoices, learned from what people confirmed; see extraction/habits.py."""

    class Kind(models.TextChoices):
        PLACE = "place", "lugar"
        VALUE = "value", "valor usual"
        SHAPE = "shape", "forma"

    nit = models.CharField("NIT", max_length=20)
    field = models.CharField("campo", max_length=30)
    kind = models.CharField("qué", max_length=10, choices=Kind.choices)
    document_type = models.CharField("tipo de documento", max_length=20, blank=True)
    key = models.CharField(max_length=255)
    value = models.CharField("valor", max_length=200, blank=True)
    place = models.JSONField("lugar", default=dict, blank=True)
    weight = models.FloatField("peso")
    hits = models.PositiveIntegerField("aciertos", default=1)
    misses = models.PositiveIntegerField("fallos", default=0)
    # The person and the invoice that confirmed or denied it last.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="lo vio por última vez"
    )
    invoice = models.ForeignKey(
        "invoices.Invoice", models.SET_NULL, null=True, related_name="+", verbose_name="última factura"
    )
    learned_at = models.DateTimeField("aprendido", auto_now_add=True)
    seen_at = models.DateTimeField("visto", auto_now=True)

    class Meta:
        verbose_name = "costumbre de un proveedor"
        verbose_name_plural = "costumbres de los proveedores"
        ordering = ["nit", "field", "kind", "-weight"]
        constraints = [
            models.UniqueConstraint(
                fields=["nit", "field", "kind", "document_type", "key"], name="a_habit_is_kept_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0, weight__lte=1), name="habit_weight_between_0_and_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nit} {self.field}: {self.value or self.key}"


class SupplierLesson(models.Model):
    """What an invoice has taught already, so that confirming and then approving it does not count twice."""

    invoice = models.ForeignKey("invoices.Invoice", models.CASCADE, related_name="lessons")
    nit = models.CharField(max_length=20)
    field = models.CharField(max_length=30)
    value = models.TextField(blank=True)

    class Meta:
        verbose_name = "lección"
        verbose_name_plural = "lecciones"
        constraints = [
            models.UniqueConstraint(fields=["invoice", "nit", "field"], name="an_invoice_teaches_a_field_once"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class ReadWords(models.Model):
    """The words of a file, on the straightened page, while its invoice is undecided: a person who corrects a field
    teaches where it stands."""

    document = models.ForeignKey("invoices.Document", models.CASCADE, related_name="+")
    member = models.CharField(max_length=255, blank=True)
    # A list for each page of [text, x0, y0, x1, y1, confidence], all shares in ten thousandths.
    pages = models.JSONField(default=list)

    class Meta:
        verbose_name = "palabras leídas"
        verbose_name_plural = "palabras leídas"
        constraints = [models.UniqueConstraint(fields=["document", "member"], name="the_words_of_a_file_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.member}".strip()
