"""Radica's own admin site, in the place of Django's default one."""

from django.contrib.admin.apps import AdminConfig


class RadicaAdminConfig(AdminConfig):
    default_site = "config.site.RadicaAdminSite"
