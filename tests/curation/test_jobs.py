"""Jobs: steps of one transaction each, resumed after a death, never done twice, failures said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.jobs import kinds, run
from archive.jobs.run import run_all
from archive.jobs.start import again, ask
from archive.models import Article, Job
from tests.factory import article

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What ends a process: no handler of errors sees it."""


class Name:
    """Marks articles one a step. `fail` may raise at a step, after it wrote."""

    fail: BaseException | None = None

    def __init__(self, job: Job) -> None:
        pass

    def step(self, job: Job) -> bool:
        row = Article.objects.filter(pk__gt=job.cursor or 0).order_by("pk").first()
        if row is None:
            return False
        row.title += "+"
        row.save()
        if Name.fail and row.title.startswith("2"):
            raise Name.fail
        job.cursor, job.done = row.pk, job.done + 1
        return True


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch, data_dir: object) -> None:
    monkeypatch.setitem(kinds.KINDS, "name", f"{__name__}.Name")
    monkeypatch.setattr(Name, "fail", None)
    for number in range(4):
        article(str(number))


def titles() -> list[str]:
    return list(Article.objects.order_by("pk").values_list("title", flat=True))


def test_a_job_runs_to_its_end() -> None:
    job = ask("name", {}, total=4)
    assert run_all() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.percent) == ("done", 4, 100)
    assert titles() == ["0+", "1+", "2+", "3+"]
    assert run_all() == 0


def test_a_killed_job_goes_on_where_it_was_and_says_so() -> None:
    job = ask("name", {}, total=4)
    Name.fail = Killed()
    with pytest.raises(Killed):
        run_all()
    job.refresh_from_db()
    assert (job.state, job.done, job.percent) == ("running", 2, 50)
    assert titles() == ["0+", "1+", "2", "3"], "the step that was killed left nothing"
    Name.fail = None
    assert run_all() == 1
    job.refresh_from_db()
    assert (job.state, job.interruptions) == ("done", 1)
    assert titles() == ["0+", "1+", "2+", "3+"]


def test_a_failure_is_said_and_can_be_tried_again() -> None:
    job = ask("name", {})
    Name.fail = ValueError("no good")
    run_all()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "ValueError: no good")
    assert run_all() == 0, "nobody tries it again unasked"
    Name.fail = None
    again(job)
    run_all()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert titles() == ["0+", "1+", "2+", "3+"]


def test_a_kind_of_another_version_fails_and_does_not_stop_the_rest() -> None:
    unknown, known = ask("future", {}), ask("name", {})
    assert run_all() == 2
    unknown.refresh_from_db()
    known.refresh_from_db()
    assert (unknown.state, known.state) == ("failed", "done")
    assert "future" in unknown.error


def test_one_process_of_a_folder_runs_jobs() -> None:
    ask("name", {})
    with run.only_here() as alone:
        assert alone
        assert run_all() == 0
    assert run_all() == 1


def test_a_job_of_another_machine_is_taken_over_once_it_is_silent() -> None:
    job = ask("name", {})
    Job.objects.update(state="running", worker="elsewhere:/data 1", alive_at=timezone.now())
    assert run_all() == 0
    Job.objects.update(alive_at=timezone.now() - timedelta(hours=1))
    job.refresh_from_db()
    assert job.is_silent
    assert run_all() == 1
    job.refresh_from_db()
    assert (job.state, job.interruptions) == ("done", 1)


def test_who_lost_a_job_writes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    job = ask("name", {})
    claimed = run._claim()
    assert claimed is not None
    Job.objects.update(worker="another")
    run._run(claimed)
    assert titles() == ["0", "1", "2", "3"]
    job.refresh_from_db()
    assert job.state == "running"
