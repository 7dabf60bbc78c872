"""How gunicorn serves Sijil. `make run`, the image and systemd all use this file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gunicorn.arbiter import Arbiter

from archive.serving import logs

# Behind a proxy on the same machine; only the image, which has a network of its own, listens everywhere.
bind = f"{os.environ.get('SIJIL_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# A page takes milliseconds, an export may stream for longer than the default of 30 seconds.
timeout = 120
graceful_timeout = 30
# An Arabic letter takes six bytes in an address: the default of 4,094 refuses a query of 680 letters with a
# bare 414. The query parser cuts long queries and says so; 0 leaves the limit to it and to the proxy.
limit_request_line = 0
# Who may speak for others is decided in one place, archive.serving.proxies, by SIJIL_TRUSTED_PROXIES.
forwarded_allow_ips = ""
# What readers search for is nobody's business: no request is logged, only starts, stops and errors.
accesslog = None
errorlog = "-"
_form = os.environ.get("SIJIL_LOG_FORMAT") or ("text" if sys.stderr.isatty() else "json")
logconfig_dict = logs.configuration(_form)
# The workers' heartbeat must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (a heartbeat, not data)
# Nothing may steer the server but signals.
control_socket_disable = True


def when_ready(server: Arbiter) -> None:
    """Say where the site is, once it listens."""
    server.log.info("Sijil is ready at http://%s/", bind)
