import pytest


@pytest.mark.parametrize("change", ["none", "other", "foreign"])
def test_a_form_that_is_not_ours_is_refused(change, parties, person):
    """without its token, with that of another form, and from another site"""
    own = parties.verified()
    at, one = f"/pages/submissions/{own}", person("authority")
    page = one.submission(own).text
    hidden = one.hidden(page, at, "publish")
    other = one.hidden(page, at, "reopen")["form_token"]
    sent = {"none": {"do": "publish"}, "other": {**hidden, "form_token": other}, "foreign": hidden}[change]
    headers = {"sec-fetch-site": "cross-site" if change == "foreign" else "same-origin"}

    refused = one.send(at, data=sent, headers=headers)
    assert refused.status_code == 403
    assert "load the page again" in refused.text
    assert "tag published" not in one.submission(own).text
    assert one.send(at, data=hidden, headers={"sec-fetch-site": "same-origin"}).status_code == 303


def test_a_form_of_somebody_else_is_refused(parties, person):
    own = parties.verified()
    at, authority, reader = f"/pages/submissions/{own}", person("authority"), person("reader")
    hidden = authority.hidden(authority.submission(own).text, at, "publish")
    assert reader.send(at, data=hidden).status_code == 403


def test_a_language_is_taken_from_the_address_then_kept_then_from_the_browser(nobody):
    one = nobody()
    tag = lambda page: page.text.partition('<html lang="')[2].partition('"')[0]  # noqa: E731
    assert tag(one.see("/pages/sign-in")) == "en"
    assert tag(one.see("/pages/sign-in", headers={"accept-language": "zh-CN,zh;q=0.9"})) == "zh-CN"
    assert tag(one.see("/pages/sign-in?lang=zh")) == "zh-CN"
    assert tag(one.see("/pages/sign-in")) == "zh-CN"
    assert tag(one.see("/pages/sign-in?lang=xx")) == "zh-CN"


def test_a_link_to_the_other_language_stays_on_the_page_with_its_filters(person):
    page = person("authority").see("/pages/queue?state=checked&lang=en").text
    assert 'href="/pages/queue?state=checked&amp;lang=zh"' in page
