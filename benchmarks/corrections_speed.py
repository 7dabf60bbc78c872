"""A file of 100,000 corrections: shown, applied, taken back; files that must be refused. Seconds and memory.

`python -m benchmarks.corrections_speed [ROWS]` (100,000 by default): five fields of a fifth as many articles
of 2,600 letters, in SQLite. `most memory` is the process's peak until then, all of its code included.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.review import BODY, fill

FIELDS = 5


def file_of(rows: int) -> bytes:
    """A CSV of so many rows, each of which changes something."""
    lines = ["id,field,value"]
    for pk in range(1, rows // FIELDS + 1):
        lines += [
            f"{pk},title,عنوان صحّحه قيّم في أمازون {pk}",
            f"{pk},author,كاتب {pk % 500}",
            f"{pk},published_on,2019-{pk % 12 + 1:02}",
            f"{pk},publisher,ناشر مصحّح",
            f"{pk},tag,strike",
        ]
    return "\n".join(lines).encode()


def refused(data: bytes) -> dict[str, bytes]:
    """The same file spoilt in the ways that files are: wrong columns, wrong encoding, ids of nobody."""
    text = data.decode()
    return {
        "wrong columns": text.replace("id,field,value", "رقم المقال,ملاحظات", 1).encode(),
        "another encoding (Windows-1252)": b"id,field,value\n"
        + "1,title,café déjà vu ñ\n".encode("cp1252") * 9999,
        "every id unknown": text.replace("\n", "\n9999").encode(),
        "one bad row, the last": data + b"\n1,colour,red",
    }


def measured(name: str, action: Callable[[], Any]) -> Any:
    """Print a row: CPU and wall seconds, and the process's most memory so far in megabytes."""
    begun = time.process_time(), time.perf_counter()
    found = action()
    cpu, wall = time.process_time() - begun[0], time.perf_counter() - begun[1]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {name} | {cpu:.1f} | {wall:.1f} | {most:.0f} |", flush=True)
    return found


def tried(data: bytes) -> str:
    """Why the file is refused as a whole, or how many of its rows cannot be understood."""
    from archive.corrections.files import draft_of
    from archive.corrections.read import Unreadable
    from archive.models import Job
    from archive.operations.perform import carry_out

    try:
        operation, found = draft_of(data, "x.csv")
    except Unreadable as error:
        return error.code
    try:
        carry_out(operation, None)
        run()
    except ValueError as error:
        return f"{found.faulty} rows named, then {error}"
    failed = Job.objects.filter(state=Job.State.FAILED).latest("pk")
    return f"{found.faulty} rows named, then {failed.error}"


def run() -> None:
    """Run what is due in this process."""
    from archive.jobs.run import run_all

    run_all()


def main() -> None:
    """Fill, then the good file there and back, then the bad ones, which must change nothing."""
    from django.conf import settings

    from archive import changes
    from archive.corrections.files import draft_of
    from archive.models import Article, Campaign, Operation, Publisher
    from archive.operations import perform

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    fill(rows // FIELDS, BODY[:17] + BODY[17:].replace("أمازون", "المستودع"))  # named where the mention says
    Publisher.objects.create(name="ناشر مصحّح")
    Campaign.objects.create(slug="strike", name_ar="إضراب", category="campaign")
    settings.JOBS = "worker"  # nobody but this process runs them
    changes.changed.receivers = []
    data = file_of(rows)
    print(f"{rows} rows, {len(data) / 1e6:.1f} MB\n\n| step | CPU s | wall s | most memory, MB |")
    print("|---|---|---|---|")
    measured("nothing yet", lambda: None)
    operation, found = measured("shown", lambda: draft_of(data, "x.csv"))
    assert (found.changed, found.faulty) == (rows, 0), found.as_json()
    measured("applied", lambda: (perform.carry_out(operation, None), run()))
    done = Operation.objects.get(pk=operation.pk)
    assert done.result["changed"] == rows, (done.state, done.result)
    measured("taken back", lambda: (perform.undo(done, None), run()))
    before = Article.objects.filter(author="").count()
    assert before == rows // FIELDS, before
    answers = []
    for name, spoilt in refused(data).items():
        answers.append((name, measured(name, lambda data=spoilt: tried(data))))
        assert Article.objects.filter(author="").count() == before, name
    print("\n".join(f"\n{name}: {said}" for name, said in answers))


if __name__ == "__main__":
    main()
