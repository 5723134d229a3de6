"""All versions of the factors, the latest proposal first."""

from __future__ import annotations

from fastapi import APIRouter, Response

from lca_models.programme.releases.listing import list_releases
from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import PREFIX, SignedIn

router = APIRouter(include_in_schema=False)
RELEASES = f"{PREFIX}/releases"


@router.get(RELEASES)
def listed(seen: SignedIn) -> Response:
    """Releases with their states."""
    return rendered(seen, "releases", rows=list_releases(seen.registry)[::-1])
