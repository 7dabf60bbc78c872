"""Addresses of the JSON API."""

from django.urls import path, re_path

from search import api

urlpatterns = [
    path("articles", api.articles, name="api-articles"),
    path("articles/<int:pk>", api.article, name="api-article"),
    path("companies", api.companies, name="api-companies"),
    path("campaigns", api.campaigns, name="api-campaigns"),
    path("openapi.json", api.openapi, name="api-openapi"),
    re_path(r"^(?P<path>.*)$", api.unknown),
]
