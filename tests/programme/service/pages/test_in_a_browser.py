"""A declaration from its maker to its readers, driven in Chromium; names that would be script."""

import pytest
from releases_of_tables import NICKEL, actor, edited
from served_registry import served
from submitted_bundles import bundle_bytes, check_all, one_major_finding

from lca_models.programme.registry.members import add_client, add_organisation
from lca_models.programme.releases.proposing import begin_releases, propose_release
from lca_models.scope.labels import label
from tests.accessibility import WIDTHS, findings
from tests.chromium import open_page
from tests.conftest import TINY_INVENTORY

pytestmark = pytest.mark.browser
HOSTILE = "<script>window.broken=1</script><img src=x onerror=window.broken=1>\"'{{7*7}}"


class Desk:
    """Somebody at a browser of their own, who has signed in."""

    def __init__(self, browser, at, parties, role, language):
        self.at, self.language = at, language
        actor = getattr(parties, role)
        width = WIDTHS[0]
        self.recorded = open_page(browser, f"{at.url}/pages/sign-in?lang={language}", width, 900)
        self.page = self.recorded.page
        self.page.fill("#sign_in-client", actor.client)
        self.page.fill("#sign_in-secret", parties.secrets[actor.client])
        self.press("people.sign_in")

    def press(self, key):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label(key, self.language), exact=True).click()

    def open(self, address):
        self.page.goto(f"{self.at.url}{address}")

    def unfold(self, key):
        self.page.locator("summary", has_text=label(key, self.language)).first.click()

    def check(self):
        """No script ran, nothing was loaded from elsewhere, and the page can be used by everybody."""
        self.page.wait_for_load_state()
        assert self.page.evaluate("window.broken") is None
        assert self.page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-CN"}[self.language]
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width
            assert findings(self.page) == []

    def close(self):
        self.page.close()
        assert (self.recorded.errors, self.recorded.outside) == ([], [])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_declaration_goes_from_its_maker_to_its_readers(language, parties, browser):
    """handed in, assigned, answered, closed, verified, published: each by the form of the role whose turn it is"""
    with served(parties) as at:
        maker, authority, verifier = (
            Desk(browser, at, parties, role, language) for role in ("maker", "authority", "verifier")
        )
        maker.open("/pages/hand-in")
        bundle = {"name": "a.zip", "mimeType": "application/zip", "buffer": bundle_bytes()}
        maker.page.set_input_files("#submit-bundle", files=[bundle])
        maker.press("people.hand_in")
        assert label("people.done_submit", language) in maker.page.content()
        address = maker.page.url.removeprefix(at.url).partition("?")[0]
        check_all(parties.registry, one_major_finding)

        authority.open("/pages/queue")
        authority.page.get_by_role("link", name="A60").click()
        authority.page.select_option("#assign-org", parties.verifier.org)
        authority.page.fill("#assign-lead", "Li")
        authority.page.fill("#assign-reviewer", "Wang")
        authority.press("people.assign")
        authority.check()

        maker.open(address)
        maker.unfold("people.answer")
        maker.page.fill("#answer-F-001-text", HOSTILE)
        maker.page.fill("#answer-F-001-document", HOSTILE)
        maker.page.fill("#answer-F-001-evidence", "ab" * 32)
        maker.press("people.send_answer")
        maker.check()

        verifier.open(address)
        assert verifier.page.locator("blockquote p").nth(1).text_content() == HOSTILE
        verifier.unfold("people.decide")
        verifier.page.select_option("#decide-F-001-kind", "closed-explained")
        verifier.page.fill("#decide-F-001-text", "It is shown")
        verifier.press("people.send")
        verifier.check()
        verifier.press("people.give_opinion")

        authority.open(address)
        authority.press("people.publish")
        assert label("people.done_publish", language) in authority.page.content()
        authority.check()
        for desk in (maker, authority):
            desk.close()
        verifier.page.close()  # its last page is none: the assignment is over


def test_a_release_goes_from_its_review_to_its_day(parties, registry, browser, tmp_path):
    """returned and accepted by an expert in English, accepted, decided and dated by the authority in Chinese"""
    begin_releases(registry, TINY_INVENTORY, "1.4.0", "2026-01-01")
    new = edited(TINY_INVENTORY, tmp_path / "new", (NICKEL,))
    version = propose_release(registry, actor(registry, "university", "expert", 1), new).version
    address = f"/pages/releases/{version}"
    with served(parties) as at:
        expert, authority = Desk(browser, at, parties, "expert", "en"), Desk(browser, at, parties, "authority", "zh")
        expert.open("/pages/releases")
        expert.page.get_by_role("link", name=version).click()
        expert.unfold("people.review_row")
        expert.page.fill("#comment-1-text", HOSTILE)
        expert.press("people.give_return")
        assert expert.page.locator("blockquote p").nth(1).text_content() == HOSTILE
        expert.unfold("people.review_row")
        expert.check()
        expert.press("people.give_accept")

        authority.open(address)
        authority.unfold("people.review_row")
        authority.press("people.give_accept")
        authority.page.select_option("#decide-decision", "accepted")
        authority.press("people.decide_release")
        assert label("people.moves_waiting", "zh") in authority.page.content()
        authority.page.fill("#publish-effective_on", "2027-01-01")
        authority.check()
        authority.press("people.release_it")
        assert label("people.release_done_publish", "zh") in authority.page.content()
        for desk in (expert, authority):
            desk.close()


def test_script_in_names_is_words(parties, registry, browser):
    """of a company, of a verifier, and of what a person types into the address"""
    org = add_organisation(registry, kind="verifier", name_en=HOSTILE, name_zh=HOSTILE, credit_code="SYN-X")
    add_client(registry, org, "verifier")
    own = parties.checked()
    with served(parties) as at:
        desk = Desk(browser, at, parties, "authority", "en")
        desk.open(f"/pages/submissions/{own}")
        assert HOSTILE in desk.page.locator("#assign-org option").all_text_contents()
        desk.check()
        for address in (f"/pages/queue?chemistry={HOSTILE}", f"/pages/sign-in?to={HOSTILE}&lang=en"):
            desk.open(address)
            desk.check()
        desk.close()
