import os

import pytest
from sqlalchemy import select

from lca_models.programme.jobs.queue import CHECK, EVALUATE, enqueue
from lca_models.programme.jobs.working import Here, Work, hands, work_off
from lca_models.programme.registry.schema import jobs

DONE = "ab" * 32


def gather(registry, job):
    return (job.subject,)


def length(text):
    return len(text)


def breaks(text):
    raise ValueError(f"what a hostile file says: {text}\nand more")


def process(text):
    return os.getpid()


def states(registry):
    with registry.reading() as connection:
        return [(one.state, one.error) for one in connection.execute(select(jobs).order_by(jobs.c.kind, jobs.c.id))]


@pytest.fixture
def written():
    return []


@pytest.fixture
def write(written):
    def write(registry, write, job, result):
        written.append(result)
        return DONE

    return write


def test_what_waits_is_done_and_its_result_written(registry, write, written):
    with registry.writing(None) as one:
        enqueue(one, CHECK, "four")
        enqueue(one, CHECK, "sixsix")
        enqueue(one, EVALUATE, "of another kind")
    assert work_off(registry, {CHECK: Work(gather, length, write)}, Here(), "me") == 2
    assert sorted(written) == [4, 6]
    assert sorted(state for state, _ in states(registry)) == ["done", "done", "waiting"]


def test_what_breaks_is_told_in_a_line_and_waits_for_its_next_try(registry, write, written):
    with registry.writing(None) as one:
        enqueue(one, CHECK, "x")
    assert work_off(registry, {CHECK: Work(gather, breaks, write)}, Here(), "me") == 1
    assert states(registry) == [("waiting", "ValueError: what a hostile file says: x")]
    assert written == []


def test_another_process_calculates_and_this_one_writes(registry, write, written):
    with registry.writing(None) as one:
        enqueue(one, CHECK, "x")
    with hands(1) as runner:
        work_off(registry, {CHECK: Work(gather, process, write)}, runner, "me")
    assert written != [os.getpid()]
    assert len(written) == 1


def dies(text):
    os._exit(1)


def test_a_worker_that_dies_costs_its_job_a_try_and_the_next_job_nothing(registry, write, written):
    with hands(1) as runner:
        with registry.writing(None) as one:
            enqueue(one, CHECK, "deadly")
        work_off(registry, {CHECK: Work(gather, dies, write)}, runner, "me")
        with registry.writing(None) as one:
            enqueue(one, EVALUATE, "four")
        work_off(registry, {EVALUATE: Work(gather, length, write)}, runner, "me")
    assert sorted(state for state, _ in states(registry)) == ["done", "waiting"]
    assert written == [4]
