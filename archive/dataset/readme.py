"""What a dataset says of itself to people, in Arabic and in English. Pure."""

from __future__ import annotations

from typing import Any

LICENCE = """# الحقوق · Rights

نصوص المقالات وملفاتها الأصلية ملك لناشريها وكتّابها، وهي هنا للبحث والتوثيق والاقتباس؛ لا تمنح هذه المجموعة
رخصة فيها. ما أضافه السجل (الوسوم ومواضعها، والتواريخ بأدلتها، والأرقام، وسجلّ الأسطر) وقائع لك أن تستعملها
كما تشاء مع ذكر السجل وإصداره.

The articles' texts and their original files belong to their publishers and authors. They are here for
research, documentation and quotation; this dataset grants no licence to them. What Sijil added (tags and
their places, dates with their evidence, figures, the account of each line) is factual: use it as you wish,
naming Sijil and the version of the archive.
"""
_OF_CURATORS = """| `reviews` | what an article still needs of a person, and who reviewed it |
| `openings` | who opened a locked original, when and why |
| `history_…` | every version of each record: who changed it, when, why |
"""
_FILES = """| file | one row |
| --- | --- |
| `articles` | an article: title, cleaned text, publisher, date with its evidence, source |
| `captures` | a file as captured: SHA-256, size, encoding, where it came from, every line accounted for |
| `mentions` | a place where a company or campaign is named; offsets count code points |
| `figures` | a number that an article claims, with its sentence |
| `copies`, `copy_bands` | which articles carry the same story, and the keys by which copies are found |
| `parted` | pairs of articles that a person said are no copies of each other |
| `publishers`, `companies`, `campaigns`, `aliases` | who published, who is named, and the spellings |
| `site_lines` | short lines that most pages of a site carry, which cleaning takes out |
| `redirects` | an address that once named a record, and the id of the record that answers for it now |
| `redactions` | an article that lost a passage for a person's safety, and when; the passage is a mask |
| `originals/` | the captured files, each named by its SHA-256 |
"""


def text(about: dict[str, Any]) -> str:
    """README.md. `about`: what `dataset.json` holds."""
    counts = "\n".join(f"- {name}: {count:,}" for name, count in about["counts"].items())
    hidden = (
        "It holds what the public may not see, redacted passages too: do not give it away.\n\n"
        if about["everything"]
        else ""
    )
    return f"""# سِجِلّ · Sijil

مجموعة بيانات الأرشيف العربي لنشاط التقنية، الإصدار {about["version"]}، بتاريخ {about["exported_at"]}.

The dataset of Sijil, an Arabic archive of tech activism. Version {about["version"]},
exported {about["exported_at"]}.

{hidden}{counts}

{_FILES}{_OF_CURATORS if about["everything"] else ""}
Each table comes as JSON Lines (`.jsonl`: every field, one object a line, UTF-8) and as CSV (`.csv`: for
spreadsheets, UTF-8 with a byte order mark, values that look like formulas neutralised by an apostrophe, the
longest columns left out). Identifiers are stable: article 12 is `/articles/12/` on the site.

Check the files with `sha256sum --check SHA256SUMS`. Read them into an empty archive, without loss, with
`python manage.py import_dataset FOLDER`, then `python manage.py rebuild_index --noinput`.

Rights: see LICENSE.md.
"""
