"""Addresses of what needs the engine."""

from django.urls import path

from search import exports, feeds, views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("suggest/", views.suggest, name="suggest"),
    path("search/export.<slug:form>", exports.export, name="search-export"),
    path("search/feed.atom", feeds.feed, name="search-feed"),
]
