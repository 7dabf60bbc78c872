"""Prints the shell script that tries an image: try_image.py INSPECT, the JSON of `buildah inspect`.

The script fills an archive with the sample articles, starts what the image's CMD says, asks what its
HEALTHCHECK says for at most 60 seconds, and then searches as a proxy would. Run inside the image; exit
status 0 when all of it answered.
"""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

SEARCH = """
import os, urllib.parse, urllib.request
url = f"http://127.0.0.1:{os.environ['PORT']}/search/?" + urllib.parse.urlencode({"q": "احتجاج"})
request = urllib.request.Request(url, headers={"X-Forwarded-Proto": "https"})
page = urllib.request.urlopen(request).read().decode()
raise SystemExit(0 if "<mark>" in page else "the search found nothing")
"""


def commands(inspected: Path) -> tuple[str, str]:
    """The image's start and health commands, quoted for a shell. ValueError when it declares none."""
    config = json.loads(inspected.read_text(encoding="utf-8"))["Docker"]["config"]
    kind, *health = config["Healthcheck"]["Test"]
    if kind != "CMD" or not config["Cmd"]:
        raise ValueError("the image must declare CMD and HEALTHCHECK in exec form")
    return shlex.join(config["Cmd"]), shlex.join(health)


if __name__ == "__main__":
    start, health = commands(Path(sys.argv[1]))
    print(
        f"""
        [ "$(id -u)" -ne 0 ] || {{ echo "the image runs as root"; exit 1; }}
        python3 manage.py migrate --verbosity 0
        python3 manage.py load_gazetteer
        python3 manage.py load_samples
        export SIJIL_TRUSTED_PROXIES=127.0.0.1
        {start} &
        server=$!
        trap 'kill $server; wait $server' EXIT
        attempt=0
        until {health} >/tmp/health 2>&1; do
            attempt=$((attempt + 1))
            [ $attempt -lt 60 ] && kill -0 $server || {{ cat /tmp/health; exit 1; }}
            sleep 1
        done
        cat /tmp/health
        python3 -c {shlex.quote(SEARCH)}
        """
    )
