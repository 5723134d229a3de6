from lca_models.programme.service.limits import DEFAULT_RATES, READS, WRITES, Limits, Meter


def test_each_client_and_each_kind_is_counted_apart():
    meter = Meter(Limits(rates=DEFAULT_RATES | {READS: "1/minute", WRITES: "1/minute"}))
    assert meter.wait(READS, "a") == 0
    assert meter.wait(WRITES, "a") == 0
    assert meter.wait(READS, "b") == 0
    assert 1 <= meter.wait(READS, "a") <= 60
