"""The addresses of static files, remembered: every page has a dozen, and they change with a release only."""

from __future__ import annotations

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberedStaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; a process reads the manifest of the names once and composes each address once."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._address = cache(super().url)

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file by its name."""
        return str(self._address(name, force))

    def save_manifest(self) -> None:
        """See Django. The names it writes may be others than those remembered."""
        super().save_manifest()
        self._address.cache_clear()
