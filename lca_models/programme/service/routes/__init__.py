"""Routes, a module for each family of them."""

from __future__ import annotations

from fastapi import APIRouter


def all_routers() -> list[APIRouter]:
    """Every family of routes, in the order in which they are described."""
    from lca_models.programme.service.pages import handing_in, one_submission, portfolio, queue, signing_in
    from lca_models.programme.service.pages.factors import listing, review
    from lca_models.programme.service.routes import footprints, log, releases, submissions, tokens, uploads

    programs = (tokens, footprints, uploads, submissions, releases, log)
    people = (signing_in, queue, one_submission, handing_in, portfolio, listing, review)
    return [one.router for one in (*programs, *people)]
