"""Asks the gunicorn of this container for /healthz; exit status 0 when it answers 200. Used by the image."""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = int(os.environ.get("PORT", "8000"))
SECONDS = 4


def allowed_host() -> str:
    """A host name that the site answers to: the first of SIJIL_ALLOWED_HOSTS, its wildcard dot removed."""
    first = os.environ.get("SIJIL_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first and first != "*" else "127.0.0.1"


def main() -> int:
    """Print what was answered; 0 when the site is well."""
    connection = HTTPConnection("127.0.0.1", PORT, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"Host": allowed_host()})
        answer = connection.getresponse()
        print(answer.status, answer.read(2000).decode("utf-8", "replace"))
    except (OSError, HTTPException) as error:
        print(f"no answer from port {PORT}: {error}")
        return 1
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
