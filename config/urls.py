"""Every address of the site. What needs the engine is in `search`, the rest in `archive`."""

from django.contrib import admin
from django.urls import include, path

from archive.staff.two_factor import two_factor
from search.health import healthz
from search.metrics import metrics

urlpatterns = [
    path("admin/review/", include("archive.review.urls")),
    path("admin/two-factor/", two_factor, name="two-factor"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/", include("search.api_urls")),
    path("", include("search.urls")),
    path("", include("archive.urls")),
]
handler400 = "archive.views.bad_request"
handler403 = "archive.views.forbidden"
handler404 = "archive.views.not_found"
handler500 = "archive.views.server_error"
