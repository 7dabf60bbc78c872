"""What an administrator sees of accounts, failed logins and second factors."""

from __future__ import annotations

from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.staff.login import StaffLoginForm
from archive.staff.two_factor import forget

admin.site.login_form = StaffLoginForm
admin.site.login_template = "admin/staff_login.html"

for model in (AccessAttempt, AccessFailureLog, AccessLog, StaticDevice, TOTPDevice, User):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class StaffUserAdmin(UserAdmin):
    """Only a superuser makes superusers, touches one, or gives single permissions past the roles."""

    ABOVE = ("is_superuser", "user_permissions")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What would lift an account above the roles."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *self.ABOVE)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody but a superuser changes one, nor its password."""
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj is not None and obj.is_superuser and not request.user.is_superuser)


class SeenAndDeleted(admin.ModelAdmin):
    """Rows that the site itself writes and an administrator may take away."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(AccessAttempt)
class AttemptAdmin(SeenAndDeleted):
    """Failed logins. Deleting one unlocks who it locked."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    list_filter = ("attempt_time",)
    search_fields = ("username", "ip_address")
    fields = ("username", "ip_address", "failures_since_start", "attempt_time")


@admin.register(TOTPDevice)
class DeviceAdmin(SeenAndDeleted):
    """Who has a second factor, without its key. Deleting it takes the recovery codes along."""

    list_display = ("user", "confirmed", "created_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = ("confirmed",)
    search_fields = ("user__username",)
    fields = ("user", "confirmed", "created_at", "last_used_at")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Remove every device of the user."""
        forget(obj.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """The same for each of them."""
        for device in queryset.select_related("user"):
            forget(device.user)
