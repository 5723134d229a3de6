"""Files that appear whole or not at all, under the name reports know them by."""

from lca_models.inventory.atomic_files import write_files

__all__ = ["write_files"]
