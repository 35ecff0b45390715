"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, re_path

from config.api import bad_request, page_not_found, permission_denied, server_error
from config.navigation import home
from invoices.api import urls as invoices_api

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
    path("", include("invoices.urls")),
    *invoices_api.documents,
    path("api/", include(invoices_api.api)),
    # A program that mistypes an address gets JSON, not the page for people.
    re_path(r"^api/", page_not_found, {"exception": None}, name="api-nowhere"),
]

handler400 = bad_request
handler403 = permission_denied
handler404 = page_not_found
handler500 = server_error
