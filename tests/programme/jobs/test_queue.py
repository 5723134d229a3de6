import pytest

from lca_models.programme.jobs.queue import CHECK, LEASE, claim, enqueue, finish, put_back, renew

MINUTE = 60_000_000


@pytest.fixture
def job(registry):
    with registry.writing(None) as write:
        return enqueue(write, CHECK, "s1", "bundle")


def result(write):
    return "ab" * 32


def test_the_same_work_is_one_job_however_often_it_is_asked_for(registry, job):
    with registry.writing(None) as write:
        assert enqueue(write, CHECK, "s1", "bundle") == job
        assert enqueue(write, CHECK, "s1", "another bundle") != job


def test_a_claimed_job_is_nobody_elses_until_its_lease_is_over(registry, job):
    first = claim(registry, "a", [CHECK])
    assert first.id == job
    assert claim(registry, "b", [CHECK]) is None
    registry.clock.now += LEASE
    assert claim(registry, "b", [CHECK]).id == job
    assert not renew(registry, first)
    assert not finish(registry, first, result)


def test_a_result_that_comes_late_is_written_where_nobody_took_the_job_over(registry, job):
    """of a job that ran in this process, which does nothing else meanwhile: it would be calculated again for ever"""
    first = claim(registry, "a", [CHECK])
    registry.clock.now += LEASE + MINUTE
    assert finish(registry, first, result)
    assert claim(registry, "b", [CHECK]) is None
    assert not finish(registry, first, result)


def test_a_renewed_lease_holds(registry, job):
    first = claim(registry, "a", [CHECK])
    registry.clock.now += LEASE - MINUTE
    assert renew(registry, first)
    registry.clock.now += LEASE - MINUTE
    assert claim(registry, "b", [CHECK]) is None
    assert finish(registry, first, result)
    assert claim(registry, "b", [CHECK]) is None


def test_a_result_and_its_job_are_written_together_or_not_at_all(registry, job):
    first = claim(registry, "a", [CHECK])

    def breaks(write):
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        finish(registry, first, breaks)
    assert renew(registry, first)


def test_a_job_that_fails_is_tried_again_after_1_5_and_30_minutes_and_then_given_up(registry, job):
    for minutes in (1, 5, 30):
        assert put_back(registry, claim(registry, "a", [CHECK]), "why")
        registry.clock.now += (minutes - 1) * MINUTE
        assert claim(registry, "a", [CHECK]) is None
        registry.clock.now += MINUTE
    assert not put_back(registry, claim(registry, "a", [CHECK]), "why")
    registry.clock.now += 100 * MINUTE
    assert claim(registry, "a", [CHECK]) is None


def test_a_worker_is_given_jobs_of_its_kinds_alone(registry, job):
    assert claim(registry, "a", ["evaluate"]) is None
