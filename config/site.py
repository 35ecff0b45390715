"""The admin site where everybody works: titles in Spanish, a home for each role."""

from django.contrib import admin


class RadicaAdminSite(admin.AdminSite):
    site_header = "Radica"
    site_title = "Radica"
    index_title = "Administración"
    site_url = None
    enable_nav_sidebar = False
