"""The public pages that need no search engine, one file a family; `config.urls` names the error pages."""

from archive.views.errors import bad_request, forbidden, not_found, server_error

__all__ = ["bad_request", "forbidden", "not_found", "server_error"]
