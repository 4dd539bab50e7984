"""What tells the due rules of this program from others, without reading them."""

import hashlib
from functools import lru_cache

from iomdesk import __version__
from iomdesk.resources import resource_bytes, resource_names


@lru_cache(maxsize=1)
def due_rules_mark() -> str:
    """Return what tells these rules, and the program that reads them, from others."""
    names = [*due_rules_files(), *resource_names("rules", ".toml")]
    texts = b"".join(resource_bytes(name) for name in names)
    return f"{__version__} {hashlib.sha256(texts).hexdigest()[:16]}"


def due_rules_files() -> list[str]:
    return [n for n in resource_names("due", ".toml") if "/rules-" in n]
