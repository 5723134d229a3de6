import pytest

from lca_models.programme.registry.errors import InvalidError, UnknownError
from lca_models.programme.submissions.listing import Filters, list_submissions, member_of, members_of

HASH = "ef" * 32


@pytest.mark.parametrize(
    ("who", "readable"),
    [
        ("maker", 7),
        ("other", 0),
        ("supplier", 0),
        ("verifier", 7),
        ("stranger", 0),
        ("expert", 0),
        ("authority", 4),
        ("reader", 0),
    ],
)
def test_members_are_read_by_their_class_and_by_what_one_is_to_the_submission(parties, who, readable):
    own, actor = parties.assigned(), parties.everyone[who]
    try:
        found = members_of(parties.registry, actor, own)
    except UnknownError:
        found = ()
    assert len(found) == readable
    for path in members_of(parties.registry, parties.maker, own):
        if path in found:
            assert member_of(parties.registry, actor, own, path)
        else:
            with pytest.raises(UnknownError):
                member_of(parties.registry, actor, own, path)


def test_a_list_goes_on_where_its_page_ended(parties):
    for year in range(2015, 2020):
        parties.submit(month=f"{year}-01", mark=str(year))
    registry, seen, cursor = parties.registry, [], ""
    while True:
        page = list_submissions(registry, parties.maker, Filters(state="received"), cursor=cursor, limit=2)
        seen += [one.period_end for one in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert seen == [f"{year}-12-31" for year in range(2019, 2014, -1)]
    first = list_submissions(registry, parties.maker, limit=1)
    with pytest.raises(InvalidError, match="none of this list"):
        list_submissions(registry, parties.authority, cursor=first.next, limit=1)
