"""Work off the window thread: it ends in one way, reports in the window thread, and leaves no threads behind."""

from __future__ import annotations

import threading
import time

import pytest

from engine.errors import UserProblem
from engine.progress import Progress
from gui.jobs import Jobs, Lane, Latest


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def test_result_arrives_in_the_window_thread(qtbot, jobs):
    seen = []
    jobs.start(lambda _: threading.get_ident(), lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    (worker, here), main = seen[0], threading.get_ident()
    assert here == main
    assert worker != main


@pytest.mark.parametrize("problem", [UserProblem("The disk is full."), ZeroDivisionError("bug")])
def test_an_error_is_always_delivered(qtbot, jobs, problem):
    def work(_):
        raise problem

    told = []
    jobs.failed.connect(told.append)
    finished = []
    job = jobs.start(work, finished.append)
    with qtbot.waitSignal(job.failed) as own:
        pass
    assert own.args == [problem]
    qtbot.waitUntil(lambda: not jobs.busy)
    assert told == [problem]
    assert finished == []


def test_an_abandoned_job_keeps_its_result_but_not_its_error(qtbot, jobs):
    gate = threading.Event()
    results, told = [], []
    jobs.failed.connect(told.append)

    def quiet(_):
        gate.wait(5)
        return "late"

    def bad(_):
        gate.wait(5)
        raise UserProblem("gone")

    for job in (jobs.start(quiet, results.append), jobs.start(bad, results.append)):
        job.abandon()
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert results == []
    assert len(told) <= 1  # a job that had not begun yet never runs


def test_only_the_latest_question_is_answered(qtbot, jobs):
    latest, answers = Latest(jobs), []
    for number in range(20):
        latest.start(lambda _, number=number: number, answers.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert answers == [19]


def test_progress_may_skip_but_ends_with_the_last(qtbot, jobs):
    seen = []

    def work(job):
        for done in range(5000):
            job.progress(Progress(done, 5000))

    job = jobs.start(work)
    job.progressed.connect(lambda progress: seen.append(progress.done))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen[-1] == 4999
    assert seen == sorted(seen)


def test_every_report_arrives_in_order_before_the_end(qtbot, jobs):
    seen = []

    def work(job):
        for number in range(300):
            job.report(number)
        return "end"

    job = jobs.start(work, seen.append)
    job.reported.connect(seen.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == [*range(300), "end"]


def test_commands_run_in_the_order_in_which_they_were_said(qtbot, jobs):
    done = []
    for number in range(50):
        jobs.start(lambda _, number=number: done.append(number), lane=Lane.COMMAND)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert done == list(range(50))


def test_cancel_wakes_a_paused_job(qtbot, jobs):
    def work(job):
        while True:
            job.token.check()
            time.sleep(0.001)

    job = jobs.start(work, lane=Lane.SCAN)
    job.token.pause()
    with qtbot.waitSignal(job.cancelled):
        job.cancel()


def test_closing_stops_readers_but_finishes_what_was_said(qtbot):
    jobs, said, read = Jobs(), [], []

    def endless(job):
        while True:
            job.token.check()
            time.sleep(0.001)

    before = threading.active_count()
    jobs.start(endless, lane=Lane.SCAN)
    for number in range(30):
        jobs.start(lambda _, number=number: said.append(number), lane=Lane.COMMAND)
    jobs.close()
    assert said == list(range(30))
    assert threading.active_count() <= before
    jobs.start(lambda _: read.append(1))
    qtbot.wait(30)
    assert read == []


def test_many_jobs_at_once(qtbot, jobs):
    seen = []
    for number in range(500):
        lane = list(Lane)[number % len(Lane)]
        jobs.start(lambda _, number=number: number, seen.append, lane=lane)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert sorted(seen) == list(range(500))
