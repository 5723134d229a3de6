"""Routes, a module for each family of them."""

from __future__ import annotations

from fastapi import APIRouter


def all_routers() -> list[APIRouter]:
    """Every family of routes, in the order in which they are described."""
    from lca_models.programme.service.routes import footprints, log, releases, submissions, tokens, uploads

    return [tokens.router, footprints.router, uploads.router, submissions.router, releases.router, log.router]
