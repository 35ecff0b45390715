"""The API's addresses, and those of originals and page images for people."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from invoices.api import files, views

api = [
    path("invoices/", views.InvoicesView.as_view(), name="api-invoices"),
    path("invoices/<uuid:public_id>/", views.InvoiceView.as_view(), name="api-invoice"),
    path("documents/<uuid:public_id>/", views.DocumentView.as_view(), name="api-document"),
    path("documents/<uuid:public_id>/original/", views.OriginalView.as_view(), name="api-document-original"),
    path("documents/<uuid:public_id>/pages/<int:number>/", views.PageView.as_view(), name="api-document-page"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("docs/", views.DocsView.as_view(), name="api-docs"),
]
documents = [
    path("documentos/<uuid:public_id>/original", files.original, name="document-original"),
    path("documentos/<uuid:public_id>/paginas/<int:number>", files.page, name="document-page"),
]
