"""Every address of the site."""

from django.contrib import admin
from django.urls import path

from config.navigation import home

urlpatterns = [
    path("", home, name="home"),
    path("admin/", admin.site.urls),
]
