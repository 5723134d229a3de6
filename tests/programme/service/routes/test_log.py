from lca_models.programme.registry.log import events_after, head


def test_the_log_is_told_in_parts_with_the_hashes_that_an_auditor_chains(door, parties):
    parties.submit()
    told, after = [], -1
    while found := door.get(parties.reader, f"/log?after={after}&limit=7").json()["events"]:
        assert len(found) <= 7
        told, after = told + found, found[-1]["n"]
    assert [(one["n"], one["hash"]) for one in told] == [
        (one.n, one.hash) for one in events_after(parties.registry, -1)
    ]
    last = head(parties.registry)
    assert door.get(parties.reader, "/log/head").json() == {"n": last.n, "hash": last.hash}
    assert door.get(None, "/healthz").json() == {"events": last.n + 1}


def test_numbers_beyond_the_log_are_answered(door, parties):
    assert door.get(parties.reader, f"/log?after={2**53}").json() == {"events": []}
    for odd in ("-2", str(2**53 + 1), "9" * 400, "x", "1e3"):
        assert door.get(parties.reader, f"/log?after={odd}").status_code == 422
