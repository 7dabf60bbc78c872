"""Addresses of review, below /admin/review/."""

from django.urls import path

from archive.review.views import article, byhand, copies, queue

urlpatterns = [
    path("", queue.listing, name="review-queue"),
    path("first/", queue.first, name="review-first"),
    path("<int:pk>/", article.review, name="review-article"),
    path("<int:pk>/copies/", copies.copies, name="review-copies"),
    path("add/", byhand.add, name="review-add"),
]
