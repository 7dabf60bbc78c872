"""Addresses of the pages that need no search engine."""

from django.urls import path, register_converter

from archive.converters import UnicodeSlugConverter
from archive.views import articles, entities, home, site, timeline, versions

register_converter(UnicodeSlugConverter, "uslug")

urlpatterns = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/original/", articles.original, name="article-original"),
    path("articles/<int:pk>/versions/", versions.versions, name="article-versions"),
    path("articles/<int:pk>/cite.<slug:form>", articles.cite, name="article-cite"),
    path("companies/", entities.companies, name="companies"),
    path("companies/<slug:slug>/", entities.company, name="company"),
    path("campaigns/", entities.campaigns, name="campaigns"),
    path("campaigns/<slug:slug>/", entities.campaign, name="campaign"),
    path("publishers/", entities.publishers, name="publishers"),
    path("publishers/<uslug:slug>/", entities.publisher, name="publisher"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("about/", site.about, name="about"),
    path("language/", site.language, name="language"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", site.sitemap_part, name="sitemap-part"),
]
