"""Admin forms as a browser would send them back."""

from __future__ import annotations

from typing import Any

from django.test import Client


def filled(value: Any) -> Any:
    return "" if value is None else value


def as_shown(client: Client, address: str) -> dict[str, Any]:
    """Every field of an admin form with the value it was shown with."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    form = page.context["adminform"].form
    data = {name: filled(form[name].value()) for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        management = inline.formset.management_form
        data |= {management.add_prefix(name): management[name].value() for name in management.fields}
        for row in inline.formset.forms:
            data |= {row.add_prefix(name): filled(row[name].value()) for name in row.fields}
    return data
