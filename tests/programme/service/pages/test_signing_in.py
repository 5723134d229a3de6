import pytest

from lca_models.programme.service.pages.signing_in import onward


def test_a_cookie_is_out_of_reach_of_scripts_and_other_sites_and_bound_to_its_host_where_https_is_spoken(
    parties, nobody
):
    actor = parties.maker
    for base, name, secure in (
        ("http://127.0.0.1", "lca-session", False),
        ("https://x.example", "__Host-lca-session", True),
    ):
        one = nobody(base)
        said = one.sign_in(actor.client, parties.secrets[actor.client]).headers["set-cookie"]
        parts = [part.strip().lower() for part in said.split(";")]
        assert said.startswith(f"{name}=lcatok_")
        assert {"httponly", "samesite=strict", "path=/"} <= {*parts}
        assert ("secure" in parts, "domain" in said.lower(), "max-age" in said.lower()) == (secure, False, False)
        assert one.see("/pages/queue").status_code == 200


def test_a_wrong_secret_and_an_unknown_client_are_told_alike_and_show_no_secret(parties, nobody):
    one = nobody()
    answers = [one.sign_in(client, "lcasec_wrong").text for client in (parties.maker.client, "nobody")]
    assert answers[0].replace(parties.maker.client, "").count("do not go together") == 1
    assert len({text.replace(parties.maker.client, "nobody").count("client and secret") for text in answers}) == 1
    assert not [text for text in answers if "lcasec_wrong" in text]


def test_who_tries_secrets_is_told_to_wait(parties, nobody):
    one = nobody()
    answered = [one.sign_in(parties.maker.client, "no").status_code for _ in range(11)]
    assert answered == [401] * 10 + [429]


def test_a_session_that_was_ended_is_over_also_for_its_cookie(person):
    one = person("maker")
    kept = one.cookies["lca-session"]
    hidden = one.hidden(one.see("/pages/queue").text, "/pages/sign-out")
    assert one.send("/pages/sign-out", data=hidden).headers["location"] == "/pages/sign-in"
    one.cookies.set("lca-session", kept)
    assert one.see("/pages/queue").status_code == 303


def test_who_has_not_signed_in_is_led_there_and_back(parties, nobody):
    one, own = nobody(), parties.submit()
    led = one.submission(own).headers["location"]
    assert led == f"/pages/sign-in?to=/pages/submissions/{own}"
    hidden = one.hidden(one.see(led).text, "/pages/sign-in")
    sent = {**hidden, "client": parties.maker.client, "secret": parties.secrets[parties.maker.client]}
    assert one.send("/pages/sign-in", data=sent).headers["location"] == f"/pages/submissions/{own}"


@pytest.mark.parametrize(
    "to", ["https://x.example", "//x.example", "/pages/../x", "/pages/queue\r\nx: y", "", "/submissions"]
)
def test_nobody_is_led_to_another_site(to):
    assert onward(to) == "/pages/queue"
    assert onward("/pages/portfolio") == "/pages/portfolio"
