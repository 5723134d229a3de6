"""A registry over HTTP, and footprints of other parties fetched from theirs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from lca_models.commands.options import path_of, whole_of, words
from lca_models.commands.output import print_result, tell
from lca_models.commands.programme.family import action, needed, opened
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

VARIABLE = "LCA_MODELS_PACT_SECRET"  # the variable that holds it: words of a command line are seen by others


def add_serving_actions(actions: Any) -> None:
    """Add what serves a registry, and what asks another one."""
    one = action(
        actions, "serve", _serve, message("serve a registry over HTTP, on this computer unless told otherwise")
    )
    one.add_argument(
        "--host", type=words, default="127.0.0.1", help=message("the address it listens at (default 127.0.0.1)")
    )
    one.add_argument(
        "--port", type=whole_of, default=8551, metavar="N", help=message("the port it listens at (default 8551)")
    )
    one.add_argument("--certificate", type=path_of, metavar="FILE", help=message("its certificate, for https"))
    one.add_argument("--key", type=path_of, metavar="FILE", help=message("the key of the certificate"))
    one.add_argument("--behind-proxy", action="store_true", help=message("a proxy before it speaks https"))
    one.add_argument("--base-url", type=words, metavar="URL", help=message("its address as others name it"))
    one.add_argument("--workers", type=whole_of, default=1, metavar="N",
                     help=message("processes that check submissions (default 1; 0: none)"))  # fmt: skip
    one.add_argument(
        "--dask", type=words, metavar="ADDRESS", help=message("on a dask cluster, such as tcp://host:8786")
    )
    one = action(
        actions, "fetch", _fetch, message("fetch footprints of a supplier by PACT 3 into the folder of a data sheet")
    )
    one.add_argument("url", type=words, metavar="URL", help=message("the address of the supplier's service"))
    one.add_argument("--client", type=words, required=True, help=message("the id that the supplier gave you"))
    one.add_argument("--product", action="append", default=[], type=words, metavar="ID",
                     help=message("an id of a product; repeatable (default all)"))  # fmt: skip
    one.add_argument(
        "--authority", type=path_of, metavar="FILE", help=message("a certificate that the service is trusted by")
    )
    one.add_argument(
        "--out", type=path_of, metavar="FOLDER", required=True, help=message("the folder of the data sheet")
    )


def _serve(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        with needed():
            from lca_models.programme.registry.opening import served_alone
            from lca_models.programme.service.app import Settings
            from lca_models.programme.service.serving import Address, Workers, serve
        address = Address(options.host, options.port, options.certificate, options.key, options.behind_proxy)
        with served_alone(registry.store):
            serve(registry, address, Settings(base_url=options.base_url or ""), Workers(options.workers, options.dask or ""),
                  lambda url: tell(message("serving at {url}; stop with ctrl-C", url=url)))  # fmt: skip
    return 0


def _fetch(options: argparse.Namespace) -> int:
    with needed():
        from lca_models.programme.exchange.fetching import Host, fetch_footprints
    secret = os.environ.get(VARIABLE)
    if not secret:
        raise ScenarioError(
            message("{name} holds no secret; set it to the one that the supplier gave you", name=VARIABLE)
        )
    criteria = {"productId": options.product} if options.product else {}
    found = fetch_footprints(Host(options.url, options.client, secret, options.authority), criteria, Path(options.out))
    document = {
        "footprints": [{"file": one.file, "id": one.id, "product": one.product, "faults": one.faults} for one in found]
    }
    print_result(options, lambda: document, lambda: "\n".join(
        f"{one.file}  {one.product}  {'; '.join(one.faults)}".rstrip() for one in found
    ) or message("no footprint meets this"))  # fmt: skip
    return 1 if any(one.faults for one in found) else 0
