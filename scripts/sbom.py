"""Prints a bill of materials of the running site: CycloneDX 1.6, as JSON; `make sbom` keeps it in a file."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dependencies import VENDORED, Component, locked

RUNTIME = {"requirements", "requirements-opensearch"}


def component(found: Component) -> dict[str, Any]:
    """One entry. Packages get a package URL and the hashes of the files that the lock accepts."""
    vendored = found in VENDORED
    name = found.name if vendored else re.sub(r"[-_.]+", "-", found.name).lower()
    entry: dict[str, Any] = {
        "type": "file" if vendored else "library",
        "name": name,
        "version": found.version,
        "licenses": [{"expression": found.licence}],
    }
    if not vendored:
        entry["purl"] = entry["bom-ref"] = f"pkg:pypi/{name}@{found.version}"
        entry["scope"] = "required" if "requirements" in found.sets else "optional"
        entry["hashes"] = [{"alg": "SHA-256", "content": digest} for digest in found.hashes]
    return entry


def document(now: datetime) -> dict[str, Any]:
    """The whole bill; the same packages give the same serial number."""
    found = [one for one in (*locked(), *VENDORED) if one in VENDORED or RUNTIME & set(one.sets)]
    components = [component(one) for one in found]
    serial = uuid5(NAMESPACE_URL, json.dumps(components, sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "name": "sijil",
                "bom-ref": "sijil",
                "licenses": [{"expression": "AGPL-3.0-or-later"}],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": "sijil", "dependsOn": [one["bom-ref"] for one in components if "bom-ref" in one]}
        ],
    }


if __name__ == "__main__":
    json.dump(document(datetime.now(UTC)), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
