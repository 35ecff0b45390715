"""The pages outside the admin: upload, archive search, and one button of a supplier's page."""

from django.urls import path

from invoices.views.forgetting import forget
from invoices.views.search import export_list, search
from invoices.views.upload import upload, upload_status

urlpatterns = [
    path("subir/", upload, name="upload"),
    path("subir/estado/", upload_status, name="upload-status"),
    path("buscar/", search, name="search"),
    path("buscar/exportar.<slug:form>", export_list, name="search-export"),
    path("proveedores/<int:supplier_id>/olvidar/", forget, name="forget"),
]
