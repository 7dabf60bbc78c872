"""Addresses of what needs the engine."""

from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("suggest/", views.suggest, name="suggest"),
]
