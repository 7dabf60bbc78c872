"""Names of the admin as a whole."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("سِجِلّ: إدارة الأرشيف")
admin.site.site_title = _("سِجِلّ")
admin.site.index_title = _("ما في الأرشيف")
admin.site.empty_value_display = "∅"

# Their packages have no Arabic for these. Migrations read the classes as declared, so none follows.
apps.get_app_config("axes").verbose_name = _("الدخول إلى الإدارة")
apps.get_app_config("otp_totp").verbose_name = _("التحقق بخطوتين")
_device: Any = apps.get_model("otp_totp", "TOTPDevice")
_device._meta.verbose_name = _("تطبيق تحقّق")
_device._meta.verbose_name_plural = _("تطبيقات التحقق")
for _name, _label in {
    "user": _("القيّم"),
    "confirmed": _("مؤكَّد"),
    "created_at": _("أُضيف في"),
    "last_used_at": _("آخر استعمال"),
}.items():
    _device._meta.get_field(_name).verbose_name = _label
