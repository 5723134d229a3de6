import re

from submitted_bundles import check_all

from lca_models.programme.jobs.queue import USUAL

LINK = re.compile(r'<th scope="row"><a href="/pages/submissions/([^"]+)">')


def listed(page):
    return LINK.findall(page.text)


def test_each_role_finds_in_its_queue_what_it_may_know_of(parties, person):
    published, open_one = parties.verified(month="2023-01"), parties.assigned()
    authority = person("authority")
    authority.fill(f"/pages/submissions/{published}", "publish")
    found = {name: {*listed(person(name).see("/pages/queue"))} for name in parties.everyone}
    assert found == {
        "maker": {published, open_one}, "authority": {published, open_one}, "verifier": {published, open_one},
        **{key: {published} for key in ("other", "supplier", "stranger", "expert", "reader")},
    }  # fmt: skip


def test_a_queue_is_narrowed_by_state_chemistry_and_province(parties, person):
    checked = parties.checked(month="2024-01")
    received, one = parties.submit(month="2023-01"), person("authority")
    assert listed(one.see("/pages/queue?state=checked")) == [checked]
    assert listed(one.see("/pages/queue?state=received&chemistry=LFP&province=CN-FJ")) == [received]
    assert "No submission meets this filter" in one.see("/pages/queue?state=verified").text
    assert one.see("/pages/queue?state=nonsense").status_code == 422


def test_pages_follow_one_another_and_hold_each_submission_once(parties, person, monkeypatch):
    monkeypatch.setattr("lca_models.programme.service.pages.queue.ROWS", 2)
    made = [parties.submit(month=f"20{year}-01") for year in range(10, 15)]
    one, address, found = person("maker"), "/pages/queue", []
    while address:
        page = one.see(address)
        found += [listed(page)]
        address = next(iter(re.findall(r'rel="next" href="([^"]+)"', page.text)), "").replace("&amp;", "&")
    assert [len(rows) for rows in found] == [2, 2, 1]
    assert [own for rows in found for own in rows] == made[::-1]


def test_a_job_that_failed_is_shown_to_whom_it_concerns(parties, person):
    own = parties.submit()

    def breaks(*_):
        raise ValueError("<b>no room</b>")

    for wait in (*USUAL, 0):
        check_all(parties.registry, breaks)
        parties.registry.clock.now += wait
    pages = {name: person(name).see("/pages/failed-jobs").text for name in ("maker", "authority", "other", "reader")}
    assert {name: own in page for name, page in pages.items()} == {
        "maker": True,
        "authority": True,
        "other": False,
        "reader": False,
    }
    assert "ValueError: &lt;b&gt;no room&lt;/b&gt;" in pages["authority"]
    assert "Failed jobs: 1" in person("authority").see("/pages/queue").text
