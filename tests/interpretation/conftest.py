import pytest

from lca_models.impact.assessment import Assessment, assess
from lca_models.inventory.system.product_system import ProductSystem


@pytest.fixture(scope="module")
def toy(toy_system: ProductSystem) -> Assessment:
    """The result of the toy."""
    return assess(toy_system)
