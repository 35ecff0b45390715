"""What the paid reading engines have cost, month by month: a table the administrator looks at."""

from decimal import Decimal

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from invoices import spending
from invoices.admin.read_only import ReadOnlyAdmin
from invoices.extraction.engines.metered import Tariff
from invoices.models import EngineMonth


@admin.register(EngineMonth)
class EngineMonthAdmin(ReadOnlyAdmin):
    """Counted by the workers and changed by nobody."""

    list_display = ("month", "engine", "pages", "cost", "cap")
    list_display_links = None
    ordering = ("-month", "engine")
    actions = None
    show_full_result_count = False

    @admin.display(description="tope del mes en dólares")
    def cap(self, row: EngineMonth) -> Decimal | None:
        """What holds now; what it was in a month gone by is not kept."""
        tariff = Tariff.of(settings.RADICA_ENGINES.get(row.engine, {}))
        return tariff.monthly_cap if tariff and row.month == spending.this_month() else None

    def has_view_permission(self, request: HttpRequest, obj: EngineMonth | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)
