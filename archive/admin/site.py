"""Names of the admin as a whole."""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("سِجِلّ: إدارة الأرشيف")
admin.site.site_title = _("سِجِلّ")
admin.site.index_title = _("ما في الأرشيف")
admin.site.empty_value_display = "∅"

# Their packages have no Arabic for these.
apps.get_app_config("axes").verbose_name = _("الدخول إلى الإدارة")
apps.get_app_config("otp_totp").verbose_name = _("التحقق بخطوتين")
