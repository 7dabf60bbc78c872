"""The login of the admin: name, password, and the code of whoever switched the second factor on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_otp import match_token, user_has_device

LONGEST_CODE = 32


def device_for(user: Any, code: str) -> Any:
    """The user's device that gave this code, or None. Codes of an app or single-use recovery codes."""
    return match_token(user, code.replace(" ", "").strip().lower()) if code.strip() else None


class StaffLoginForm(AdminAuthenticationForm):
    """Asks for a code only after the password was right, so it tells strangers nothing."""

    code = forms.CharField(
        label=_("رمز التحقق، إن فعّلته"),
        required=False,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "dir": "ltr"}),
    )

    def confirm_login_allowed(self, user: Any) -> None:
        """Refuse a member of staff with a second factor and without its code."""
        super().confirm_login_allowed(user)
        if settings.TWO_FACTOR == "off" or not user_has_device(user):
            return
        code = self.cleaned_data.get("code", "")
        user.otp_device = device_for(user, code)
        if user.otp_device is None:
            said = (
                _("رمز التحقق غير صحيح أو انتهى وقته.") if code else _("اكتب رمز التحقق من تطبيق هاتفك أيضًا.")
            )
            raise ValidationError(said, code="second_factor")
