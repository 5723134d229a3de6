"""How good data, platform and companies were: indicators, aggregates, rules changed."""
