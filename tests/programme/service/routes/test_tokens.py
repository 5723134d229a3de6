import httpx
import pytest

FORM = {"grant_type": "client_credentials"}


def test_a_client_is_given_a_token_that_opens_and_can_be_given_back(door, parties):
    auth = (parties.maker.client, parties.secrets[parties.maker.client])
    found = httpx.post(f"{door.url}/auth/token", data=FORM, auth=auth).json()
    assert (found["token_type"], found["expires_in"]) == ("Bearer", 900)
    headers = {"Authorization": f"Bearer {found['access_token']}"}
    assert door.ask(None, "GET", "/log/head", headers).status_code == 200
    assert door.ask(None, "DELETE", "/auth/token", headers).status_code == 204
    assert door.ask(None, "GET", "/log/head", headers).status_code == 401


def test_wrong_secrets_and_unknown_clients_are_answered_alike_and_counted(door, parties):
    answers = []
    for client in (parties.maker.client, "nobody"):
        for _ in range(6):
            answered = httpx.post(f"{door.url}/auth/token", data=FORM, auth=(client, "lcasec_wrong"))
            answers.append((answered.status_code, answered.json()["problems"]))
    assert len({str(one) for one in answers}) == 1
    assert answers[0][0] == 401
    flood = [httpx.post(f"{door.url}/auth/token", data=FORM, auth=("nobody", "x")).status_code for _ in range(5)]
    assert flood == [401] * 4 + [429]


@pytest.mark.parametrize(
    "form", [{}, {"grant_type": "password"}, {"grant_type": "client_credentials", "scope": "x" * 501}]
)
def test_another_form_is_refused(door, form):
    assert httpx.post(f"{door.url}/auth/token", data=form, auth=("a", "b")).status_code == 422


def test_no_secret_and_no_token_is_logged_wherever_it_stands(door, parties, logged):
    secret, token = parties.secrets[parties.maker.client], door.token(parties.maker)
    bearer = {"Authorization": f"Bearer {token}"}
    for headers, path, content in (
        (bearer, f"/submissions?state={secret}", None), (bearer | {"X-Odd": secret, "Cookie": token}, "/log/head", None),
        (bearer, f"/{token}/{secret}", None), (bearer, f"/submissions/{secret}", None),
        (bearer, "/footprints", secret.encode()),
        ({"Authorization": f"Bearer {secret}"}, "/log", None), ({"Authorization": token}, "/log", None),
    ):  # fmt: skip
        door.ask(None, "POST" if content else "GET", path, headers, content=content)
    httpx.post(f"{door.url}/auth/token", data=FORM | {"scope": secret}, auth=(secret, token))
    httpx.post(f"{door.url}/auth/token", content=secret, auth=(parties.maker.client, secret))
    text = logged()
    assert text.count("\n") == 9
    assert [one for one in (secret, token, secret.partition("_")[2], token.partition("_")[2]) if one in text] == []
