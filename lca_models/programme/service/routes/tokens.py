"""A token for a secret: OAuth2 client credentials."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Header, Request, Response

from lca_models.programme.service.asking import Asker, Registered, base_of, count
from lca_models.programme.service.door import CarefulRoute
from lca_models.programme.service.limits import TOKENS, TOKENS_OF_ADDRESS
from lca_models.programme.service.problems import problem
from lca_models.programme.service.tokens import LIFE_SECONDS, WrongSecretError, basic_credentials, issue, revoke
from lca_models.scope.wording.messages import bilingual

router = APIRouter(tags=["tokens"], route_class=CarefulRoute)


@router.post("/auth/token")
def token(
    request: Request,
    registry: Registered,
    grant_type: Annotated[Literal["client_credentials"], Form()],
    authorization: Annotated[str, Header(max_length=2_000)] = "",
    scope: Annotated[str, Form(max_length=500)] = "",
) -> dict[str, Any]:
    """A token of a quarter of an hour for the client whose id and secret come as HTTP Basic."""
    address = request.client.host if request.client else ""
    count(request, TOKENS_OF_ADDRESS, address)
    try:
        client, secret = basic_credentials(authorization)
        count(request, TOKENS, client[:100])
        found = issue(registry, client, secret)
    except WrongSecretError:
        words = bilingual("client and secret do not go together")
        raise problem(401, "unauthorized", "Authorization", words, {"WWW-Authenticate": "Basic"}) from None
    return {"access_token": found, "token_type": "Bearer", "expires_in": LIFE_SECONDS}


@router.delete("/auth/token", status_code=204)
def given_back(
    registry: Registered, actor: Asker, authorization: Annotated[str, Header(max_length=500)] = ""
) -> Response:
    """Let the token that a request shows be none from now on."""
    revoke(registry, authorization.partition(" ")[2].strip())
    return Response(status_code=204)


@router.get("/.well-known/openid-configuration")
def configuration(request: Request) -> dict[str, Any]:
    """Where tokens are asked for."""
    base = base_of(request)
    return {
        "issuer": base,
        "token_endpoint": f"{base}/auth/token",
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    }
