"""The site's settings in an environment of the tests' own: what the shell sets does not change a test.

Everything written goes to a temporary folder, which is removed at the end.
"""

import os
import shutil
import tempfile
from atexit import register
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="sijil-tests-"))
register(shutil.rmtree, SCRATCH, ignore_errors=True)
KEPT = {
    "SIJIL_SHARED",
    "SIJIL_CHROMIUM",
    "SIJIL_TEST_DATABASE_URL",
    "SIJIL_SEQUENCES",
    "SIJIL_DISK_POINTS",
    "SIJIL_KILLS",
    "SIJIL_KILL_FILES",
    "SIJIL_SOAK",
    "SIJIL_SOAK_SECONDS",
    "SIJIL_GUIDE_IMAGES",
    "SIJIL_OPENSEARCH_JARS",
}
for name in [name for name in os.environ if name.startswith("SIJIL_") and name not in KEPT]:
    del os.environ[name]
for name in ("DATABASE_URL", "SEARCH_URL"):
    os.environ.pop(name, None)
if "SIJIL_TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["SIJIL_TEST_DATABASE_URL"]
os.environ["SIJIL_SECRET_KEY"] = "signs nothing but the tests"
os.environ["SIJIL_DATA_DIR"] = str(SCRATCH)
os.environ["SIJIL_HTTPS"] = "False"
os.environ["SIJIL_JOBS"] = "inline"
# Tests ask faster than people; those about the limit set one of their own.
os.environ["SIJIL_RATE_LIMIT"] = "0"
os.environ["SIJIL_ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"

from config.settings import *  # noqa: E402, F403 (the environment must be set before they are read)

(SCRATCH / "static").mkdir()  # empty: WhiteNoise warns when there is none
# Hashing a password is slow by design; no test is about that.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Without the manifest, pages need no `collectstatic` first; the image and `make run` use the real storage.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
